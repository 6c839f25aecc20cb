// The filters of the findings: kept in the address, so that a filtered page can be sent to others.
import { FilterOutlined } from '@ant-design/icons'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useQueryPart } from '../../../core/web/go.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Finding } from '../contract.ts'
import { ruleTitle } from './rule-words.ts'
import { findingsText } from './words.ts'

const names = ['severity', 'level', 'certainty', 'subject', 'rule', 'mine'] as const
type Name = (typeof names)[number]
type Wishes = Readonly<Record<Name, string | null>>

const fits: Readonly<Record<Name, (finding: Finding, value: string) => boolean>> = {
  severity: (finding, value) => finding.severity === value,
  level: (finding, value) => finding.level === value,
  certainty: (finding, value) => finding.certain === (value === 'verified'),
  subject: (finding, value) => (finding.person === null) === (value === 'unit'),
  rule: (finding, value) => finding.rule === value,
  mine: (finding) => finding.mine,
}

export function filtered(findings: readonly Finding[], wishes: Wishes): readonly Finding[] {
  const asked = names.flatMap((name) => {
    const value = wishes[name]
    return value === null ? [] : [{ name, value }]
  })
  return findings.filter((finding) => asked.every(({ name, value }) => fits[name](finding, value)))
}

type FilterState = {
  readonly wishes: Wishes
  readonly set: Readonly<Record<Name, (value: string | null) => void>>
  readonly clear: () => void
}

export function useFilters(): FilterState {
  const [severity, setSeverity] = useQueryPart('severity')
  const [level, setLevel] = useQueryPart('level')
  const [certainty, setCertainty] = useQueryPart('certainty')
  const [subject, setSubject] = useQueryPart('subject')
  const [rule, setRule] = useQueryPart('rule')
  const [mine, setMine] = useQueryPart('mine')
  const set = {
    severity: setSeverity,
    level: setLevel,
    certainty: setCertainty,
    subject: setSubject,
    rule: setRule,
    mine: setMine,
  }
  return {
    wishes: { severity, level, certainty, subject, rule, mine },
    set,
    clear: () => {
      for (const name of names) set[name](null)
    },
  }
}

/** The filters with a fixed choice: the word for all, and each value with its word. */
const choices = [
  {
    name: 'severity',
    any: 'anySeverity',
    values: [
      ['block', 'block'],
      ['warn', 'warn'],
    ],
  },
  {
    name: 'subject',
    any: 'anySubject',
    values: [
      ['unit', 'aboutUnit'],
      ['person', 'aboutPerson'],
    ],
  },
  {
    name: 'level',
    any: 'anyLevel',
    values: [
      ['national', 'national'],
      ['provincial', 'provincial'],
      ['institution', 'institution'],
    ],
  },
  {
    name: 'certainty',
    any: 'anyCertainty',
    values: [
      ['verified', 'verified'],
      ['unverified', 'unverified'],
    ],
  },
] as const

export type View = 'rule' | 'unit' | 'table'

type FilterRowProps = {
  filters: FilterState
  view: View
  setView: (view: View) => void
  /** What there is to choose among: the rules that occur. */
  findings: readonly Finding[]
}

export function FilterRow({ filters, view, setView, findings }: FilterRowProps) {
  const text = useText(findingsText)
  const [language] = useLanguage()
  const { wishes, set } = filters
  const phone = useIsPhone()
  const chosen = names.filter((name) => name !== 'mine' && wishes[name] !== null).length
  const [wanted, setWanted] = useState(false)
  const shown = !phone || wanted
  const rules = [...new Set(findings.map((finding) => finding.rule))]
  return (
    <>
      <Segmented<View>
        className="finding-switch"
        aria-label={text.group}
        value={view}
        onChange={setView}
        options={[
          { value: 'rule', label: text.byRule },
          { value: 'unit', label: text.byUnit },
          { value: 'table', label: text.asTable },
        ]}
      />
      {phone && (
        <Button aria-expanded={wanted} icon={<FilterOutlined />} onClick={() => setWanted(!wanted)}>
          {text.filters(chosen)}
        </Button>
      )}
      {shown && (
        <>
          {choices.map(({ name, any, values }) => (
            <Filter
              key={name}
              label={text[name]}
              value={wishes[name]}
              onChange={set[name]}
              options={[
                { value: '', label: text[any] },
                ...values.map(([value, word]) => ({ value, label: text[word] })),
              ]}
            />
          ))}
          <Filter
            wide
            label={text.rule}
            value={wishes.rule}
            onChange={set.rule}
            options={[
              { value: '', label: text.anyRule },
              ...rules.map((rule) => ({ value: rule, label: ruleTitle(rule, language) })),
            ]}
          />
        </>
      )}
      <Button
        aria-pressed={wishes.mine !== null}
        {...(wishes.mine === null ? {} : { type: 'primary' as const, ghost: true })}
        onClick={() => set.mine(wishes.mine === null ? '1' : null)}
      >
        {text.mine}
      </Button>
    </>
  )
}

type FilterProps = {
  label: string
  value: string | null
  onChange: (value: string | null) => void
  options: { value: string; label: string }[]
  wide?: boolean
}

function Filter({ label, value, onChange, options, wide = false }: FilterProps) {
  return (
    <Select
      className={wide ? 'finding-filter wide' : 'finding-filter'}
      popupMatchSelectWidth={!wide}
      aria-label={label}
      value={value ?? ''}
      onChange={(next: string) => onChange(next === '' ? null : next)}
      options={options}
    />
  )
}

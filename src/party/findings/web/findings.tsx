// The page of findings: what is not as the regulations say, grouped by rule or by unit, each to be opened in place.
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { Figure, Page } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { useUnit, useView } from '../../../core/web/view.ts'
import type { Finding } from '../contract.ts'
import { FindingGroup } from './finding-group.tsx'
import { ruleTitle } from './rule-words.ts'
import { findingsText } from './words.ts'

const certain = (finding: Finding): boolean => finding.cites.every((cite) => cite.verified)

/** In the order of the server; what is forbidden before what is advised. */
function groupsOf(findings: readonly Finding[], key: (finding: Finding) => string): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  const weighed = [...findings].sort(
    (a, b) => Number(b.severity === 'block') - Number(a.severity === 'block'),
  )
  for (const finding of weighed) {
    const group = groups.get(key(finding))
    if (group) group.push(finding)
    else groups.set(key(finding), [finding])
  }
  return groups
}

export function Findings() {
  const text = useText(findingsText)
  const scope = useScope()
  const [severity, setSeverity] = useQueryPart('severity')
  const [certainty, setCertainty] = useQueryPart('certainty')
  const [by, setBy] = useQueryPart('by')
  const query = useQuery(
    api.findings.list.queryOptions({ input: scope.unitId ? { unitId: scope.unitId } : {} }),
  )
  const all = query.data?.findings
  const seen = useMemo(
    () =>
      (all ?? []).filter(
        (finding) =>
          (severity === null || finding.severity === severity) &&
          (certainty === null || certain(finding) === (certainty === 'verified')),
      ),
    [all, severity, certainty],
  )
  return (
    <Page
      title={text.title}
      what={text.what}
      filters={
        <>
          <Segmented
            className="finding-switch"
            aria-label={text.group}
            value={by === 'unit' ? 'unit' : 'rule'}
            onChange={(value) => setBy(value === 'unit' ? 'unit' : null)}
            options={[
              { value: 'rule', label: text.byRule },
              { value: 'unit', label: text.byUnit },
            ]}
          />
          <Filter
            label={text.severity}
            value={severity}
            onChange={setSeverity}
            options={[
              { value: '', label: text.anySeverity },
              { value: 'block', label: text.block },
              { value: 'warn', label: text.warn },
            ]}
          />
          <Filter
            label={text.certainty}
            value={certainty}
            onChange={setCertainty}
            options={[
              { value: '', label: text.anyCertainty },
              { value: 'verified', label: text.verified },
              { value: 'unverified', label: text.unverified },
            ]}
          />
          {scope.name && <span className="third">{text.scope(scope.name)}</span>}
          {scope.chosen && <Go to="/findings">{text.scopeClear}</Go>}
        </>
      }
    >
      {query.error && !all ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !all ? (
        <Loading what={text.title} rows={6} />
      ) : (
        <Groups
          all={all}
          seen={seen}
          byUnit={by === 'unit'}
          clear={() => {
            setSeverity(null)
            setCertainty(null)
          }}
        />
      )}
    </Page>
  )
}

/** The unit of the address, else the one in view; the view's own top means everything within reach. */
function useScope(): { unitId: string | null; name: string | null; chosen: boolean } {
  const [part] = useQueryPart('unit')
  const { unit } = useView()
  const unitId = part ?? unit?.id ?? null
  const shown = useUnit(unitId)
  return { unitId, name: shown?.name ?? null, chosen: part !== null }
}

type FilterProps = {
  label: string
  value: string | null
  onChange: (value: string | null) => void
  options: { value: string; label: string }[]
}

function Filter({ label, value, onChange, options }: FilterProps) {
  return (
    <Select
      className="finding-filter"
      aria-label={label}
      value={value ?? ''}
      onChange={(next: string) => onChange(next === '' ? null : next)}
      options={options}
    />
  )
}

/** The address of this page with some parts changed. */
function useHere(): (change: Readonly<Record<string, string | null>>) => string {
  const [severity] = useQueryPart('severity')
  const [certainty] = useQueryPart('certainty')
  const [by] = useQueryPart('by')
  const [unit] = useQueryPart('unit')
  return (change) => {
    const parts = Object.entries({ severity, certainty, by, unit, ...change })
    const query = new URLSearchParams(parts.flatMap(([key, value]) => (value === null ? [] : [[key, value]])))
    return query.size === 0 ? '/findings' : `/findings?${query.toString()}`
  }
}

type GroupsProps = { all: readonly Finding[]; seen: readonly Finding[]; byUnit: boolean; clear: () => void }

function Groups({ all, seen, byUnit, clear }: GroupsProps) {
  const text = useText(findingsText)
  const [language] = useLanguage()
  const here = useHere()
  if (all.length === 0) return <EmptyState title={text.none} hint={text.noneHint} />
  const groups = groupsOf(seen, byUnit ? (finding) => finding.unitId : (finding) => finding.rule)
  const count = (severity: Finding['severity']) =>
    seen.filter((finding) => finding.severity === severity).length
  const institutions = new Set(all.map((finding) => finding.institutionName)).size
  return (
    <>
      <section className="finding-figures" aria-label={text.counts}>
        <Figure label={text.all} value={seen.length} to={here({ severity: null })} />
        <Figure label={text.block} value={count('block')} to={here({ severity: 'block' })} />
        <Figure label={text.warn} value={count('warn')} to={here({ severity: 'warn' })} />
        <Figure
          label={text.units}
          value={new Set(seen.map((finding) => finding.unitId)).size}
          to={here({ by: 'unit' })}
        />
      </section>
      {seen.length === 0 ? (
        <EmptyState title={text.noMatch} action={<Button onClick={clear}>{text.clear}</Button>} />
      ) : (
        [...groups].map(([key, findings]) => {
          const [first] = findings
          if (!first) return null
          return (
            <FindingGroup
              key={key}
              title={byUnit ? first.unitName : ruleTitle(first.rule, language)}
              hint={byUnit && institutions > 1 ? first.institutionName : undefined}
              findings={findings}
              byUnit={byUnit}
              withInstitution={institutions > 1}
            />
          )
        })
      )}
    </>
  )
}

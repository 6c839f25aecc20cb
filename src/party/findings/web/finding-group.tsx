// A group of findings: one line each, opened in place as a card with article and advice.
import {
  CaretDownOutlined,
  CaretRightOutlined,
  ExclamationCircleFilled,
  WarningFilled,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '../../../core/web/text.ts'
import type { Finding } from '../contract.ts'
import { FindingOf, keyOf, useSentence } from './finding.tsx'
import { findingsText } from './words.ts'

const step = 20

type FindingGroupProps = {
  title: string
  hint?: string | undefined
  findings: readonly Finding[]
  byUnit: boolean
  withInstitution: boolean
}

export function FindingGroup({ title, hint, findings, byUnit, withInstitution }: FindingGroupProps) {
  const text = useText(findingsText)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState(step)
  const block = findings.some((finding) => finding.severity === 'block')
  const rest = findings.length - shown
  const visible = findings.slice(0, shown)
  const allOpen = visible.every((finding) => open.has(keyOf(finding)))
  const toggle = (key: string) => {
    const next = new Set(open)
    if (!next.delete(key)) next.add(key)
    setOpen(next)
  }
  return (
    <section className="section" aria-label={title}>
      <div className="section-head">
        <div className="group-title">
          {block ? (
            <ExclamationCircleFilled aria-label={text.block} className="sign-block" />
          ) : (
            <WarningFilled aria-label={text.warn} className="sign-warn" />
          )}
          <div>
            <h2>{title}</h2>
            {hint && <p className="third">{hint}</p>}
          </div>
        </div>
        <div className="row group-tools">
          <strong>{text.count(findings.length)}</strong>
          {visible.length > 1 && (
            <Button
              type="text"
              size="small"
              onClick={() => setOpen(new Set(allOpen ? [] : visible.map(keyOf)))}
            >
              {allOpen ? text.collapse : text.expand}
            </Button>
          )}
        </div>
      </div>
      <ul className="finding-rows">
        {visible.map((finding) => (
          <Row
            key={keyOf(finding)}
            finding={finding}
            byUnit={byUnit}
            withInstitution={withInstitution}
            open={open.has(keyOf(finding))}
            toggle={() => toggle(keyOf(finding))}
          />
        ))}
      </ul>
      {rest > 0 && (
        <Button block onClick={() => setShown(shown + step)}>
          {text.more(Math.min(step, rest))}
        </Button>
      )}
    </section>
  )
}

type RowProps = {
  finding: Finding
  byUnit: boolean
  withInstitution: boolean
  open: boolean
  toggle: () => void
}

function Row({ finding, byUnit, withInstitution, open, toggle }: RowProps) {
  const sentence = useSentence()(finding)
  return (
    <li>
      <button
        type="button"
        className={byUnit ? 'plain finding-row alone' : 'plain finding-row'}
        aria-expanded={open}
        onClick={toggle}
      >
        <span className="third" aria-hidden="true">
          {open ? <CaretDownOutlined /> : <CaretRightOutlined />}
        </span>
        {!byUnit && (
          <span className="finding-row-unit">
            {finding.unitName}
            {withInstitution && <span className="third finding-place">{finding.institutionName}</span>}
          </span>
        )}
        <span className="finding-row-matter">
          {finding.person && <strong>{finding.person.name} </strong>}
          {sentence}
        </span>
      </button>
      {open && (
        <div className="finding-open">
          <FindingOf finding={finding} at />
        </div>
      )}
    </li>
  )
}

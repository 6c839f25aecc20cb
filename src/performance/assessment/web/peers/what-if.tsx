// What if: indicators of the own hospital are moved, score, place and grade answer at once; nothing is kept.
import { UndoOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Slider } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../../../core/web/client.ts'
import { Figure, Section } from '../../../../core/web/page.tsx'
import { EmptyState } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { PeerColumnView } from '../../peers/contract.ts'
import { casesBetween, valueAfter } from '../../peers/methods/gaps.ts'
import { type Method, moving } from '../../peers/methods/scoring.ts'
import { knownOf, type PeerValues } from '../../peers/methods/peers.ts'
import { bandOfRank, schemeForTable } from '../../schemes/rules.ts'
import { countText } from '../format.ts'
import { MethodChoice, type PeerTable, writeScore, writeValue } from './look.tsx'
import { peerText } from './words.ts'

type WhatIfProps = { unitId: string; table: PeerTable; method: Method; setMethod: (method: Method) => void }

export function WhatIf({ unitId, table, method, setMethod }: WhatIfProps) {
  const text = useText(peerText)
  const [moved, setMoved] = useState<ReadonlyMap<number, number>>(new Map())
  const { data: schemes } = useQuery(api.assessment.schemes.queryOptions({ input: { unitId } }))
  const own = table.rows.findIndex(({ no }) => no === table.ownNo)
  const self: PeerValues = table.rows[own]?.values ?? []
  const peers = useMemo(
    () => ({ columns: table.columns, rows: table.rows.map(({ values }) => values) }),
    [table],
  )
  const ready = useMemo(() => (own < 0 ? null : moving(peers, own, method)), [peers, own, method])
  const ranges = useMemo(
    () =>
      table.columns.map((_, column) => {
        const known = knownOf(peers, column)
        return { least: known[0] ?? 0, most: known.at(-1) ?? 0 }
      }),
    [peers, table],
  )
  if (ready === null) return <EmptyState title={text.chooseOwn} />
  const after = ready.after(self.map((value, index) => moved.get(index) ?? value))
  const scheme = schemes && schemeForTable(schemes.schemes, table, ready.ranked)
  const gradeOf = (rank: number | null) =>
    scheme && rank !== null ? (bandOfRank(scheme, rank, ready.ranked)?.grade ?? null) : null
  const move = (index: number, value: number | null) =>
    setMoved((present) => {
      const next = new Map(present)
      if (value === null || value === self[index]) next.delete(index)
      else next.set(index, value)
      return next
    })
  const places = (ready.before.rank ?? 0) - (after.rank ?? 0)
  const better = places > 0 ? 'better' : places < 0 ? 'worse' : ''
  return (
    <>
      <MethodChoice method={method} choose={setMethod} />
      <Section
        title={text.tabs.whatif}
        hint={text.whatifHint}
        extra={
          moved.size > 0 && (
            <Button icon={<UndoOutlined />} onClick={() => setMoved(new Map())}>
              {text.resetAll}
            </Button>
          )
        }
      >
        <div className="move-result" role="status">
          <div className="result-figures">
            <Figure
              label={text.score}
              value={writeScore(after.score)}
              unit={text.points}
              change={`${text.before} ${writeScore(ready.before.score)}`}
            />
            <Figure
              label={text.rank}
              value={after.rank}
              unit={`/ ${ready.ranked}`}
              change={
                <>
                  {text.before} {ready.before.rank ?? '—'} ·{' '}
                  <span className={better}>{text.gained(places)}</span>
                </>
              }
            />
            <Figure
              label={text.grade}
              value={gradeOf(after.rank)}
              change={
                <>
                  {text.before} {gradeOf(ready.before.rank) ?? '—'} · {text.gradeHow}
                </>
              }
            />
          </div>
          <p className="third">{moved.size === 0 ? text.unchanged : text.moved(moved.size)}</p>
        </div>
        {table.columns.map((column, index) => {
          const value = self[index]
          const range = ranges[index]
          return value === null || value === undefined || range === undefined ? null : (
            <Move
              key={column.key}
              column={column}
              from={value}
              value={moved.get(index) ?? value}
              {...range}
              move={(to) => move(index, to)}
            />
          )
        })}
      </Section>
    </>
  )
}

type MoveProps = {
  column: PeerColumnView
  from: number
  value: number
  least: number
  most: number
  move: (value: number | null) => void
}

function Move({ column, from, value, least, most, move }: MoveProps) {
  const text = useText(peerText)
  const { name, unit, denominator } = column
  const cases = casesBetween(column, from, value)
  const span = most - least
  // About two hundred steps over what the peers reach, in a round unit.
  const step = span > 0 ? 10 ** Math.floor(Math.log10(span / 100)) : 0.01
  return (
    <div className="move">
      <div>
        {name}
        <div className="third">
          {text.now(writeValue(from, unit))} · {text.directions[column.direction]}
        </div>
      </div>
      <Slider
        min={Math.min(least, from)}
        max={Math.max(most, from)}
        step={step}
        value={value}
        onChange={(to) => move(Number(to.toFixed(6)))}
        ariaLabelForHandle={name}
      />
      <InputNumber<number> value={value} controls={false} onChange={move} aria-label={name} />
      <div className="third move-cases">
        {denominator === null || cases === null ? (
          text.noDenominator
        ) : (
          <>
            {text.cases(cases, countText(denominator))}
            <InputNumber<number>
              size="small"
              className="no-print"
              aria-label={`${name} ${text.byCases}`}
              value={cases}
              precision={0}
              onChange={(count) => move(count === null ? null : valueAfter(column, from, count))}
            />
          </>
        )}
      </div>
      <Button
        type="text"
        size="small"
        icon={<UndoOutlined />}
        disabled={value === from}
        aria-label={`${text.reset} ${name}`}
        onClick={() => move(null)}
      />
    </div>
  )
}

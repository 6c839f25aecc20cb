// The coverage of a theme scheme: units × parts, gaps by sign and colour, down to the meetings and on to a plan.
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Drawer, Select, Tooltip } from 'antd'
import { useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { StateSign } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { useAddressView } from '../../../foundation/duties/web/index.ts'
import { meetingKinds } from '../../meetings/rules.ts'
import type { CoverageRow } from '../contract.ts'
import { type CoverState, isGap } from '../rules.ts'
import './coverage.css'
import { coverageText } from './coverage-words.ts'
import { useLifeFailure } from './failure.ts'
import { type Held, HoldDialog } from './hold-dialog.tsx'

type Coverage = Awaited<ReturnType<Client['life']['coverage']>>
type Scheme = NonNullable<Coverage['scheme']>
type Part = Scheme['parts'][number]
type Cell = { row: CoverageRow; part: Part }

const signs = { done: 'done', due: 'due', overdue: 'overdue', free: 'not_applicable' } as const
const mostGaps = 12

export function CoveragePage() {
  const text = useText(coverageText)
  const [language] = useLanguage()
  const phone = useIsPhone()
  const fail = useFailure()
  const { unit, year } = useAddressView()
  const [schemePart, setScheme] = useQueryPart('scheme')
  const [only, setOnly] = useQueryPart('only')
  const gapsOnly = only === 'gaps'
  const [opened, setOpened] = useState<Cell | null>(null)
  const input = {
    unitId: unit?.id ?? '',
    year,
    gapsOnly,
    ...(schemePart === null ? {} : { schemeId: schemePart }),
  }
  const query = useQuery(api.life.coverage.queryOptions({ input, enabled: unit !== null }))
  if (!unit) return <EmptyState title={text.noUnit} />
  const { data } = query
  const scheme = data?.scheme ?? null
  const download = async () => {
    try {
      const file = await client.life.coverageFile({ ...input, language })
      save(file.name, file)
    } catch (error) {
      fail(error)
    }
  }
  return (
    <Page
      title={text.title}
      what={text.what}
      extra={
        scheme && (
          <>
            {data && data.schemes.length > 1 && (
              <Select
                aria-label={text.scheme}
                className="coverage-scheme"
                value={scheme.id}
                options={data.schemes.map((each) => ({ value: each.id, label: each.name }))}
                onChange={(value: string) => setScheme(value)}
              />
            )}
            <Checkbox checked={gapsOnly} onChange={(event) => setOnly(event.target.checked ? 'gaps' : null)}>
              {text.gapsOnly}
            </Checkbox>
            <Tooltip title={text.export}>
              <Button icon={<DownloadOutlined />} aria-label={text.export} onClick={() => void download()} />
            </Tooltip>
            {!phone && (
              <Button icon={<PrinterOutlined />} onClick={() => globalThis.print()}>
                {text.print}
              </Button>
            )}
          </>
        )
      }
    >
      {query.error && !data ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !data ? (
        <Loading what={text.title} rows={10} />
      ) : scheme === null ? (
        <EmptyState
          title={text.none}
          hint={text.noneHint}
          action={<Go to="/life/schemes">{text.toSchemes}</Go>}
        />
      ) : scheme.parts.length === 0 ? (
        <EmptyState
          title={text.noParts}
          hint={text.noPartsHint}
          action={<Go to={`/life/schemes/${scheme.id}`}>{text.toSchemes}</Go>}
        />
      ) : data.rows.length === 0 || (gapsOnly && data.rows.every((row) => row.gaps === 0)) ? (
        gapsOnly ? (
          <EmptyState
            title={text.noGaps}
            hint={text.noGapsHint}
            action={<Button onClick={() => setOnly(null)}>{text.showAll}</Button>}
          />
        ) : (
          <EmptyState title={text.noRows} />
        )
      ) : (
        <>
          <p className="second prose">
            {text.basis(scheme.name, scheme.source)} {data.folded && text.folded}
          </p>
          <Key />
          {phone ? (
            <Cards rows={data.rows} scheme={scheme} open={setOpened} />
          ) : (
            <Matrix rows={data.rows} scheme={scheme} year={year} open={setOpened} />
          )}
          <GapList rows={data.rows} scheme={scheme} />
        </>
      )}
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        title={opened ? text.drawer(opened.row.unitName, opened.part.name) : ''}
        placement={phone ? 'bottom' : 'right'}
        size={phone ? '70%' : 440}
        destroyOnHidden
      >
        {opened && scheme && <Meetings cell={opened} scheme={scheme} year={year} />}
      </Drawer>
    </Page>
  )
}

function Key() {
  const text = useText(coverageText)
  const states: readonly CoverState[] = ['done', 'due', 'overdue', 'free']
  return (
    <div className="row state-key">
      {states.map((state) => (
        <span key={state} className={`state-tag state-${signs[state].replace('_', '-')}`}>
          <StateSign state={signs[state]} size={14} />
          <span className="state-word">{text.states[state]}</span>
        </span>
      ))}
    </div>
  )
}

/** What a part asks for, in few words: 每次, 每年 1 次, 自愿. */
function useAsked(scheme: Scheme) {
  const text = useText(coverageText)
  return (part: Part) =>
    part.kind === 'required' ? text.minimum(part.minimum, text.periods[scheme.every]) : text.asked[part.kind]
}

function Figure({ row, cell }: { row: CoverageRow; cell: CoverageRow['cells'][number] }) {
  const text = useText(coverageText)
  const figures = cell.state === 'free' && row.leaf ? String(cell.count) : `${cell.count}/${cell.of}`
  return (
    <span
      className={`cover state-tag state-${signs[cell.state].replace('_', '-')}`}
      title={cell.planned > 0 ? text.planned(cell.planned) : undefined}
    >
      <StateSign state={signs[cell.state]} size={14} />
      <span className="cover-count">{figures}</span>
      {cell.planned > 0 && isGap(cell) && <span className="third cover-planned">+{cell.planned}</span>}
    </span>
  )
}

type RowsProps = { rows: readonly CoverageRow[]; scheme: Scheme; open: (cell: Cell) => void }

function Matrix({ rows, scheme, year, open }: RowsProps & { year: number }) {
  const text = useText(coverageText)
  const asked = useAsked(scheme)
  return (
    <div className="coverage-frame print-wide" role="region" aria-label={text.title} tabIndex={0}>
      <table className="coverage-table">
        <thead>
          <tr>
            <th scope="col" className="name">
              {text.unit}
            </th>
            <th scope="col">{text.meetings}</th>
            {scheme.parts.map((part) => (
              <th key={part.id} scope="col" className={part.kind} title={part.explanation}>
                <span className="part-name">{part.name}</span>
                <span className="third">
                  {text.kinds[part.kind]} · {asked(part)}
                </span>
              </th>
            ))}
            <th scope="col">{text.gaps}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.unitId} className={row.leaf ? '' : 'sum'}>
              <th
                scope="row"
                className="name"
                style={{ paddingInlineStart: 12 + Math.min(4, row.above.length) * 14 }}
              >
                <Go to={`/life/coverage?unit=${row.unitId}&year=${year}&scheme=${scheme.id}`}>
                  {row.unitName}
                </Go>
              </th>
              <td>{row.meetings}</td>
              {scheme.parts.map((part, index) => {
                const cell = row.cells[index]
                if (!cell) return <td key={part.id} />
                const label = text.cell(row.unitName, part.name, text.states[cell.state], cell.count, cell.of)
                return (
                  <td key={part.id} className={isGap(cell) ? `gap-${cell.state}` : ''}>
                    <button
                      type="button"
                      className="plain door"
                      aria-label={label}
                      onClick={() => open({ row, part })}
                    >
                      <Figure row={row} cell={cell} />
                    </button>
                  </td>
                )
              })}
              <td>{row.gaps === 0 ? '—' : row.gaps}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cards({ rows, scheme, open }: RowsProps) {
  const text = useText(coverageText)
  return rows.map((row) => (
    <Section
      key={row.unitId}
      title={row.unitName}
      hint={`${text.meetings} ${row.meetings} · ${text.gaps} ${row.gaps}`}
    >
      <ul className="coverage-card">
        {scheme.parts.map((part, index) => {
          const cell = row.cells[index]
          if (!cell) return null
          return (
            <li key={part.id}>
              <button type="button" className="plain coverage-line" onClick={() => open({ row, part })}>
                <span>{part.name}</span>
                <span className="visually-hidden">{text.states[cell.state]}</span>
                <Figure row={row} cell={cell} />
              </button>
            </li>
          )
        })}
      </ul>
    </Section>
  ))
}

/** Plans a theme day with a part on its agenda and marked, and opens it. */
function PlanTheme(props: { unitId: string; scheme: Scheme; part: Part; close: () => void }) {
  const { unitId, scheme, part, close } = props
  const text = useText(coverageText)
  const fail = useLifeFailure()
  const go = useGo()
  const queries = useQueryClient()
  const hold = async ({ plannedAt, title, place }: Held) => {
    try {
      const kind = meetingKinds.find((each) => scheme.kinds.includes(each)) ?? 'theme_day'
      const { id } = await client.meetings.plan({
        unitId,
        kind,
        title,
        place,
        plannedAt,
        agenda: [part.name],
      })
      await client.life.markThemes({ meetingId: id, marks: [{ schemeId: scheme.id, partId: part.id }] })
      void queries.invalidateQueries({ queryKey: api.life.key() })
      void queries.invalidateQueries({ queryKey: api.meetings.key() })
      go(`/meetings/${id}`)
    } catch (error) {
      fail(error)
    }
  }
  return (
    <HoldDialog
      title={`${text.plan} · ${part.name}`}
      unitId={unitId}
      name={text.planName(part.name)}
      place={null}
      close={close}
      hold={hold}
    />
  )
}

function GapList({ rows, scheme }: { rows: readonly CoverageRow[]; scheme: Scheme }) {
  const text = useText(coverageText)
  const may = useMay()
  const [planning, setPlanning] = useState<Cell | null>(null)
  const gaps = rows
    .filter((row) => row.leaf)
    .flatMap((row) =>
      row.cells.flatMap((cell, index) => {
        const part = scheme.parts[index]
        return part !== undefined && isGap(cell) && part.kind === 'required' && cell.planned === 0
          ? [{ row, part, cell }]
          : []
      }),
    )
  if (gaps.length === 0 || !may('meeting.write')) return null
  return (
    <Section title={text.gapList(gaps.length)} hint={text.gapListHint}>
      <ul className="gap-list no-print">
        {gaps.slice(0, mostGaps).map(({ row, part, cell }) => (
          <li key={`${row.unitId} ${part.id}`}>
            <StateSign state={signs[cell.state]} size={14} />
            <span className="gap-words">
              {row.unitName} · <strong>{part.name}</strong>{' '}
              <span className="third">{text.held(cell.count, cell.of)}</span>
            </span>
            <Button size="small" onClick={() => setPlanning({ row, part })}>
              {text.plan}
            </Button>
          </li>
        ))}
      </ul>
      {gaps.length > mostGaps && <p className="third">{text.more(gaps.length - mostGaps)}</p>}
      {planning && (
        <PlanTheme
          unitId={planning.row.unitId}
          scheme={scheme}
          part={planning.part}
          close={() => setPlanning(null)}
        />
      )}
    </Section>
  )
}

function Meetings({ cell, scheme, year }: { cell: Cell; scheme: Scheme; year: number }) {
  const text = useText(coverageText)
  const may = useMay()
  const [planning, setPlanning] = useState(false)
  const mayRead = may('meeting.read')
  const query = useQuery(
    api.life.coverageMeetings.queryOptions({
      input: { unitId: cell.row.unitId, year, schemeId: scheme.id, partId: cell.part.id },
      enabled: mayRead,
    }),
  )
  if (!mayRead) return <EmptyState title={text.mayNotRead} hint={text.mayNotReadHint} />
  if (query.error && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />
  if (!query.data) return <Loading />
  const plan = may('meeting.write') && cell.row.leaf && (
    <>
      <Button onClick={() => setPlanning(true)}>{text.plan}</Button>
      {planning && (
        <PlanTheme
          unitId={cell.row.unitId}
          scheme={scheme}
          part={cell.part}
          close={() => setPlanning(false)}
        />
      )}
    </>
  )
  if (query.data.meetings.length === 0) {
    return <EmptyState title={text.noMeetings} hint={text.noMeetingsHint} action={plan} />
  }
  return (
    <>
      {cell.part.explanation !== '' && <p className="second prose">{cell.part.explanation}</p>}
      <ul className="coverage-meetings">
        {query.data.meetings.map((meeting) => (
          <li key={meeting.id}>
            <Go to={`/meetings/${meeting.id}`}>{meeting.title}</Go>
            <span className="third">
              {meeting.on} · {meeting.unitName}
              {meeting.note !== '' && ` · ${meeting.note}`}
            </span>
          </li>
        ))}
      </ul>
      {plan}
    </>
  )
}

// The yearly activity table: branches × months on one screen, sums above them, who is behind, filters, file and print.
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Segmented, Select, Tooltip } from 'antd'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { makeChoice, oneOf, useChoice } from '../../../core/web/choice.ts'
import { api, client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsNarrow, useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { Rate, StateKey, stateText } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { dutyStates } from '../../../foundation/duties/rules.ts'
import { useAddressView } from '../../../foundation/duties/web/index.ts'
import { PrintForm } from '../../../foundation/forms/web/index.ts'
import { Behind, GoalButton } from './behind.tsx'
import { LifeCards } from './cards.tsx'
import { CellDrawer } from './cell-drawer.tsx'
import { useFit } from './fit.ts'
import { LifeGrid, type Place } from './grid.tsx'
import {
  type Band,
  bandsOf,
  halves,
  letterOf,
  linesOf,
  type LifeTable as Data,
  type Row,
  rowsOf,
  slotsOf,
} from './layout.ts'
import './life.css'
import { Peek } from './peek.tsx'
import { RolledTable } from './rolled.tsx'
import { lifeText } from './words.ts'

/** From so many rows on, two columns beside each other bring all of them onto one screen. */
const twoColumnsFrom = 36
/** With fewer, nobody wants to choose. */
const twoColumnsLeast = 16

const layoutChoice = makeChoice<'auto' | 'one' | 'two'>(
  'life.layout',
  oneOf('auto', 'one', 'two'),
  () => 'auto',
)
const sumsChoice = makeChoice<'shown' | 'hidden'>('life.sums', oneOf('shown', 'hidden'), () => 'hidden')
const groupsChoice = makeChoice<'apart' | 'folded'>('life.groups', oneOf('apart', 'folded'), () => 'folded')

export function LifeTable() {
  const text = useText(lifeText)
  const { unit, year } = useAddressView()
  const [from, setFrom] = useState(0)
  // Another unit or year begins with its first page.
  const [seen, setSeen] = useState('')
  const view = `${unit?.id} ${year}`
  if (seen !== view) {
    setSeen(view)
    setFrom(0)
  }
  const query = useQuery(
    api.life.table.queryOptions({
      input: { unitId: unit?.id ?? '', year, offset: from },
      enabled: unit !== null,
      placeholderData: (last) => last,
    }),
  )
  if (!unit) return <EmptyState title={text.noUnit} />
  const owed = query.data?.rolled.some((each) => each.units > 0) === true
  if (query.data && (owed || query.data.rows.some((row) => row.months.some((marks) => marks.length > 0)))) {
    return <Loaded data={query.data} unitId={unit.id} from={from} turn={setFrom} />
  }
  return (
    <Page title={text.title} what={text.what}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : query.data ? (
        <EmptyState title={text.empty} hint={text.emptyHint} />
      ) : (
        <Loading what={text.title} rows={12} />
      )}
    </Page>
  )
}

/** Units right below on a page of a folded table. */
const pageOf = 200

type LoadedProps = { data: Data; unitId: string; from: number; turn: (from: number) => void }

function Loaded({ data, unitId, from, turn }: LoadedProps) {
  const text = useText(lifeText)
  const states = useText(stateText)
  const fail = useFailure()
  const may = useMay()
  const [language] = useLanguage()
  const phone = useIsPhone()
  const narrow = useIsNarrow()
  const [onlyPart, setOnly] = useQueryPart('only')
  const [rhythm, setRhythm] = useQueryPart('rhythm')
  const [statePart, setState] = useQueryPart('state')
  const [tab, setTab] = useQueryPart('tab')
  const [sums, setSums] = useChoice(sumsChoice)
  const state = dutyStates.find((each) => each === statePart) ?? null
  const goal = data.goal / 10_000
  const [layout, setLayout] = useChoice(layoutChoice)
  const [groups, setGroups] = useChoice(groupsChoice)
  const [pointed, setPointed] = useState<{ place: Place; anchor: DOMRect } | null>(null)
  const [opened, setOpened] = useState<{ row: Row; month: number } | null>(null)
  const hasGroups = data.rows.some((row) => row.unitKind === 'group')
  const hasBranches = data.rows.some((row) => row.unitKind === 'branch')
  const onlyBehind = onlyPart === 'behind'
  const foldGroups =
    hasGroups && hasBranches && groups === 'folded' && data.rows.length > twoColumnsFrom && !phone
  const seenRhythm = useDeferredValue(rhythm === '' ? null : rhythm)
  const seenState = useDeferredValue(state)

  const rows = useMemo(
    () => rowsOf(data, { onlyBehind, rhythm: seenRhythm, state: seenState, foldGroups }),
    [data, onlyBehind, seenRhythm, seenState, foldGroups],
  )
  const rhythms = useMemo(() => {
    const occurring = new Set([
      ...data.rows.flatMap((row) => row.months.flat().map((mark) => mark.rhythm)),
      ...data.rolled.flatMap((each) => each.months.flat().map((cell) => cell.rhythm)),
    ])
    return data.rhythms.filter(({ id }) => occurring.has(id) && (seenRhythm === null || id === seenRhythm))
  }, [data, seenRhythm])
  const bands = useMemo(() => bandsOf(rows), [rows])
  const two =
    !narrow &&
    rows.length >= (layout === 'two' ? twoColumnsLeast : layout === 'auto' ? twoColumnsFrom : Infinity)
  const parts = useMemo<readonly (readonly Band[])[]>(() => (two ? halves(bands) : [bands]), [two, bands])
  const lines = Math.max(...parts.map(linesOf))
  const slots = Array.from({ length: 12 }, (_, index) => slotsOf(index + 1, rhythms).length)
  const { frame, style } = useFit({
    lines,
    columns: two ? 2 : 1,
    slots: slots.reduce((sum, count) => sum + count, 0),
  })

  const point = useCallback((place: Place | null, element?: HTMLElement) => {
    setPointed(place && element ? { place, anchor: element.getBoundingClientRect() } : null)
  }, [])
  const open = useCallback(
    (place: Place) => {
      const row = rows[place.row]
      if (row) setOpened({ row, month: place.column })
    },
    [rows],
  )
  const pointedRow = pointed ? rows[pointed.place.row] : undefined
  const title = text.titleOf(data.unitName, data.year)
  const download = async () => {
    try {
      const file = await client.life.tableFile({
        unitId,
        year: data.year,
        language,
        onlyBehind,
        ...(seenRhythm === null ? {} : { rhythm: seenRhythm }),
        ...(state === null ? {} : { state }),
      })
      save(file.name, file)
    } catch (error) {
      fail(error)
    }
  }
  const above = data.rolled.length > 1
  const showSums = data.folded || (above && sums === 'shown')
  return (
    <Page
      title={text.title}
      what={phone ? text.whatPhone : text.what}
      extra={
        <>
          <Checkbox
            checked={onlyBehind}
            onChange={(event) => setOnly(event.target.checked ? 'behind' : null)}
          >
            {text.onlyBehind}
          </Checkbox>
          {foldable(hasGroups, hasBranches, data.rows.length, phone) && (
            <Checkbox
              checked={!foldGroups}
              onChange={(event) => setGroups(event.target.checked ? 'apart' : 'folded')}
            >
              {text.groups}
            </Checkbox>
          )}
          <Select
            className="life-rhythm"
            aria-label={text.rhythm}
            value={rhythm ?? ''}
            onChange={(value: string) => setRhythm(value)}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: text.anyRhythm },
              ...data.rhythms.map((each) => ({
                value: each.id,
                label: `${letterOf(each, language)} ${each[language]}`,
              })),
            ]}
          />
          <Select
            className="life-state"
            aria-label={text.state}
            value={state ?? ''}
            onChange={(value: string) => setState(value)}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: text.anyState },
              ...dutyStates.map((each) => ({ value: each, label: states[each] })),
            ]}
          />
          {!narrow && rows.length >= twoColumnsLeast && (
            <Segmented<'two' | 'one'>
              aria-label={text.layout}
              value={two ? 'two' : 'one'}
              onChange={setLayout}
              options={[
                { value: 'two', label: text.layouts.two },
                { value: 'one', label: text.layouts.one },
              ]}
            />
          )}
          <Tooltip title={text.export}>
            <Button icon={<DownloadOutlined />} aria-label={text.export} onClick={() => void download()} />
          </Tooltip>
          {may('meeting.read') && (
            <PrintForm
              formId="yearly_table"
              subjectId={unitId}
              period={String(data.year)}
              label={text.word}
            />
          )}
          {!phone && (
            <Tooltip title={text.printHint}>
              <Button icon={<PrinterOutlined />} onClick={() => globalThis.print()}>
                {text.print}
              </Button>
            </Tooltip>
          )}
        </>
      }
    >
      <div className="life-key">
        <span className="only-print life-print-title">{title}</span>
        <span className="row life-letters">
          {rhythms.map((each) => (
            <span key={each.id}>
              <strong>{letterOf(each, language)}</strong> {each[language]}
            </span>
          ))}
        </span>
        <StateKey states={statesIn(data)} />
        {above && !data.folded && !phone && (
          <button
            type="button"
            className="plain door no-print"
            onClick={() => setSums(sums === 'shown' ? 'hidden' : 'shown')}
          >
            {sums === 'shown' ? text.hideSums : text.showSums}
          </button>
        )}
        <span className="row life-whole">
          <span className="label">{text.whole}</span>{' '}
          <Rate {...data.rate} goal={goal} to={`/duties/rate?year=${data.year}`} />
          <GoalButton unitId={unitId} />
        </span>
      </div>
      <Segmented<'table' | 'behind'>
        className="life-tabs no-print"
        value={tab === 'behind' ? 'behind' : 'table'}
        onChange={(value) => setTab(value === 'table' ? null : value)}
        options={[
          { value: 'table', label: text.tableTab },
          { value: 'behind', label: text.behindTab },
        ]}
      />
      {tab !== 'behind' && showSums && (
        <>
          {data.folded && <p className="second prose">{text.sumsFolded(data.below)}</p>}
          <RolledTable
            units={data.rolled}
            year={data.year}
            rhythm={seenRhythm}
            goal={goal}
            onlyBehind={onlyBehind}
          />
        </>
      )}
      {data.folded && data.below > pageOf && (
        <div className="row no-print">
          <Button disabled={from === 0} onClick={() => turn(Math.max(0, from - pageOf))}>
            {text.back}
          </Button>
          <Button disabled={from + pageOf >= data.below} onClick={() => turn(from + pageOf)}>
            {text.more}
          </Button>
          <span className="third">
            {text.page(from + 1, Math.min(data.below, from + pageOf), data.below)}
          </span>
        </div>
      )}
      {tab === 'behind' ? (
        <Behind unitId={unitId} year={data.year} rhythms={data.rhythms} rhythm={seenRhythm} goal={goal} />
      ) : data.folded && data.rows.length === 0 ? null : rows.length === 0 ? (
        <EmptyState
          title={text.noneBehind}
          hint={text.noneBehindHint}
          action={
            <Button
              onClick={() => {
                setOnly(null)
                setState(null)
              }}
            >
              {text.showAll}
            </Button>
          }
        />
      ) : phone ? (
        <LifeCards bands={bands} rhythms={rhythms} year={data.year} open={open} />
      ) : (
        <div ref={frame} className="life-frame" style={style}>
          <LifeGrid
            parts={parts}
            rhythms={rhythms}
            title={title}
            year={data.year}
            today={data.today}
            goal={goal}
            point={point}
            open={open}
          />
        </div>
      )}
      {pointed && pointedRow && opened === null && (
        <Peek
          row={pointedRow}
          month={pointed.place.column}
          year={data.year}
          rhythms={rhythms}
          anchor={pointed.anchor}
        />
      )}
      <CellDrawer
        cell={opened}
        rhythms={rhythms}
        year={data.year}
        today={data.today}
        close={() => setOpened(null)}
      />
    </Page>
  )
}

const foldable = (hasGroups: boolean, hasBranches: boolean, rows: number, phone: boolean) =>
  hasGroups && hasBranches && rows > twoColumnsFrom && !phone

/** The states that occur, in their order: the key explains nothing that is not there. */
function statesIn(data: Data) {
  const occurring = new Set([
    ...data.rows.flatMap((row) => row.months.flat().map((mark) => mark.state)),
    ...data.rolled.flatMap((unit) =>
      unit.months.flat().flatMap((cell) => dutyStates.filter((state) => (cell.counts[state] ?? 0) > 0)),
    ),
  ])
  return (['done', 'due', 'late', 'overdue', 'waived', 'not_applicable'] as const).filter((state) =>
    occurring.has(state),
  )
}

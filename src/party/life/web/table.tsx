// The yearly activity table: branches × months on one screen, filters and key, drawer, file and print.
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Segmented, Select, Tooltip } from 'antd'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { makeChoice, oneOf, useChoice } from '../../../core/web/choice.ts'
import { api } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsNarrow, useIsPhone } from '../../../core/web/screen-size.ts'
import { Rate, StateKey } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { goalShare, useAddressView } from '../../../foundation/duties/web/index.ts'
import { LifeCards } from './cards.tsx'
import { CellDrawer } from './cell-drawer.tsx'
import { exportTable } from './file.ts'
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
const groupsChoice = makeChoice<'apart' | 'folded'>('life.groups', oneOf('apart', 'folded'), () => 'folded')

export function LifeTable() {
  const text = useText(lifeText)
  const { unit, year } = useAddressView()
  const query = useQuery(
    api.life.table.queryOptions({ input: { unitId: unit?.id ?? '', year }, enabled: unit !== null }),
  )
  if (!unit) return <EmptyState title={text.noUnit} />
  if (query.data && query.data.rows.some((row) => row.months.some((marks) => marks.length > 0))) {
    return <Loaded data={query.data} />
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

function Loaded({ data }: { data: Data }) {
  const text = useText(lifeText)
  const [language] = useLanguage()
  const phone = useIsPhone()
  const narrow = useIsNarrow()
  const [onlyPart, setOnly] = useQueryPart('only')
  const [rhythm, setRhythm] = useQueryPart('rhythm')
  const [layout, setLayout] = useChoice(layoutChoice)
  const [groups, setGroups] = useChoice(groupsChoice)
  const [pointed, setPointed] = useState<{ place: Place; anchor: DOMRect } | null>(null)
  const [opened, setOpened] = useState<{ row: Row; month: number } | null>(null)
  const hasGroups = data.rows.some((row) => row.unitKind === 'group')
  const hasBranches = data.rows.some((row) => row.unitKind === 'branch')
  const onlyBehind = onlyPart === 'behind'
  const foldGroups =
    hasGroups && hasBranches && groups === 'folded' && data.rows.length > twoColumnsFrom && !phone
  const seenRhythm = useDeferredValue(rhythm)

  const rows = useMemo(
    () => rowsOf(data, { onlyBehind, rhythm: seenRhythm, foldGroups }),
    [data, onlyBehind, seenRhythm, foldGroups],
  )
  const rhythms = useMemo(() => {
    const occurring = new Set(data.rows.flatMap((row) => row.months.flat().map((mark) => mark.rhythm)))
    return data.rhythms.filter(
      ({ id }) => occurring.has(id) && (seenRhythm === null || seenRhythm === '' || id === seenRhythm),
    )
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
            <Button
              icon={<DownloadOutlined />}
              aria-label={text.export}
              onClick={() => exportTable(title, rows, rhythms, language)}
            />
          </Tooltip>
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
        <span className="row life-whole">
          <span className="label">{text.whole}</span>{' '}
          <Rate {...data.rate} goal={goalShare} to={`/duties/rate?year=${data.year}`} />
        </span>
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title={text.noneBehind}
          hint={text.noneBehindHint}
          action={<Button onClick={() => setOnly(null)}>{text.showAll}</Button>}
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
  const occurring = new Set(data.rows.flatMap((row) => row.months.flat().map((mark) => mark.state)))
  return (['done', 'due', 'late', 'overdue', 'waived', 'not_applicable'] as const).filter((state) =>
    occurring.has(state),
  )
}

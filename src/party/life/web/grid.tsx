// The yearly table itself: plain tables of branches × months that the arrow keys walk through.
import { type FocusEvent, type KeyboardEvent, memo, type MouseEvent, useEffect, useRef } from 'react'
import { Go } from '../../../core/web/go.tsx'
import { percent } from '../../../core/web/state.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { type Band, letterOf, type Rhythm, type Row, slotsOf } from './layout.ts'
import { Marks, marksLabel } from './marks.tsx'
import { lifeText } from './words.ts'

/** A cell by row and column: 0 the name, 1 to 12 the months, 13 the rate. */
export type Place = { row: number; column: number }

const lastColumn = 13

export const months: readonly number[] = Array.from({ length: 12 }, (_, index) => index + 1)

export type GridProps = {
  /** One column of bands, or two side by side. */
  parts: readonly (readonly Band[])[]
  rhythms: readonly Rhythm[]
  title: string
  year: number
  today: string
  /** As a share; a rate below it is marked. */
  goal: number
  /** The cell under the pointer or with the focus, with its place on screen; null when there is none. */
  point: (place: Place | null, element?: HTMLElement) => void
  open: (place: Place) => void
}

function placeOf(target: EventTarget): { cell: HTMLElement; place: Place } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null
  const [row, column] = (cell?.dataset['at'] ?? '').split(' ').map(Number)
  return cell && row !== undefined && column !== undefined ? { cell, place: { row, column } } : null
}

export const LifeGrid = memo(function LifeGrid(props: GridProps) {
  const { parts, rhythms, title, year, today, goal, point, open } = props
  const text = useText(lifeText)
  const frame = useRef<HTMLDivElement>(null)
  const at = useRef<Place>({ row: 0, column: 1 })
  const count = parts.flat().reduce((sum, band) => sum + band.rows.length, 0)
  const left = parts.length > 1 ? (parts[0] ?? []).reduce((sum, band) => sum + band.rows.length, 0) : count

  const cellAt = (place: Place) =>
    frame.current?.querySelector<HTMLElement>(`[data-at="${place.row} ${place.column}"]`)
  // One cell of the whole is a tab stop; the others are reached by arrows.
  const enter = (place: Place) => {
    const former = cellAt(at.current)
    if (former) former.tabIndex = -1
    at.current = place
    const cell = cellAt(place)
    if (cell) cell.tabIndex = 0
    return cell
  }
  useEffect(() => {
    for (const cell of frame.current?.querySelectorAll<HTMLElement>('[data-at][tabindex="0"]') ?? []) {
      cell.tabIndex = -1
    }
    at.current = { row: Math.min(at.current.row, count - 1), column: at.current.column }
    const cell = frame.current?.querySelector<HTMLElement>(
      `[data-at="${at.current.row} ${at.current.column}"]`,
    )
    if (cell) cell.tabIndex = 0
  }, [count, parts])

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const found = placeOf(event.target)
    if (!found) return
    const { row, column } = found.place
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const link = found.cell.querySelector<HTMLElement>('a')
      if (link) link.click()
      else open(found.place)
      return
    }
    if (event.key === 'Escape') {
      point(null)
      return
    }
    const to = destination(event, { row, column }, { count, left })
    if (!to) return
    event.preventDefault()
    enter(to)?.focus()
  }
  const over = (event: MouseEvent | FocusEvent) => {
    const found = placeOf(event.target)
    const month = found !== null && found.place.column >= 1 && found.place.column <= 12
    point(month ? found.place : null, found?.cell)
  }
  return (
    <div
      ref={frame}
      className={parts.length > 1 ? 'life-grid two' : 'life-grid'}
      onKeyDown={move}
      onFocus={(event) => {
        const found = placeOf(event.target)
        if (found) enter(found.place)
        over(event)
      }}
      onBlur={() => point(null)}
      onMouseOver={over}
      onMouseLeave={() => point(null)}
      onScroll={() => point(null)}
      onClick={(event) => {
        const found = placeOf(event.target)
        if (found && found.place.column >= 1 && found.place.column <= 12) open(found.place)
      }}
    >
      {parts.map((bands, index) => (
        <table
          key={index}
          className="life-table"
          role="grid"
          aria-label={parts.length > 1 ? `${title} ${text.part(index + 1)}` : title}
        >
          <Head
            rhythms={rhythms}
            now={today.slice(0, 4) === String(year) ? Number(today.slice(5, 7)) : 0}
            dense={parts.length > 1}
          />
          {bands.map((band) => (
            <BandRows
              key={band.key}
              band={band}
              rhythms={rhythms}
              year={year}
              goal={goal}
              dense={parts.length > 1}
            />
          ))}
        </table>
      ))}
    </div>
  )
})

/** Where a key leads: in two columns the rows of the second stand right of those of the first. */
function destination(
  event: KeyboardEvent,
  { row, column }: Place,
  { count, left }: { count: number; left: number },
): Place | null {
  const inRange = (to: Place) => ({ ...to, row: Math.max(0, Math.min(count - 1, to.row)) })
  const whole = event.ctrlKey || event.metaKey
  switch (event.key) {
    case 'ArrowDown':
      return inRange({ row: row + 1, column })
    case 'ArrowUp':
      return inRange({ row: row - 1, column })
    case 'PageDown':
      return inRange({ row: row + 10, column })
    case 'PageUp':
      return inRange({ row: row - 10, column })
    case 'Home':
      return { row: whole ? 0 : row, column: 0 }
    case 'End':
      return { row: whole ? count - 1 : row, column: lastColumn }
    case 'ArrowRight':
      if (column < lastColumn) return { row, column: column + 1 }
      return row < left && row + left < count ? { row: row + left, column: 0 } : null
    case 'ArrowLeft':
      if (column > 0) return { row, column: column - 1 }
      return row >= left ? { row: row - left, column: lastColumn } : null
    default:
      return null
  }
}

function Head({ rhythms, now, dense }: { rhythms: readonly Rhythm[]; now: number; dense: boolean }) {
  const text = useText(lifeText)
  const [language] = useLanguage()
  return (
    <thead>
      <tr>
        <th scope="col" className="name">
          {text.branch}
        </th>
        {months.map((month) => (
          <th key={month} scope="col" className={month === now ? 'now' : undefined}>
            {text.month(month)}
            <span className="letters" aria-hidden="true">
              {slotsOf(month, rhythms).map((rhythm) => (
                <span key={rhythm.id}>{letterOf(rhythm, language)}</span>
              ))}
            </span>
          </th>
        ))}
        <th scope="col" className="share">
          {dense ? text.rateShort : text.rate}
        </th>
      </tr>
    </thead>
  )
}

type BandProps = { band: Band; rhythms: readonly Rhythm[]; year: number; goal: number; dense: boolean }

function BandRows({ band, rhythms, year, goal, dense }: BandProps) {
  const text = useText(lifeText)
  const { name, numerator, denominator } = band
  return (
    <tbody>
      {name !== null && (
        <tr className="band">
          <th colSpan={13} scope="rowgroup">
            <span>
              {name}
              {band.continued && <span className="third"> {text.continued}</span>}
            </span>
          </th>
          <td className="share">
            <Share numerator={numerator} denominator={denominator} goal={goal} dense={dense} />
          </td>
        </tr>
      )}
      {band.rows.map((row) => (
        <BranchRow key={row.unitId} row={row} rhythms={rhythms} year={year} goal={goal} dense={dense} />
      ))}
    </tbody>
  )
}

/** What all names of a kind end with; left out of sight where room is short. */
const suffixes: Readonly<Record<string, string>> = { branch: '党支部', group: '党小组' }

const BranchRow = memo(function BranchRow(props: {
  row: Row
  rhythms: readonly Rhythm[]
  year: number
  goal: number
  dense: boolean
}) {
  const { row, rhythms, year, goal, dense } = props
  const text = useText(lifeText)
  const [language] = useLanguage()
  const { unitId, unitName, unitKind, rate, index } = row
  const suffix = suffixes[unitKind] ?? ''
  const cut = suffix !== '' && unitName.length > suffix.length + 1 && unitName.endsWith(suffix)
  return (
    <tr className={unitKind === 'group' ? 'group' : undefined}>
      <th scope="row" className="name" data-at={`${index} 0`} tabIndex={-1} title={text.openUnit(unitName)}>
        <Go to={`/duties?unit=${unitId}&year=${year}`} tabIndex={-1}>
          {cut ? unitName.slice(0, -suffix.length) : unitName}
          {cut && <span className="suffix">{suffix}</span>}
        </Go>
      </th>
      {months.map((month) => {
        const marks = row.months[month - 1] ?? []
        return (
          <td
            key={month}
            data-at={`${index} ${month}`}
            tabIndex={-1}
            aria-label={marksLabel(marks, rhythms, language)}
          >
            <Marks marks={marks} slots={slotsOf(month, rhythms)} />
          </td>
        )
      })}
      <td className="share" data-at={`${index} 13`} tabIndex={-1}>
        <Go to={`/duties/rate?unit=${unitId}&year=${year}`} tabIndex={-1}>
          <Share {...rate} goal={goal} dense={dense} />
        </Go>
      </td>
    </tr>
  )
})

/** Counts beside the share; where there is no room the counts come on hover and in print. */
function Share(props: { numerator: number; denominator: number; goal: number; dense: boolean }) {
  const { numerator, denominator, goal, dense } = props
  if (denominator === 0) return <span>—</span>
  const share = percent(numerator, denominator)
  const counts = `${numerator} / ${denominator}`
  return (
    <span
      title={dense ? `${counts} ${share}` : undefined}
      className={numerator < goal * denominator ? 'missed' : ''}
    >
      {dense && <span className="visually-hidden">{counts} </span>}
      <span className="counts">{counts}</span>
      <span className="percent">{dense ? share.replace('\u00a0%', '') : share}</span>
    </span>
  )
}

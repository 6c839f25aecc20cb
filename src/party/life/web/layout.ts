// How the yearly table is laid out: slots of a month, rows under their general branch, and two columns of rows.
import { monthsIn } from '../../../core/calendar.ts'
import type { Client } from '../../../core/web/client.ts'
import type { Language } from '../../../core/web/text.ts'
import type { DutyState } from '../../../foundation/duties/rules.ts'
import type { Mark } from '../contract.ts'
import { type TableWish, wantedRows } from '../rules.ts'

export type LifeTable = Awaited<ReturnType<Client['life']['table']>>
export type Rhythm = LifeTable['rhythms'][number]
type Given = LifeTable['rows'][number]

/** A row as it is shown; with folded Party groups a month holds their marks too. */
export type Row = Omit<Given, 'months'> & {
  index: number
  months: readonly (readonly Mark[])[]
}

/** Rows under one heading; null when all stand under the same unit and a heading would say nothing. */
export type Band = {
  key: string
  name: string | null
  continued: boolean
  rows: readonly Row[]
  numerator: number
  denominator: number
}

const letters: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  general_meeting: { zh: '大', en: 'G' },
  committee_meeting: { zh: '支', en: 'C' },
  group_meeting: { zh: '组', en: 'g' },
  theme_day: { zh: '日', en: 'T' },
  lecture: { zh: '课', en: 'L' },
  organizational_life_meeting: { zh: '生', en: 'O' },
  heart_talks: { zh: '谈', en: 'H' },
}

/** One letter for a rhythm; the first of its name where nobody has agreed on one. */
export function letterOf(rhythm: Rhythm, language: Language): string {
  return letters[rhythm.id]?.[language] ?? rhythm[language].slice(0, 1)
}

/** The rhythms that can fall due in a month, in their fixed order: each has its place in the cell, due or not. */
export function slotsOf(month: number, rhythms: readonly Rhythm[]): readonly Rhythm[] {
  return rhythms.filter(({ every }) => month % monthsIn[every] === 0)
}

// What presses most speaks for several Party groups in one place.
const pressing: readonly DutyState[] = ['overdue', 'due', 'late', 'done', 'waived', 'not_applicable']

export function worst(states: readonly DutyState[]): DutyState | null {
  return pressing.find((state) => states.includes(state)) ?? null
}

export type Wish = TableWish & { foldGroups: boolean }

/** The rows that are seen: groups folded into their branch or apart, what is wanted of them, only those behind or all. */
export function rowsOf(table: LifeTable, wish: Wish): Row[] {
  const rows: Row[] = []
  for (const given of table.rows) {
    const branch = rows.at(-1)
    if (wish.foldGroups && given.unitKind === 'group' && branch) {
      branch.months = branch.months.map((marks, index) => [...marks, ...(given.months[index] ?? [])])
      branch.rate = {
        numerator: branch.rate.numerator + given.rate.numerator,
        denominator: branch.rate.denominator + given.rate.denominator,
      }
    } else rows.push({ ...given, index: 0 })
  }
  return wantedRows(rows, wish).map((row, index) => ({ ...row, index }))
}

/** Rows under the unit above them. A Party group stands under its branch and takes no heading of its own. */
export function bandsOf(rows: readonly Row[]): Band[] {
  const bands: { name: string; rows: Row[] }[] = []
  for (const row of rows) {
    const last = bands.at(-1)
    const name = row.unitKind === 'group' && last ? last.name : (row.above ?? '')
    if (last && last.name === name) last.rows.push(row)
    else bands.push({ name, rows: [row] })
  }
  const named = bands.length > 1
  return bands.map((band) => makeBand(named ? band.name : null, false, band.rows))
}

function makeBand(name: string | null, continued: boolean, rows: readonly Row[]): Band {
  const sum = (part: 'numerator' | 'denominator') => rows.reduce((total, row) => total + row.rate[part], 0)
  return {
    key: `${rows[0]?.unitId ?? ''}`,
    name,
    continued,
    rows,
    numerator: sum('numerator'),
    denominator: sum('denominator'),
  }
}

/** Lines on screen, headings included. */
export const linesOf = (bands: readonly Band[]) =>
  bands.reduce((sum, band) => sum + band.rows.length + (band.name === null ? 0 : 1), 0)

/** Two columns of about the same length; between two headings where that costs at most two lines. */
export function halves(bands: readonly Band[]): readonly [readonly Band[], readonly Band[]] {
  const half = Math.ceil(linesOf(bands) / 2)
  for (let at = 1; at < bands.length; at += 1) {
    const left = bands.slice(0, at)
    if (Math.abs(linesOf(left) - half) <= 2) return [left, bands.slice(at)]
  }
  const left: Band[] = []
  const right: Band[] = []
  let lines = 0
  for (const band of bands) {
    const head = band.name === null ? 0 : 1
    const room = half - lines - head
    lines += head + band.rows.length
    if (room >= band.rows.length) left.push(band)
    else if (room < 2) right.push(band)
    else {
      left.push({ ...band, rows: band.rows.slice(0, room) })
      right.push({
        ...makeBand(band.name, true, band.rows.slice(room)),
        numerator: band.numerator,
        denominator: band.denominator,
      })
    }
  }
  return [left, right]
}

// A peer table as a workbook: read with every fault explained, and written with the scores of all methods, marked as an estimate.

import {
  columnLetters,
  type FreeCell,
  type FreeRow,
  readFreeSheet,
  WorkbookUnreadable,
  writePlainSheet,
} from '../../../core/workbook/index.ts'
import type { PeerColumnView, PeerFault, PeerHead, PeerRowView } from './contract.ts'
import { columnOf } from './known.ts'
import { type Method, methods, scored } from './methods/scoring.ts'
import type { Direction } from './methods/peers.ts'

export const mostHospitals = 5_000
const mostColumns = 120

export type PeerReading = {
  readonly columns: readonly PeerColumnView[]
  readonly rows: readonly PeerRowView[]
  readonly faults: readonly PeerFault[]
}

const directionWords: Readonly<Record<string, Direction>> = {
  逐步提高: 'up',
  高优: 'up',
  up: 'up',
  '↑': 'up',
  逐步降低: 'down',
  低优: 'down',
  down: 'down',
  '↓': 'down',
  监测比较: 'compare',
  适度: 'compare',
  compare: 'compare',
}
const directionOut: Readonly<Record<Direction, string>> = {
  up: '逐步提高',
  down: '逐步降低',
  compare: '监测比较',
}
/** The lines below the heading that say something about the columns. */
const settings: Readonly<Record<string, 'direction' | 'weight' | 'unit' | 'denominator'>> = {
  方向: 'direction',
  导向: 'direction',
  direction: 'direction',
  权重: 'weight',
  weight: 'weight',
  单位: 'unit',
  unit: 'unit',
  本院分母: 'denominator',
  'own denominator': 'denominator',
}
/** Scores and places that we wrote ourselves are not read again. */
const isOurs = (heading: string): boolean => /^(本地估算|Local estimate)/.test(heading)
const missing = new Set(['', '-', '--', '—', '——', '/', '无', '缺', 'n/a', 'na', '未填', '不适用'])

/**
 * The first row with two filled cells is the heading, its first column the hospitals. A row with a fault is told and
 * not taken; so is a column without a usable heading. A blank cell, '-' or 不适用 is a value that is not known.
 */
export async function readPeers(bytes: Uint8Array, list: 'tertiary' | 'secondary'): Promise<PeerReading> {
  let rows: readonly FreeRow[]
  try {
    rows = await readFreeSheet(bytes, mostHospitals + 20)
  } catch (error) {
    if (!(error instanceof WorkbookUnreadable)) throw error
    return failed(error.reason === 'too_many_rows' ? 'too_many_rows' : 'unreadable')
  }
  const at = rows.findIndex(({ cells }) => cells.filter((cell) => cell !== null).length >= 2)
  const heading = rows[at]
  if (heading === undefined) return failed('no_heading')
  const faults: PeerFault[] = []
  const places = placesOf(heading, list, faults)
  if (places.length === 0)
    return { ...failed('no_indicator'), faults: [...faults, ...failed('no_indicator').faults] }
  const columns = places.map(({ column }) => ({ ...column }))
  const hospitals: PeerRowView[] = []
  const seen = new Map<string, number>()
  for (const { row, cells } of rows.slice(at + 1)) {
    const name = wordOf(cells[0] ?? null)
    const setting = settings[name.toLowerCase()]
    if (setting !== undefined) {
      for (const [index, { place }] of places.entries()) {
        const column = columns[index]
        if (column === undefined) continue
        const fault = apply(column, setting, cells[place] ?? null)
        if (fault !== null)
          faults.push({ row, column: column.name, code: fault, value: wordOf(cells[place] ?? null) })
      }
      continue
    }
    const before = faults.length
    if (name === '') faults.push({ row, column: null, code: 'name_missing', value: null })
    else if (name.length > 80) faults.push({ row, column: null, code: 'name_long', value: name.slice(0, 80) })
    const first = seen.get(name)
    if (first !== undefined)
      faults.push({ row, column: null, code: 'name_repeated', value: `${name} · ${first}` })
    else if (name !== '') seen.set(name, row)
    const values = places.map(({ place, column }) => {
      const value = numberOf(cells[place] ?? null)
      if (typeof value === 'object' && value !== null) {
        faults.push({
          row,
          column: column.name,
          code: value.fault,
          value: wordOf(cells[place] ?? null).slice(0, 80),
        })
        return null
      }
      return value
    })
    if (faults.length === before) hospitals.push({ no: hospitals.length + 1, name, values })
  }
  if (hospitals.length === 0 && faults.length === 0)
    return { columns, rows: [], faults: failed('no_rows').faults }
  return { columns, rows: hospitals, faults }
}

const failed = (code: string): PeerReading => ({
  columns: [],
  rows: [],
  faults: [{ row: null, column: null, code, value: null }],
})

function placesOf(
  heading: FreeRow,
  list: 'tertiary' | 'secondary',
  faults: PeerFault[],
): { place: number; column: PeerColumnView }[] {
  const places: { place: number; column: PeerColumnView }[] = []
  const names = new Set<string>()
  for (const [place, cell] of heading.cells.entries()) {
    const word = wordOf(cell)
    if (place === 0 || word === '' || isOurs(word)) continue
    const refuse = (code: string): void =>
      void faults.push({ row: heading.row, column: columnLetters(place), code, value: word.slice(0, 80) })
    const column = columnOf(word, `c${places.length + 1}`, list)
    if (names.has(column.name)) refuse('heading_repeated')
    else if (places.length >= mostColumns) refuse('too_many_columns')
    else {
      names.add(column.name)
      places.push({ place, column })
    }
  }
  return places
}

/** Sets a column by a line below the heading; the fault if it cannot be. A blank cell changes nothing. */
function apply(
  column: PeerColumnView,
  setting: 'direction' | 'weight' | 'unit' | 'denominator',
  cell: FreeCell,
): string | null {
  const word = wordOf(cell)
  if (word === '') return null
  if (setting === 'unit') {
    column.unit = word.slice(0, 20)
    if (word === '%') column.factor = 100
    return null
  }
  if (setting === 'direction') {
    const direction = directionWords[word.toLowerCase()]
    if (direction === undefined) return 'bad_direction'
    column.direction = direction
    return null
  }
  const value = numberOf(cell)
  if (typeof value !== 'number' || value < 0 || (setting === 'weight' && value > 1000)) return 'bad_weight'
  if (setting === 'weight') column.weight = value
  else column.denominator = value > 0 ? value : null
  return null
}

const wordOf = (cell: FreeCell): string =>
  cell === null ? '' : typeof cell === 'object' ? cell.broken : String(cell).trim()

/** '12.5%' is 12.5, '1,107,300' a million; what is no number says why. */
function numberOf(cell: FreeCell): number | null | { readonly fault: string } {
  if (cell === null) return null
  if (typeof cell === 'object') return { fault: 'formula' }
  if (typeof cell === 'number') return usable(cell)
  const word = cell.normalize('NFKC').trim()
  if (missing.has(word.toLowerCase())) return null
  const text = word
    .replace(/[%‰]$/, '')
    .replaceAll(/(?<=\d),(?=\d{3})/g, '')
    .replace(/^−/, '-')
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? usable(Number(text)) : { fault: 'not_a_number' }
}
const usable = (value: number) =>
  Number.isFinite(value) && Math.abs(value) <= 1e15 ? value : { fault: 'not_a_number' }

const methodNames: Readonly<Record<Method, string>> = {
  percentile: '百分位加权',
  topsis: '熵权 TOPSIS',
  rsr: '秩和比 RSR',
  efficacy: '分档功效系数',
}
const estimate = '本地估算'

/** The table as it is read back, and behind it each method's score and place. */
export async function writePeers(head: PeerHead, rows: readonly PeerRowView[]): Promise<Uint8Array> {
  const peers = { columns: head.columns, rows: rows.map(({ values }) => values) }
  const results = methods.map((method) => ({ method, ...scored(peers, method) }))
  const line = (name: string, of: (column: PeerColumnView) => string | number | null) => [
    name,
    ...head.columns.map(of),
    ...results.flatMap(() => [null, null]),
  ]
  return writePlainSheet({
    sheet: '同组机构',
    titles: [
      `${head.name} · ${head.year} 年`,
      `${estimate}：得分与名次由本系统按所列方法在本表内计算，不是国家或省级考核结果。来源：${head.source}`,
    ],
    headings: [
      '机构',
      ...head.columns.map(
        ({ indicator, name, unit }) =>
          `${indicator === null ? '' : `${indicator} `}${name}${unit === '' ? '' : `（${unit}）`}`,
      ),
      ...results.flatMap(({ method }) => [
        `${estimate}·${methodNames[method]}得分`,
        `${estimate}·${methodNames[method]}名次`,
      ]),
    ],
    rows: [
      line('方向', ({ direction }) => directionOut[direction]),
      line('权重', ({ weight }) => weight),
      ...(head.columns.some(({ denominator }) => denominator !== null)
        ? [line('本院分母', ({ denominator }) => denominator)]
        : []),
      ...rows.map((row, index) => [
        row.name,
        ...row.values,
        ...results.flatMap(({ scores, ranks }) => [rounded(scores[index] ?? null), ranks[index] ?? null]),
      ]),
    ],
  })
}

const rounded = (score: number | null): number | null => (score === null ? null : Number(score.toFixed(4)))

/** An empty table to fill in: the lines for direction and weight, and two hospitals that show the form. */
export async function writeTemplate(name: string): Promise<Uint8Array> {
  return writePlainSheet({
    sheet: '同组机构',
    titles: [],
    headings: [
      '机构',
      '出院患者手术占比（%）',
      '出院患者四级手术比例（%）',
      '手术患者并发症发生率（%）',
      '医护比（1:x）',
    ],
    rows: [
      ['方向', '逐步提高', '逐步提高', '逐步降低', '监测比较'],
      ['权重', 1, 1, 1, 1],
      ['本院分母', null, null, null, null],
      [name, null, null, null, null],
    ],
  })
}

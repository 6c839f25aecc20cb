// Synthetic front pages of any number with known truth: every page is built from a recipe that says what it counts for.

import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { codesOf, items } from '../../src/performance/discharges/rules/dictionary.ts'

/** What is true of the generated pages, counted while they are made and never read back from them. */
export type Truth = {
  stays: number
  operated: number
  surgery: number
  intervention: number
  minimallyInvasive: number
  level4: number
  level3: number
  day: number
  elective: number
  class1: number
  infected: number
  complication: number
  /** Elective without pregnancy, childbirth, perinatal and newborn. */
  electiveOthers: number
  newborn: number
  obstetric: number
  deaths: number
  losDays: number
  costFen: number
  drugFen: number
  materialFen: number
  disease: Record<string, number>
}

export function emptyTruth(): Truth {
  return {
    stays: 0,
    operated: 0,
    surgery: 0,
    intervention: 0,
    minimallyInvasive: 0,
    level4: 0,
    level3: 0,
    day: 0,
    elective: 0,
    class1: 0,
    infected: 0,
    complication: 0,
    electiveOthers: 0,
    newborn: 0,
    obstetric: 0,
    deaths: 0,
    losDays: 0,
    costFen: 0,
    drugFen: 0,
    materialFen: 0,
    disease: {},
  }
}

export type Page = Record<string, string>

type Recipe = {
  /** In a hundred pages about so many. */
  readonly weight: number
  readonly page: Page
  readonly truth: Partial<
    Omit<Truth, 'disease' | 'stays' | 'losDays' | 'costFen' | 'drugFen' | 'materialFen'>
  > & {
    readonly disease?: string
  }
  readonly sameDay?: boolean
}

// By hand, with the codes of the product's synthetic lists. Each says both what stands in the page and what it counts for.
const recipes: readonly Recipe[] = [
  { weight: 40, page: { C03C: 'K29.500', B11C: '2' }, truth: {} },
  { weight: 6, page: { C03C: 'I21.900', B11C: '1' }, truth: { disease: 'SD1' } },
  { weight: 4, page: { C03C: 'K29.500', C06x03C: 'J15.900', A14: '70' }, truth: { disease: 'SD2' } },
  // The same disease in a child does not belong to the adults' list.
  { weight: 2, page: { C03C: 'J15.900', A14: '5' }, truth: {} },
  // Procedures that are neither surgery nor intervention.
  { weight: 8, page: { C14x01C: 'S03.0001', C35x01C: 'S02.0001' }, truth: {} },
  {
    weight: 8,
    page: { C14x01C: 'S00.3001', B11C: '2' },
    truth: { operated: 1, surgery: 1, level3: 1, elective: 1, electiveOthers: 1 },
  },
  // Three operations in one stay: one person.
  {
    weight: 5,
    page: { C14x01C: 'S00.4001', C35x01C: 'S00.3002', C35x07C: 'S00.4002', B11C: '2' },
    truth: {
      operated: 1,
      surgery: 1,
      level3: 1,
      elective: 1,
      electiveOthers: 1,
      level4: 1,
      minimallyInvasive: 1,
    },
  },
  // An emergency is not elective.
  { weight: 4, page: { C14x01C: 'S00.4001', B11C: '1' }, truth: { operated: 1, surgery: 1, level4: 1 } },
  // A class-I incision at an operation, healed well, and one healed at grade 丙.
  {
    weight: 4,
    page: { C14x01C: 'S00.3001', C21x01C: '1', B11C: '2' },
    truth: { operated: 1, surgery: 1, level3: 1, elective: 1, electiveOthers: 1, class1: 1 },
  },
  {
    weight: 1,
    page: { C14x01C: 'S02.0001', C35x02C: 'S00.2001', C42x02C: '3', B11C: '2', A14: '30' },
    truth: { operated: 1, surgery: 1, elective: 1, electiveOthers: 1, class1: 1, infected: 1 },
  },
  // A class-I incision noted at an intervention does not count.
  {
    weight: 2,
    page: { C14x01C: 'S01.4001', C21x01C: '3', B11C: '2' },
    truth: { operated: 1, intervention: 1, elective: 1, electiveOthers: 1, level4: 1 },
  },
  // A complication that arose in hospital, and the same diagnosis brought along.
  {
    weight: 2,
    page: { C14x01C: 'S00.3001', C06x05C: 'T81.200', C08x05C: '4', B11C: '2' },
    truth: { operated: 1, surgery: 1, level3: 1, elective: 1, electiveOthers: 1, complication: 1 },
  },
  {
    weight: 2,
    page: { C14x01C: 'S00.3001', C06x05C: 'T81.200', C08x05C: '1', B11C: '2' },
    truth: { operated: 1, surgery: 1, level3: 1, elective: 1, electiveOthers: 1 },
  },
  // A listed complication without any operation.
  { weight: 1, page: { C06x01C: 'T81.200', C08x01C: '4' }, truth: {} },
  {
    weight: 3,
    page: { C03C: 'O82.000', C14x01C: 'S00.2001', A12C: '2', A14: '28', B11C: '2' },
    truth: { operated: 1, surgery: 1, elective: 1, obstetric: 1 },
  },
  { weight: 2, page: { C03C: 'P07.300', A14: '0', A16: '28' }, truth: { newborn: 1, obstetric: 1 } },
  {
    weight: 1,
    page: { C03C: 'Q25.000', C14x01C: 'S00.4001', A14: '0', A16: '12', B11C: '2' },
    truth: { operated: 1, surgery: 1, elective: 1, level4: 1, newborn: 1 },
  },
  // A one-year-old is no newborn, nor is a child of 29 days.
  {
    weight: 1,
    page: { C14x01C: 'S00.3001', A14: '1', B11C: '2' },
    truth: { operated: 1, surgery: 1, level3: 1, elective: 1, electiveOthers: 1 },
  },
  {
    weight: 1,
    page: { C14x01C: 'S00.3001', A14: '0', A16: '29', B11C: '2' },
    truth: { operated: 1, surgery: 1, level3: 1, elective: 1, electiveOthers: 1 },
  },
  {
    weight: 2,
    page: { C14x01C: 'S00.2001', B11C: '2' },
    truth: { operated: 1, surgery: 1, elective: 1, electiveOthers: 1, day: 1 },
    sameDay: true,
  },
  {
    weight: 1,
    page: { C14x01C: 'S81.5101', B11C: '2' },
    truth: { operated: 1, surgery: 1, level3: 1, elective: 1, electiveOthers: 1, disease: 'SD3' },
  },
  { weight: 1, page: { C03C: 'I21.000', B34C: '5', B11C: '1' }, truth: { deaths: 1, disease: 'SD1' } },
]
const turns = recipes.flatMap((recipe) => Array.from({ length: recipe.weight }, () => recipe))

/** Western and herbal medicine, and material for examinations, of every page below: 120.50 + 0.29, 20.00. */
const drugFen = 12_079
const materialFen = 2_000

export const organisationCode = '12620000SAMPLE0001'
/** The header as the dictionary has it: 642 columns. */
export const header: readonly string[] = items.flatMap((item) => [...codesOf(item)])
const places = new Map(header.map((code, place) => [code, place]))

/** What every page holds besides its recipe. Names and numbers are made up and say so. */
const base: Page = {
  A01: organisationCode,
  A02: '样例医院',
  A46C: '1',
  A11: '样例患者',
  A12C: '1',
  A13: '1970-01-01',
  A14: '56',
  A15C: '中国',
  A21C: '2',
  A38C: '17',
  A19C: '01',
  A20: '000000000000000000',
  A22: '样例省样例市',
  A23C: '样例省',
  A24: '样例省样例市样例路',
  A25C: '000000',
  A26: '样例省样例市样例路',
  A27: '-',
  A28C: '000000',
  A29: '-',
  A30: '-',
  A31C: '-',
  A32: '样例亲属',
  A33C: '1',
  A34: '-',
  A35: '-',
  B11C: '2',
  B13C: '03',
  B14: '一病区',
  B17: '一病区',
  C01C: 'K29.500',
  C02N: '样例诊断',
  C03C: 'K29.500',
  C04N: '样例诊断',
  C05C: '1',
  C24C: '1',
  B22: '样例主任',
  B23: '样例医师',
  B24: '样例医师',
  B25: '样例医师',
  B26: '样例护士',
  B29: '样例编码员',
  C26C: '6',
  C27C: '4',
  C14x01C: '-',
  C15x01N: '-',
  C16x01: '-',
  C28: '-',
  C29: '-',
  C30: '-',
  C31: '-',
  C32: '-',
  C33: '-',
  B36C: '1',
  B34C: '1',
  D09: '100.00',
  D23: '120.50',
  D25: '0.29',
  D31: '20.00',
}

export type Order = {
  readonly count: number
  /** First month of discharge, yyyymm; pages go round over `months` from there. */
  readonly firstMonth?: number
  readonly months?: number
  readonly departments?: readonly string[]
  /** Record numbers begin after this. */
  readonly after?: number
  /** One page in so many is bad: its way of leaving (B34C) is none. */
  readonly badEach?: number
}

/** One page by its number, and what it counts for. */
export function pageOf(
  order: Order,
  at: number,
): {
  readonly page: Page
  readonly recipe: Recipe['truth']
  readonly losDays: number
  readonly costFen: number
  readonly month: number
  readonly department: string
} {
  const { firstMonth = 202501, months = 12, departments = ['03', '04', '05', '07', '11'], after = 0 } = order
  // Large odd steps walk through recipes, months and departments without one following another.
  const recipe = turns[(at * 37) % turns.length] ?? turns[0]
  if (recipe === undefined) throw new Error('No recipes')
  const monthsOn = (firstMonth % 100) - 1 + ((at * 5) % months)
  const year = Math.floor(firstMonth / 100) + Math.floor(monthsOn / 12)
  const month = (monthsOn % 12) + 1
  const department = departments[(at * 7 + Math.floor(at / 11)) % departments.length] ?? '03'
  const losDays = recipe.sameDay === true ? 1 : 1 + (at % 20)
  const day = 22 + (at % 7)
  const monthText = `${year}-${String(month).padStart(2, '0')}`
  const dayText = (of: number): string => `${monthText}-${String(of).padStart(2, '0')}`
  const costFen = 500_000 + (at % 9_973) * 101
  const page: Page = {
    ...base,
    A48: `S${String(after + at + 1).padStart(9, '0')}`,
    A49: '1',
    B12:
      recipe.sameDay === true
        ? `${dayText(day)} 08:00:00`
        : `${dayText(day - Math.min(losDays, 20))} 08:00:00`,
    B15: `${dayText(day)} 16:30:00`,
    B16C: department,
    B20: String(losDays),
    D01: `${Math.floor(costFen / 100)}.${String(costFen % 100).padStart(2, '0')}`,
    ...recipe.page,
  }
  if (page['A14'] === '0') page['A13'] = page['B12']?.slice(0, 10) ?? ''
  return { page, recipe: recipe.truth, losDays, costFen, month: year * 100 + month, department }
}

/** A page as a line of the file, without the line break. */
export function lineOf(page: Page): string {
  const cells = Array.from(header, () => '')
  for (const [code, value] of Object.entries(page)) {
    const place = places.get(code)
    if (place === undefined) throw new Error(`Not a column: ${code}`)
    cells[place] = value
  }
  return cells.join(',')
}

/** Adds what one page counts for. */
export function count(truth: Truth, made: ReturnType<typeof pageOf>): void {
  const { disease, ...counts } = made.recipe
  truth.stays += 1
  truth.losDays += made.losDays
  truth.costFen += made.costFen
  truth.drugFen += drugFen
  truth.materialFen += materialFen
  for (const [name, value] of Object.entries(counts)) {
    const key = name as Exclude<keyof Truth, 'disease'>
    truth[key] += value
  }
  if (disease !== undefined) truth.disease[disease] = (truth.disease[disease] ?? 0) + 1
}

/** Writes a file and answers the truth of the whole and of each department and month ("03 202501"). */
export async function writePages(
  path: string,
  order: Order,
): Promise<{ readonly truth: Truth; readonly cells: ReadonlyMap<string, Truth> }> {
  const stream = createWriteStream(path)
  const truth = emptyTruth()
  const cells = new Map<string, Truth>()
  stream.write(`${header.join(',')}\r\n`)
  for (let at = 0; at < order.count; at += 1) {
    const made = pageOf(order, at)
    if (order.badEach !== undefined && at % order.badEach === 0) {
      if (!stream.write(`${lineOf({ ...made.page, B34C: 'X' })}\r\n`)) await once(stream, 'drain')
      continue
    }
    count(truth, made)
    const key = `${made.department} ${made.month}`
    const cell = cells.get(key) ?? emptyTruth()
    cells.set(key, cell)
    count(cell, made)
    if (!stream.write(`${lineOf(made.page)}\r\n`)) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
  return { truth, cells }
}

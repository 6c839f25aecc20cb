// The cube against the facts it was added up from, and both against rows counted one by one: random rows, every measure, both engines.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writePages } from '../../../../demo/discharges/generate.ts'
import { clickHouseServer, type Shards, startShards } from '../../../../test/clickhouse.ts'
import { literal } from '../../../core/columns/clickhouse.ts'
import {
  type Columns,
  missing,
  openClickHouse,
  openColumns,
  type Part,
  tab,
} from '../../../core/columns/index.ts'
import { newKeyFile, openVault } from '../../../core/vault.ts'
import { plainMapping } from '../file/layout.ts'
import { takeIn } from '../intake.ts'
import { type Flag, flags } from '../rules/derive.ts'
import { indicators, type Measure } from '../rules/indicators.ts'
import {
  countDiseases,
  countIndicators,
  countMeasures,
  type Dimension,
  readExtent,
  type Scope,
} from './counts.ts'
import { syntheticLists } from '../rules/lists.ts'
import {
  addRun,
  countFaults,
  countReplaced,
  factShape,
  readFaults,
  rebuild,
  repeatedLines,
  runPartQuery,
} from './facts.ts'
import { findStay, readBlock, readFact, readStays } from './stays.ts'

const institution = '01a00000-0000-7000-8000-000000000000'
const part = (name: string): Part => `${institution}/${name}`
let folder = ''
let shards: Shards | undefined
let duck: Columns
let house: Columns | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linghang-cube-'))
  duck = openColumns(folder, { memory: '256MB' })
  shards = clickHouseServer === undefined ? undefined : await startShards()
  house = shards && openClickHouse(shards)
})
afterAll(async () => {
  await duck.close()
  await shards?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The same numbers in every run, so that a failure can be looked at again. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Row = {
  readonly stay: string
  readonly month: number
  readonly department: string
  readonly losDays: number
  readonly costFen: number
  readonly drugFen: number | null
  readonly diseases: string | null
  readonly bits: number
}

function rowsOf(seed: number, many: number, people: number): Row[] {
  const roll = dice(seed)
  return Array.from({ length: many }, () => ({
    stay: `01a00000-0000-7000-8000-${String(roll(people)).padStart(12, '0')}`,
    month: 202501 + roll(3),
    department: `D${roll(3)}`,
    losDays: roll(30),
    costFen: roll(9_000_000_000_000),
    drugFen: roll(400) === 0 ? null : roll(1_000_000),
    diseases: [null, null, 'SD1', 'SD1,SD3', 'SD2'][roll(5)] ?? null,
    bits: roll(2 ** flags.length),
  }))
}

async function write(columns: Columns, name: string, rows: readonly Row[]): Promise<Part> {
  const writer = await columns.write(part(name), factShape)
  for (const [line, row] of rows.entries()) {
    const cells = {
      ...Object.fromEntries(Object.keys(factShape).map((column) => [column, missing])),
      line: line + 2,
      stay: row.stay,
      record: line,
      month: row.month,
      discharged: '2025-01-01',
      department: row.department,
      los_days: row.losDays,
      cost_fen: row.costFen,
      drug_fen: row.drugFen ?? missing,
      diseases: row.diseases ?? missing,
      main_dx: `K${row.losDays}`,
      bits: row.bits,
    }
    await writer.add(Object.values(cells).join(tab))
  }
  await writer.finish(runPartQuery)
  return part(name)
}

/** What counts after these imports: of a stay the last line of the newest one. */
const latest = (...runs: readonly (readonly Row[])[]): Row[] => [
  ...new Map(runs.flat().map((row) => [row.stay, row])).values(),
]

const has = (row: Row, flag: Flag): boolean => (row.bits & (1 << flags.indexOf(flag))) !== 0

function byHand(rows: readonly Row[], measure: Measure): number | null {
  const values = rows
    .filter((row) => (measure.where ?? []).every((flag) => has(row, flag)))
    .filter((row) => !(measure.not ?? []).some((flag) => has(row, flag)))
    .map((row) => {
      switch (measure.of) {
        case 'stays':
          return 1
        case 'los_days':
          return row.losDays
        case 'cost_fen':
          return row.costFen
        case 'drug_fen':
          return row.drugFen
        case 'material_fen':
          return null
      }
    })
  return values.reduce(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0 as number | null,
  )
}

/** Every measure of every indicator, every flag for itself and excluded, pairs, and every sum. */
const measures: Readonly<Record<string, Measure>> = Object.fromEntries(
  [
    ...indicators.flatMap(({ numerator, denominator }) => [
      numerator,
      ...(denominator === null ? [] : [denominator]),
    ]),
    ...flags.flatMap((flag, at): Measure[] => [
      { of: 'stays', where: [flag] },
      { of: 'los_days', not: [flag] },
      { of: 'cost_fen', where: [flag], not: [flags[(at + 3) % flags.length] ?? flag] },
      { of: 'drug_fen', where: [flag] },
    ]),
    { of: 'drug_fen' } as const,
    { of: 'material_fen' } as const,
  ].map((measure, at) => [`measure ${at}`, measure]),
)
const groups: readonly (readonly Dimension[])[] = [[], ['department'], ['month'], ['department', 'month']]
const scopes: readonly Scope[] = [
  { from: 0, to: 999_999 },
  { from: 202502, to: 202503 },
  { from: 202501, to: 202502, department: 'D1' },
  { from: 0, to: 999_999, departments: ['D0', "D'2", 'D2'] },
]
const within = (row: Row, { from, to, department, departments }: Scope): boolean =>
  row.month >= from &&
  row.month <= to &&
  (department === undefined || row.department === department) &&
  (departments === undefined || departments.includes(row.department))

async function holds(columns: Columns, whole: Part, rows: readonly Row[]): Promise<void> {
  // Every statement goes over HTTP to two servers there: the hardest scopes and the finest groups will do.
  for (const scope of columns === duck ? scopes : scopes.slice(2)) {
    const inside = rows.filter((row) => within(row, scope))
    for (const by of columns === duck ? groups : groups.slice(3)) {
      const cube = await countMeasures(columns, whole, measures, by, scope)
      expect(await countMeasures(columns, whole, measures, by, scope, 'facts')).toEqual(cube)
      const keyOf = (each: { department: string | null; month: number | null }): string =>
        by.map((name) => each[name]).join(' ')
      const grouped = Map.groupBy(inside, keyOf)
      expect(new Set(cube.map(keyOf))).toEqual(new Set(grouped.keys()))
      for (const row of cube) {
        const those = grouped.get(keyOf(row)) ?? []
        const counted = Object.entries(measures).map(([name, measure]) => [name, byHand(those, measure)])
        expect(row.values).toEqual(Object.fromEntries(counted))
      }
    }
    expect(await countIndicators(columns, whole, indicators, ['month'], scope)).toEqual(
      await countIndicators(columns, whole, indicators, ['month'], scope, 'facts'),
    )
    const diseases = ['SD1', 'SD2', 'SD3'].flatMap((disease) => {
      const those = inside.filter((row) => row.diseases?.split(',').includes(disease) === true)
      const sum = (of: (row: Row) => number): number => those.reduce((total, row) => total + of(row), 0)
      return those.length === 0
        ? []
        : [
            {
              disease,
              stays: those.length,
              losDays: sum((row) => row.losDays),
              costFen: sum((row) => row.costFen),
              deaths: sum((row) => (has(row, 'death') ? 1 : 0)),
            },
          ]
    })
    expect(await countDiseases(columns, whole, scope)).toEqual(diseases)
  }
  expect((await readExtent(columns, whole)).stays).toBe(rows.length)
}

const engines = [
  ['DuckDB', () => duck] as const,
  ...(clickHouseServer === undefined ? [] : [['ClickHouse, two shards', () => house ?? duck] as const]),
]

describe.each(engines)('the cube is the facts added up: %s', (_, engine) => {
  const [first, second, third] = [rowsOf(1, 500, 400), rowsOf(2, 300, 900), rowsOf(3, 200, 400)]
  let runs: { part: Part; sequence: number }[] = []

  test('after the first import, in which stays come twice', async () => {
    const columns = engine()
    runs = [{ part: await write(columns, 'run-1', first), sequence: 1 }]
    const lines = await repeatedLines(columns, part('run-1'))
    expect(lines.length).toBe(first.length - latest(first).length)
    expect(lines).toEqual(
      first.flatMap((row, at) => (first.findLastIndex(({ stay }) => stay === row.stay) > at ? [at + 2] : [])),
    )
    await addRun(columns, part('whole-1'), null, { part: part('run-1'), sequence: 1 })
    await holds(columns, part('whole-1'), latest(first))
  })

  test('after others that replace stays, and after one of them is taken back', async () => {
    const columns = engine()
    runs.push(
      { part: await write(columns, 'run-2', second), sequence: 2 },
      { part: await write(columns, 'run-3', third), sequence: 3 },
    )
    await addRun(columns, part('whole-2'), part('whole-1'), { part: part('run-2'), sequence: 2 })
    await addRun(columns, part('whole-3'), part('whole-2'), { part: part('run-3'), sequence: 3 })
    await holds(columns, part('whole-3'), latest(first, second, third))
    await rebuild(
      columns,
      part('whole-4'),
      runs.filter(({ sequence }) => sequence !== 2),
    )
    await holds(columns, part('whole-4'), latest(first, third))
    // Made anew from all, it is what adding one after the other made.
    await rebuild(columns, part('whole-5'), runs)
    await holds(columns, part('whole-5'), latest(first, second, third))
  })
})

test('parts of before, without codes and without level III: what they do not tell is missing, the rest stands', async () => {
  const columns = duck
  const first = rowsOf(1, 500, 400)
  const second = rowsOf(2, 300, 900)
  const known = Object.keys(factShape).filter(
    (name) => !/^(bits|line|main_|other_|sex|age_|birth_|leaving)/.test(name),
  )
  const former = [...known, ...flags.filter((flag) => flag !== 'level3')].join(', ')
  const whole = [part('whole-1')]
  await columns.derive(part('former'), `select ${former}, sequence from {whole}`, { whole })
  const level3: Measure = { of: 'stays', where: ['level3'] }
  const count = async (of: Part) =>
    (await countMeasures<string>(columns, of, { ...measures, level3 }, [], { from: 0, to: 999_999 }))[0]
  const [mine, theirs] = [await count(part('whole-1')), await count(part('former'))]
  expect(theirs?.values['measure 0']).toBe(mine?.values['measure 0'])
  expect([mine?.values['level3'], theirs?.values['level3']]).toEqual([byHand(latest(first), level3), null])
  const stay = latest(first)[0]?.stay ?? ''
  expect((await readFact(columns, part('whole-1'), stay))?.mainDx).toMatch(/^K\d+$/)
  expect((await readFact(columns, part('former'), stay))?.mainDx).toBe(null)
  // Another import on top: its own stays tell, those of before do not.
  await addRun(columns, part('whole-6'), part('former'), { part: part('run-2'), sequence: 2 })
  expect((await count(part('whole-6')))?.values['level3']).toBe(null)
  expect((await count(part('whole-6')))?.values['measure 0']).toBe(latest(first, second).length)
})

test.skipIf(clickHouseServer === undefined)(
  'a file is read, published and looked into alike by both engines',
  async () => {
    const path = join(folder, 'pages.csv')
    await writePages(path, { count: 3_000, badEach: 50 })
    const vault = openVault(newKeyFile('aes-256-gcm'))
    const seen = []
    for (const columns of [duck, house ?? duck]) {
      const [factPart, faultPart, recordPart] = [part('run-9'), part('faults-9'), part('records-9')]
      const taken = await takeIn({
        path,
        institutionId: institution,
        columns,
        vault,
        encoding: null,
        mapping: plainMapping,
        lists: syntheticLists,
        organisation: null,
        today: '2026-11-21',
        factPart,
        faultPart,
        recordPart,
        progress: () => Promise.resolve(),
      })
      const whole = part('whole-9')
      await addRun(columns, whole, null, { part: factPart, sequence: 1 })
      const scope = { from: 202503, to: 202509, department: '03' }
      const stays = await readStays(
        columns,
        whole,
        scope,
        { of: 'stays', where: ['operated'] },
        { limit: 500, offset: 0 },
      )
      const stay = stays.stays[0]?.stay ?? ''
      seen.push({
        taken,
        replaces: await countReplaced(columns, factPart, whole),
        total: stays.total,
        // Keys sort as text here and as bytes there.
        stays: stays.stays.toSorted((a, b) => (a.stay < b.stay ? -1 : 1)),
        fact: await readFact(columns, whole, '01a00000-0000-7000-8000-000000000000'),
        found: (await findStay(columns, whole, stay))?.sequence,
        facts: await Promise.all(
          stays.stays
            .toSorted((a, b) => (a.stay < b.stay ? -1 : 1))
            .slice(0, 20)
            .map((each) => readFact(columns, whole, each.stay)),
        ),
        indicators: await countIndicators(columns, whole, indicators, ['department', 'month'], {
          from: 0,
          to: 999_999,
        }),
        diseases: await countDiseases(columns, whole, { from: 0, to: 999_999 }),
        extent: await readExtent(columns, whole),
        faults: await readFaults(columns, faultPart, { limit: 40, offset: 10 }),
        kinds: await countFaults(columns, faultPart),
        blocks: (await readBlock(columns, recordPart, 3)) !== null,
        parts: (await columns.list(institution))
          .filter((name) => name.endsWith('-9') || name.endsWith('-9-cube'))
          .toSorted(),
      })
      await columns.drop(whole)
      expect(await columns.columnsOf(whole)).toBe(null)
      // A writer that is given up leaves nothing behind.
      const writer = await columns.write(part('run-10'), factShape)
      await writer.add('x')
      await writer.abandon()
      expect(await columns.columnsOf(part('run-10'))).toBe(null)
    }
    expect(seen[1]).toEqual(seen[0])
    expect(seen[0]?.taken.bad).toBe(60)
  },
)

test('a value becomes SQL without a way out of its quotation', () => {
  expect(literal("a'; drop table x --")).toBe(String.raw`'a\'; drop table x --'`)
  expect(literal(String.raw`\'`)).toBe(String.raw`'\\\''`)
  expect([literal(null), literal(3.5), literal(true)]).toEqual(['NULL', '3.5', '1'])
  expect(() => literal(Number.NaN)).toThrow('number')
  expect(() => literal('a\0b')).toThrow('zero byte')
})

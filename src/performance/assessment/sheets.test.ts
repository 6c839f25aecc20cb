// The two sheets of figures: what a workbook would change, every fault of a row, and a round trip through Excel.

import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { steadyPace } from '../../core/pace.ts'
import { type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution } from '../../../test/seed.ts'
import type { Tx } from '../../core/db.ts'
import { newId } from '../../core/ids.ts'
import { type CellValue, readWorkbook, type Row, writeWorkbook } from '../../core/workbook/index.ts'
import type { Planning } from '../../foundation/org/index.ts'
import { type Directory, loadDirectory } from '../../foundation/org/index.ts'
import { resultsPort } from './sheets/results.ts'
import { workloadPort } from './sheets/workload.ts'

type Values = Readonly<Record<string, CellValue>>

let harness: Harness
let hospital: SeededUnit
let other: SeededUnit
let code = ''
let otherCode = ''

const codeOf = async (unit: SeededUnit): Promise<string> =>
  String(
    (await harness.owner('select code from institution where id = $1', [unit.institutionId]))[0]?.['code'],
  )

beforeAll(async () => {
  harness = await openHarness()
})
beforeEach(async () => {
  hospital = await seedInstitution(harness, { name: '普洱市人民医院' })
  other = await seedInstitution(harness, { name: '思茅区人民医院' })
  code = await codeOf(hospital)
  otherCode = await codeOf(other)
})
afterAll(() => harness.close())

/** Plans rows like an import by the hospital's Party office that also sees the other hospital. */
async function planning<T>(
  work: (planning: Planning, tx: Tx, directory: Directory) => Promise<T>,
): Promise<T> {
  return harness.product.database.inScope([hospital.institutionId, other.institutionId], async (tx) => {
    const directory = await loadDirectory(tx)
    const now = Temporal.Instant.from('2026-11-21T04:00:00Z')
    const mayWrite = (path: readonly string[]): boolean => path.includes(hospital.id)
    const common = { tx, directory, now, today: '2026-11-21', institution: code, mayWrite }
    const institutionIds = [hospital.institutionId, other.institutionId]
    const { vault } = harness.product.floor
    const rest = { institutionIds, vault, pace: steadyPace(), widen: async () => undefined }
    return work({ ...common, ...rest }, tx, directory)
  })
}
const shown = () => ({ vault: harness.product.floor.vault, identity: 'masked' as const })
const asRows = (values: readonly Values[]): readonly Row[] =>
  values.map((each, index) => ({ row: index + 2, values: each }))

/** Imports rows into one sheet; answers what was planned. */
async function load(port: typeof resultsPort, values: readonly Values[]) {
  return planning(async (context) => {
    const { apply, ...plan } = await port.plan(context, asRows(values))
    if (plan.faults.length === 0) await apply()
    return plan
  })
}
const faultsOf = async (port: typeof resultsPort, values: readonly Values[]) =>
  (await load(port, values)).faults.map(({ row, column, code: fault, facts }) => [row, column, fault, facts])

const result = {
  institution: null,
  year: 2022,
  assessment: 'national_tertiary',
  peerGroup: '全国其他专科手术组',
  score: 633.5,
  scoreChange: 74.5,
  rank: 84,
  rankChange: 28,
  groupSize: null,
  grade: 'B',
  gradeBefore: 'C+',
  source: '公开报道',
}
const visits = {
  institution: null,
  year: 2023,
  item: 'visits',
  value: 1_107_300,
  growthPercent: 8.42,
  source: '公开报道',
}

describe('a workbook', () => {
  it('creates, leaves alone, and updates', async () => {
    const none = { created: 0, updated: 0, unchanged: 0, faults: [] }
    const second = { ...result, year: 2021, score: 559.005 }
    expect(await load(resultsPort, [result, second])).toEqual({ ...none, created: 2 })
    expect(await load(resultsPort, [{ ...result, institution: code }, second])).toEqual({
      ...none,
      unchanged: 2,
    })
    expect(await load(resultsPort, [{ ...result, rank: 85 }, second])).toEqual({
      ...none,
      updated: 1,
      unchanged: 1,
    })
    expect(
      await harness.owner(
        'select rank, version from assessment_result where year = 2022 and institution_id = $1',
        [hospital.institutionId],
      ),
    ).toEqual([{ rank: 85, version: 2 }])

    expect(await load(workloadPort, [visits])).toEqual({ ...none, created: 1 })
    expect(await load(workloadPort, [{ ...visits, unit: '人次' }])).toEqual({ ...none, unchanged: 1 })
    expect(await load(workloadPort, [{ ...visits, value: 5 }])).toEqual({ ...none, updated: 1 })
  })

  it('blanks a cell that is blank, and keeps what a missing column does not speak of', async () => {
    await load(resultsPort, [result])
    const { peerGroup: _, gradeBefore: __, ...without } = result
    expect(await load(resultsPort, [{ ...without, grade: null }])).toMatchObject({ updated: 1 })
    const [row] = await planning((_context, tx, directory) =>
      resultsPort.rows(tx, [hospital.institutionId], directory, shown()),
    )
    expect(row).toMatchObject({ peerGroup: '全国其他专科手术组', gradeBefore: 'C+', grade: null })
  })

  it('may bring figures of an institution that it creates itself', async () => {
    await planning(async (context, _tx, directory) => {
      const rootPath = [hospital.id, newId()]
      directory.addInstitution('NEW', { id: newId(), path: [], rootPath })
      expect(await resultsPort.plan(context, asRows([{ ...result, institution: 'NEW' }]))).toMatchObject({
        created: 1,
        faults: [],
      })
    })
  })

  test.each(['zh', 'en'] as const)('comes back unchanged from Excel, in %s', async (language) => {
    await load(resultsPort, [
      result,
      { ...result, year: 2021 },
      { ...result, assessment: 'provincial_monitored' },
    ])
    await load(workloadPort, [visits, { ...visits, item: 'satisfaction', value: 99.79, growthPercent: null }])
    await planning(async (context, tx, directory) => {
      const ports = [resultsPort, workloadPort]
      const parts = []
      for (const { sheet, rows } of ports) {
        parts.push({
          sheet,
          rows: await rows(tx, [hospital.institutionId, other.institutionId], directory, shown()),
        })
      }
      expect(parts.map((part) => part.rows.length)).toEqual([3, 2])
      expect(parts[0]?.rows.map((row) => [row['year'], row['assessment']])).toEqual([
        [2022, 'national_tertiary'],
        [2022, 'provincial_monitored'],
        [2021, 'national_tertiary'],
      ])
      const read = await readWorkbook(
        await writeWorkbook(parts, { language }),
        ports.map((port) => port.sheet),
      )
      expect(read.faults).toEqual([])
      for (const [index, port] of ports.entries()) {
        const plan = await port.plan(context, read.rows[port.sheet.key] ?? [])
        expect(plan).toMatchObject({ created: 0, updated: 0, unchanged: [3, 2][index], faults: [] })
      }
    })
  })
})

describe('a row', () => {
  it('names an institution that is not there, or not the caller’s', async () => {
    const rows = [
      { ...result, institution: 'X' },
      { ...result, institution: otherCode },
    ]
    expect(await faultsOf(resultsPort, rows)).toEqual([
      [2, 'institution', 'reference_missing', { value: 'X' }],
      [3, 'institution', 'not_allowed', { value: otherCode }],
    ])
  })

  it('repeats another that leaves the institution blank', async () => {
    expect(await faultsOf(resultsPort, [result, { ...result, institution: code }])).toEqual([
      [3, null, 'duplicate', { first: 2, value: `${code} 2022 national_tertiary 全国其他专科手术组` }],
    ])
  })

  test.each([
    ['a rank beyond the group', { rank: 48, groupSize: 47 }, 'rank', 'conflict', { rank: 48, groupSize: 47 }],
    ['nothing to keep', { score: null, rank: null, grade: null }, 'score', 'required', {}],
    ['a year out of range', { year: 1948 }, 'year', 'conflict', { value: 1948, least: 1949, most: 2200 }],
    ['a score below nought', { score: -0.01 }, 'score', 'conflict', { value: -0.01, least: 0, most: 1000 }],
    [
      'a score beyond 1000',
      { score: 1000.01 },
      'score',
      'conflict',
      { value: 1000.01, least: 0, most: 1000 },
    ],
    ['a rank of nought', { rank: 0 }, 'rank', 'conflict', { value: 0, least: 1, most: 1_000_000 }],
  ])('of results has %s', async (_, change, column, fault, facts) => {
    expect(await faultsOf(resultsPort, [{ ...result, ...change }])).toEqual([[2, column, fault, facts]])
  })

  test.each([
    ['a value below nought', { value: -1 }, 'value', { value: -1, least: 0, most: 999_999_999_999 }],
    [
      'a growth of −100 %',
      { growthPercent: -100 },
      'growthPercent',
      { value: -100, least: -99.99, most: 100_000 },
    ],
    [
      'a satisfaction above 100 %',
      { item: 'satisfaction', value: 100.01 },
      'value',
      { value: 100.01, least: 0, most: 100 },
    ],
  ])('of workload has %s', async (_, change, column, facts) => {
    expect(await faultsOf(workloadPort, [{ ...visits, ...change }])).toEqual([[2, column, 'conflict', facts]])
  })

  test.each([
    ['the last rank', resultsPort, { ...result, rank: 47, groupSize: 47 }],
    ['a score of 1000', resultsPort, { ...result, score: 1000 }],
    ['a growth of −99.99 %', workloadPort, { ...visits, growthPercent: -99.99 }],
    ['a satisfaction of 100 %', workloadPort, { ...visits, item: 'satisfaction', value: 100 }],
  ])('may have %s', async (_, port, values) => {
    expect(await load(port, [values])).toMatchObject({ created: 1, faults: [] })
  })
})

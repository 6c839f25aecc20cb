// The institution workbook on a database: import, lossless round trip, second import changes nothing, every fault told.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoFile } from '../../../demo/load.ts'
import { demoWorkbooks } from '../../../demo/index.ts'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution } from '../../../test/seed.ts'
import { imported, previewed } from '../../../test/workbook.ts'
import { setScope } from '../../core/db.ts'
import { type CellValue, readWorkbook, writeWorkbook } from '../../core/workbook/index.ts'
import { laterPorts } from '../../product.ts'
import { maskIdNumber, maskPhone } from '../people/rules.ts'
import { foundationPorts, importWorkbook } from './index.ts'

const ports = [...foundationPorts, ...laterPorts]
const sheets = ports.map((port) => port.sheet)
const today = '2026-11-21'
const workbooks = demoWorkbooks(today)

let harness: Harness
beforeAll(async () => {
  harness = await openHarness()
})
afterAll(() => harness.close())

async function load(bytes: Uint8Array): Promise<void> {
  await harness.product.database.inScope([], async (tx) => {
    const scope = new Set<string>()
    const widen = async (ids: readonly string[]): Promise<void> => {
      for (const id of ids) scope.add(id)
      await setScope(tx, [...scope])
    }
    const now = harness.product.floor.now()
    const { vault } = harness.product.floor
    await importWorkbook({ tx, now, today, vault, mayWrite: () => true, widen }, laterPorts, bytes, false)
  })
}

async function rootOf(code: string): Promise<SeededUnit> {
  const [row] = await harness.owner(
    'select u.institution_id, u.id, u.path::text[] as path from unit u join institution i on i.id = u.institution_id where i.code = $1 and u.parent_id is null',
    [code],
  )
  return {
    institutionId: String(row?.['institution_id']),
    id: String(row?.['id']),
    path: row?.['path'] as string[],
  }
}

const fileOf = (bytes: Uint8Array): File => new File([new Uint8Array(bytes)], 'w.xlsx')
const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())

type Rows = Readonly<Record<string, readonly Readonly<Record<string, CellValue>>[]>>
async function rowsOf(bytes: Uint8Array): Promise<Rows> {
  const { rows, faults } = await readWorkbook(bytes, sheets)
  expect(faults).toEqual([])
  return Object.fromEntries(Object.entries(rows).map(([key, list]) => [key, list.map((row) => row.values)]))
}

/** What identifies a person as an export shows it. */
function masked(row: Readonly<Record<string, CellValue>>): Readonly<Record<string, CellValue>> {
  const show = (key: string, mask: (text: string) => string): Record<string, CellValue> => {
    const text = row[key]
    return typeof text === 'string' && !text.includes('*') ? { [key]: mask(text) } : {}
  }
  return { ...show('idNumber', maskIdNumber), ...show('phone', maskPhone) }
}

/** Rows in one order, with the institution written out: a blank means the workbook's first. */
function canonical(rows: Rows): Record<string, string[]> {
  const first = rows['institutions']?.[0]?.['code'] ?? null
  return Object.fromEntries(
    Object.entries(rows).map(([key, list]) => [
      key,
      list
        .map((row) => ({
          ...row,
          ...masked(row),
          ...('institution' in row ? { institution: row['institution'] ?? first } : {}),
        }))
        .map((row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))))
        .toSorted(),
    ]),
  )
}

describe.each(workbooks.filter((workbook) => ['s2', 's3'].includes(workbook.key)))('$name', (workbook) => {
  let original: Uint8Array
  let office: Caller
  let root: SeededUnit

  test('imports without a fault', async () => {
    original = await demoFile(workbook.sheets)
    await load(original)
    root = await rootOf(String(workbook.sheets.institutions[0]?.['code']))
    office = await harness.as('party_office', root)
  })

  test('what is exported is what was imported, row for row', async () => {
    const exported = await bytesOf(await office.call('exchange.export', { unitId: root.id }))
    expect(canonical(await rowsOf(exported))).toEqual(canonical(await rowsOf(original)))
  })

  test('a second import changes nothing: neither the original nor the export', async () => {
    const exported = await bytesOf(await office.call('exchange.export', { unitId: root.id }))
    for (const bytes of [original, exported]) {
      const preview = await previewed(harness, office, fileOf(bytes))
      expect(preview.faultCount).toBe(0)
      for (const sheet of preview.sheets)
        expect([sheet.sheet, sheet.created, sheet.updated]).toEqual([sheet.sheet, 0, 0])
      const before = await harness.owner('select count(*)::int as n from duty')
      expect((await imported(harness, office, preview.runId)).state).toBe('done')
      expect(await harness.owner('select count(*)::int as n from duty')).toEqual(before)
    }
  })
})

describe('a workbook with faults', () => {
  const code = 'FAULT'
  let office: Caller
  let root: SeededUnit

  async function workbook(
    change: Partial<Record<string, readonly Readonly<Record<string, CellValue>>[]>>,
  ): Promise<Uint8Array> {
    const rows: Record<string, readonly Readonly<Record<string, CellValue>>[]> = {
      institutions: [{ code, name: '试验医院', kind: 'institution', dutiesFrom: '2026-01-01' }],
      units: [
        { code: 'ZB', name: '党支部', kind: 'branch', foundedOn: '2020-01-01' },
        { code: 'KS', name: '内科', kind: 'department' },
      ],
      people: [person({})],
      ...change,
    }
    return writeWorkbook(sheets.map((sheet) => ({ sheet, rows: rows[sheet.key] ?? [] })))
  }
  const person = (more: Readonly<Record<string, CellValue>>): Readonly<Record<string, CellValue>> => ({
    staffNo: 'A1',
    name: '㛃𠮷',
    status: 'full',
    probationOn: '2019-01-01',
    fullOn: '2020-01-01',
    partyUnit: 'ZB',
    partyUnitFrom: '2020-01-01',
    department: 'KS',
    ...more,
  })

  beforeAll(async () => {
    root = await seedInstitution(harness, { name: '试验医院' })
    await harness.owner('update institution set code = $1 where id = $2', [code, root.institutionId])
    await harness.owner('update unit set code = $1 where id = $2', [code, root.id])
    office = await harness.as('party_office', root)
  })

  const faultsOf = async (bytes: Uint8Array) => {
    const { faults } = await previewed(harness, office, fileOf(bytes))
    return faults.map(({ sheet, column, code: fault }) => `${sheet}.${column}: ${fault}`)
  }

  test.each([
    [
      'a Party unit that does not exist',
      { people: [person({ partyUnit: 'NO' })] },
      ['people.partyUnit: reference_missing'],
    ],
    [
      'a member without a Party unit',
      { people: [person({ partyUnit: null, partyUnitFrom: null })] },
      ['people.partyUnit: required'],
    ],
    [
      'a full member without the day of becoming full',
      { people: [person({ fullOn: null })] },
      ['people.fullOn: required'],
    ],
    ['full before probationary', { people: [person({ fullOn: '2018-01-01' })] }, ['people.fullOn: conflict']],
    [
      'a person in a department as a Party unit',
      { people: [person({ partyUnit: 'KS' })] },
      ['people.partyUnit: conflict'],
    ],
    [
      'the same staff number twice',
      { people: [person({}), person({ name: '乙' })] },
      ['people.null: duplicate'],
    ],
    [
      'a group directly below the institution',
      { units: [{ code: 'XZ', name: '小组', kind: 'group' }], people: [] },
      ['units.parent: conflict'],
    ],
    [
      'a unit whose parent does not exist',
      { units: [{ code: 'ZB', name: '支部', kind: 'branch', parent: 'NO' }], people: [] },
      ['units.parent: reference_missing'],
    ],
    [
      'another institution',
      {
        institutions: [{ code: 'GDHC', name: '别人', kind: 'commission', dutiesFrom: '2026-01-01' }],
        units: [],
        people: [],
      },
      ['institutions.code: not_allowed'],
    ],
    [
      'dissolved before it was founded',
      {
        units: [
          { code: 'ZB', name: '支部', kind: 'branch', foundedOn: '2020-01-01', dissolvedOn: '2019-12-31' },
        ],
        people: [],
      },
      ['units.dissolvedOn: conflict'],
    ],
  ] as const)('%s', async (_, change, expected) => {
    expect(await faultsOf(await workbook(change))).toEqual(expected)
  })

  test('with faults nothing is imported unless the user says so; then the good rows are, and the faults stay reported', async () => {
    const bytes = await workbook({ people: [person({}), person({ staffNo: 'A2', fullOn: null })] })
    const preview = await previewed(harness, office, fileOf(bytes))
    const refused = await failing(office.call('exchange.import', { runId: preview.runId }))
    expect(refused.data.facts).toEqual({ reason: 'faults', faults: 1 })
    const people = () =>
      harness.owner('select staff_no, name from person where institution_id = $1', [root.institutionId])
    expect(await people()).toEqual([])
    const result = await imported(harness, office, preview.runId, true)
    expect(result.faultCount).toBe(1)
    expect(await people()).toEqual([{ staff_no: 'A1', name: '㛃𠮷' }])
  })

  test('moving to another branch ends the old affiliation the day before and begins the new', async () => {
    const units = [
      { code: 'ZB', name: '党支部', kind: 'branch' },
      { code: 'ZB2', name: '第二党支部', kind: 'branch' },
      { code: 'KS', name: '内科', kind: 'department' },
    ]
    const moved = await workbook({
      units,
      people: [person({ partyUnit: 'ZB2', partyUnitFrom: '2026-06-01' })],
    })
    const { runId, sheets: counts } = await previewed(harness, office, fileOf(moved))
    expect(counts.find((sheet) => sheet.sheet === 'people')?.updated).toBe(1)
    await imported(harness, office, runId)
    const rows = await harness.owner(
      'select u.code, a.from_on::text, a.until_on::text from affiliation a join unit u on u.institution_id = a.institution_id and u.id = a.unit_id where a.institution_id = $1 order by a.from_on',
      [root.institutionId],
    )
    expect(rows).toEqual([
      { code: 'ZB', from_on: '2020-01-01', until_on: '2026-05-31' },
      { code: 'ZB2', from_on: '2026-06-01', until_on: null },
    ])
  })

  test.each([
    ['not a workbook', new TextEncoder().encode('hello'), 'not_xlsx'],
    ['an empty file', new Uint8Array(), 'not_xlsx'],
    [
      'an old binary file',
      new Uint8Array([
        0xd0,
        0xcf,
        0x11,
        0xe0,
        0xa1,
        0xb1,
        0x1a,
        0xe1,
        ...Array.from({ length: 600 }, () => 0),
      ]),
      'old_xls',
    ],
  ] as const)('%s', async (_, bytes, reason) => {
    const { code: error, data } = await failing(office.call('exchange.upload', { file: fileOf(bytes) }))
    expect([error, data.facts['reason']]).toEqual(['unreadable_file', reason])
  })

  test('a branch secretary may not touch the workbook; an office of another hospital finds nothing here', async () => {
    const secretary = await harness.as('branch_secretary', root)
    expect((await failing(secretary.call('exchange.export', { unitId: root.id }))).code).toBe('forbidden')
    const stranger = await harness.as('party_office', await rootOf('LXWY'))
    expect((await failing(stranger.call('exchange.export', { unitId: root.id }))).code).toBe('not_found')
    expect(await previewed(harness, stranger, fileOf(await workbook({})))).toMatchObject({
      faults: [{ code: 'not_allowed' }, {}, {}, {}],
    })
  })
})

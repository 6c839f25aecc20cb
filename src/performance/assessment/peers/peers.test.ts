// Peer tables on a real PostgreSQL: a workbook with bad rows, editing by two at once, undo, the file back, gaps, own indicators.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../../test/harness.ts'
import { seedInstitution } from '../../../../test/seed.ts'
import { readFreeSheet, writePlainSheet } from '../../../core/workbook/index.ts'

let harness: Harness
let hospital: SeededUnit
let office: Caller

beforeAll(async () => {
  harness = await openHarness()
  hospital = await seedInstitution(harness, { name: '本院' })
  office = await harness.as('party_office', hospital)
})
afterAll(() => harness.close())

type Cells = readonly (string | number | null)[]
const book = async (headings: readonly string[], rows: readonly Cells[], titles: readonly string[] = []) =>
  new File([new Uint8Array(await writePlainSheet({ sheet: '同组', titles, headings, rows }))], 'peers.xlsx')
const headings = ['机构', 'GK3-06 出院患者四级手术比例（%）', '手术患者并发症发生率(%)', '本地口径得分']
const good: readonly Cells[] = [
  ['方向', null, null, '监测比较'],
  ['权重', 3, 1, 0],
  ['本院分母', 800, null, null],
  ['本院', 12, '0.5%', 60],
  ['甲医院', 15.5, 0.4, '—'],
  ['乙医院', '18.25', 0.9, 70],
  ['丙医院', 9, '不适用', '1,200'],
]
const check = async (file: File) => office.call('assessment.checkPeers', { unitId: hospital.id, file })
const about = { name: '全国三级综合医院 2024', year: 2024, peerGroup: '全国三级综合医院', source: '学会年报' }
const load = async (file: File, more: object = {}) =>
  (await office.call('assessment.importPeers', { unitId: hospital.id, file, ...about, own: '本院', ...more }))
    .tableId
const table = (tableId: string) => office.call('assessment.peerTable', { unitId: hospital.id, tableId })

describe('a workbook', () => {
  it('is understood: known indicators, directions, weights, denominators, what is missing', async () => {
    const file = await book(headings, good)
    const checked = await check(file)
    expect(checked).toMatchObject({ hospitals: 4, own: '本院', faults: [], faultCount: 0 })
    expect(checked.columns).toMatchObject([
      {
        name: '出院患者四级手术比例',
        unit: '%',
        direction: 'up',
        weight: 3,
        indicator: 'GK3-06',
        factor: 100,
        denominator: 800,
      },
      { name: '手术患者并发症发生率', direction: 'down', weight: 1, indicator: 'GK3-08', denominator: null },
      { name: '本地口径得分', unit: '', direction: 'compare', weight: 0, indicator: null, factor: 1 },
    ])
    const { rows, ownNo } = await table(await load(file))
    expect(ownNo).toBe(1)
    expect(rows.map(({ name, values }) => [name, ...values])).toEqual([
      ['本院', 12, 0.5, 60],
      ['甲医院', 15.5, 0.4, null],
      ['乙医院', 18.25, 0.9, 70],
      ['丙医院', 9, null, 1200],
    ])
  })

  it('tells every fault with row and column, and takes the good rows only when that is accepted', async () => {
    const file = await book(
      ['机构', '四级手术', '四级手术', '满意度（分）'],
      [
        ['方向', '向上', null, null],
        ['权重', -1, null, null],
        ['甲医院', '十二', null, '约90'],
        ['', 12, null, 90],
        ['乙医院', 12, null, 91],
        ['乙医院', 13, null, 92],
        ['丙医院', 14, null, 93],
      ],
    )
    const { faults, hospitals } = await check(file)
    expect(faults).toEqual([
      { row: 1, column: 'C', code: 'heading_repeated', value: '四级手术' },
      { row: 2, column: '四级手术', code: 'bad_direction', value: '向上' },
      { row: 3, column: '四级手术', code: 'bad_weight', value: '-1' },
      { row: 4, column: '四级手术', code: 'not_a_number', value: '十二' },
      { row: 4, column: '满意度', code: 'not_a_number', value: '约90' },
      { row: 5, column: null, code: 'name_missing', value: null },
      { row: 7, column: null, code: 'name_repeated', value: '乙医院 · 6' },
    ])
    expect(hospitals).toBe(2)
    const refused = await failing(load(file))
    expect([refused.code, refused.data.facts]).toEqual([
      'invalid_input',
      { reason: 'faults_in_file', count: 7 },
    ])
    const { rows, ownNo } = await table(await load(file, { acceptPartial: true }))
    expect([rows.map(({ name }) => name), ownNo]).toEqual([['乙医院', '丙医院'], null])
  })

  it('is refused when it is none, or holds nothing', async () => {
    const codes = async (file: File) => (await check(file)).faults.map(({ code }) => code)
    expect(await codes(new File(['not a workbook'], 'a.xlsx'))).toEqual(['unreadable'])
    expect(await codes(await book(['机构'], [['甲']]))).toEqual(['no_heading'])
    expect(await codes(await book(['机构', '四级手术'], []))).toEqual(['no_rows'])
    expect((await failing(load(new File(['x'], 'a.xlsx'), { acceptPartial: true }))).code).toBe(
      'invalid_input',
    )
  })

  it('comes back as a file that is read again alike, marked as an estimate', async () => {
    const tableId = await load(await book(headings, good))
    const file = await office.call('assessment.peersFile', { unitId: hospital.id, tableId })
    expect(file.name).toContain('本地估算')
    const cells = await readFreeSheet(new Uint8Array(await file.arrayBuffer()), 100)
    expect(cells[1]?.cells[0]).toContain('不是国家或省级考核结果')
    expect(cells[2]?.cells.slice(4)).toHaveLength(8)
    const again = await check(new File([await file.arrayBuffer()], 'again.xlsx'))
    expect(again).toMatchObject({ hospitals: 4, faults: [] })
    expect(again.columns).toEqual((await table(tableId)).columns)
  })
})

describe('a table', () => {
  it('lets one of two who change it at once, and tells the other', async () => {
    const tableId = await load(await book(headings, good))
    const place = { unitId: hospital.id, tableId }
    const edit = (value: number) =>
      office.call('assessment.savePeerRow', {
        ...place,
        no: 1,
        name: '本院',
        values: [value, 0.5, 60],
        version: 1,
      })
    const outcomes = await Promise.allSettled([13, 14].map(edit))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await failing(edit(15))).code).toBe('stale')
    const { columns, version, rows } = await table(tableId)
    expect(version).toBe(2)
    expect([13, 14]).toContain(rows[0]?.values[0])
    const head = { ...place, ...about, columns, ownNo: 2 }
    expect((await failing(office.call('assessment.savePeers', { ...head, version: 1 }))).code).toBe('stale')
    expect((await office.call('assessment.savePeers', { ...head, version })).version).toBe(3)
    const moved = office.call('assessment.savePeers', { ...head, columns: columns.toReversed(), version: 3 })
    expect((await failing(moved)).data.facts).toEqual({ reason: 'columns_moved' })
  })

  it('takes and loses hospitals; a name twice is refused', async () => {
    const tableId = await load(await book(headings, good))
    const place = { unitId: hospital.id, tableId }
    const row = { ...place, no: null, values: [10, null, 1] }
    const { no } = await office.call('assessment.savePeerRow', { ...row, name: '丁医院', version: 1 })
    expect(no).toBe(5)
    expect(
      (await failing(office.call('assessment.savePeerRow', { ...row, name: '甲医院', version: 2 }))).code,
    ).toBe('taken')
    expect(
      (await failing(office.call('assessment.savePeerRow', { ...row, no: 99, name: '戊', version: 2 }))).code,
    ).toBe('not_found')
    // The own row goes, and with it the choice of the own row.
    await office.call('assessment.removePeerRow', { ...place, no: 1, version: 2 })
    expect(await table(tableId)).toMatchObject({ ownNo: null, hospitals: 4, version: 3 })
  })

  it('is removed and brought back with everything', async () => {
    const tableId = await load(await book(headings, good))
    const place = { unitId: hospital.id, tableId }
    await office.call('assessment.removePeers', place)
    expect((await failing(table(tableId))).code).toBe('not_found')
    expect((await failing(office.call('assessment.removePeers', place))).code).toBe('not_found')
    await office.call('assessment.restorePeers', place)
    expect((await table(tableId)).rows).toHaveLength(4)
    expect((await failing(office.call('assessment.restorePeers', place))).code).toBe('not_found')
  })

  it('belongs to its institution, and only writers change it', async () => {
    const tableId = await load(await book(headings, good))
    const other = await seedInstitution(harness, { name: '别家' })
    const stranger = await harness.as('party_office', other)
    for (const unitId of [other.id, hospital.id]) {
      expect((await failing(stranger.call('assessment.peerTable', { unitId, tableId }))).code).toBe(
        'not_found',
      )
    }
    const secretary = await harness.as('party_secretary', hospital)
    expect((await secretary.call('assessment.peerTable', { unitId: hospital.id, tableId })).mayWrite).toBe(
      false,
    )
    const removal = secretary.call('assessment.removePeers', { unitId: hospital.id, tableId })
    expect((await failing(removal)).code).toBe('forbidden')
  })
})

describe('gaps', () => {
  it('say how far, how many cases and worth how much', async () => {
    const tableId = await load(await book(headings, good))
    const found = await office.call('assessment.gaps', { unitId: hospital.id, tableId })
    expect(found).toMatchObject({ rank: 3, ranked: 4, nextGrade: null })
    const surgery = found.gaps.find(({ indicator }) => indicator === 'GK3-06')
    // 96 of 800 now; 15.5 % are 124, the best quartile 16.1875 % needs 130.
    const plain = surgery?.targets.filter(({ aim }) => aim !== 'band')
    expect(plain?.map(({ aim, value, cases }) => [aim, value, cases])).toEqual([
      ['next', 15.5, 28],
      ['median', 13.75, 14],
      ['quartile', 16.1875, 34],
    ])
    expect(found.gaps[0]?.indicator).toBe('GK3-06')
    // A weight of nought is worth nothing, and stands last.
    expect(found.gaps.at(-1)?.name).toBe('本地口径得分')
  })

  it('are none without an own row', async () => {
    const tableId = await load(await book(headings, good), { own: null })
    expect(
      await office.call('assessment.gaps', { unitId: hospital.id, tableId, method: 'topsis' }),
    ).toMatchObject({
      rank: null,
      gaps: [],
    })
  })
})

it('own values come from the yearly figures where the indicator is known', async () => {
  const file = await book(
    ['机构', '患者满意度', '门诊患者满意度（分）'],
    [
      ['本院', 1, null],
      ['甲', 2, 90],
    ],
  )
  const tableId = await load(file)
  const { version, filled } = await office.call('assessment.fillOwn', {
    unitId: hospital.id,
    tableId,
    version: 1,
  })
  // Nothing is entered for that year: what stood there stays.
  expect([version, filled]).toEqual([2, []])
  expect((await table(tableId)).rows[0]?.values).toEqual([1, null])
})

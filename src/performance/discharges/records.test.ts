// From a number to its records, who sees them, and the code lists they are judged by.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageOf } from '../../../demo/discharges/generate.ts'
import { dischargeStage, file, line, whole } from '../../../test/discharge-stage.ts'
import { failing, type Harness, openHarness } from '../../../test/harness.ts'
import { seedInstitution, seedUnit } from '../../../test/seed.ts'

let harness: Harness

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-11-21')
})
afterAll(() => harness.close())

const { checked, found, indicators, publish } = dischargeStage(() => harness)

describe('who sees what', () => {
  test('another institution reads nothing; leaders see counts but no records, and no small base', async () => {
    const commission = await seedInstitution(harness, { name: '卫健委', kind: 'commission' })
    const unit = await seedInstitution(harness, { name: '甲院', above: commission })
    const place = { unit, caller: await harness.as('performance_office', unit) }
    const other = await found('乙院')
    const { runId } = await checked(place, file(Array.from({ length: 9 }, (_, at) => line(at))))
    await publish(place, runId)
    const call = { unitId: place.unit.id, ...whole }
    expect((await failing(other.caller.call('discharges.indicators', call))).code).toBe('not_found')
    expect(await indicators(other)).toEqual([])

    // Above the institution there is no reach into it without a grant that covers it.
    const secretary = await harness.as('party_secretary', place.unit)
    const seen = await secretary.call('discharges.indicators', call)
    expect(seen.rows[0]?.cells['discharges']).toEqual({ numerator: null, denominator: null, hidden: true })
    expect((await failing(secretary.call('discharges.stays', { ...call, indicator: 'GK3-04' }))).code).toBe(
      'forbidden',
    )
    expect((await failing(secretary.call('discharges.runs', { unitId: place.unit.id }))).code).toBe(
      'forbidden',
    )

    const branch = await seedUnit(harness, place.unit, { name: '一支部', kind: 'branch' })
    const narrow = await harness.as('performance_office', branch)
    expect((await failing(narrow.call('discharges.indicators', call))).code).toBe('not_found')
  })

  test('from an indicator to its records; the record number is sealed and its reading is logged', async () => {
    const place = await found('下钻')
    const { runId } = await checked(place, file(Array.from({ length: 300 }, (_, at) => line(at))))
    await publish(place, runId)
    const call = { unitId: place.unit.id, ...whole, indicator: 'GK3-04' }
    const { total, stays: some } = await place.caller.call('discharges.stays', { ...call, limit: 200 })
    const [row] = await indicators(place)
    expect(total).toBe(row?.cells['GK3-04']?.numerator)
    expect(some.every(({ flags }) => flags.includes('operated'))).toBe(true)
    expect(JSON.stringify(some)).not.toMatch(/S0000|样例患者/)
    const numbers = await Promise.all(
      some
        .slice(0, 5)
        .map(({ stay }) => place.caller.call('discharges.recordNumber', { unitId: place.unit.id, stay })),
    )
    // Each number leads back to the page that was operated on, with the same cost.
    for (const [index, { recordNumber }] of numbers.entries()) {
      const made = pageOf({ count: 1 }, Number(recordNumber.slice(1)) - 1)
      expect(made.recipe.operated).toBe(1)
      expect(some[index]?.costFen).toBe(made.costFen)
    }
    const logged = await harness.owner(
      `select subject_id from audit where endpoint = 'discharges.recordNumber' and subject_kind = 'discharge_stay'`,
    )
    expect(logged.map((entry) => String(entry['subject_id'])).sort((a, b) => a.localeCompare(b))).toEqual(
      some
        .slice(0, 5)
        .map(({ stay }) => stay)
        .sort((a, b) => a.localeCompare(b)),
    )
    // What lies on disk tells no record number.
    const { columns } = harness.product.floor
    const [kept] = await columns.read('select string_agg(sealed, chr(10)) as all from {records}', {
      records: [`${place.unit.institutionId}/records-${runId}`],
    })
    expect(Buffer.from(String(kept?.['all']), 'base64').toString('latin1')).not.toContain('S0000')
  })
})

describe('code lists', () => {
  const list = (text: string) => new File([text], 'list.csv')

  test('an imported list is in force for the next import, with its edition and source', async () => {
    const place = await found('代码表')
    const unitId = place.unit.id
    const before = await place.caller.call('discharges.lists', { unitId })
    expect(before.lists.every(({ synthetic }) => synthetic)).toBe(true)
    const text = '编码,名称,类别,级别,微创,日间\r\nX1,"甲, 术",手术,4,是,\r\nX2,乙术,介入治疗,,,1\r\n'
    const done = await place.caller.call('discharges.importList', {
      unitId,
      kind: 'procedures',
      edition: '2026',
      source: '本院',
      file: list(text),
    })
    expect(done).toEqual({ count: 2, faults: [] })
    const { runId, outcome } = await checked(
      place,
      file([line(0, { C14x01C: 'X1' }), line(1, { C14x01C: 'X2' }), line(2, { C14x01C: 'S00.4001' })]),
    )
    expect(outcome?.lists.find(({ kind }) => kind === 'procedures')).toEqual({
      kind: 'procedures',
      edition: '2026',
      source: '本院',
      synthetic: false,
      count: 2,
    })
    await publish(place, runId)
    const [row] = await indicators(place)
    // The former list's code is no operation any more.
    expect(row?.cells['GK3-04']).toMatchObject({ numerator: 2, denominator: 3 })
    expect(row?.cells['GK3-06']).toMatchObject({ numerator: 1, denominator: 2 })
    const back = await place.caller.call('discharges.listFile', { unitId, kind: 'procedures' })
    expect(await back.text()).toContain('X1,"甲, 术",手术,4,1,')
  })

  test('a list with a bad row changes nothing and names the row', async () => {
    const place = await found('坏代码表')
    const unitId = place.unit.id
    const text = '编码,名称,类别,级别\r\nX1,甲,手术,4\r\nX1,乙,手术,5\r\nX3,丙,外科,1\r\n,丁,手术,1\r\n'
    const done = await place.caller.call('discharges.importList', {
      unitId,
      kind: 'procedures',
      edition: '1',
      source: '本院',
      file: list(text),
    })
    expect(done.faults).toEqual([
      { row: 3, column: 'code', code: 'duplicate' },
      { row: 4, column: 'class', code: 'not_a_choice' },
      { row: 5, column: 'code', code: 'required' },
    ])
    const { lists } = await place.caller.call('discharges.lists', { unitId })
    expect(lists.every(({ synthetic }) => synthetic)).toBe(true)
  })
})

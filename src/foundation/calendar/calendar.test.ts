// The working calendar on a real PostgreSQL: the years brought along, a year entered by people, and dates across both.

import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution } from '../../../test/seed.ts'
import { loadHolidays, workingDaysBefore } from '../../core/calendar.ts'
import { seedCalendar } from './index.ts'

let harness: Harness
let hospital: SeededUnit

const seed = () => harness.product.database.inScope([], seedCalendar)
const daysBefore = (date: string, days: number) =>
  harness.product.database.inScope([], async (tx) =>
    workingDaysBefore(await loadHolidays(tx, 2000, 2100), date, days),
  )
const countDays = () => harness.owner('select count(*)::int as days from holiday')

beforeAll(async () => {
  harness = await openHarness()
  hospital = await seedInstitution(harness, { name: '普洱市人民医院' })
  expect(await seed()).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index))
})
afterAll(() => harness.close())

describe('the calendar that the product brings along', () => {
  it('has 19 holidays on weekdays and 6 make-up days in 2026', async () => {
    const member = await harness.as('member', hospital)
    const { known, source, days } = await member.call('calendar.year', { year: 2026 })
    expect([known, source]).toEqual([true, 'chinese-days 1.5.7 (国务院办公厅放假通知)'])
    expect(days.filter((day) => !day.working)).toHaveLength(19)
    expect(days.filter((day) => day.working).map((day) => day.day)).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
    expect(days.find((day) => day.day === '2026-10-01')).toEqual({
      day: '2026-10-01',
      name: '国庆节',
      working: false,
    })
  })

  test.each([
    [2004, 16, 6],
    [2013, 23, 12],
    [2020, 19, 6],
    [2025, 18, 5],
  ])('has in %i %i holidays on weekdays and %i make-up days', async (year, off, working) => {
    const member = await harness.as('member', hospital)
    const { days } = await member.call('calendar.year', { year })
    expect(days.filter((day) => !day.working)).toHaveLength(off)
    expect(days.filter((day) => day.working)).toHaveLength(working)
  })

  it('changes nothing the second time, nor when two start at once', async () => {
    const before = await countDays()
    expect(await Promise.all([seed(), seed()])).toEqual([[], []])
    expect(await countDays()).toEqual(before)
  })

  it('knows nothing outside its years', async () => {
    const member = await harness.as('member', hospital)
    for (const year of [2003, 2027]) {
      expect(await member.call('calendar.year', { year })).toEqual({
        year,
        known: false,
        source: null,
        days: [],
      })
    }
  })
})

describe('working days before a date', () => {
  test.each([
    ['2026-10-08', 1, '2026-09-30', true],
    ['2026-10-12', 3, '2026-10-08', true],
    ['2026-02-25', 2, '2026-02-14', true],
    ['2027-10-08', 1, '2027-10-07', false],
    ['2027-01-04', 2, '2026-12-31', false],
  ])('%s less %i is %s, certain: %s', async (date, days, expected, certain) => {
    expect(await daysBefore(date, days)).toEqual({ date: expected, certain })
  })
})

describe('a year entered by people', () => {
  const source = '国办发明电〔2027〕1号'
  const days = [
    { day: '2028-10-02', name: '国庆节', working: false },
    { day: '2028-10-07', name: '国庆节调休', working: true },
  ]

  it('is known from then on, replaced as a whole, and written into the audit log', async () => {
    const admin = await harness.as('system_admin', hospital)
    expect(await daysBefore('2028-10-03', 1)).toEqual({ date: '2028-10-02', certain: false })
    await admin.call('calendar.saveYear', { year: 2028, source, days })
    expect(await admin.call('calendar.year', { year: 2028 })).toEqual({
      year: 2028,
      known: true,
      source,
      days,
    })
    expect(await daysBefore('2028-10-03', 1)).toEqual({ date: '2028-09-29', certain: true })
    expect(await daysBefore('2028-10-09', 1)).toEqual({ date: '2028-10-07', certain: true })

    const later = [{ day: '2028-10-03', name: '国庆节', working: false }]
    await admin.call('calendar.saveYear', { year: 2028, source: '更正', days: later })
    expect(await admin.call('calendar.year', { year: 2028 })).toMatchObject({ source: '更正', days: later })
    expect((await admin.call('calendar.year', { year: 2026 })).days).toHaveLength(25)
    expect(
      await harness.owner(
        `select before, after from audit where subject_kind = 'calendar_year' and subject_id = '2028' order by seq`,
      ),
    ).toEqual([
      { before: null, after: { source, days } },
      { before: { source, days }, after: { source: '更正', days: later } },
    ])
  })

  it('may have no such day at all', async () => {
    const admin = await harness.as('system_admin', hospital)
    await admin.call('calendar.saveYear', { year: 2029, source, days: [] })
    expect(await admin.call('calendar.year', { year: 2029 })).toEqual({
      year: 2029,
      known: true,
      source,
      days: [],
    })
  })

  it('is not overwritten by the years brought along', async () => {
    const admin = await harness.as('system_admin', hospital)
    const own = [{ day: '2010-01-01', name: '元旦', working: false }]
    await admin.call('calendar.saveYear', { year: 2010, source, days: own })
    expect(await seed()).toEqual([])
    expect(await admin.call('calendar.year', { year: 2010 })).toMatchObject({ source, days: own })
  })

  test.each([
    ['of the year before', [{ day: '2027-12-31', name: '元旦', working: false }], { reason: 'other_year' }],
    ['of the year after', [{ day: '2029-01-01', name: '元旦', working: false }], { reason: 'other_year' }],
    ['twice', [...days, { day: '2028-10-02', name: '中秋节', working: true }], { reason: 'day_twice' }],
  ])('is refused with a day %s', async (_, refused, facts) => {
    const admin = await harness.as('system_admin', hospital)
    const before = await admin.call('calendar.year', { year: 2028 })
    const failure = await failing(admin.call('calendar.saveYear', { year: 2028, source, days: refused }))
    expect([failure.code, failure.data.facts]).toMatchObject(['invalid_input', facts])
    expect(await admin.call('calendar.year', { year: 2028 })).toEqual(before)
  })

  it('is refused with a day that does not exist', async () => {
    const admin = await harness.as('system_admin', hospital)
    const never = [{ day: '2028-02-30', name: '春节', working: false }]
    const failure = await failing(admin.call('calendar.saveYear', { year: 2028, source, days: never }))
    // The schema's own refusal joins the closed list only at the HTTP server.
    expect(['BAD_REQUEST', 'invalid_input']).toContain(failure.code)
  })

  it('is the work of administrators', async () => {
    const office = await harness.as('party_office', hospital)
    const input = { year: 2028, source, days }
    expect((await failing(office.call('calendar.saveYear', input))).code).toBe('forbidden')
    expect((await failing(harness.nobody.call('calendar.saveYear', input))).code).toBe('unauthenticated')
    expect((await failing(harness.nobody.call('calendar.year', { year: 2026 }))).code).toBe('unauthenticated')
  })
})

// Races over separate connections: two submit, two judge, a record confirmed under a submission, two jobs at once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { failureOf, type SeededUnit } from '../../../../test/harness.ts'
import { march, marchKinds, type MonthlyStage, openMonthlyStage } from '../../../../test/monthly-stage.ts'
import { issueReports } from '../jobs.ts'

let stage: MonthlyStage
beforeAll(async () => {
  stage = await openMonthlyStage()
})
afterAll(() => stage.harness.close())

const of = (unit: SeededUnit) => ({ unitId: unit.id, month: march })
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  )

test('submitted five times at once: one submission', async () => {
  await stage.wholeMarch(stage.one)
  const codes = await Promise.all(
    Array.from({ length: 5 }, () => codeOf(stage.secretary.call('monthly.submit', of(stage.one)))),
  )
  expect(codes.toSorted()).toEqual(['done', ...Array.from({ length: 4 }, () => 'wrong_state')])
  const [row] = await stage.harness.owner(
    'select count(*)::int as n from monthly_submission where unit_id = $1',
    [stage.one.id],
  )
  expect(row?.['n']).toBe(1)
})

test('accepted three times at once: one verdict', async () => {
  const other = await stage.harness.as('party_office', stage.hospital)
  const number = 1
  const codes = await Promise.all([
    codeOf(stage.office.call('monthly.accept', { ...of(stage.one), number })),
    codeOf(other.call('monthly.accept', { ...of(stage.one), number })),
    codeOf(
      other.call('monthly.acceptMany', {
        ...of(stage.hospital),
        reports: [{ unitId: stage.one.id, number }],
      }),
    ),
  ])
  expect(codes.filter((code) => code === 'done').length).toBeGreaterThanOrEqual(1)
  const rows = await stage.harness.owner('select verdict from monthly_verdict where unit_id = $1', [
    stage.one.id,
  ])
  expect(rows).toEqual([{ verdict: 'accepted' }])
})

test('a record confirmed while its month is submitted is in all of the snapshot or in nothing of it', async () => {
  const kinds = [...marchKinds]
  const [submitted] = await Promise.all([
    stage.office.call('monthly.submit', of(stage.two)),
    ...kinds.map((kind) => stage.held(stage.two, kind, '2026-03-12')),
  ])
  const { content } = await stage.office.call('monthly.snapshot', {
    ...of(stage.two),
    number: submitted.number,
  })
  const inMeetings = content.meetings.map(({ meetingId }) => meetingId).toSorted()
  const inDuties = content.duties.flatMap(({ recordId }) => recordId ?? []).toSorted()
  expect(inDuties).toEqual(inMeetings)
  const onTime = content.figures.reduce((sum, figure) => sum + figure.onTime, 0)
  expect(onTime).toBe(inMeetings.length)
  // What came too late for the snapshot is shown against it.
  const report = await stage.office.call('monthly.get', of(stage.two))
  expect(report.now.meetings.length).toBe(kinds.length)
  expect(report.recordsChanged).toBe((kinds.length - inMeetings.length) * 2)
})

test('the job begins each report once, however often and by however many it is run', async () => {
  const { database } = stage.harness.product
  const { institutionId } = stage.hospital
  const run = () => database.inScope([institutionId], (tx) => issueReports(tx, institutionId, '2026-06-02'))
  const counts = await Promise.all([run(), run(), run()])
  const rows = await stage.harness.owner(
    'select month, count(*)::int as n from monthly_report group by month order by month',
  )
  // March was begun by hand: from the newest month on nothing is left out.
  expect(rows).toEqual([
    { month: '2026-03', n: 5 },
    { month: '2026-04', n: 5 },
    { month: '2026-05', n: 5 },
  ])
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(13)
  expect(await run()).toBe(0)
})

test('an earlier first month is made up for', async () => {
  const { database } = stage.harness.product
  const { institutionId } = stage.hospital
  const settings = { branchDay: 2, generalDay: 4, institutionDay: 6, shift: 'previous', goal: 950 } as const
  const input = { unitId: stage.hospital.id, ...settings, firstMonth: '2026-01', version: 0 }
  await stage.office.call('monthly.saveSettings', input)
  expect(await codeOf(stage.office.call('monthly.saveSettings', input))).toBe('stale')
  await database.inScope([institutionId], (tx) => issueReports(tx, institutionId, '2026-06-02'))
  const rows = await stage.harness.owner(
    'select due_on::text as due from monthly_report where unit_id = $1 order by month',
    [stage.three.id],
  )
  // 2 February 2026 is a Monday; what was begun before keeps its day.
  expect(rows[0]?.['due']).toBe('2026-02-02')
  expect(rows.length).toBe(5)
})

test('accepted and returned at once by two people: one verdict stands, and the other person hears of it', async () => {
  const other = await stage.harness.as('party_office', stage.hospital)
  const { number } = await stage.office.call('monthly.submit', of(stage.three))
  const back = { ...of(stage.three), number, reason: '请核对' }
  const codes = await Promise.all([
    codeOf(stage.office.call('monthly.accept', { ...of(stage.three), number })),
    codeOf(other.call('monthly.giveBack', back)),
  ])
  expect([
    ['done', 'stale'],
    ['wrong_state', 'done'],
  ]).toContainEqual(codes)
  const won = codes[0] === 'done'
  const rows = await stage.harness.owner(
    'select verdict from monthly_verdict where unit_id = $1 and number = $2',
    [stage.three.id, number],
  )
  expect(rows).toEqual([{ verdict: won ? 'accepted' : 'returned' }])
  // Whichever came first this time: what was accepted meanwhile goes back only to somebody who has seen it accepted.
  if (!won) {
    const again = await stage.office.call('monthly.submit', of(stage.three))
    back.number = again.number
    await stage.office.call('monthly.accept', { ...of(stage.three), number: again.number })
  }
  expect(await codeOf(other.call('monthly.giveBack', back))).toBe('stale')
  expect(await codeOf(other.call('monthly.giveBack', { ...back, accepted: true }))).toBe('done')
})

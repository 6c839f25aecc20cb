// The calendar read as a program reads it, its secret renewed and revoked; and the letter six months before a term ends.

import { sync } from 'node-ical'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { listEntries } from '../../../core/workbook/archive.ts'
import { addCalendarSource } from '../calendar.ts'
import { silentSettings } from '../settings.ts'
import { type Hospital, openHospital, runJob } from './stage.ts'

let hospital: Hospital
const settings = { ...silentSettings, publicUrl: 'https://party.example.cn' }

beforeAll(async () => {
  hospital = await openHospital(settings)
  addCalendarSource('stage', async (_tx, { reach }) => [
    {
      id: 'meeting',
      on: { from: '2026-11-25T15:30', until: '2026-11-25T17:00' },
      title: { zh: `党员大会（${reach('meeting.read').length}）`, en: 'General meeting' },
      place: '三楼会议室；东侧',
      link: '/meetings/1',
    },
  ])
})
afterAll(() => hospital.harness.close())

/** The calendar as bytes come, from an address as `renewCalendar` answers it. */
async function read(path: string): Promise<string> {
  const answer = await hospital.harness.product.app.request(path)
  if (answer.status !== 200) throw new Error(String(answer.status))
  expect(answer.headers.get('content-type')).toMatch(/^text\/calendar/)
  return answer.text()
}
const summaryOf = ({ summary }: { readonly summary?: unknown }): string =>
  typeof summary === 'string' ? summary : ''
const events = (text: string) => Object.values(sync.parseICS(text)).filter((part) => part?.type === 'VEVENT')

describe('the calendar', () => {
  test('holds the days on which duties fall due and what later rooms add', async () => {
    const { path } = await hospital.secretary.call('notices.renewCalendar', {})
    const found = events(await read(path))
    const due = found.find((event) => summaryOf(event).includes('主题党日'))
    expect(due).toMatchObject({ summary: '主题党日截止 · 一支部', datetype: 'date' })
    expect([due?.start.getFullYear(), due?.start.getMonth(), due?.start.getDate()]).toEqual([2026, 10, 30])
    const meeting = found.find((event) => summaryOf(event).startsWith('党员大会'))
    expect(meeting?.start.toISOString()).toBe('2026-11-25T07:30:00.000Z')
    expect(meeting?.end?.toISOString()).toBe('2026-11-25T09:00:00.000Z')
    expect(meeting).toMatchObject({ summary: '党员大会（1）', location: '三楼会议室；东侧' })
    expect(JSON.stringify(meeting?.url)).toContain('https://party.example.cn/meetings/1')
  })

  test('keeps the same identifiers, so that programs change instead of adding', async () => {
    const { path } = await hospital.secretary.call('notices.renewCalendar', {})
    const ids = async () =>
      events(await read(path))
        .map(({ uid }) => uid)
        .sort()
    expect(await ids()).toEqual(await ids())
  })

  test('its secret opens nothing once renewed or revoked, and a wrong one never', async () => {
    const { secretary } = hospital
    const { path: first } = await secretary.call('notices.renewCalendar', {})
    const { path: second } = await secretary.call('notices.renewCalendar', {})
    await expect(read(first)).rejects.toThrow('404')
    await read(second)
    expect((await secretary.call('notices.preference', {})).calendar?.readAt).not.toBeNull()
    await expect(
      read(second.replace(/.\.ics$/, (end) => (end.startsWith('A') ? 'B.ics' : 'A.ics'))),
    ).rejects.toThrow('404')
    await secretary.call('notices.revokeCalendar', {})
    await expect(read(second)).rejects.toThrow('404')
  })

  test('a closed account has no calendar', async () => {
    const leaver = await hospital.harness.as('branch_secretary', hospital.branch)
    const { path } = await leaver.call('notices.renewCalendar', {})
    await read(path)
    const { accountId } = await leaver.call('accounts.me', {})
    await hospital.harness.owner('update account set disabled_at = now() where id = $1', [accountId])
    await expect(read(path)).rejects.toThrow('404')
  })
})

describe('the end of a term', () => {
  const day = () => runJob(hospital, settings, 'notices:day')
  const letters = () => hospital.office.call('notices.letters', { unitId: hospital.branch.id })

  test('six months before, and not a day earlier, the letter is written once, sent, and owed by the level above', async () => {
    const { harness, root, branch, committee, office, secretary } = hospital
    await harness.owner(
      "insert into term (institution_id, unit_id, number, started_on, years) values ($1, $2, 2, '2024-06-15', 3)",
      [root.institutionId, branch.id],
    )
    // The term ends on 15 June 2027.
    harness.setNow('2026-12-14')
    await day()
    expect((await letters()).letters).toEqual([])
    harness.setNow('2026-12-15')
    await Promise.all([day(), day()].map((work) => work.catch(() => undefined)))
    await harness.owner('delete from notice_day')
    await day()
    const { letters: written } = await letters()
    expect(written).toMatchObject([
      { number: 2, endsOn: '2027-06-15', madeOn: '2026-12-15', upperName: '党委' },
    ])
    const file = await office.call('notices.letter', { unitId: branch.id, letterId: written[0]?.id ?? '' })
    expect(listEntries(new Uint8Array(await file.arrayBuffer())).length).toBeGreaterThan(5)
    for (const caller of [office, secretary])
      expect((await caller.call('notices.list', { kind: 'term' })).notices.length).toBeLessThanOrEqual(1)
    expect((await secretary.call('notices.list', { kind: 'term' })).notices).toHaveLength(1)
    const { duties } = await office.call('duties.list', {
      unitId: committee.id,
      from: '2027-06-01',
      to: '2027-06-30',
      sort: 'imposed',
    })
    expect(duties).toMatchObject([
      {
        what: '督促一支部按期换届',
        dueOn: '2027-06-15',
        state: 'due',
        basis: '《中国共产党支部工作条例（试行）》第二十一条',
      },
    ])
  })

  test('an approved later day moves the duty, another letter is written for it, and taking it back undoes both', async () => {
    const { branch, office, committee, harness } = hospital
    const unitId = branch.id
    const approval = {
      unitId,
      number: 2,
      seenEndsOn: '2027-06-15',
      endsOn: '2028-03-31',
      organ: '上级党委',
      documentNo: '党组〔2026〕18号',
      approvedOn: '2026-12-01',
      reason: '医院合并期间暂缓换届',
    }
    const refused = async (change: Partial<typeof approval>) =>
      (await failing(office.call('notices.approveTerm', { ...approval, ...change }))).code
    expect(await refused({ approvedOn: '2026-12-16' })).toBe('invalid_input')
    expect(await refused({ endsOn: '2027-06-15' })).toBe('invalid_input')
    expect(await refused({ endsOn: '2024-06-15' })).toBe('invalid_input')
    expect(await refused({ seenEndsOn: '2027-06-14' })).toBe('stale')
    expect(await refused({ number: 1 })).toBe('stale')
    await office.call('notices.approveTerm', approval)
    // Two at once: the second has seen another day.
    expect((await failing(office.call('notices.approveTerm', approval))).code).toBe('stale')
    expect((await office.call('notices.term', { unitId })).term).toMatchObject({
      regularEndsOn: '2027-06-15',
      endsOn: '2028-03-31',
      approval: { organ: '上级党委', documentNo: '党组〔2026〕18号' },
    })
    expect((await office.call('org.unit', { unitId })).term?.endsOn).toBe('2028-03-31')
    const due = async () =>
      (
        await office.call('duties.list', {
          unitId: committee.id,
          from: '2027-01-01',
          to: '2028-12-31',
          sort: 'imposed',
        })
      ).duties.map(({ dueOn }) => dueOn)
    expect(await due()).toEqual(['2028-03-31'])
    const again = async (today: string) => {
      harness.setNow(today)
      await harness.owner('delete from notice_day')
      await day()
      return (await letters()).letters.map(({ endsOn }) => endsOn)
    }
    expect(await again('2027-09-29')).toEqual(['2027-06-15'])
    expect(await again('2027-09-30')).toEqual(['2028-03-31', '2027-06-15'])
    harness.setNow('2026-12-15')
    const seen = { unitId, number: 2, seenEndsOn: '2028-03-31' }
    await office.call('notices.withdrawTermApproval', seen)
    expect((await failing(office.call('notices.withdrawTermApproval', seen))).code).toBe('stale')
    expect(await due()).toEqual(['2027-06-15'])
    const secretary = failing(hospital.secretary.call('notices.approveTerm', approval))
    expect((await secretary).code).not.toBe('stale')
  })

  test('the next term fulfils it; a letter of another unit is not found', async () => {
    const { harness, root, branch, other, office, committee } = hospital
    await harness.owner(
      "insert into term (institution_id, unit_id, number, started_on, years) values ($1, $2, 3, '2027-06-10', 3)",
      [root.institutionId, branch.id],
    )
    harness.setNow('2027-06-11')
    await day()
    const { duties } = await office.call('duties.list', {
      unitId: committee.id,
      from: '2027-06-01',
      to: '2027-06-30',
      sort: 'imposed',
    })
    expect(duties).toMatchObject([{ state: 'done', happenedOn: '2027-06-10', recordKind: 'term' }])
    const letterId = (await letters()).letters[0]?.id ?? ''
    expect((await failing(office.call('notices.letter', { unitId: other.id, letterId }))).code).toBe(
      'not_found',
    )
  })
})

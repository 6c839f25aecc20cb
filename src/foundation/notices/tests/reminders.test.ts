// Reminders on a real database: before, overdue, escalated; one digest a day; two workers; quiet hours; the bell.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { silentSettings } from '../settings.ts'
import { type Hospital, openHospital, runJob } from './stage.ts'

let hospital: Hospital
const day = (at: string) => hospital.harness.setNow(`${at}T16:10:00Z`)
const remind = () => runJob(hospital, silentSettings, 'notices:day')
const digests = async (caller: Hospital['office']) =>
  (await caller.call('notices.list', { kind: 'digest' })).notices.map(({ title }) => title.zh)

beforeAll(async () => {
  hospital = await openHospital(silentSettings)
})
afterAll(() => hospital.harness.close())

describe('the day by day of one month', () => {
  test('nothing is said while there is time', async () => {
    day('2026-11-20')
    await remind()
    expect(await digests(hospital.secretary)).toEqual([])
  })

  test('five working days before, whoever answers is told once; the second branch has nobody, so its upper level is', async () => {
    // 23 November, ten past midnight in China.
    day('2026-11-22')
    await remind()
    expect(await digests(hospital.secretary)).toEqual(['今日提醒：1 项快到期'])
    expect(await digests(hospital.office)).toEqual(['今日提醒：1 项快到期'])
    const { notices } = await hospital.office.call('notices.list', {})
    expect(notices[0]?.body.zh).toBe('〔快到期〕二支部：主题党日，截止 2026-11-30')
  })

  test('the work of a day done twice, and by two workers at once, says nothing twice', async () => {
    await remind()
    day('2026-11-23')
    await Promise.all([remind(), remind(), remind()])
    expect(await digests(hospital.secretary)).toHaveLength(1)
    // Even with the day's claim lost, what was told stays told.
    await hospital.harness.owner('delete from notice_day')
    await Promise.all([remind(), remind()])
    expect(await digests(hospital.secretary)).toHaveLength(1)
  })

  test('overdue from the day after; escalated on the seventh day, not on the sixth', async () => {
    day('2026-11-29')
    await remind()
    expect(await digests(hospital.secretary)).toHaveLength(1)
    day('2026-11-30')
    await remind()
    expect((await digests(hospital.secretary))[0]).toBe('今日提醒：1 项逾期')
    const before = await digests(hospital.office)
    expect(before[0]).toBe('今日提醒：1 项逾期')
    day('2026-12-05')
    await remind()
    expect(await digests(hospital.office)).toEqual(before)
    day('2026-12-06')
    await remind()
    expect((await digests(hospital.office))[0]).toBe('今日提醒：1 项下级逾期')
    const [first] = (await hospital.office.call('notices.list', {})).notices
    expect(first?.body.zh).toContain('一支部：主题党日，截止 2026-11-30，已逾期 7 天')
    expect(first?.body.zh).toContain('此前提醒过的还有 1 项逾期未办')
  })

  test('a duty says when it was last brought to mind, to how many, and by what', async () => {
    const { harness, office, secretary } = hospital
    const of = async (unit: string) => {
      const rows = await harness.owner(
        `select d.id from duty d join unit u on u.id = d.unit_id where u.name = $1 and d.due_on = '2026-11-30'`,
        [unit],
      )
      return (await office.call('notices.reminded', { dutyId: String(rows[0]?.['id']) })).last
    }
    const last = { on: '2026-12-07', kind: 'escalated', people: 1, byMail: 0, byGroup: false }
    expect(await of('一支部')).toEqual(last)
    expect((await of('二支部'))?.kind).toBe('overdue')
    // The mail of that day counts once it has arrived; that of another day does not.
    const told = await harness.owner(
      `select id, account_id, institution_id from notice where key = 'digest:2026-12-07'`,
    )
    const mail = (key: string, state: string) =>
      harness.owner(
        `insert into notice_delivery (institution_id, id, channel, account_id, key, notice_ids, state, due_at, made_at)
         values ($1, gen_random_uuid(), 'email', $2, $3, array[$4]::uuid[], $5, now(), now())`,
        [told[0]?.['institution_id'], told[0]?.['account_id'], key, told[0]?.['id'], state],
      )
    await mail('day:2026-12-07', 'waiting')
    expect(await of('一支部')).toEqual(last)
    await mail('day:2026-12-08', 'sent')
    expect(await of('一支部')).toEqual({ ...last, byMail: 1 })
    await harness.owner(`delete from notice_delivery where channel = 'email'`)
    const { duties } = await secretary.call('duties.mine', {})
    const fresh = duties.find(({ state }) => state === 'due')
    if (fresh !== undefined)
      expect((await secretary.call('notices.reminded', { dutyId: fresh.id })).last).toBeNull()
  })

  test('what is asked of a person is told at once, and only to whoever owes it', async () => {
    const { harness, branch, people, office, secretary } = hospital
    const member = await harness.as('member', branch)
    const me = await member.call('accounts.me', {})
    await harness.owner('update account set person_id = $1 where id = $2', [people[1], me.accountId])
    const order = { unitId: branch.id, what: '交思想汇报', from: '2026-12-07', due: '2026-12-31' }
    await office.call('duties.impose', { ...order, personId: people[1] ?? '' })
    const titles = async (caller: typeof office) =>
      (await caller.call('notices.list', { kind: 'imposed' })).notices.map(({ title }) => title.zh)
    expect(await titles(member)).toEqual(['交办：交思想汇报'])
    expect(await titles(secretary)).toEqual([])
  })
})

describe('the bell', () => {
  test('counts what is unread, marks one and all, and falls silent when switched off', async () => {
    const { secretary } = hospital
    const count = async () => (await secretary.call('notices.unread', {})).count
    expect(await count()).toBe(2)
    const [first] = (await secretary.call('notices.list', { unread: true })).notices
    await secretary.call('notices.mark', { ids: [first?.id ?? ''], read: true })
    expect(await count()).toBe(1)
    await secretary.call('notices.mark', { ids: [first?.id ?? ''], read: false })
    expect(await count()).toBe(2)
    const plain = {
      email: false,
      address: null,
      digestAt: '08:00',
      quietFrom: '21:00',
      quietUntil: '07:30',
    }
    await secretary.call('notices.savePreference', { ...plain, bell: false, version: 0 })
    expect(await count()).toBe(0)
    await secretary.call('notices.savePreference', { ...plain, bell: true, version: 1 })
    expect((await secretary.call('notices.mark', { read: true })).changed).toBe(2)
    expect(await count()).toBe(0)
    expect((await secretary.call('notices.list', { unread: true })).notices).toEqual([])
  })

  test('pages of messages do not overlap, and nobody marks those of another', async () => {
    const { office, secretary } = hospital
    const one = await office.call('notices.list', { limit: 1 })
    expect(one.more).toBe(true)
    const two = await office.call('notices.list', { limit: 1, before: one.notices[0]?.id ?? '' })
    expect(two.notices[0]?.id).not.toBe(one.notices[0]?.id)
    expect(
      (await secretary.call('notices.mark', { ids: [two.notices[0]?.id ?? ''], read: true })).changed,
    ).toBe(0)
  })

  test('bad times and addresses are refused', async () => {
    const { secretary } = hospital
    const plain = {
      bell: true,
      email: false,
      address: null,
      digestAt: '08:00',
      quietFrom: '21:00',
      quietUntil: '07:30',
      version: 2,
    }
    for (const wrong of [
      { digestAt: '24:00' },
      { digestAt: '8:00' },
      { email: true },
      { email: true, address: 'nobody' },
      { email: true, address: 'a@b.cn\r\nBcc: c@d.cn' },
    ])
      expect((await failing(secretary.call('notices.savePreference', { ...plain, ...wrong }))).code).toBe(
        'invalid_input',
      )
    expect((await failing(secretary.call('notices.savePreference', { ...plain, version: 1 }))).code).toBe(
      'stale',
    )
  })
})

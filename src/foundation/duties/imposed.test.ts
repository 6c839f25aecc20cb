// Imposed duties on a real database: who owes them, one list of everything due to me, completing, withdrawing, and the rate.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { newId } from '../../core/ids.ts'
import { fulfilImposition, impose, withdraw } from './impose.ts'
import { fulfil, issueFor } from './issue.ts'
import { declareOrigin } from './rules.ts'

let harness: Harness
let root: SeededUnit
let committee: SeededUnit
let branch: SeededUnit
let other: SeededUnit
let people: readonly string[]

const today = '2026-11-21'
const now = () => harness.product.floor.now()
declareOrigin({ id: 'decision', zh: '决议', en: 'Decision' })

const scoped = <T>(work: Parameters<typeof harness.product.database.inScope<T>>[1]): Promise<T> =>
  harness.product.database.inScope([root.institutionId], work)
const decision = (more: object = {}) => ({
  institutionId: root.institutionId,
  origin: 'decision',
  originId: 'decision-1',
  unitId: branch.id,
  what: '落实第一项决议',
  from: '2026-11-01',
  due: '2026-11-30',
  ...more,
})
/** A caller who is this person. */
async function personAs(role: 'member' | 'branch_secretary', unit: SeededUnit, personId: string) {
  const caller = await harness.as(role, unit)
  const me = await caller.call('accounts.me', {})
  await harness.owner('update account set person_id = $1 where id = $2', [personId, me.accountId])
  return caller
}

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '医院', dutiesFrom: '2026-01-01' })
  committee = await seedUnit(harness, root, { name: '党委', kind: 'committee' })
  branch = await seedUnit(harness, committee, { name: '一支部', kind: 'branch' })
  other = await seedUnit(harness, committee, { name: '二支部', kind: 'branch' })
  people = await seedPeople(harness, branch, [{ name: '甲', post: 'secretary' }, { name: '乙' }])
  await seedPeople(harness, other, [{ name: '丙' }])
  harness.setNow(today)
  await scoped((tx) => issueFor(tx, [root.institutionId], today))
})
afterAll(() => harness.close())

describe('imposing', () => {
  test('the same key once, also by parallel imposers; again it only brings wording and days up to date', async () => {
    const fresh = await Promise.all([1, 2, 3, 4].map(() => scoped((tx) => impose(tx, [decision()], now()))))
    expect(fresh.flat()).toHaveLength(1)
    expect(await scoped((tx) => impose(tx, [decision({ due: '2026-12-05' })], now()))).toEqual([])
    const rows = await harness.owner(
      "select due_on::text as due, period_to::text as until from duty where origin = 'decision'",
    )
    expect(rows).toEqual([{ due: '2026-12-05', until: '2026-12-05' }])
  })

  test('unit, post and person of one origin are three duties', async () => {
    const key = { originId: 'decision-2' }
    const fresh = await scoped((tx) =>
      impose(
        tx,
        [decision(key), decision({ ...key, post: 'secretary' }), decision({ ...key, personId: people[1] })],
        now(),
      ),
    )
    expect(fresh).toHaveLength(3)
  })

  test('an origin that nobody declared is no origin', async () => {
    await expect(scoped((tx) => impose(tx, [decision({ origin: 'rumour' })], now()))).rejects.toThrow(
      /not declared/,
    )
  })

  test('one record fulfils several duties, of each kind one, and a duty keeps its first', async () => {
    const recordId = newId()
    const held = {
      institutionId: root.institutionId,
      unitId: branch.id,
      recordKind: 'meeting',
      recordId,
      happenedOn: '2026-11-10',
      countsFor: '2026-11-10',
    }
    // A theme day in which a lecture was held, and which carried out two decisions.
    await scoped((tx) =>
      fulfil(tx, [
        { ...held, rhythm: 'theme_day' },
        { ...held, rhythm: 'lecture' },
      ]),
    )
    await scoped((tx) => fulfil(tx, [{ ...held, rhythm: 'theme_day', countsFor: '2026-10-10' }]))
    const keys = ['decision-1', 'decision-2'].map((originId) => ({
      institutionId: root.institutionId,
      origin: 'decision',
      originId,
      unitId: branch.id,
    }))
    for (const key of keys)
      for (let n = 0; n < 2; n += 1) await scoped((tx) => fulfilImposition(tx, key, held))
    const rows = await harness.owner(
      'select d.rhythm, count(*)::int as n from duty_fulfilment f join duty d on d.id = f.duty_id where f.record_id = $1 group by 1 order by 1',
      [recordId],
    )
    // decision-2 was imposed on the unit, a post and a person: the record answers all three.
    expect(rows).toEqual([
      { rhythm: 'lecture', n: 1 },
      { rhythm: 'once', n: 4 },
      { rhythm: 'theme_day', n: 1 },
    ])
  })

  test('what is withdrawn is owed no more, and imposed again it is', async () => {
    const key = { ...decision(), originId: 'decision-3' }
    await scoped((tx) => impose(tx, [key], now()))
    await scoped((tx) => withdraw(tx, key, now()))
    const states = async () => {
      const office = await harness.as('party_office', root)
      const { duties } = await office.call('duties.list', {
        unitId: branch.id,
        from: '2026-11-01',
        to: '2026-12-31',
        sort: 'imposed',
      })
      return duties.filter(({ what }) => what === key.what).map(({ state }) => state)
    }
    expect(await states()).toContain('not_applicable')
    await scoped((tx) => impose(tx, [key], now()))
    expect(await states()).not.toContain('not_applicable')
  })
})

describe('orders of the office', () => {
  test('a branch, every branch below, a post, a person; the wrong ones are told why', async () => {
    const office = await harness.as('party_office', root)
    const order = { what: '报送年度总结', from: today, due: '2026-12-15' }
    expect((await office.call('duties.impose', { ...order, unitId: branch.id })).count).toBe(1)
    expect(
      (await office.call('duties.impose', { ...order, unitId: committee.id, to: 'branches' })).count,
    ).toBe(2)
    const posted = await office.call('duties.impose', { ...order, unitId: branch.id, post: 'secretary' })
    expect(posted.count).toBe(1)
    const wrong = [
      { ...order, unitId: branch.id, due: '2026-11-20' },
      { ...order, unitId: branch.id, from: '2026-12-16' },
      { ...order, unitId: committee.id, to: 'branches' as const, personId: people[0] ?? '' },
      { ...order, unitId: branch.id, what: '   ' },
    ]
    for (const input of wrong)
      expect((await failing(office.call('duties.impose', input))).code).toBe('invalid_input')
    const stranger = { ...order, unitId: other.id, personId: people[0] ?? '' }
    expect((await failing(office.call('duties.impose', stranger))).code).toBe('not_found')
    const secretary = await harness.as('branch_secretary', branch)
    expect((await failing(secretary.call('duties.impose', { ...order, unitId: branch.id }))).code).toBe(
      'forbidden',
    )
  })

  test('everything due to me is one list: by unit, by post, by name; nobody sees what another person owes', async () => {
    const office = await harness.as('party_office', root)
    const due = { from: today, due: '2026-12-20' }
    await office.call('duties.impose', { ...due, unitId: branch.id, what: '支部的事' })
    await office.call('duties.impose', { ...due, unitId: branch.id, what: '书记的事', post: 'secretary' })
    await office.call('duties.impose', {
      ...due,
      unitId: branch.id,
      what: '乙的事',
      personId: people[1] ?? '',
    })
    await office.call('duties.impose', { ...due, unitId: other.id, what: '别人的事' })
    const mine = async (caller: Awaited<ReturnType<typeof personAs>>) =>
      (await caller.call('duties.mine', { limit: 500 })).duties.flatMap(({ what }) =>
        what?.endsWith('的事') === true ? [what] : [],
      )
    const secretary = await personAs('branch_secretary', branch, people[0] ?? '')
    const member = await personAs('member', branch, people[1] ?? '')
    // Somebody of another branch who holds the post here all the same, and has no role here.
    const outside = await personAs('member', other, people[0] ?? '')
    expect((await mine(secretary)).sort()).toEqual(['书记的事', '支部的事'])
    expect((await mine(member)).sort()).toEqual(['乙的事', '书记的事', '支部的事'].sort())
    expect((await mine(outside)).sort()).toEqual(['书记的事', '别人的事'].sort())
    expect(await mine(office)).toHaveLength(4)
  })

  test('completing: by whoever owes it or looks after the unit, with evidence, within its days; it can be taken back', async () => {
    const office = await harness.as('party_office', root)
    const order = {
      unitId: branch.id,
      what: '填写问卷',
      from: '2026-11-10',
      due: '2026-11-20',
      personId: people[1] ?? '',
    }
    // The order was given while there was time.
    harness.setNow('2026-11-10')
    const [dutyId = ''] = (await office.call('duties.impose', order)).dutyIds
    harness.setNow(today)
    const stranger = await personAs('member', branch, people[0] ?? '')
    const owner = await personAs('member', branch, people[1] ?? '')
    const done = { dutyId, doneOn: '2026-11-20', evidence: '已提交，回执 12 号' }
    expect((await failing(stranger.call('duties.complete', done))).code).toBe('not_found')
    expect((await failing(owner.call('duties.complete', { ...done, doneOn: '2026-11-22' }))).code).toBe(
      'invalid_input',
    )
    expect((await failing(owner.call('duties.complete', { ...done, doneOn: '2026-11-09' }))).code).toBe(
      'invalid_input',
    )
    expect((await failing(owner.call('duties.complete', { ...done, evidence: ' ' }))).code).toBe(
      'invalid_input',
    )
    await owner.call('duties.complete', done)
    expect((await failing(owner.call('duties.complete', done))).code).toBe('wrong_state')
    const seen = async () => {
      const { duties } = await office.call('duties.list', {
        unitId: branch.id,
        from: '2026-11-01',
        to: '2026-11-30',
      })
      return duties.find(({ id }) => id === dutyId)
    }
    expect(await seen()).toMatchObject({
      state: 'done',
      evidence: done.evidence,
      personName: '乙',
      origin: 'order',
    })
    await owner.call('duties.reopen', { dutyId })
    await owner.call('duties.complete', { ...done, doneOn: today })
    expect((await seen())?.state).toBe('late')
  })

  test('a duty that comes back each period is never completed by a word', async () => {
    const office = await harness.as('party_office', root)
    const { duties } = await office.call('duties.list', {
      unitId: other.id,
      from: '2026-11-01',
      to: '2026-11-30',
      sort: 'rhythms',
    })
    const dutyId = duties[0]?.id ?? ''
    const done = { dutyId, doneOn: today, evidence: '开过了' }
    expect((await failing(office.call('duties.complete', done))).code).toBe('wrong_state')
    expect((await failing(office.call('duties.withdraw', { dutyId }))).code).toBe('wrong_state')
  })

  test('the rate counts rhythms unless asked', async () => {
    const office = await harness.as('party_office', root)
    const rate = (sort?: 'rhythms' | 'imposed' | 'all') =>
      office.call('duties.rate', { unitId: root.id, year: 2026, ...(sort === undefined ? {} : { sort }) })
    const [plain, rhythms, imposed, all] = [
      await rate(),
      await rate('rhythms'),
      await rate('imposed'),
      await rate('all'),
    ]
    expect(plain.counts).toEqual(rhythms.counts)
    expect(imposed.rate.denominator).toBeGreaterThan(0)
    expect(all.rate.denominator).toBe(rhythms.rate.denominator + imposed.rate.denominator)
  })
})

describe('premises', () => {
  const owedBy = async (unit: SeededUnit): Promise<Record<string, number>> => {
    const rows = await harness.owner(
      "select rhythm, count(*)::int as n from duty where unit_id = $1 and origin = 'rhythm' group by 1 order by 1",
      [unit.id],
    )
    return Object.fromEntries(rows.map((row) => [String(row['rhythm']), Number(row['n'])]))
  }

  test.each([
    {
      name: '6 党员无委员会',
      kind: 'branch',
      members: 6,
      seats: 0,
      founded: '2010-01-01',
      months: {
        general_meeting: 4,
        heart_talks: 1,
        lecture: 4,
        organizational_life_meeting: 1,
        theme_day: 11,
      },
    },
    {
      name: '7 党员有委员会',
      kind: 'branch',
      members: 7,
      seats: 3,
      founded: '2010-01-01',
      months: {
        committee_meeting: 11,
        general_meeting: 4,
        heart_talks: 1,
        lecture: 4,
        organizational_life_meeting: 1,
        theme_day: 11,
      },
    },
    { name: '新建', kind: 'branch', members: 3, seats: 0, founded: '2026-10-02', months: { theme_day: 1 } },
    {
      name: '首日建立',
      kind: 'branch',
      members: 3,
      seats: 0,
      founded: '2026-10-01',
      months: { general_meeting: 1, lecture: 1, theme_day: 2 },
    },
    {
      name: '临时支部',
      kind: 'branch',
      form: 'temporary',
      members: 3,
      seats: 0,
      founded: '2026-09-15',
      months: { general_meeting: 1, lecture: 1, theme_day: 2 },
    },
    { name: '无党员', kind: 'branch', members: 0, seats: 0, founded: '2010-01-01', months: {} },
  ] as const)('$name', async (each) => {
    const unit = await seedUnit(harness, committee, {
      name: each.name,
      kind: each.kind,
      foundedOn: each.founded,
    })
    if ('form' in each) await harness.owner('update unit set form = $1 where id = $2', [each.form, unit.id])
    const posts = ['secretary', 'organization_member', 'discipline_member'] as const
    await seedPeople(
      harness,
      unit,
      Array.from({ length: each.members }, (_, at) => {
        const post = at < each.seats ? posts[at] : undefined
        return { name: `${each.name}${at}`, ...(post === undefined ? {} : { post }) }
      }),
    )
    await Promise.all([1, 2].map(() => scoped((tx) => issueFor(tx, [root.institutionId], today, [unit.id]))))
    expect(await owedBy(unit)).toEqual(each.months)
    expect(await scoped((tx) => issueFor(tx, [root.institutionId], today))).toBe(0)
  })

  test('members are counted as the rules say: admitted in time, gone before, suspended, with and without history', async () => {
    const unit = await seedUnit(harness, committee, { name: '计数', kind: 'branch' })
    const [, suspended = '', plain = ''] = await seedPeople(harness, unit, [
      { name: '预备', status: 'probationary' },
      { name: '停止', status: 'suspended' },
      { name: '无履历', fullOn: '2026-03-01' },
      { name: '申请人', status: 'applicant' },
    ])
    await harness.owner('delete from person_status where person_id = $1', [plain])
    const { headcounts } = await import('./store/index.ts')
    const { readStays, staysOn } = await import('../org/index.ts')
    const { isMember, statusOn } = await import('../org/rules.ts')
    const days = [
      '2025-03-01',
      '2025-12-31',
      '2026-01-01',
      '2026-03-01',
      '2026-05-31',
      '2026-06-01',
      '2026-11-01',
    ]
    const stays = await scoped((tx) => readStays(tx, [root.institutionId], [unit.id]))
    const counted = await scoped((tx) => headcounts(tx, root.institutionId, days, [unit.id]))
    expect(suspended).not.toBe('')
    expect(days.map((day) => [day, counted(unit.id, day).members])).toEqual(
      days.map((day) => [
        day,
        stays.members.filter(
          (stay) => stay.unitId === unit.id && staysOn(stay, day) && isMember(statusOn(stay, day)),
        ).length,
      ]),
    )
  })
})

test('the policy of reminders: defaults, saved on top of a version, of the institution only', async () => {
  const office = await harness.as('party_office', root)
  expect(await office.call('duties.policy', {})).toEqual({ remindDays: 5, escalateDays: 7, version: 0 })
  const wanted = { unitId: root.id, remindDays: 2, escalateDays: null, version: 0 }
  const saved = await Promise.allSettled([1, 2].map(() => office.call('duties.savePolicy', wanted)))
  expect(saved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await office.call('duties.policy', {})).toEqual({ remindDays: 2, escalateDays: null, version: 1 })
  expect((await failing(office.call('duties.savePolicy', wanted))).code).toBe('stale')
  expect((await failing(office.call('duties.savePolicy', { ...wanted, unitId: branch.id }))).code).toBe(
    'invalid_input',
  )
  const { duties } = await office.call('duties.mine', {})
  const november = duties.find((duty) => duty.dueOn === '2026-11-30')
  expect(november?.remindOn).toBe('2026-11-26')
})

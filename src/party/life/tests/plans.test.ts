// Year plans on a real database: handed down, approved or returned from above, meetings made from items; partners, lectures.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Branch, openStage, type Stage } from '../../../../test/meeting-stage.ts'
import { type Caller, failing } from '../../../../test/harness.ts'

let stage: Stage
let office: Caller
beforeAll(async () => {
  stage = await openStage()
  stage.harness.setNow('2026-03-12')
  office = await stage.harness.as('party_office', stage.hospital)
})
afterAll(() => stage.harness.close())

const items = [
  { month: 3, kind: 'theme_day' as const, title: '三月主题党日', place: '会议室' },
  { month: 6, kind: 'lecture' as const, title: '书记讲党课', lecturer: '书记' },
]
const at = (branch: Branch) => ({ unitId: branch.unit.id, year: 2026 })
const planOf = async (branch: Branch) => {
  const found = await branch.secretary.call('life.plan', at(branch))
  if (found.plan === null) throw new Error('No plan')
  return found.plan
}
async function approved(branch: Branch): Promise<string> {
  const { id: planId, version } = await branch.secretary.call('life.savePlan', {
    ...at(branch),
    version: 0,
    items,
  })
  await branch.secretary.call('life.submitPlan', { planId, version })
  await office.call('life.decidePlan', { planId, version: version + 1, approve: true })
  return planId
}

test('the template of the hospital is offered to its branches once it was handed down', async () => {
  const branch = await stage.branchOf(4)
  const above = { unitId: stage.hospital.id, year: 2026 }
  const { id: planId } = await office.call('life.savePlan', { ...above, version: 0, items })
  expect((await branch.secretary.call('life.plan', at(branch))).sources).toEqual([])
  await office.call('life.decidePlan', { planId, version: 1, approve: true })
  const { sources } = await branch.secretary.call('life.plan', at(branch))
  expect(sources.map(({ from, unitName }) => [from, unitName])).toEqual([['template', '某医院']])
  expect(sources[0]?.items.map((item) => item.title)).toEqual(['三月主题党日', '书记讲党课'])
})

test('submitted, returned with a reason, submitted again, approved by the unit above, in force', async () => {
  const branch = await stage.branchOf(4)
  const secretary = branch.secretary
  const { id: planId } = await secretary.call('life.savePlan', { ...at(branch), version: 0, items })
  await secretary.call('life.submitPlan', { planId, version: 1 })
  const locked = await failing(secretary.call('life.savePlan', { ...at(branch), version: 2, items }))
  expect([locked.code, locked.data.facts['state']]).toEqual(['wrong_state', 'submitted'])
  const without = await failing(office.call('life.decidePlan', { planId, version: 2, approve: false }))
  expect(without.data.facts['reason']).toBe('reason')
  await office.call('life.decidePlan', { planId, version: 2, approve: false, reason: '缺第四季度党课' })
  expect(await planOf(branch)).toMatchObject({ state: 'returned', reason: '缺第四季度党课' })
  await secretary.call('life.submitPlan', { planId, version: 3 })
  const { units } = await office.call('life.plansBelow', { unitId: stage.hospital.id, year: 2026 })
  expect(units[0]).toMatchObject({ unitId: branch.unit.id, state: 'submitted', items: 2 })
  // The secretary, and an office at the branch itself, are not the unit above.
  expect((await failing(secretary.call('life.decidePlan', { planId, version: 4, approve: true }))).code).toBe(
    'forbidden',
  )
  const own = await stage.harness.as('party_office', branch.unit)
  expect((await failing(own.call('life.decidePlan', { planId, version: 4, approve: true }))).code).toBe(
    'forbidden',
  )
  await office.call('life.decidePlan', { planId, version: 4, approve: true })
  expect(await planOf(branch)).toMatchObject({ state: 'in_force', reason: null })
})

test('an item becomes a meeting once, even when pressed twice at the same moment', async () => {
  const branch = await stage.branchOf(4)
  const planId = await approved(branch)
  const item = (await planOf(branch)).items[0]
  const hold = () =>
    branch.secretary.call('life.holdPlanItem', {
      planId,
      itemId: item?.id ?? '',
      plannedAt: '2026-03-20T16:00',
    })
  const outcomes = await Promise.allSettled([hold(), hold()])
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const linked = (await planOf(branch)).items[0]?.meeting
  expect(linked).toMatchObject({ state: 'planned', on: '2026-03-20T16:00', title: '三月主题党日' })
  const { meetings } = await branch.secretary.call('meetings.list', { unitId: branch.unit.id })
  expect(meetings.map((meeting) => meeting.id)).toEqual([linked?.id])
  // It may not be carried on while its meeting stands; cancelled, it is offered again.
  const move = { planId, itemId: item?.id ?? '', month: 4 }
  expect((await failing(branch.secretary.call('life.movePlanItem', move))).code).toBe('wrong_state')
  await branch.secretary.call('meetings.cancel', { meetingId: linked?.id ?? '', version: 1 })
  await branch.secretary.call('life.movePlanItem', move)
  expect((await planOf(branch)).items[0]).toMatchObject({ month: 4, title: '三月主题党日' })
})

test('a record made without a look at the plan is what the item became, each once', async () => {
  const branch = await stage.branchOf(4)
  const planId = await approved(branch)
  const lecture = { unitId: branch.unit.id, kind: 'lecture' as const, title: '临时党课' }
  const held = async (on: string) => {
    const { id: meetingId } = await branch.secretary.call('meetings.plan', {
      ...lecture,
      plannedAt: `${on}T09:00`,
    })
    await branch.secretary.call('meetings.open', { meetingId, version: 1, startedAt: `${on}T09:00` })
    return meetingId
  }
  stage.harness.setNow('2026-07-20')
  // A day too early, twice in the month, and once only planned: the first record of June takes the one item.
  await held('2026-05-31')
  await branch.secretary.call('meetings.plan', { ...lecture, plannedAt: '2026-06-01T09:00' })
  const second = await held('2026-06-30')
  const first = await held('2026-06-02')
  expect(second).not.toBe(first)
  const item = (await planOf(branch)).items.find(({ kind }) => kind === 'lecture')
  expect(item?.meeting).toEqual({ id: first, state: 'open', title: '临时党课', on: '2026-06-02T09:00' })
  const below = async () => {
    const { units } = await office.call('life.plansBelow', { unitId: stage.hospital.id, year: 2026 })
    const found = units.find(({ unitId }) => unitId === branch.unit.id)
    return [found?.items, found?.held]
  }
  expect(await below()).toEqual([2, 1])
  const at = { planId, itemId: item?.id ?? '' }
  expect(
    (await failing(branch.secretary.call('life.movePlanItem', { ...at, month: 8 }))).data.facts['state'],
  ).toBe('open')
  expect(
    (await failing(branch.secretary.call('life.holdPlanItem', { ...at, plannedAt: '2026-07-21T09:00' })))
      .code,
  ).toBe('wrong_state')
  // Taken up again and its month changed: the record no longer stands for it, and the item may go.
  await branch.secretary.call('life.revisePlan', { planId, version: 3 })
  await branch.secretary.call('life.savePlan', {
    unitId: branch.unit.id,
    year: 2026,
    version: 4,
    items: [{ ...lecture, title: '七月党课', month: 7 }],
  })
  expect((await planOf(branch)).items.map(({ meeting }) => meeting)).toEqual([null])
  expect(await below()).toEqual([1, 0])
  stage.harness.setNow('2026-03-12')
})

test('an item with a theme makes a meeting that is marked with it', async () => {
  const branch = await stage.branchOf(4)
  const { id: schemeId } = await office.call('life.createScheme', {
    unitId: branch.unit.id,
    name: '方案',
    source: '支部决定',
    kinds: ['theme_day'],
    every: 'year',
    parts: [{ kind: 'required', name: '志愿服务', minimum: 1, explanation: '' }],
  })
  await office.call('life.publishScheme', { schemeId, version: 1, fromOn: '2026-01-01' })
  const part = (await branch.secretary.call('life.plan', at(branch))).parts[0]
  const { id: planId } = await branch.secretary.call('life.savePlan', {
    ...at(branch),
    version: 0,
    items: [
      { ...items[0], month: 4, kind: 'theme_day', title: '义诊', schemeId, partId: part?.partId ?? null },
    ],
  })
  const itemId = (await planOf(branch)).items[0]?.id ?? ''
  const { meetingId } = await branch.secretary.call('life.holdPlanItem', {
    planId,
    itemId,
    plannedAt: '2026-04-10T16:00',
  })
  const { schemes } = await branch.secretary.call('life.meetingThemes', { meetingId })
  expect(schemes[0]?.parts.map((each) => [each.name, each.marked])).toEqual([['志愿服务', true]])
})

test('the fixed day proposes a working day for each month', async () => {
  const branch = await stage.branchOf(4)
  const fixed = {
    unitId: branch.unit.id,
    nth: 5,
    basis: 'working_day' as const,
    time: '16:00',
    place: '会议室',
  }
  await branch.secretary.call('life.saveFixedDay', { ...fixed, version: 0 })
  const { proposals } = await branch.secretary.call('life.plan', at(branch))
  expect(proposals.length).toBe(12)
  expect(proposals[3]?.day).toMatch(/^2026-04-\d\d$/)
  expect((await failing(branch.secretary.call('life.saveFixedDay', { ...fixed, version: 0 }))).code).toBe(
    'stale',
  )
  const hospital = { ...fixed, unitId: stage.hospital.id, version: 0 }
  expect((await failing(office.call('life.saveFixedDay', hospital))).code).toBe('invalid_input')
})

test('a partner: signed, active, reviewed in words, ended; joint meetings of the own branch only', async () => {
  const branch = await stage.branchOf(4)
  const other = await stage.branchOf(4)
  const plan = { kind: 'theme_day' as const, title: '联学', plannedAt: '2026-03-20T16:00' }
  const own = await branch.secretary.call('meetings.plan', { unitId: branch.unit.id, ...plan })
  const theirs = await other.secretary.call('meetings.plan', { unitId: other.unit.id, ...plan })
  const fields = {
    partner: '某大学护理学院党支部',
    content: '联学联建',
    plan: '',
    signedOn: '2026-03-01',
    untilOn: null,
  }
  const wrong = await failing(
    branch.secretary.call('life.createAgreement', {
      unitId: branch.unit.id,
      ...fields,
      untilOn: '2026-02-28',
    }),
  )
  expect(wrong.data.facts['reason']).toBe('until_before_signed')
  const { id: agreementId } = await branch.secretary.call('life.createAgreement', {
    unitId: branch.unit.id,
    ...fields,
  })
  const link = (meetingIds: string[]) =>
    branch.secretary.call('life.linkPartnerMeetings', { agreementId, version: 1, meetingIds })
  expect((await failing(link([own.id, theirs.id]))).data.facts).toMatchObject({ reason: 'meeting', count: 1 })
  await link([own.id, own.id])
  const move = (version: number, name: 'begin' | 'review' | 'end', review = '') =>
    branch.secretary.call('life.moveAgreement', { agreementId, version, move: name, review })
  expect((await failing(move(2, 'review', '好'))).code).toBe('wrong_state')
  await move(2, 'begin')
  expect((await failing(move(3, 'review'))).data.facts['reason']).toBe('review')
  await move(3, 'review', '联学两次')
  await move(4, 'end')
  const { agreements } = await office.call('life.agreements', { unitId: stage.hospital.id })
  expect(agreements.find((each) => each.id === agreementId)).toMatchObject({
    state: 'ended',
    review: '联学两次',
    moves: [],
    meetings: [{ id: own.id }],
  })
})

test('lectures: counted when held, leaders by the first of July apart', async () => {
  const branch = await stage.branchOf(4)
  const lecture = async (startedAt: string, leader: boolean) => {
    stage.harness.setNow(startedAt.slice(0, 10))
    const { id: meetingId } = await branch.secretary.call('meetings.plan', {
      unitId: branch.unit.id,
      kind: 'lecture',
      title: '党课',
      plannedAt: startedAt,
    })
    await branch.secretary.call('meetings.open', { meetingId, version: 1, startedAt })
    await branch.secretary.call('life.saveLecturers', {
      meetingId,
      lecturers: [{ lecturer: leader ? '院领导' : '书记', post: null, topic: '党课题目', leader }],
    })
  }
  await lecture('2026-03-12T09:00', false)
  await lecture('2026-06-30T09:00', true)
  await lecture('2026-07-01T09:00', true)
  const found = await branch.secretary.call('life.lectures', at(branch))
  expect([found.held, found.leaders, found.leadersByJuly]).toEqual([3, 2, 1])
  expect(found.lectures.map((each) => each.on)).toEqual(['2026-07-01', '2026-06-30', '2026-03-12'])
})

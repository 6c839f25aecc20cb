// The whole cycle of a meeting on real PostgreSQL, its planning, and who sees it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { seedUnit } from '../../../../test/seed.ts'
import { minutesValues } from '../documents.ts'
import type { MeetingKind } from '../rules.ts'
import {
  closed,
  confirmed,
  dutyOf,
  opened,
  openStage,
  planned,
  present,
  type Stage,
  versionOf,
} from '../../../../test/meeting-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())

describe('the whole cycle', () => {
  test('plan, notify, open, attend, agenda, vote, close, confirm', async () => {
    const branch = await stage.branchOf(10)
    const { unit, people, secretary } = branch
    const { id: meetingId } = await secretary.call('meetings.plan', {
      unitId: unit.id,
      kind: 'general_meeting',
      ...planned,
      place: '党员活动室',
      agenda: ['讨论工作计划'],
    })
    expect((await secretary.call('meetings.get', { meetingId })).notifiedAt).toBeNull()
    expect(await secretary.call('meetings.notify', { meetingId, version: 1 })).toEqual({ version: 2 })
    expect((await secretary.call('meetings.get', { meetingId })).notifiedAt).not.toBeNull()
    await secretary.call('meetings.open', { meetingId, version: 2, startedAt: '2026-03-12T09:00' })
    await secretary.call('meetings.attend', { meetingId, entries: present(people.slice(0, 6)) })
    await secretary.call('meetings.attend', {
      meetingId,
      entries: [{ personId: people[9] ?? '', attendance: 'excused', excuse: '出差' }],
    })

    const before = await secretary.call('meetings.get', { meetingId })
    expect(before).toMatchObject({
      state: 'open',
      due: 10,
      present: 6,
      recordedDaysLater: 0,
      quorum: { base: 'due_with_vote', baseCount: 10, needed: 5, present: 6, reached: true },
      closing: [],
      moves: ['close'],
      mayWrite: true,
      agenda: [{ title: '讨论工作计划' }],
    })
    expect(before.roll.find((line) => line.personId === people[9])).toMatchObject({
      attendance: 'excused',
      excuse: '出差',
      status: 'full',
      hasVote: true,
    })

    const agendaItemId = before.agenda[0]?.id ?? ''
    const { id: resolutionId } = await secretary.call('meetings.propose', {
      meetingId,
      text: '通过工作计划',
      agendaItemId,
    })
    const openVote = await failing(closed(branch, meetingId))
    expect(openVote).toMatchObject({ code: 'rule_broken', data: { refusals: [{ rule: 'L-MTG-1' }] } })
    const votes = people.slice(0, 6).map((personId) => ({ personId, choice: 'yes' as const }))
    await secretary.call('meetings.vote', { meetingId, resolutionId, votes: votes.slice(0, 5) })
    await secretary.call('meetings.vote', { meetingId, resolutionId, votes })
    expect((await secretary.call('meetings.get', { meetingId })).resolutions[0]).toMatchObject({
      state: 'open',
      tally: { dueWithVote: 10, presentWithVote: 6, yes: 6, no: 0, abstain: 0, neededYes: 6 },
      refusals: [],
    })
    expect(await secretary.call('meetings.decide', { meetingId, resolutionId })).toMatchObject({
      state: 'passed',
    })
    expect(
      await failing(secretary.call('meetings.vote', { meetingId, resolutionId, votes: [] })),
    ).toMatchObject({
      code: 'wrong_state',
      data: { facts: { state: 'passed', move: 'vote' } },
    })
    await closed(branch, meetingId)
    const lacking = await failing(
      secretary.call('meetings.confirm', { meetingId, version: await versionOf(branch, meetingId) }),
    )
    expect(lacking).toMatchObject({ code: 'rule_broken', data: { refusals: [{ rule: 'L-MTG-2' }] } })
    expect(await dutyOf(branch, 'general_meeting', '2026-01-01')).toBeUndefined()
    const { version } = await confirmed(branch, meetingId)
    expect(await dutyOf(branch, 'general_meeting', '2026-01-01')).toMatchObject({
      state: 'done',
      recordKind: 'meeting',
      recordId: meetingId,
      happenedOn: '2026-03-12',
    })

    const changes = [
      () => secretary.call('meetings.update', { meetingId, version, title: '改名' }),
      () => secretary.call('meetings.setAgenda', { meetingId, version, items: [] }),
      () => secretary.call('meetings.attend', { meetingId, entries: [] }),
      () => secretary.call('meetings.propose', { meetingId, text: '再议' }),
      () => secretary.call('meetings.cancel', { meetingId, version }),
      () => secretary.call('meetings.confirm', { meetingId, version }),
    ]
    for (const change of changes) expect((await failing(change())).code).toBe('wrong_state')
    const file = await secretary.call('meetings.minutesFile', { meetingId })
    expect(file.name).toBe('第一党支部_党员大会_2026-03-12.docx')
    expect(file.type).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    expect(file.size).toBeGreaterThan(1_000)
  })

  test('every change is in the audit log, with what changed', async () => {
    const branch = await stage.branchOf(3)
    const meetingId = await opened(branch, 'theme_day')
    await branch.secretary.call('meetings.attend', { meetingId, entries: present(branch.people.slice(0, 1)) })
    const entries = await stage.harness.owner(
      'select endpoint, before, after from audit where subject_id = $1 order by seq',
      [meetingId],
    )
    expect(entries).toMatchObject([
      { endpoint: 'meetings.plan', after: { kind: 'theme_day', state: 'planned' } },
      {
        endpoint: 'meetings.open',
        before: { state: 'planned' },
        after: { state: 'open', due: 3, withVote: 3 },
      },
      {
        endpoint: 'meetings.attend',
        before: { attendance: [{ attendance: 'absent' }] },
        after: { attendance: [{ personId: branch.people[0], attendance: 'present' }] },
      },
    ])
  })
})

describe('planning', () => {
  test('only kinds that suit the unit, only while it exists, and no making up within the period', async () => {
    const { unit, secretary } = await stage.branchOf(3)
    const group = await seedUnit(stage.harness, unit, {
      name: '一组',
      kind: 'group',
      foundedOn: '2026-03-01',
    })
    const plan = (unitId: string, kind: MeetingKind, more: object = {}) =>
      secretary.call('meetings.plan', { unitId, kind, ...planned, ...more })
    const reason = async (work: Promise<unknown>) => (await failing(work)).data.facts['reason']
    expect((await failing(plan(unit.id, 'group_meeting'))).data.facts).toEqual({
      reason: 'kind',
      kind: 'group_meeting',
      unitKind: 'branch',
    })
    expect(await reason(plan(group.id, 'general_meeting'))).toBe('kind')
    expect(await reason(plan(group.id, 'group_meeting', { plannedAt: '2026-02-28T09:00' }))).toBe(
      'not_founded',
    )
    await stage.harness.owner('update unit set dissolved_on = $1 where id = $2', ['2026-03-11', group.id])
    expect(await reason(plan(group.id, 'group_meeting'))).toBe('dissolved')
    expect(await reason(plan(unit.id, 'theme_day', { makeUpFor: '2026-03-01' }))).toBe('make_up')
    expect(await plan(unit.id, 'theme_day', { makeUpFor: '2026-02-28' })).toHaveProperty('id')
  })

  test('stale versions and wrong moves', async () => {
    const { unit, secretary } = await stage.branchOf(3)
    const { id: meetingId } = await secretary.call('meetings.plan', {
      unitId: unit.id,
      kind: 'lecture',
      ...planned,
    })
    await secretary.call('meetings.update', { meetingId, version: 1, title: '党课' })
    expect(await failing(secretary.call('meetings.cancel', { meetingId, version: 1 }))).toMatchObject({
      code: 'stale',
      data: { facts: { version: 2 } },
    })
    const early = secretary.call('meetings.close', { meetingId, version: 2, endedAt: '2026-03-12T10:00' })
    expect(await failing(early)).toMatchObject({
      code: 'wrong_state',
      data: { facts: { state: 'planned', move: 'close' } },
    })
    expect(await failing(secretary.call('meetings.minutesFile', { meetingId }))).toMatchObject({
      code: 'wrong_state',
    })
    await secretary.call('meetings.cancel', { meetingId, version: 2 })
    expect(await secretary.call('meetings.get', { meetingId })).toMatchObject({
      state: 'cancelled',
      moves: [],
    })
  })

  test('the agenda keeps the items that resolutions rest on', async () => {
    const branch = await stage.branchOf(4)
    const { secretary } = branch
    const meetingId = await opened(branch, 'general_meeting')
    await secretary.call('meetings.setAgenda', {
      meetingId,
      version: 2,
      items: [{ title: '甲' }, { title: '乙' }],
    })
    const { agenda } = await secretary.call('meetings.get', { meetingId })
    const [first, second] = agenda
    await secretary.call('meetings.propose', { meetingId, text: '决议', agendaItemId: first?.id ?? '' })
    const without = secretary.call('meetings.setAgenda', {
      meetingId,
      version: 4,
      items: second ? [second] : [],
    })
    expect((await failing(without)).data.facts).toEqual({ reason: 'agenda_in_use', count: 1 })
    await secretary.call('meetings.setAgenda', { meetingId, version: 4, items: agenda.toReversed() })
    const after = await secretary.call('meetings.get', { meetingId })
    expect(after.agenda).toEqual(agenda.toReversed())
  })
})

test('who spoke to an item: people who took part, in their order, until the record is confirmed', async () => {
  const branch = await stage.branchOf(4)
  const { secretary, people } = branch
  const [first = '', second = '', third = '', away = ''] = people
  const meetingId = await opened(branch, 'general_meeting')
  await secretary.call('meetings.setAgenda', {
    meetingId,
    version: 2,
    items: [{ title: '甲' }, { title: '乙' }],
  })
  await secretary.call('meetings.attend', { meetingId, entries: present([first, second, third]) })
  const agenda = async () => (await secretary.call('meetings.get', { meetingId })).agenda
  const [item, other] = await agenda()
  if (item === undefined || other === undefined) throw new Error('No agenda')
  const speak = (personIds: string[], agendaItemId = item.id) =>
    secretary.call('meetings.setSpeakers', { meetingId, agendaItemId, personIds })
  await speak([third, first])
  expect((await agenda()).map(({ speakerIds }) => speakerIds)).toEqual([[third, first], []])
  const reasons = await Promise.all(
    [speak([away]), speak([first, first]), speak([first], meetingId)].map(
      async (each) => (await failing(each)).data.facts['reason'],
    ),
  )
  expect(reasons).toEqual(['not_present', 'twice', 'agenda_item'])

  // A new order and a new item take nobody's words away; nor does a mark on the roll.
  await secretary.call('meetings.setAgenda', {
    meetingId,
    version: await versionOf(branch, meetingId),
    items: [{ title: '丙' }, other, item],
  })
  await secretary.call('meetings.attend', { meetingId, entries: [{ personId: first, attendance: 'absent' }] })
  expect((await agenda()).map(({ speakerIds }) => speakerIds)).toEqual([[], [], [third, first]])
  await speak([third, first, second])
  await closed(branch, meetingId)
  await speak([second], other.id)
  const meeting = await secretary.call('meetings.get', { meetingId })
  expect(minutesValues(meeting).议程.map((row) => row.记录)).toEqual([
    '',
    '发言人：党员01',
    '发言人：党员02、党员00、党员01',
  ])
  await confirmed(branch, meetingId)
  expect((await failing(speak([]))).code).toBe('wrong_state')
})

describe('reading', () => {
  test('lists what lies within reach, newest first, by unit, kind, day and words', async () => {
    const branch = await stage.branchOf(3)
    const other = await stage.branchOf(3)
    const { unit, secretary } = branch
    const lecture = await opened(branch, 'lecture')
    await secretary.call('meetings.attend', {
      meetingId: lecture,
      entries: present(branch.people.slice(0, 2)),
    })
    const { id: later } = await secretary.call('meetings.plan', {
      unitId: unit.id,
      kind: 'theme_day',
      title: '100%_志愿服务',
      plannedAt: '2026-03-20T09:00',
    })
    await opened(other, 'lecture')
    const list = async (query: object) =>
      (await secretary.call('meetings.list', query)).meetings.map((meeting) => meeting.id)
    expect(await list({})).toEqual([later, lecture])
    expect(await list({ kind: 'lecture' })).toEqual([lecture])
    expect(await list({ state: 'planned' })).toEqual([later])
    expect(await list({ from: '2026-03-12', to: '2026-03-12' })).toEqual([lecture])
    expect(await list({ from: '2026-03-13' })).toEqual([later])
    expect(await list({ search: '0%_志' })).toEqual([later])
    expect(await list({ search: '%' })).toEqual([later])
    expect(await secretary.call('meetings.list', { limit: 1, offset: 1 })).toMatchObject({
      total: 2,
      meetings: [{ id: lecture, unitName: '第一党支部', due: 3, present: 2, recordedDaysLater: 0 }],
    })
    expect((await failing(secretary.call('meetings.list', { unitId: other.unit.id }))).code).toBe('not_found')
    expect((await failing(secretary.call('meetings.list', { unitId: stage.hospital.id }))).code).toBe(
      'not_found',
    )
    const office = await stage.harness.as('party_office', stage.hospital)
    expect((await office.call('meetings.list', { unitId: unit.id })).total).toBe(2)
    expect((await office.call('meetings.list', {})).total).toBeGreaterThan(2)
  })

  test('who may not write sees no moves; who is elsewhere sees nothing', async () => {
    const branch = await stage.branchOf(3)
    const meetingId = await opened(branch, 'theme_day')
    const member = await stage.harness.as('member', branch.unit)
    expect(await member.call('meetings.get', { meetingId })).toMatchObject({ moves: [], mayWrite: false })
    const close = member.call('meetings.close', { meetingId, version: 2, endedAt: '2026-03-12T10:00' })
    expect((await failing(close)).code).toBe('forbidden')
    const { secretary } = await stage.branchOf(3)
    expect((await failing(secretary.call('meetings.get', { meetingId }))).code).toBe('not_found')
  })
})

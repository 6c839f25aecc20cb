// Kinds, leave, joint rolls, leaders and settings on real PostgreSQL.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { seedPeople, seedUnit } from '../../../../test/seed.ts'
import {
  closed,
  confirmed,
  dutyOf,
  opened,
  openStage,
  phonesOf,
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
const reasonOf = async (work: Promise<unknown>) => (await failing(work)).data.facts['reason']

describe('kinds', () => {
  test('a theme day also held as a lecture fulfils both once; what a kind cannot be is refused', async () => {
    const branch = await stage.branchOf(3)
    const { unit, people, secretary } = branch
    const plan = (alsoAs: ('lecture' | 'general_meeting')[]) =>
      secretary.call('meetings.plan', { unitId: unit.id, kind: 'theme_day', ...planned, alsoAs })
    expect(await reasonOf(plan(['general_meeting']))).toBe('also_as')
    const { id: meetingId } = await plan(['lecture'])
    await secretary.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
    await secretary.call('meetings.attend', { meetingId, entries: present(people) })
    await closed(branch, meetingId)
    await confirmed(branch, meetingId)
    expect(await dutyOf(branch, 'theme_day', '2026-03-01')).toMatchObject({
      state: 'done',
      recordId: meetingId,
    })
    expect(await dutyOf(branch, 'lecture', '2026-01-01')).toMatchObject({
      state: 'done',
      recordId: meetingId,
    })
  })

  test('a democratic life meeting needs two thirds of the committee', async () => {
    stage.harness.setNow('2026-03-12')
    const committee = await seedUnit(stage.harness, stage.hospital, { name: '党委', kind: 'committee' })
    const people = await seedPeople(
      stage.harness,
      committee,
      [
        'secretary',
        'deputy_secretary',
        'committee_member',
        'organization_member',
        'publicity_member',
        'discipline_member',
      ].map((post) => ({ name: post, post: post as 'secretary' })),
    )
    const office = await stage.harness.as('party_office', stage.hospital)
    const { id: meetingId } = await office.call('meetings.plan', {
      unitId: committee.id,
      kind: 'democratic_life_meeting',
      ...planned,
    })
    await office.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
    await office.call('meetings.attend', { meetingId, entries: present(people.slice(0, 3)) })
    const close = async () =>
      office.call('meetings.close', {
        meetingId,
        version: (await office.call('meetings.get', { meetingId })).version,
        endedAt: '2026-03-12T10:00',
      })
    expect((await failing(close())).data.refusals).toMatchObject([
      {
        rule: 'R-MTG-12',
        facts: { due: 6, present: 3, needed: 4, missing: 1 },
        cites: [{ verified: false }],
      },
    ])
    await office.call('meetings.attend', { meetingId, entries: present(people.slice(3, 4)) })
    await close()
  })

  test('one meeting on both half-yearly topics answers both duties of the committee, and no rate of branches', async () => {
    stage.harness.setNow('2026-03-12')
    const committee = await seedUnit(stage.harness, stage.hospital, { name: '院区党委', kind: 'committee' })
    const people = await seedPeople(
      stage.harness,
      committee,
      (['secretary', 'deputy_secretary', 'discipline_member'] as const).map((post) => ({ name: post, post })),
    )
    const office = await stage.harness.as('party_office', stage.hospital)
    const { id: meetingId } = await office.call('meetings.plan', {
      unitId: committee.id,
      kind: 'governance_meeting',
      alsoAs: ['ideology_meeting'],
      ...planned,
    })
    await office.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
    await office.call('meetings.attend', { meetingId, entries: present(people) })
    const held = { unit: committee, people, secretary: office }
    await closed(held, meetingId)
    await confirmed(held, meetingId)
    const duties = async () =>
      (
        await office.call('duties.list', { unitId: committee.id, from: '2026-01-01', to: '2026-12-31' })
      ).duties.map((duty) => [duty.rhythm, duty.periodFrom, duty.dueOn, duty.state])
    expect(await duties()).toEqual([
      ['study_group', '2026-01-01', '2026-03-31', 'due'],
      ['governance_meeting', '2026-01-01', '2026-06-30', 'done'],
      ['ideology_meeting', '2026-01-01', '2026-06-30', 'done'],
      ['democratic_life_meeting', '2026-01-01', '2026-12-31', 'due'],
    ])
    const rate = (rhythm?: string) =>
      office.call('duties.rate', {
        unitId: committee.id,
        year: 2026,
        ...(rhythm === undefined ? {} : { rhythm }),
      })
    expect((await rate()).rate).toEqual({ numerator: 0, denominator: 0 })
    expect((await rate('governance_meeting')).rate).toEqual({ numerator: 1, denominator: 1 })
  })

  test('talks answer the year’s duty once nobody is without one, and owe it again when one is taken back', async () => {
    const branch = await stage.branchOf(2)
    const { unit, people, secretary } = branch
    const [firstId = '', secondId = ''] = people
    const talk = { unitId: unit.id, place: null, notes: '谈心', firstId, secondId }
    const { id: talkId } = await secretary.call('meetings.recordTalk', { ...talk, on: '2026-03-02' })
    expect(await dutyOf(branch, 'heart_talks', '2026-01-01')).toMatchObject({
      state: 'done',
      happenedOn: '2026-03-02',
      recordId: talkId,
    })
    const rate = async () => (await secretary.call('duties.rate', { unitId: unit.id, year: 2026 })).rate
    const with1 = await rate()
    await secretary.call('meetings.removeTalk', { unitId: unit.id, talkId })
    expect(await dutyOf(branch, 'heart_talks', '2026-01-01')).toMatchObject({ state: 'due', recordId: null })
    expect(await rate()).toEqual({
      numerator: with1.numerator - 1,
      denominator: with1.denominator - 1,
    })
  })

  test('a leader attending as a plain member is flagged by the post of that day', async () => {
    const branch = await stage.branchOf(3)
    await stage.harness.owner(
      `insert into post (institution_id, unit_id, person_id, post, from_on) values ($1, $2, $3, 'president', '2020-01-01')`,
      [stage.hospital.institutionId, stage.hospital.id, branch.people[2]],
    )
    const { roll } = await branch.secretary.call('meetings.get', {
      meetingId: await opened(branch, 'theme_day'),
    })
    expect(roll.map((line) => line.leaderPosts)).toEqual([[], [], ['president']])
  })

  test('a joint activity has the partners’ people as guests: they count nowhere and their branch’s theme day is done', async () => {
    const host = await stage.branchOf(3)
    const partner = await stage.branchOf(4)
    const office = await stage.harness.as('party_office', stage.hospital)
    const input = {
      unitId: host.unit.id,
      kind: 'joint_activity',
      ...planned,
      alsoAs: ['theme_day' as const],
      partnerIds: [partner.unit.id],
    } as const
    // A secretary cannot put another branch's people on a roll.
    const joint = { ...input, alsoAs: [...input.alsoAs], partnerIds: [...input.partnerIds] }
    expect((await failing(host.secretary.call('meetings.plan', joint))).code).toBe('not_found')
    const { id: meetingId } = await office.call('meetings.plan', joint)
    await office.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T09:00' })
    await office.call('meetings.attend', {
      meetingId,
      entries: present([...host.people, ...partner.people.slice(0, 1)]),
    })
    await office.call('meetings.setGuests', {
      meetingId,
      guests: [{ name: '李教授', organization: '某大学' }],
    })
    const meeting = await office.call('meetings.get', { meetingId })
    expect(meeting).toMatchObject({ due: 3, present: 3, guests: [{ name: '李教授' }] })
    expect(meeting.roll.filter((line) => line.guest)).toHaveLength(4)
    await closed(host, meetingId)
    await confirmed(host, meetingId)
    expect(await dutyOf(partner, 'theme_day', '2026-03-01')).toMatchObject({ recordId: meetingId })
    expect(await dutyOf(host, 'theme_day', '2026-03-01')).toMatchObject({ recordId: meetingId })
  })

  test('a partner branch withdraws: off the roll before the meeting, without anybody there after it; its theme day stays due', async () => {
    const host = await stage.branchOf(3)
    const first = await stage.branchOf(4)
    const second = await stage.branchOf(2)
    const office = await stage.harness.as('party_office', stage.hospital)
    const { id: meetingId } = await office.call('meetings.plan', {
      unitId: host.unit.id,
      kind: 'joint_activity',
      ...planned,
      alsoAs: ['theme_day'],
      partnerIds: [first.unit.id, second.unit.id],
    })
    const update = (caller: typeof office, version: number, partnerIds: string[]) =>
      caller.call('meetings.update', { meetingId, version, partnerIds })
    // The host's secretary may let a partner go, and cannot bring one in.
    await update(host.secretary, 1, [second.unit.id])
    expect((await failing(update(host.secretary, 2, [first.unit.id, second.unit.id]))).code).toBe('not_found')
    expect((await office.call('meetings.get', { meetingId })).partners).toMatchObject([
      { id: second.unit.id },
    ])
    await office.call('meetings.open', { meetingId, version: 2, startedAt: '2026-03-12T09:00' })
    const opened = await office.call('meetings.get', { meetingId })
    expect(opened.roll.map(({ personId }) => personId).toSorted()).toEqual(
      [...host.people, ...second.people].toSorted(),
    )
    // Once the roll is frozen nobody is taken off it: who did not come is absent.
    expect(await failing(update(office, 3, []))).toMatchObject({
      code: 'wrong_state',
      data: { facts: { state: 'open', move: 'reschedule' } },
    })
    await office.call('meetings.attend', { meetingId, entries: present(host.people) })
    await closed(host, meetingId)
    await confirmed(host, meetingId)
    expect(await dutyOf(host, 'theme_day', '2026-03-01')).toMatchObject({ recordId: meetingId })
    for (const partner of [first, second]) {
      expect((await dutyOf(partner, 'theme_day', '2026-03-01'))?.recordId ?? null).toBeNull()
    }
  })

  test('online counts for the quorum only after the institution said so; the first topic warns', async () => {
    const branch = await stage.branchOf(4)
    const { people, secretary } = branch
    const online = people.slice(0, 2).map((personId) => ({ personId, attendance: 'online' as const }))
    const first = await opened(branch, 'general_meeting')
    await secretary.call('meetings.attend', { meetingId: first, entries: online })
    const before = await secretary.call('meetings.get', { meetingId: first })
    expect(before).toMatchObject({ present: 2, quorum: { present: 0, reached: false } })

    const office = await stage.harness.as('party_office', stage.hospital)
    const setting = {
      firstTopicKinds: ['committee_meeting' as const],
      onlineKinds: ['general_meeting' as const],
      fileMegabytes: 1,
    }
    const unitId = stage.hospital.id
    expect(
      (await failing(office.call('meetings.saveSettings', { ...setting, unitId, version: 3 }))).code,
    ).toBe('stale')
    await office.call('meetings.saveSettings', { ...setting, unitId, version: 0 })
    // What is open goes on by the settings it was opened with.
    expect((await secretary.call('meetings.get', { meetingId: first })).quorum.reached).toBe(false)
    const { id: meetingId } = await secretary.call('meetings.plan', {
      unitId: branch.unit.id,
      kind: 'general_meeting',
      title: '线上',
      plannedAt: '2026-03-12T10:00',
    })
    await secretary.call('meetings.open', { meetingId, version: 1, startedAt: '2026-03-12T10:00' })
    await secretary.call('meetings.attend', { meetingId, entries: online })
    expect((await secretary.call('meetings.get', { meetingId })).quorum).toMatchObject({
      present: 2,
      reached: true,
    })

    const committee = await opened(branch, 'committee_meeting')
    await secretary.call('meetings.attend', { meetingId: committee, entries: present(people.slice(0, 3)) })
    expect((await failing(closed(branch, committee))).data.refusals.map((each) => each.rule)).toEqual([
      'R-MTG-14',
    ])
    const version = await versionOf(branch, committee)
    const items = [{ title: '第一议题：学习', notes: '', firstTopic: true }]
    await secretary.call('meetings.setAgenda', { meetingId: committee, version, items })
    await closed(branch, committee)
    await office.call('meetings.saveSettings', {
      firstTopicKinds: [],
      onlineKinds: [],
      fileMegabytes: 20,
      unitId,
      version: 1,
    })
  })
})

describe('leave', () => {
  test('asked on the phone, approved by the secretary, excused at the opening; late leave is marked', async () => {
    const branch = await stage.branchOf(4)
    const { people, secretary, unit } = branch
    const phones = await phonesOf(stage, branch, people)
    const [one, two, three] = phones
    if (one === undefined || two === undefined || three === undefined) throw new Error('phones')
    stage.harness.setNow('2026-03-10')
    const { id: meetingId } = await secretary.call('meetings.plan', {
      unitId: unit.id,
      kind: 'theme_day',
      ...planned,
    })
    expect((await failing(one.call('meetings.askLeave', { meetingId, reason: '手术' }))).code).toBe(
      'wrong_state',
    )
    await secretary.call('meetings.notify', { meetingId, version: 1 })
    expect((await one.call('meetings.mine', {})).ahead).toMatchObject([{ id: meetingId, leave: null }])
    expect(await one.call('meetings.askLeave', { meetingId, reason: '手术' })).toEqual({ late: false })
    await two.call('meetings.askLeave', { meetingId, reason: '休假' })
    await two.call('meetings.withdrawLeave', { meetingId })
    await two.call('meetings.askLeave', { meetingId, reason: '出差' })
    const stranger = await stage.branchOf(1)
    const [outsider] = await phonesOf(stage, stranger, stranger.people)
    stage.harness.setNow('2026-03-10')
    expect(
      (await failing(outsider?.call('meetings.askLeave', { meetingId, reason: '无' }) ?? Promise.resolve()))
        .code,
    ).toBe('not_found')

    const answer = (at: number, approve: boolean) =>
      secretary.call('meetings.answerLeave', { meetingId, personId: people[at] ?? '', approve, answer: null })
    await answer(0, true)
    await answer(1, false)
    expect(await reasonOf(one.call('meetings.askLeave', { meetingId, reason: '又改了' }))).toBe(
      'leave_answered',
    )
    // Others see who is excused, never the requests.
    expect((await three.call('meetings.get', { meetingId })).leaves).toEqual([])

    stage.harness.setNow('2026-03-12')
    await secretary.call('meetings.open', {
      meetingId,
      version: await versionOf(branch, meetingId),
      startedAt: '2026-03-12T09:00',
    })
    expect(await three.call('meetings.askLeave', { meetingId, reason: '急诊' })).toEqual({ late: true })
    await answer(2, true)
    const meeting = await secretary.call('meetings.get', { meetingId })
    const line = (at: number) => meeting.roll.find((each) => each.personId === people[at])
    expect(line(0)).toMatchObject({ attendance: 'excused', excuse: '手术' })
    expect(line(1)).toMatchObject({ attendance: 'absent', excuse: null })
    expect(line(2)).toMatchObject({ attendance: 'excused', excuse: '急诊' })
    expect(meeting.leaves.map((leave) => leave.late)).toEqual([false, false, true])
    await closed(branch, meetingId)
    expect((await one.call('meetings.mine', { year: 2026 })).past).toMatchObject([
      { id: meetingId, attendance: 'excused' },
    ])
    expect((await one.call('meetings.mine', { year: 2025 })).past).toEqual([])
  })
})

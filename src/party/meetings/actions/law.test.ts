// Frozen rolls, quorum, majority, closing and making up on real PostgreSQL.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { seedPeople, seedUnit } from '../../../../test/seed.ts'
import {
  closed,
  confirmed,
  dutyOf,
  opened,
  openStage,
  planned,
  present,
  type Stage,
} from '../../../../test/meeting-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())

describe('the roll', () => {
  test('is frozen: becoming full later changes neither the roll nor the quorum', async () => {
    const branch = await stage.branchOf(4)
    const [newcomer = ''] = await seedPeople(stage.harness, branch.unit, [
      { name: '预备', status: 'probationary' },
    ])
    const meetingId = await opened(branch, 'general_meeting')
    const { secretary } = branch
    await secretary.call('meetings.attend', { meetingId, entries: present([newcomer]) })
    const before = await secretary.call('meetings.get', { meetingId })
    expect(before.quorum).toMatchObject({ baseCount: 4, present: 0 })
    expect(before.roll.find((line) => line.personId === newcomer)).toMatchObject({
      status: 'probationary',
      hasVote: false,
    })

    await stage.harness.owner("update person set status = 'full', full_on = '2026-03-01' where id = $1", [
      newcomer,
    ])
    await stage.harness.owner("update person set name = '改名' where id = $1", [newcomer])
    const after = await secretary.call('meetings.get', { meetingId })
    expect(after.roll).toEqual(before.roll)
    expect(after.quorum).toEqual(before.quorum)

    const { id: resolutionId } = await secretary.call('meetings.propose', { meetingId, text: '决议' })
    const vote = secretary.call('meetings.vote', {
      meetingId,
      resolutionId,
      votes: [
        { personId: newcomer, choice: 'yes' },
        { personId: branch.people[0] ?? '', choice: 'yes' },
      ],
    })
    expect(await failing(vote)).toMatchObject({
      code: 'invalid_input',
      data: { facts: { reason: 'may_not_vote', count: 2, no_vote: 1, not_present: 1, not_on_roll: 0 } },
    })
  })

  test('is that of its day: late recording counts who belonged and who sat in the committee then', async () => {
    const branch = await stage.branchOf(3)
    stage.harness.setNow('2026-05-10')
    await seedPeople(stage.harness, branch.unit, [
      { name: '后来', from: '2026-04-01', post: 'deputy_secretary' },
    ])
    await stage.harness.owner(
      "update post set from_on = '2026-04-01' where unit_id = $1 and post = 'deputy_secretary'",
      [branch.unit.id],
    )
    const meeting = await branch.secretary.call('meetings.get', {
      meetingId: await opened(branch, 'general_meeting'),
    })
    expect(meeting).toMatchObject({ due: 3, recordedDaysLater: 59 })
    const committee = await branch.secretary.call('meetings.get', {
      meetingId: await opened(branch, 'committee_meeting'),
    })
    expect(committee).toMatchObject({ due: 3, quorum: { base: 'committee_members', needed: 2 } })
  })

  test('an empty roll, a start in the future, strangers, and leaving after a vote are refused', async () => {
    const branch = await stage.branchOf(3)
    const { unit, people, secretary } = branch
    const lonely = await seedUnit(stage.harness, unit, { name: '空组', kind: 'group' })
    const { id } = await secretary.call('meetings.plan', {
      unitId: lonely.id,
      kind: 'group_meeting',
      ...planned,
    })
    const empty = secretary.call('meetings.open', {
      meetingId: id,
      version: 1,
      startedAt: '2026-03-12T09:00',
    })
    expect((await failing(empty)).data.facts['reason']).toBe('empty_roll')
    const future = secretary.call('meetings.open', {
      meetingId: id,
      version: 1,
      startedAt: '2026-03-12T12:16',
    })
    expect((await failing(future)).data.facts['reason']).toBe('future')

    const meetingId = await opened(branch, 'general_meeting')
    const [stranger = ''] = await seedPeople(stage.harness, stage.hospital, [{ name: '外人' }])
    const entries = [...present([stranger]), ...present(people)]
    expect((await failing(secretary.call('meetings.attend', { meetingId, entries }))).data.facts).toEqual({
      reason: 'not_on_roll',
      count: 1,
    })
    await secretary.call('meetings.attend', { meetingId, entries: present(people) })
    const { id: resolutionId } = await secretary.call('meetings.propose', { meetingId, text: '决议' })
    const personId = people[0] ?? ''
    const leave = () =>
      secretary.call('meetings.attend', { meetingId, entries: [{ personId, attendance: 'absent' }] })
    await secretary.call('meetings.vote', { meetingId, resolutionId, votes: [{ personId, choice: 'no' }] })
    expect((await failing(leave())).data.facts).toEqual({ reason: 'voted', count: 1 })
    await secretary.call('meetings.vote', { meetingId, resolutionId, votes: [{ personId, choice: null }] })
    await leave()
  })
})

describe('votes and closing by the law', () => {
  test('below the quorum nothing is decided; exactly half of those due is rejected', async () => {
    const branch = await stage.branchOf(10)
    const { people, secretary } = branch
    const meetingId = await opened(branch, 'general_meeting')
    await secretary.call('meetings.attend', { meetingId, entries: present(people.slice(0, 4)) })
    const { id: resolutionId } = await secretary.call('meetings.propose', { meetingId, text: '决议' })
    const four = people.slice(0, 4).map((personId) => ({ personId, choice: 'yes' as const }))
    await secretary.call('meetings.vote', { meetingId, resolutionId, votes: four })
    expect(await failing(secretary.call('meetings.decide', { meetingId, resolutionId }))).toMatchObject({
      code: 'rule_broken',
      data: { refusals: [{ rule: 'R-QV-1a', facts: { due: 10, present: 4, needed: 5, missing: 1 } }] },
    })
    await secretary.call('meetings.attend', { meetingId, entries: present(people.slice(4, 5)) })
    const fifth = [{ personId: people[4] ?? '', choice: 'yes' as const }]
    await secretary.call('meetings.vote', { meetingId, resolutionId, votes: fifth })
    expect(await secretary.call('meetings.decide', { meetingId, resolutionId })).toMatchObject({
      state: 'rejected',
    })
    expect((await secretary.call('meetings.get', { meetingId })).resolutions[0]?.refusals).toMatchObject([
      { rule: 'R-QV-1b', facts: { base: 10, yes: 5, needed: 6, missing: 1 } },
    ])
  })

  test('a committee without quorum cannot close, whatever the reason', async () => {
    const branch = await stage.branchOf(3)
    const meetingId = await opened(branch, 'committee_meeting')
    await branch.secretary.call('meetings.attend', { meetingId, entries: present(branch.people.slice(0, 1)) })
    for (const reason of [undefined, '人手紧张']) {
      expect(await failing(closed(branch, meetingId, reason))).toMatchObject({
        code: 'rule_broken',
        data: {
          refusals: [
            {
              rule: 'R-QV-2',
              severity: 'block',
              facts: { due: 3, present: 1, needed: 2, missing: 1 },
              cites: [{ source: '中国共产党支部工作条例（试行）', article: '第十二条' }],
            },
          ],
        },
      })
    }
    await branch.secretary.call('meetings.attend', { meetingId, entries: present(branch.people.slice(1, 2)) })
    await closed(branch, meetingId)
  })

  test('a general meeting that did not vote closes against a written reason, and the audit says so', async () => {
    const branch = await stage.branchOf(5)
    const meetingId = await opened(branch, 'general_meeting')
    await branch.secretary.call('meetings.attend', { meetingId, entries: present(branch.people.slice(0, 2)) })
    expect(await failing(closed(branch, meetingId))).toMatchObject({
      data: { refusals: [{ rule: 'R-QV-1c', severity: 'warn', facts: { missing: 1 } }] },
    })
    await closed(branch, meetingId, '疫情期间')
    expect(await branch.secretary.call('meetings.get', { meetingId })).toMatchObject({
      state: 'held',
      overrideReason: '疫情期间',
    })
    const [entry] = await stage.harness.owner(
      "select after, refusals from audit where subject_id = $1 and endpoint = 'meetings.close'",
      [meetingId],
    )
    expect(entry).toMatchObject({ after: { overrideReason: '疫情期间' }, refusals: [{ rule: 'R-QV-1c' }] })
  })

  test('kinds without votes take no resolution, and an end before the start is refused', async () => {
    const branch = await stage.branchOf(3)
    const meetingId = await opened(branch, 'lecture')
    const propose = branch.secretary.call('meetings.propose', { meetingId, text: '决议' })
    expect((await failing(propose)).data.facts['reason']).toBe('no_votes')
    const close = branch.secretary.call('meetings.close', {
      meetingId,
      version: 2,
      endedAt: '2026-03-12T08:59',
    })
    expect((await failing(close)).data.facts['reason']).toBe('ended_before_started')
  })

  test('making up fulfils the earlier month, late', async () => {
    const branch = await stage.branchOf(3)
    const meetingId = await opened(branch, 'theme_day', { makeUpFor: '2026-02-10' })
    await closed(branch, meetingId)
    await confirmed(branch, meetingId)
    expect(await dutyOf(branch, 'theme_day', '2026-02-01')).toMatchObject({
      state: 'late',
      recordId: meetingId,
      happenedOn: '2026-03-12',
    })
    expect(await dutyOf(branch, 'theme_day', '2026-03-01')).toMatchObject({ state: 'due', recordId: null })
  })
})

// Parallel clients on one meeting: one after the other, each judged by what it finds.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { opened, openStage, present, type Stage, versionOf } from '../../../../test/meeting-stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.harness.close())

describe('parallel clients', () => {
  test('of many closes one wins', async () => {
    const branch = await stage.branchOf(3)
    const meetingId = await opened(branch, 'theme_day')
    const closes = Array.from({ length: 6 }, () =>
      branch.secretary.call('meetings.close', { meetingId, version: 2, endedAt: '2026-03-12T10:00' }),
    )
    const results = await Promise.allSettled(closes)
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'stale' })
    }
    expect(await versionOf(branch, meetingId)).toBe(3)
  })

  test('votes that arrive with the decision are either counted or refused', async () => {
    const branch = await stage.branchOf(10)
    const { people, secretary } = branch
    const meetingId = await opened(branch, 'general_meeting')
    await secretary.call('meetings.attend', { meetingId, entries: present(people) })
    for (let round = 0; round < 5; round += 1) {
      const { id: resolutionId } = await secretary.call('meetings.propose', {
        meetingId,
        text: `决议${round}`,
      })
      const vote = (personId: string) =>
        secretary.call('meetings.vote', { meetingId, resolutionId, votes: [{ personId, choice: 'yes' }] })
      const early = people.slice(0, 4).map(vote)
      await Promise.all(early)
      const racing = await Promise.allSettled([
        ...people.slice(4, 7).map(vote),
        secretary.call('meetings.decide', { meetingId, resolutionId }),
        ...people.slice(7).map(vote),
      ])
      const counted = 4 + racing.filter((each, at) => each.status === 'fulfilled' && at !== 3).length
      for (const each of racing) {
        if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'wrong_state' })
      }
      const { resolutions } = await secretary.call('meetings.get', { meetingId })
      const resolution = resolutions.find(({ id }) => id === resolutionId)
      expect(resolution?.tally.yes).toBe(counted)
      expect(resolution?.state).toBe(counted >= 6 ? 'passed' : 'rejected')
    }
  })

  test('closing and voting at once: a closed meeting has no vote more than it was judged by', async () => {
    const branch = await stage.branchOf(4)
    const { people, secretary } = branch
    const meetingId = await opened(branch, 'general_meeting')
    await secretary.call('meetings.attend', { meetingId, entries: present(people) })
    const version = await versionOf(branch, meetingId)
    const results = await Promise.allSettled([
      secretary.call('meetings.propose', { meetingId, text: '临时动议' }),
      secretary.call('meetings.close', { meetingId, version, endedAt: '2026-03-12T10:00' }),
    ])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })
})

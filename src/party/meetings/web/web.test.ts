// Tests of what the screens of meetings compute by themselves: days and minutes, live numbers, complete words.

import { expect, test } from 'vitest'
import { textFaults } from '../../../core/web/text.ts'
import type { Meeting } from '../contract.ts'
import { ballotText } from './ballot-words.ts'
import { lifeText } from './life-words.ts'
import { listText } from './list-words.ts'
import { inTheWay, liveQuorum, liveTally, withAttendance, withVotes } from './meeting/live.ts'
import { deskText } from './meeting-words.ts'
import { mineText } from './mine-words.ts'
import { addMinutes, daysFrom, minuteOf, nextWorkingDay, periodStart, showSpan } from './moment.ts'
import { planText } from './plan-words.ts'
import { rollText, voteText } from './roll-words.ts'
import { settingText } from './setting-words.ts'
import { talkText } from './talk-words.ts'
import { meetingText } from './words.ts'

test('every word stands in both languages', () => {
  for (const text of [
    ballotText,
    deskText,
    lifeText,
    listText,
    meetingText,
    mineText,
    planText,
    rollText,
    settingText,
    talkText,
    voteText,
  ]) {
    expect(textFaults(text)).toEqual([])
  }
})

test('an instant is a minute in China, also across midnight', () => {
  expect(minuteOf('2026-03-12T08:00:59Z')).toBe('2026-03-12T16:00')
  expect(minuteOf('2026-03-12T16:30:00Z')).toBe('2026-03-13T00:30')
})

test('minutes and days are counted over the ends of months and years', () => {
  expect(addMinutes('2026-12-31T23:30', 60)).toBe('2027-01-01T00:30')
  expect(daysFrom('2026-02-27', '2026-03-01')).toBe(2)
  expect(showSpan('2026-03-12T16:00', '2026-03-12T17:10')).toBe('2026-03-12 16:00–17:10')
  expect(showSpan('2026-03-12T23:00', '2026-03-13T00:10')).toBe('2026-03-12 23:00–2026-03-13 00:10')
})

test('the next working day passes over weekends and holidays and takes make-up days', () => {
  expect(nextWorkingDay('2026-11-20', [])).toBe('2026-11-23')
  expect(nextWorkingDay('2026-11-20', [{ day: '2026-11-23', working: false }])).toBe('2026-11-24')
  expect(nextWorkingDay('2026-11-20', [{ day: '2026-11-21', working: true }])).toBe('2026-11-21')
})

test('periods begin on the first of their month, quarter, half-year or year', () => {
  expect(periodStart('month', '2026-11-21')).toBe('2026-11-01')
  expect(periodStart('quarter', '2026-11-21')).toBe('2026-10-01')
  expect(periodStart('quarter', '2026-03-31')).toBe('2026-01-01')
  expect(periodStart('half_year', '2026-06-30')).toBe('2026-01-01')
  expect(periodStart('half_year', '2026-07-01')).toBe('2026-07-01')
  expect(periodStart('year', '2026-11-21')).toBe('2026-01-01')
})

/** A general meeting under way with `due` members with a vote, all absent, and one open resolution. */
function generalMeeting(due: number): Meeting {
  const roll = Array.from({ length: due }, (_, at) => ({
    personId: `p${at}`,
    name: `p${at}`,
    status: 'full',
    hasVote: true,
    attendance: 'absent' as const,
    excuse: null,
    guest: false,
    leaderPosts: [],
    signedAt: null,
  }))
  const resolution = {
    id: 'r',
    agendaItemId: null,
    text: 'r',
    state: 'open' as const,
    votes: [],
    refusals: [],
    matter: 'general' as const,
    ballot: 'open' as const,
    aside: [],
    written: [],
    totals: null,
    cast: { count: 0, personIds: [] },
  }
  const meeting = {
    kind: 'general_meeting',
    state: 'open',
    roll,
    resolutions: [resolution],
    present: 0,
    agenda: [],
    onlineCounts: false,
    firstTopicDemanded: false,
    startedAt: '2026-03-12T09:00',
  }
  return meeting as unknown as Meeting
}
const present = (meeting: Meeting, count: number): Meeting =>
  withAttendance(
    meeting,
    meeting.roll
      .slice(0, count)
      .map(({ personId }) => ({ personId, attendance: 'present' as const, excuse: null })),
  )

test('the quorum on the screen turns exactly at half', () => {
  expect(liveQuorum(present(generalMeeting(10), 4)).reached).toBe(false)
  expect(liveQuorum(present(generalMeeting(10), 5)).reached).toBe(true)
  expect(liveQuorum(present(generalMeeting(11), 5)).reached).toBe(false)
  expect(liveQuorum(present(generalMeeting(11), 6)).reached).toBe(true)
})

test('the tally counts the silent and what is missing for more than half of those due', () => {
  const meeting = present(generalMeeting(10), 8)
  const votes = meeting.roll.slice(0, 5).map(({ personId }) => ({ personId, choice: 'yes' as const }))
  const voted = withVotes(meeting, 'r', votes)
  const [resolution] = voted.resolutions
  expect(resolution && liveTally(voted, resolution)).toEqual({
    yes: 5,
    no: 0,
    abstain: 0,
    silent: 3,
    needed: 6,
    missing: 1,
  })
  const back = withVotes(voted, 'r', [{ personId: 'p0', choice: null }])
  expect(back.resolutions[0]?.votes).toHaveLength(4)
})

test('an undecided resolution stands in the way of closing', () => {
  expect(inTheWay(present(generalMeeting(10), 8), '').map(({ rule }) => rule)).toEqual(['L-MTG-1'])
})

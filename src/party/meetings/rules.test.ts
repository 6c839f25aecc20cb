// The law of meetings at its thresholds: quorum, majority, closing, confirming, rolls, life cycle, making up.

import { describe, expect, test } from 'vitest'
import { countRoll, rollOf, type Standing } from './rules/roll.ts'
import {
  edits,
  judgeClose,
  judgeConfirm,
  judgeMajority,
  judgeVote,
  kindSuits,
  lifeCycle,
  mayMakeUpFor,
  meetingKinds,
  meetingStates,
  mayEdit,
  quorumOf,
  resolutionLife,
} from './rules.ts'

const roll = (dueWithVote: number, presentWithVote: number) => ({ dueWithVote, presentWithVote })

describe('quorum: at least half of those due with a vote', () => {
  test.each([
    { kind: 'general_meeting', due: 9, needed: 5, base: 'due_with_vote' },
    { kind: 'general_meeting', due: 10, needed: 5, base: 'due_with_vote' },
    { kind: 'general_meeting', due: 11, needed: 6, base: 'due_with_vote' },
    { kind: 'general_meeting', due: 1, needed: 1, base: 'due_with_vote' },
    { kind: 'committee_meeting', due: 3, needed: 2, base: 'committee_members' },
    { kind: 'committee_meeting', due: 4, needed: 2, base: 'committee_members' },
    { kind: 'committee_meeting', due: 5, needed: 3, base: 'committee_members' },
  ] as const)('$kind of $due needs $needed', ({ kind, due, needed, base }) => {
    expect(quorumOf(kind, roll(due, needed))).toEqual({
      base,
      baseCount: due,
      needed,
      present: needed,
      reached: true,
    })
    expect(judgeVote(kind, roll(due, needed))).toEqual([])
    expect(judgeVote(kind, roll(due, needed + 1))).toEqual([])
    const [refusal] = judgeVote(kind, roll(due, needed - 1))
    expect(refusal).toMatchObject({
      rule: kind === 'general_meeting' ? 'R-QV-1a' : 'R-QV-2',
      severity: 'block',
      facts: { due, present: needed - 1, needed, missing: 1 },
      cites: [{ article: kind === 'general_meeting' ? '第十一条' : '第十二条', verified: true }],
    })
  })

  test('nobody with a vote is never a quorum', () => {
    expect(quorumOf('general_meeting', roll(0, 0))).toMatchObject({ needed: 1, reached: false })
    expect(judgeVote('committee_meeting', roll(0, 0))).toHaveLength(1)
  })

  test.each(['group_meeting', 'theme_day', 'lecture'] as const)('%s has none', (kind) => {
    expect(quorumOf(kind, roll(8, 0))).toEqual({
      base: 'none',
      baseCount: 8,
      needed: null,
      present: 0,
      reached: true,
    })
    expect(judgeVote(kind, roll(8, 0))).toEqual([])
    expect(judgeClose(kind, roll(8, 0), { open: 0, decided: 0 })).toEqual([])
  })
})

describe('majority: more than half of those due with a vote, not of those present', () => {
  test.each([
    { kind: 'general_meeting', due: 9, present: 5, needed: 5 },
    { kind: 'general_meeting', due: 10, present: 6, needed: 6 },
    { kind: 'general_meeting', due: 11, present: 6, needed: 6 },
    { kind: 'committee_meeting', due: 3, present: 2, needed: 2 },
    { kind: 'committee_meeting', due: 4, present: 4, needed: 3 },
    { kind: 'committee_meeting', due: 5, present: 3, needed: 3 },
  ] as const)('$kind of $due passes with $needed', ({ kind, due, present, needed }) => {
    expect(judgeMajority(kind, roll(due, present), needed)).toEqual({ needed, refusals: [] })
    const short = judgeMajority(kind, roll(due, present), needed - 1)
    expect(short.refusals).toMatchObject([
      {
        rule: kind === 'general_meeting' ? 'R-QV-1b' : 'L-QV-2',
        facts: { base: due, yes: needed - 1, needed, missing: 1 },
      },
    ])
  })

  test('exactly half is not more than half', () => {
    expect(judgeMajority('general_meeting', roll(10, 10), 5).refusals).toHaveLength(1)
  })

  test('the number that the committee passes with is marked as our own convention', () => {
    expect(judgeMajority('committee_meeting', roll(5, 5), 0).refusals[0]?.cites[0]).toMatchObject({
      level: 'institution',
      verified: false,
    })
  })
})

describe('closing', () => {
  test.each([
    { kind: 'general_meeting', present: 5, open: 0, decided: 0, rules: [] },
    { kind: 'general_meeting', present: 4, open: 0, decided: 0, rules: ['R-QV-1c'] },
    { kind: 'general_meeting', present: 4, open: 0, decided: 1, rules: ['R-QV-1a'] },
    { kind: 'general_meeting', present: 4, open: 1, decided: 0, rules: ['R-QV-1a', 'L-MTG-1'] },
    { kind: 'general_meeting', present: 5, open: 1, decided: 3, rules: ['L-MTG-1'] },
    { kind: 'committee_meeting', present: 4, open: 0, decided: 0, rules: ['R-QV-2'] },
    { kind: 'committee_meeting', present: 5, open: 0, decided: 2, rules: [] },
  ] as const)(
    '$kind with $present of 10, $open open, $decided decided',
    ({ kind, present, open, decided, rules }) => {
      const refusals = judgeClose(kind, roll(10, present), { open, decided })
      expect(refusals.map((refusal) => refusal.rule)).toEqual(rules)
    },
  )

  test('only a general meeting without any vote may be closed against a reason', () => {
    const severities = (kind: 'general_meeting' | 'committee_meeting', decided: number) =>
      judgeClose(kind, roll(10, 4), { open: 0, decided }).map((refusal) => refusal.severity)
    expect(severities('general_meeting', 0)).toEqual(['warn'])
    expect(severities('general_meeting', 1)).toEqual(['block'])
    expect(severities('committee_meeting', 0)).toEqual(['block'])
  })
})

test('a record is confirmed with chair, recorder and minutes', () => {
  expect(judgeConfirm({ minutes: 1, chair: true, recorder: true })).toEqual([])
  for (const lacking of [{ minutes: 0 }, { chair: false }, { recorder: false }]) {
    expect(judgeConfirm({ minutes: 1, chair: true, recorder: true, ...lacking })).toMatchObject([
      { rule: 'L-MTG-2' },
    ])
  }
})

describe('the roll', () => {
  const person = (personId: string, more: Partial<Standing> = {}): Standing => ({
    personId,
    name: personId,
    status: 'full',
    probationOn: '2025-06-01',
    fullOn: '2026-06-01',
    history: [],
    ...more,
  })
  const day = '2026-06-01'

  test.each([
    { on: '2025-05-31', status: undefined, vote: undefined },
    { on: '2025-06-01', status: 'probationary', vote: false },
    { on: '2026-05-31', status: 'probationary', vote: false },
    { on: '2026-06-01', status: 'full', vote: true },
  ])('on $on: $status, vote $vote', ({ on, status, vote }) => {
    const [entry] = rollOf('general_meeting', [person('a')], on)
    expect(entry?.status).toBe(status)
    expect(entry?.hasVote).toBe(vote)
  })

  test('a member suspended since then was due with a vote; a member suspended now is not due', () => {
    const suspended = person('a', {
      status: 'suspended',
      history: [
        { fromOn: '2026-06-01', status: 'full' },
        { fromOn: '2026-08-01', status: 'suspended' },
      ],
    })
    expect(rollOf('general_meeting', [suspended], '2026-07-31')).toMatchObject([
      { status: 'full', hasVote: true },
    ])
    expect(rollOf('general_meeting', [suspended], '2026-08-01')).toEqual([])
  })

  test('applicants and others are not due', () => {
    for (const status of ['candidate', 'activist', 'applicant', 'none'] as const) {
      expect(rollOf('theme_day', [person('a', { status })], day)).toEqual([])
    }
  })

  test('a person who changes groups on that day is one person', () => {
    expect(rollOf('general_meeting', [person('a'), person('a')], day)).toHaveLength(1)
  })

  test('a committee counts its members, each with a vote', () => {
    const entries = rollOf('committee_meeting', [person('a'), person('b', { status: 'none' })], day)
    expect(entries.map((entry) => entry.hasVote)).toEqual([true, true])
  })

  test('probationary members are due and do not count', () => {
    const entries = rollOf(
      'general_meeting',
      [person('a'), person('b'), person('c', { status: 'probationary', fullOn: null })],
      day,
    )
    expect(countRoll(entries, new Set(['b', 'c']))).toEqual(roll(2, 1))
  })
})

test('which units hold which meetings', () => {
  expect(meetingKinds.filter((kind) => kindSuits(kind, 'branch'))).toEqual([
    'general_meeting',
    'committee_meeting',
    'theme_day',
    'lecture',
    'organizational_life_meeting',
    'joint_activity',
  ])
  expect(meetingKinds.filter((kind) => kindSuits(kind, 'group'))).toEqual(['group_meeting'])
  expect(meetingKinds.filter((kind) => kindSuits(kind, 'committee'))).toEqual([
    'joint_activity',
    'democratic_life_meeting',
    'study_group',
    'governance_meeting',
    'ideology_meeting',
  ])
  for (const unit of ['commission', 'institution', 'department']) {
    expect(meetingKinds.filter((kind) => kindSuits(kind, unit))).toEqual([])
  }
})

test('the life of a meeting, and nothing changes once it is confirmed or cancelled', () => {
  expect(meetingStates.map((state) => [state, lifeCycle.movesFrom(state)])).toEqual([
    ['planned', ['notify', 'open', 'cancel']],
    ['notified', ['open', 'cancel']],
    ['open', ['close']],
    ['held', ['confirm']],
    ['confirmed', []],
    ['cancelled', []],
  ])
  for (const edit of Object.keys(edits) as (keyof typeof edits)[]) {
    // Afterwards only an amendment with its reason, and photos that come late.
    expect(mayEdit('confirmed', edit)).toBe(edit === 'amend' || edit === 'files')
    expect(mayEdit('cancelled', edit)).toBe(false)
  }
  for (const state of ['passed', 'rejected', 'withdrawn'] as const)
    expect(resolutionLife.movesFrom(state)).toEqual([])
})

test.each([
  { kind: 'committee_meeting', makeUpFor: '2026-02-28', day: '2026-03-01', may: true },
  { kind: 'committee_meeting', makeUpFor: '2026-03-01', day: '2026-03-31', may: false },
  { kind: 'general_meeting', makeUpFor: '2026-02-28', day: '2026-03-31', may: false },
  { kind: 'general_meeting', makeUpFor: '2026-03-31', day: '2026-04-01', may: true },
  { kind: 'lecture', makeUpFor: '2026-04-01', day: '2026-04-01', may: false },
] as const)('$kind of $day made up for $makeUpFor: $may', ({ kind, makeUpFor, day, may }) => {
  expect(mayMakeUpFor(kind, makeUpFor, day)).toBe(may)
})

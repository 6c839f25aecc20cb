// The law of this room as tables: versions in time, what is suggested, coverage at its thresholds, fixed days, carrying on.

import { expect, test } from 'vitest'
import type { Holidays } from '../../../core/calendar.ts'
import {
  carried,
  changesBetween,
  examples,
  judgeCover,
  lastDay,
  leftOver,
  monthsWithin,
  type Part,
  proposedDay,
  publishFault,
  shownState,
  suggestParts,
  versionOn,
  versionState,
} from '../rules.ts'

const versions = [
  { number: 1, fromOn: '2026-01-01' },
  { number: 2, fromOn: '2026-07-01' },
  { number: 3, fromOn: null },
]

test.each([
  ['2025-12-31', null, undefined],
  ['2026-01-01', null, 1],
  ['2026-06-30', null, 1],
  ['2026-07-01', null, 2],
  ['2026-12-31', '2026-12-31', 2],
  ['2027-01-01', '2026-12-31', undefined],
])('on %s with the end %s version %s holds', (day, endedOn, number) => {
  expect(versionOn(versions, endedOn, day)?.number).toBe(number)
})

test.each([
  ['2026-06-30', ['in_force', 'coming', 'draft']],
  ['2026-07-01', ['ended', 'in_force', 'draft']],
  ['2027-01-01', ['ended', 'ended', 'draft']],
])('on %s the versions are %s', (today, states) => {
  expect(versions.map((version) => versionState(versions, '2026-12-31', version, today))).toEqual(states)
})

test('a version holds until the day before the next', () => {
  const [first, second] = versions
  if (first === undefined || second === undefined) throw new Error()
  expect(lastDay(versions, null, first)).toBe('2026-06-30')
  expect(lastDay(versions, null, second)).toBeNull()
  expect(lastDay(versions, '2026-03-31', first)).toBe('2026-03-31')
})

const part = (name: string, more: Partial<Part> = {}): Part => ({
  id: name,
  name,
  kind: 'required',
  minimum: 1,
  explanation: '',
  ...more,
})

test.each([
  [{ latestFrom: null, lastMarked: '2026-11-01' }, '2026-01-01', null],
  [{ latestFrom: '2026-01-01', lastMarked: null }, '2026-01-01', 'before_predecessor'],
  [{ latestFrom: '2026-01-01', lastMarked: null }, '2026-01-02', null],
  [{ latestFrom: '2026-01-01', lastMarked: '2026-11-01' }, '2026-11-01', 'marks_after'],
  [{ latestFrom: '2026-01-01', lastMarked: '2026-11-01' }, '2026-11-02', null],
])('known %o, a draft may begin on %s: %s', (known, fromOn, fault) => {
  expect(publishFault({ parts: [part('学习')] }, fromOn, { endedOn: null, ...known })).toBe(fault)
})

test('a scheme without parts, or after its end, does not come into force', () => {
  const known = { latestFrom: null, lastMarked: null }
  expect(publishFault({ parts: [] }, '2026-01-01', { ...known, endedOn: null })).toBe('no_parts')
  const parts = [part('学习')]
  expect(publishFault({ parts }, '2026-04-01', { ...known, endedOn: '2026-03-31' })).toBe('after_end')
})

test('what a version changed: added, removed, changed, moved is the same', () => {
  const changes = changesBetween(
    [part('甲'), part('乙'), part('丙')],
    [part('丙'), part('乙', { minimum: 2 }), part('丁')],
  )
  expect(changes.map(({ part: { name }, is, before }) => [name, is, before])).toEqual([
    ['丙', 'same', null],
    ['乙', 'changed', { minimum: 1 }],
    ['丁', 'added', null],
    ['甲', 'removed', null],
  ])
})

const s0 = (examples[0]?.parts ?? []).map((each) => part(each.name))
test.each([
  ['集中学习党的二十大精神', []],
  ['理论学习：二十届三中全会精神', ['理论学习']],
  ['召开意识形态工作研判会', ['意识形态研判']],
  ['观看警示教育片，开展廉政教育', ['廉政警示教育']],
  ['到社区义诊，为群众办实事', ['为群众办实事']],
  ['学习先进榜样事迹', ['榜样教育']],
  ['讨论科室工作', []],
])('the title %s speaks of %s', (title, names) => {
  const found = suggestParts(s0, [{ agendaItemId: 'a', title }])
  expect(found.map((each) => each.partId)).toEqual(names)
})

test('S0 as it defines itself: one core, six required, four free; 3+1+1 has no parts and says so', () => {
  const kinds = (key: string) =>
    examples
      .find((each) => each.key === key)
      ?.parts.map((each) => each.kind)
      .join(' ')
  expect(kinds('1+6+N')).toBe(['core', ...Array(6).fill('required'), ...Array(4).fill('free')].join(' '))
  expect(kinds('3+1+1')).toBe('')
  expect(examples.find((each) => each.key === '3+1+1')?.note).toContain('没有说明')
})

const months = (...filled: readonly [number, number][]) => {
  const list = Array.from({ length: 12 }, () => 0)
  for (const [month, count] of filled) list[month - 1] = count
  return list
}
const whole = { from: 1, to: 12 }

test.each([
  // required, yearly minimum 2: one below, at, above; within the year and after it
  [{ minimum: 2 }, 'year', [3, 1], 6, { state: 'due', held: 1, asked: 2 }],
  [{ minimum: 2 }, 'year', [3, 1], 13, { state: 'overdue', held: 1, asked: 2 }],
  [{ minimum: 2 }, 'year', [3, 2], 6, { state: 'done', held: 2, asked: 2 }],
  [{ minimum: 2 }, 'year', [3, 3], 13, { state: 'done', held: 3, asked: 2 }],
  // quarterly: the first is over without any
  [{ minimum: 1 }, 'quarter', [4, 1], 5, { state: 'overdue', held: 1, asked: 2 }],
  [{ minimum: 1 }, 'quarter', [3, 1], 5, { state: 'due', held: 1, asked: 2 }],
  [{ minimum: 1 }, 'month', [1, 1], 1, { state: 'done', held: 1, asked: 1 }],
  [{ minimum: 1 }, 'month', [1, 1], 2, { state: 'due', held: 1, asked: 2 }],
  // free: nothing asked, what was done still counts
  [{ kind: 'free' }, 'year', [3, 1], 13, { state: 'free', held: 1, asked: 0 }],
  // core: in each of the three meetings
  [{ kind: 'core' }, 'year', [3, 2], 6, { state: 'overdue', held: 2, asked: 3 }],
  [{ kind: 'core' }, 'year', [3, 3], 6, { state: 'done', held: 3, asked: 3 }],
] as const)('%o each %s, held %o, in month %i: %o', (more, every, held, month, expected) => {
  const cover = judgeCover(
    part('题', more),
    every,
    { held: months([held[0], held[1]]), meetings: months([held[0], 3]), planned: 0 },
    whole,
    month,
  )
  expect(cover).toEqual({ ...expected, planned: 0 })
})

test('no meeting at all: the core is still to come in the year, and missed after it', () => {
  const judge = (month: number) =>
    judgeCover(part('学习', { kind: 'core' }), 'year', { held: [], meetings: [], planned: 0 }, whole, month)
      .state
  expect([judge(11), judge(13)]).toEqual(['due', 'overdue'])
})

test.each([
  [
    { from: '2026-01-01', to: null },
    { foundedOn: null, dissolvedOn: null },
    { from: 1, to: 12 },
  ],
  [
    { from: '2026-03-15', to: null },
    { foundedOn: '2026-05-01', dissolvedOn: null },
    { from: 5, to: 12 },
  ],
  [
    { from: '2025-01-01', to: null },
    { foundedOn: '2026-05-02', dissolvedOn: null },
    { from: 6, to: 12 },
  ],
  [
    { from: '2025-01-01', to: '2026-06-30' },
    { foundedOn: null, dissolvedOn: null },
    { from: 1, to: 6 },
  ],
  [{ from: '2027-01-01', to: null }, { foundedOn: null, dissolvedOn: null }, null],
  [{ from: '2025-01-01', to: null }, { foundedOn: '2026-12-02', dissolvedOn: null }, null],
])('scheme %o and branch %o share the months %o of 2026', (scheme, branch, span) => {
  expect(monthsWithin(2026, scheme, branch)).toEqual(span)
})

const holidays: Holidays = {
  off: new Set(['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
  working: new Set(['2026-10-10']),
  years: new Set([2026]),
}
test.each([
  ['working_day', 1, 2026, 10, '2026-10-08', false, true],
  ['working_day', 3, 2026, 10, '2026-10-10', false, true], // a make-up Saturday
  ['working_day', 28, 2026, 10, '2026-10-30', false, true],
  ['day', 5, 2026, 10, '2026-10-08', true, true],
  ['day', 28, 2026, 2, '2026-02-27', true, true], // a Saturday, and no working day after it
  ['day', 5, 2027, 3, '2027-03-05', false, false],
] as const)('%s %i of %i-%i is %s', (basis, nth, year, month, day, moved, certain) => {
  expect(proposedDay({ basis, nth }, year, month, holidays)).toEqual({ day, moved, certain })
})

const item = {
  id: 'a',
  month: 3,
  kind: 'theme_day',
  title: '2025年3月主题党日',
  schemeId: null,
  partId: null,
  lecturer: null,
  place: '会议室',
  meetingId: 'm',
}
test('what carries on takes the new year and month, and leaves the meeting behind', () => {
  expect(carried([item], { year: 2026 }, 2025)).toEqual([
    expect.objectContaining({ title: '2026年3月主题党日', month: 3, meetingId: null, place: '会议室' }),
  ])
  expect(carried([item], { year: 2026, month: 12 }, 2025)[0]).toMatchObject({
    title: '2026年12月主题党日',
    month: 12,
  })
})

test('an item is offered to the next month while nothing was held', () => {
  const items = [
    { ...item, id: 'none', meetingId: null, meetingState: null },
    { ...item, id: 'cancelled', meetingState: 'cancelled' },
    { ...item, id: 'planned', meetingState: 'planned' },
    { ...item, id: 'later', month: 4, meetingId: null, meetingState: null },
  ]
  expect(leftOver(items, 4)).toEqual(['none', 'cancelled'])
})

test('an approved plan is in force from the first day of its year', () => {
  expect(shownState('approved', 2027, '2026-12-31')).toBe('approved')
  expect(shownState('approved', 2027, '2027-01-01')).toBe('in_force')
  expect(shownState('draft', 2027, '2027-01-01')).toBe('draft')
})

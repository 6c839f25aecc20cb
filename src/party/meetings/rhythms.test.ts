// Who owes which meeting: whole periods only, the committee from three members on, groups for themselves.

import { describe, expect, test } from 'vitest'
import { owes, type UnitOnDay } from '../../foundation/duties/rules.ts'
import { coveredOn, rhythms } from './rules.ts'

const rhythm = (id: string) => {
  const found = rhythms.find((one) => one.id === id)
  if (found === undefined) throw new Error(id)
  return found
}
const branch: UnitOnDay = {
  kind: 'branch',
  foundedOn: '2010-01-01',
  dissolvedOn: null,
  members: 10,
  committeeMembers: 3,
}

describe('who owes what', () => {
  test.each([
    ['founded the day before the quarter', { foundedOn: '2025-12-31' }, true],
    ['founded on its first day', { foundedOn: '2026-01-01' }, true],
    ['founded on its second day', { foundedOn: '2026-01-02' }, false],
    ['founded mid-quarter', { foundedOn: '2026-02-20' }, false],
    ['dissolved before it', { dissolvedOn: '2025-12-31' }, false],
    ['dissolved on its first day', { dissolvedOn: '2026-01-01' }, true],
    ['without members', { members: 0 }, false],
    ['with one member', { members: 1 }, true],
    ['a department', { kind: 'department' }, false],
  ] as const)('general meeting: %s', (_, unit, owed) => {
    expect(owes(rhythm('general_meeting'), { ...branch, ...unit }, '2026-01-01')).toBe(owed)
  })

  test('founded mid-quarter owes from the next quarter on, and monthly from the next month on', () => {
    const founded = { ...branch, foundedOn: '2026-02-20' }
    expect(owes(rhythm('general_meeting'), founded, '2026-04-01')).toBe(true)
    expect(owes(rhythm('theme_day'), founded, '2026-02-01')).toBe(false)
    expect(owes(rhythm('theme_day'), founded, '2026-03-01')).toBe(true)
  })

  test.each([
    [0, false],
    [2, false],
    [3, true],
    [5, true],
  ])('committee meeting: %i committee members', (committeeMembers, owed) => {
    expect(owes(rhythm('committee_meeting'), { ...branch, committeeMembers }, '2026-01-01')).toBe(owed)
  })

  const committee = { ...branch, kind: 'committee', committeeMembers: 7 }
  test.each([
    ['study_group', 2, false],
    ['study_group', 3, true],
    ['governance_meeting', 2, false],
    ['governance_meeting', 3, true],
    ['ideology_meeting', 3, true],
    ['democratic_life_meeting', 2, false],
    ['democratic_life_meeting', 3, true],
  ] as const)('%s: a Party committee with %i in its committee', (id, committeeMembers, owed) => {
    expect(owes(rhythm(id), { ...committee, committeeMembers }, '2026-01-01')).toBe(owed)
    for (const kind of ['branch', 'general_branch', 'institution'])
      expect(owes(rhythm(id), { ...committee, kind, committeeMembers }, '2026-01-01')).toBe(false)
  })

  test.each([
    ['the half-year before they were asked for', '2025-07-01', {}, false],
    ['the first they are asked for', '2026-01-01', {}, true],
    ['founded on its first day', '2026-07-01', { foundedOn: '2026-07-01' }, true],
    ['founded within it', '2026-07-01', { foundedOn: '2026-07-02' }, false],
    ['dissolved before it', '2026-07-01', { dissolvedOn: '2026-06-30' }, false],
  ] as const)('half-yearly topics: %s', (_, from, unit, owed) => {
    expect(owes(rhythm('governance_meeting'), { ...committee, ...unit }, from)).toBe(owed)
  })

  test('half-yearly topics, study group and democratic life meeting say that their texts were not read', () => {
    for (const id of ['study_group', 'governance_meeting', 'ideology_meeting', 'democratic_life_meeting'])
      expect(rhythm(id).cites.map(({ verified }) => verified)).toEqual([false])
    expect(rhythm('governance_meeting').every).toBe('half_year')
  })

  test.each([
    [1, false],
    [2, true],
  ])('talks: a branch of %i', (members, owed) => {
    expect(owes(rhythm('heart_talks'), { ...branch, members }, '2026-01-01')).toBe(owed)
    expect(owes(rhythm('heart_talks'), { ...branch, members }, '2025-01-01')).toBe(false)
  })

  test('group meeting: only groups', () => {
    expect(owes(rhythm('group_meeting'), branch, '2026-01-01')).toBe(false)
    expect(owes(rhythm('group_meeting'), { ...branch, kind: 'group' }, '2026-01-01')).toBe(true)
  })

  test('the lecture is marked as a local rule that no national article numbers', () => {
    const [citation] = rhythm('lecture').cites
    expect(citation.level).toBe('institution')
    expect(citation.verified).toBe(false)
    expect(citation.note).toContain('第十六条')
  })
})

describe('talks of a year', () => {
  const committee = new Set(['a', 'b'])
  const talk = (firstId: string, secondId: string, on: string) => ({ firstId, secondId, on })
  const all = [
    talk('a', 'b', '2026-02-01'),
    talk('a', 'c', '2026-03-01'),
    talk('b', 'd', '2026-05-01'),
    talk('c', 'd', '2026-04-01'),
  ]
  const members = ['a', 'b', 'c', 'd']

  test('are held on the day on which nobody is without one any more, whenever they were written down', () => {
    expect(coveredOn(members, committee, all)).toBe('2026-05-01')
    expect(coveredOn(members, committee, all.toReversed())).toBe('2026-05-01')
    for (const one of all)
      expect(
        coveredOn(
          members,
          committee,
          all.filter((other) => other !== one),
        ),
      ).toBeNull()
    expect(coveredOn([...members, 'e'], committee, all)).toBeNull()
  })

  test('of nobody are not held', () => {
    expect(coveredOn([], new Set(), [])).toBeNull()
    expect(coveredOn(['a'], new Set(), [])).toBeNull()
  })
})

// Who owes which meeting: whole periods only, the committee from three members on, groups for themselves.

import { describe, expect, test } from 'vitest'
import { owes, type UnitOnDay } from '../../foundation/duties/rules.ts'
import { rhythms } from './rules.ts'

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

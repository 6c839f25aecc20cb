// Which unit a department's name suggests, and which branch covered it on a day.

import { expect, test } from 'vitest'
import { branchesOn, likeness, suggest } from './departments.ts'
import { divideAt, lastDayOf, monthsBetween } from './months.ts'

test.each([
  ['心血管内科', '心血管内科病区', 1],
  ['心内科', '心血管内科', 2 / 3],
  ['普通外科', '普外科', 0.8],
  ['神经内科', '神经外科', 0],
  ['ICU', 'ＩＣＵ（重症）', 0.75],
  ['', '内科', 0],
])('%s and %s', (one, two, expected) => expect(likeness(one, two)).toBeCloseTo(expected, 9))

test('a suggestion is the one nearest name, none of two, and none far away', () => {
  const units = [
    { id: '1', name: '神经内科' },
    { id: '2', name: '神经外科' },
    { id: '3', name: '心血管内科' },
  ]
  expect(suggest('心内科', units)).toMatchObject({ unitId: '3' })
  expect(suggest('神经科', units)).toBeNull()
  expect(suggest('检验科', units)).toBeNull()
  expect(suggest(null, units)).toBeNull()
})

test('a branch covers from its first to its last day, both included', () => {
  const coverage = [
    { branchId: 'a', departmentId: 'd', fromOn: '2026-01-01', untilOn: '2026-06-30' },
    { branchId: 'b', departmentId: 'd', fromOn: '2026-07-01', untilOn: null },
    { branchId: 'c', departmentId: 'e', fromOn: '2026-01-01', untilOn: null },
  ]
  expect(branchesOn(coverage, 'd', '2025-12-31')).toEqual([])
  expect(branchesOn(coverage, 'd', '2026-06-30')).toEqual(['a'])
  expect(branchesOn(coverage, 'd', '2026-07-01')).toEqual(['b'])
})

test('months run over the year; an action divides at the first whole month', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsBetween('2026-02', '2026-01')).toEqual([])
  expect(lastDayOf('2024-02')).toBe('2024-02-29')
  expect(divideAt('2026-03-01')).toEqual({ start: '2026-03', between: null })
  expect(divideAt('2026-12-02')).toEqual({ start: '2027-01', between: '2026-12' })
})

// The law of duties: states around the due day, and the rate.

import { describe, expect, test } from 'vitest'
import { dutyState, noCounts, rateOf } from './rules.ts'

const fact = { dueOn: '2026-03-31', waived: false, fulfilledOn: null, dissolvedOn: null, withdrawn: false }

describe('the state of a duty', () => {
  test.each([
    ['due day itself', fact, '2026-03-31', 'due'],
    ['the day after', fact, '2026-04-01', 'overdue'],
    ['done on the due day', { ...fact, fulfilledOn: '2026-03-31' }, '2026-05-01', 'done'],
    ['done the day after', { ...fact, fulfilledOn: '2026-04-01' }, '2026-05-01', 'late'],
    ['waived', { ...fact, waived: true }, '2026-05-01', 'waived'],
    ['waived but then done', { ...fact, waived: true, fulfilledOn: '2026-03-01' }, '2026-05-01', 'done'],
    ['withdrawn before and after its day', { ...fact, withdrawn: true }, '2026-05-01', 'not_applicable'],
    [
      'withdrawn after it was done',
      { ...fact, withdrawn: true, fulfilledOn: '2026-03-01' },
      '2026-05-01',
      'done',
    ],
    ['dissolved before it was due', { ...fact, dissolvedOn: '2026-03-30' }, '2026-05-01', 'not_applicable'],
    ['dissolved on the due day', { ...fact, dissolvedOn: '2026-03-31' }, '2026-05-01', 'overdue'],
  ] as const)('%s', (_, duty, today, state) => {
    expect(dutyState(duty, today)).toBe(state)
  })
})

describe('the rate', () => {
  test('counts done on time against all that fell due; waived, not applicable and not yet due do not count', () => {
    const counts = { ...noCounts(), done: 41, late: 1, overdue: 0, due: 7, waived: 3, not_applicable: 2 }
    expect(rateOf(counts)).toEqual({ numerator: 41, denominator: 42 })
  })
  test('nothing fell due: the denominator is zero, not the rate one', () => {
    expect(rateOf({ ...noCounts(), due: 5 })).toEqual({ numerator: 0, denominator: 0 })
  })
})

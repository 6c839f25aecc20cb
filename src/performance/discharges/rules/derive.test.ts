// Each trap of the definitions with a front page computed by hand.

import { describe, expect, test } from 'vitest'
import { type Derived, deriver, fen, type Flag, flags, isNewborn } from './derive.ts'
import { codesOf, items } from './dictionary.ts'
import { indicators, valueOf } from './indicators.ts'
import { inRange, syntheticLists } from './lists.ts'

const header = items.flatMap((item) => [...codesOf(item)])
const at = (code: string): number => header.indexOf(code)
const derive = deriver(syntheticLists, at)

const base = {
  A14: '40',
  B11C: '2',
  B12: '2025-03-01 08:00:00',
  B15: '2025-03-04 08:00:00',
  B16C: '03',
  B20: '3',
  B34C: '1',
  C03C: 'K29.500',
  D01: '100.00',
}

function of(more: Readonly<Record<string, string>>): Derived {
  const cells = new Map(Object.entries({ ...base, ...more }).map(([code, value]) => [at(code), value]))
  const filled = [...cells.keys()].sort((a, b) => a - b)
  return derive({ text: (place) => cells.get(place) ?? null, filled, filledCount: filled.length })
}

const held = (page: Derived): readonly Flag[] => flags.filter((_, bit) => (page.bits & (1 << bit)) !== 0)

describe('persons, not operations', () => {
  test('three operations in one stay are one person, with the highest level', () => {
    const page = of({ C14x01C: 'S00.1001', C35x01C: 'S00.4001', C35x40C: 'S00.3002' })
    expect(held(page)).toEqual(['surgery', 'operated', 'minimally_invasive', 'level4', 'level3', 'elective'])
  })
  test('procedures that only diagnose or treat make nobody operated', () => {
    expect(held(of({ C14x01C: 'S03.0001', C35x01C: 'S02.0001' }))).toEqual([])
  })
  test('an unknown code makes nobody operated', () => {
    expect(held(of({ C14x01C: '99.9999' }))).toEqual([])
  })
  test('an intervention makes operated, and level IV where it is managed so', () => {
    expect(held(of({ C14x01C: 'S01.4001' }))).toEqual(['intervention', 'operated', 'level4', 'elective'])
  })
})

describe('class-I incisions', () => {
  test.each([
    ['1', ['class1']],
    ['2', ['class1']],
    ['3', ['class1', 'class1_infected']],
    ['10', ['class1']],
    ['4', []],
    ['6', []],
  ])('grade %s', (grade, expected) => {
    const found = held(of({ C14x01C: 'S00.3001', C21x01C: grade })).filter((flag) =>
      flag.startsWith('class1'),
    )
    expect(found).toEqual(expected)
  })
  test('only the grade of an operation of class 手术 counts, not of an intervention beside it', () => {
    const page = of({ C14x01C: 'S01.3001', C21x01C: '3', C35x02C: 'S00.3001', C42x02C: '4' })
    expect(held(page)).not.toContain('class1')
  })
})

test('newborn: up to 28 days; a year-old is none; age 0 without days is one', () => {
  expect([
    isNewborn(0, 28),
    isNewborn(0, 29),
    isNewborn(1, null),
    isNewborn(1, 3),
    isNewborn(0, null),
  ]).toEqual([true, false, false, false, true])
})

test('elective: operated, and not admitted as an emergency', () => {
  expect(held(of({ C14x01C: 'S00.1001', B11C: '1' }))).not.toContain('elective')
  expect(held(of({ C14x01C: 'S00.1001', B11C: '3' }))).toContain('elective')
  expect(held(of({ B11C: '2' }))).not.toContain('elective')
})

test('day surgery: listed, and out within 24 hours to the second', () => {
  const day = (until: string) => held(of({ C14x01C: 'S00.2001', B15: until })).includes('day_surgery')
  expect(day('2025-03-02 08:00:00')).toBe(true)
  expect(day('2025-03-02 08:00:01')).toBe(false)
  expect(held(of({ C14x01C: 'S00.1001', B15: '2025-03-01 20:00:00' }))).not.toContain('day_surgery')
})

describe('complications', () => {
  test('listed, arisen in hospital, in somebody operated on', () => {
    const page = { C14x01C: 'S00.1001', C06x02C: 'T81.2x0', C08x02C: '4' }
    expect(held(of(page))).toContain('complication')
    expect(held(of({ ...page, C08x02C: '1' }))).not.toContain('complication')
    expect(held(of({ ...page, C14x01C: 'S02.0001' }))).not.toContain('complication')
  })
  test('the state belongs to its own diagnosis', () => {
    const page = { C14x01C: 'S00.1001', C06x01C: 'K29.500', C08x01C: '4', C06x02C: 'T81.200', C08x02C: '2' }
    expect(held(of(page))).not.toContain('complication')
  })
  test('a range holds everything between its ends and their subdivisions', () => {
    const range = { from: 'A40.0', to: 'A40.9' }
    expect(['A40.0', 'A40.300', 'A40.9x1'].map((code) => inRange(code, range))).toEqual([true, true, true])
    expect(['A39.9', 'A41.0', 'A4'].map((code) => inRange(code, range))).toEqual([false, false, false])
  })
})

test('single diseases: any diagnosis, main procedure only, and the age', () => {
  expect(of({ C06x09C: 'I21.300' }).diseases).toBe('SD1')
  expect(of({ C03C: 'J15.100', A14: '18' }).diseases).toBe('SD2')
  expect(of({ C03C: 'J15.100', A14: '17' }).diseases).toBe(null)
  expect(of({ C14x01C: 'S81.5101' }).diseases).toBe('SD3')
  expect(of({ C14x01C: 'S03.0001', C35x01C: 'S81.5101' }).diseases).toBe(null)
})

test('money is exact, and what the file does not say is missing, not zero', () => {
  expect(['0.29', '1.1', '99999999.99', '7'].map(fen)).toEqual([29, 110, 9_999_999_999, 700])
  expect(of({}).drugFen).toBe(null)
  expect(of({ D23: '0.10', D25: '0.20' }).drugFen).toBe(30)
  expect(of({ D33: '0.00' }).materialFen).toBe(0)
})

test('bed-days are those the page states (B20), never a difference of dates: a day case has one', () => {
  expect(of({ B20: '1', B12: '2025-03-01 08:00:00', B15: '2025-03-01 16:00:00' }).losDays).toBe(1)
  expect(of({ B20: '4', B12: '2025-03-01 08:00:00', B15: '2025-03-04 16:00:00' }).losDays).toBe(4)
})

test('level III for secondary hospitals: surgery or intervention, beside level IV as well; never therapy', () => {
  const level3 = (more: Readonly<Record<string, string>>) => held(of(more)).includes('level3')
  expect(level3({ C14x01C: 'S00.3001' })).toBe(true)
  expect(level3({ C14x01C: 'S01.3001' })).toBe(true)
  expect(level3({ C14x01C: 'S00.4001', C35x02C: 'S00.3002' })).toBe(true)
  expect(level3({ C14x01C: 'S00.4001' })).toBe(false)
  expect(level3({ C14x01C: 'S02.0001' })).toBe(false)
})

test('codes for grouping: main and others apart, in the order of the file; age in days below one year only', () => {
  const page = { C06x02C: 'I10.x00', C06x01C: 'E11.900', C14x01C: 'S03.0001', C35x02C: 'S00.1001' }
  expect(of({ ...page, A12C: '2', A16: '5', A17: '2900', B34C: '4' })).toMatchObject({
    mainDx: 'K29.500',
    otherDx: 'E11.900,I10.x00',
    mainOp: 'S03.0001',
    otherOps: 'S00.1001',
    sex: 2,
    ageYears: 40,
    ageDays: null,
    birthWeight: 2900,
    leaving: 4,
  })
  const child = of({ A14: '0', A16: '5', A17: '2900', A18x01: '2450' })
  expect(child).toMatchObject({
    ageYears: 0,
    ageDays: 5,
    birthWeight: 2450,
    mainOp: null,
    otherDx: null,
    sex: null,
  })
})

test('a ratio without a base has no value', () => {
  const percent = { unit: 'percent' } as const
  expect(valueOf(percent, 0, 0)).toBe(null)
  expect(valueOf(percent, 0, 8)).toBe(0)
  expect(valueOf(percent, 1, 8)).toBe(12.5)
  // 3 stays of 10.00, 20.00 and 30.50 yuan: 20.1666… a stay.
  expect(valueOf({ unit: 'yuan' }, 6_050, 3)).toBeCloseTo(20.1667, 4)
})

test('only what was read in the official text, and plain counts, are called verified', () => {
  for (const { verified, basis } of indicators)
    expect(verified).toBe(basis === 'manual' || basis === 'arithmetic')
})

test('the dictionary has its 135 items and 642 columns', () => {
  expect([items.length, header.length, new Set(header).size]).toEqual([135, 642, 642])
})

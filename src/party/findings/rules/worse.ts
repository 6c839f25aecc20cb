// When a finding that was set aside returns: its facts got worse since then. No I/O.

import type { Facts } from '../../../core/law.ts'

/** Facts that the calendar alone changes: they do not make a matter another one. */
const clock = ['today', 'days', 'firstMissedOn', 'lastMissedOn']

/** The number whose growth makes it worse; other differences of these rules are no reason to return. */
const growing: Readonly<Record<string, string>> = {
  'R-ORG-2': 'members',
  'R-ORG-3j': 'units',
  'R-ORG-7m': 'committeeMembers',
  'R-ORG-12': 'members',
  'R-ORG-11': 'members',
  'R-TRM-4': 'signs',
  'R-MEM-7': 'missed',
  'L-ORG-1': 'people',
}

/**
 * Whether a matter got worse: its number grew, or, where no number tells, anything but the calendar is different
 * (another secretary's post, a term that meanwhile is over).
 */
export function gotWorse(rule: string, before: Facts, now: Facts): boolean {
  const number = growing[rule]
  if (number !== undefined) return Number(now[number]) > Number(before[number])
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...names].some((name) => !clock.includes(name) && (before[name] ?? null) !== (now[name] ?? null))
}

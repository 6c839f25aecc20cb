// Party work of the branches that covered a department, month by month, and of a whole institution.

import { may } from '../../../core/access.ts'
import type { Work } from '../../../core/pipeline.ts'
import { type Counts, countsOfYear, noCounts, rateOf } from '../../../foundation/duties/index.ts'
import { allCoverage, locateUnit, unitNames } from '../../../foundation/org/index.ts'
import { countAttendance, listMeetings } from '../../../party/meetings/index.ts'
import { branchesOn, lastDayOf, monthsBetween } from '../rules.ts'

type Ratio = { readonly numerator: number; readonly denominator: number }
const none: Ratio = { numerator: 0, denominator: 0 }
const add = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator + b.numerator,
  denominator: a.denominator + b.denominator,
})

export type Covered = { readonly month: string; readonly branches: readonly string[] }

/** The branches that covered a department at the end of each month of a year, or today in the present one. */
export async function coveredIn(
  { tx, today }: Work,
  institutionId: string,
  departmentId: string,
  year: number,
): Promise<readonly Covered[]> {
  const coverage = await allCoverage(tx, [institutionId])
  const last = `${year}-12` < today.slice(0, 7) ? `${year}-12` : today.slice(0, 7)
  return monthsBetween(`${year}-01`, last).map((month) => {
    const end = lastDayOf(month)
    return { month, branches: branchesOn(coverage, departmentId, end < today ? end : today) }
  })
}

/** The same in stretches: each branch with its first and last month, in order of time. */
export async function stretchesOf({ tx }: Work, covered: readonly Covered[]) {
  const stretches: { id: string; from: string; to: string }[] = []
  for (const { month, branches } of covered)
    for (const id of branches) {
      const open = stretches.findLast((each) => each.id === id)
      const before = covered[covered.findIndex((each) => each.month === month) - 1]
      if (open !== undefined && open.to === before?.month) open.to = month
      else stretches.push({ id, from: month, to: month })
    }
  const names = await unitNames(tx, [...new Set(stretches.map(({ id }) => id))])
  return stretches.map((each) => ({ ...each, name: names.get(each.id)?.name ?? '' }))
}

/** Whether a permission reaches all these units. */
export async function mayAll(
  { tx, principal }: Work,
  permission: 'duty.read' | 'meeting.read' | 'finding.read',
  unitIds: readonly string[],
): Promise<boolean> {
  for (const id of unitIds) {
    const unit = await locateUnit(tx, id)
    if (unit === null || !may(principal, permission, unit.path)) return false
  }
  return true
}

/** What the branches owed and did while they covered the department: on time ÷ fallen due, and the same a year before. */
export async function partyMeasures(
  work: Work,
  year: number,
  covered: readonly Covered[],
  earlier: readonly Covered[],
) {
  const branches = [...new Set(covered.flatMap((each) => each.branches))]
  const all = [...new Set([...branches, ...earlier.flatMap((each) => each.branches)])]
  if (branches.length === 0 || !(await mayAll(work, 'duty.read', all))) return null
  const [now, then] = [await countsBy(work, all, year), await countsBy(work, all, year - 1)]
  const lectures = await countsBy(work, all, year, 'lecture')
  const months = covered.map(({ month, branches: own }) => ({
    month,
    rate: own.map((branch) => rateOf(now(branch, month))).reduce(add, none),
  }))
  return {
    rate: months.map(({ rate }) => rate).reduce(add, none),
    before: earlier
      .flatMap(({ month, branches: own }) => own.map((branch) => rateOf(then(branch, month))))
      .reduce(add, none),
    overdue: covered
      .flatMap(({ month, branches: own }) => own.map((branch) => now(branch, month).overdue))
      .reduce((sum, each) => sum + each, 0),
    lectures: covered
      .flatMap(({ month, branches: own }) => own.map((branch) => rateOf(lectures(branch, month))))
      .reduce(add, none),
    attendance: (await mayAll(work, 'meeting.read', branches)) ? await attendanceIn(work, covered) : null,
    months,
  }
}

async function countsBy(
  { tx, today }: Work,
  branches: readonly string[],
  year: number,
  rhythm?: string,
): Promise<(branch: string, month: string) => Counts> {
  const found = new Map<string, Counts>()
  for (const branch of branches) {
    const { byMonth } = await countsOfYear(tx, branch, { year, today, rhythm })
    for (const [month, counts] of byMonth)
      found.set(`${branch} ${year}-${String(month).padStart(2, '0')}`, counts)
  }
  return (branch, month) => found.get(`${branch} ${month}`) ?? noCounts()
}

/** Present ÷ due over the meetings that each branch held in the months in which it covered the department. */
async function attendanceIn({ tx }: Work, covered: readonly Covered[]): Promise<Ratio> {
  const [first, last] = [covered[0], covered.at(-1)]
  if (first === undefined || last === undefined) return none
  let sum = none
  for (const branch of new Set(covered.flatMap((each) => each.branches))) {
    const days = { from: `${first.month}-01`, to: lastDayOf(last.month) }
    const { rows } = await listMeetings(tx, { unitIds: [branch], ...days, limit: 5_000, offset: 0 })
    const months = new Set(covered.filter((each) => each.branches.includes(branch)).map((each) => each.month))
    const held = rows.filter(
      ({ startedAt, state }) =>
        startedAt !== null &&
        months.has(startedAt.slice(0, 7)) &&
        (state === 'held' || state === 'confirmed'),
    )
    const counts = await countAttendance(
      tx,
      held.map(({ id }) => id),
    )
    for (const { due, present } of counts.values()) sum = add(sum, { numerator: present, denominator: due })
  }
  return sum
}

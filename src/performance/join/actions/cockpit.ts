// The cockpit: the few figures of an institution that a wall shows, each only to those who may see what is behind it.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import { countsOfYear, rateOf, readDuties } from '../../../foundation/duties/index.ts'
import { readInstitution, readUnit, unitsBelow } from '../../../foundation/org/index.ts'
import { publishedDepartments } from '../../discharges/index.ts'
import { monthOfNumber, monthsBetween } from '../rules.ts'
import { monthly } from '../series.ts'
import { readActions } from '../store.ts'
import { summariesOf } from './summaries.ts'
import { type Some, usualWindow, viewed } from './view.ts'

/** What fits on a wall without scrolling. */
const shown = { branches: 5, actions: 6 }
const mostOverdue = 20_000

export const cockpits: Some<'cockpit'> = {
  cockpit: async (work) => {
    const unit = targetOf(work)
    if (unit.kind !== 'institution')
      throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
    const { institutionId, id } = unit
    const year = Number(work.today.slice(0, 4))
    const { last } = await publishedDepartments(work, institutionId)
    const to = last === null ? null : monthOfNumber(last)
    const heads = monthly.filter(({ monitored }) => monitored)
    const stored = await readActions(work.tx, { unitIds: [id], limit: 200 })
    const open = (await viewed(work, stored, usualWindow)).filter(
      ({ state }) => state === 'due' || state === 'overdue',
    )
    open.sort((a, b) => (a.untilOn < b.untilOn ? -1 : a.untilOn > b.untilOn ? 1 : 0))
    return {
      unitId: id,
      name: (await readUnit(work.tx, institutionId, id)).name,
      demo: (await readInstitution(work.tx, institutionId)).demo,
      at: work.now.toString({ smallestUnit: 'second' }),
      year,
      party: may(work.principal, 'duty.read', unit.path) ? await partyOf(work, unit, year) : null,
      hospital:
        to === null
          ? null
          : {
              from: `${to.slice(0, 4)}-01`,
              to,
              indicators: await summariesOf(work, heads, { institutionId, codes: null, to }),
            },
      actions: open.slice(0, shown.actions),
      openActions: open.length,
      overdueActions: open.filter(({ state }) => state === 'overdue').length,
    }
  },
}

async function partyOf({ tx, today }: Work, { id }: UnitRef, year: number) {
  const month = today.slice(0, 7)
  const [now, then] = [
    await countsOfYear(tx, id, { year, today }),
    await countsOfYear(tx, id, { year: year - 1, today }),
  ]
  const overdue = await readDuties(tx, {
    unitIds: [id],
    today,
    from: `${year}-01-01`,
    to: today,
    states: ['overdue'],
    limit: mostOverdue,
  })
  const behind = [...Map.groupBy(overdue, (duty) => duty.unitId)]
    .map(([unitId, duties]) => ({ id: unitId, name: duties[0]?.unitName ?? '', overdue: duties.length }))
    .sort((a, b) => b.overdue - a.overdue || (a.name < b.name ? -1 : 1))
  const branches = await unitsBelow(tx, [id], { today, kinds: ['branch'] })
  const sameMonths = monthsBetween(`${year - 1}-01`, `${year - 1}-${month.slice(5)}`).map((each) =>
    Number(each.slice(5)),
  )
  return {
    rate: rateOf(now.whole),
    before: sameMonths
      .flatMap((each) => then.byMonth.get(each) ?? [])
      .map(rateOf)
      .reduce(
        (sum, each) => ({
          numerator: sum.numerator + each.numerator,
          denominator: sum.denominator + each.denominator,
        }),
        { numerator: 0, denominator: 0 },
      ),
    overdue: overdue.length,
    branches: branches.length,
    behind: behind.slice(0, shown.branches),
    behindCount: behind.length,
    months: [
      ...monthsBetween(`${year - 1}-01`, `${year - 1}-12`).map((each) => ({
        month: each,
        rate: rateOfMonth(then.byMonth, each),
      })),
      ...monthsBetween(`${year}-01`, month).map((each) => ({
        month: each,
        rate: rateOfMonth(now.byMonth, each),
      })),
    ],
  }
}

function rateOfMonth(byMonth: Awaited<ReturnType<typeof countsOfYear>>['byMonth'], month: string) {
  const counts = byMonth.get(Number(month.slice(5)))
  return counts === undefined ? { numerator: 0, denominator: 0 } : rateOf(counts)
}

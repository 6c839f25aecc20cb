// What the yearly activity table does: duties of a year, laid out as branches × months.

import { type Handlers, targetOf } from '../../core/pipeline.ts'
import {
  declaredRhythms,
  type DutyState,
  noCounts,
  rateOf,
  readDuties,
} from '../../foundation/duties/index.ts'
import { unitNames, unitsBelow, unitsOf } from '../../foundation/org/index.ts'
import type { lifeContract, Mark } from './contract.ts'

export const lifeHandlers: Handlers<typeof lifeContract> = {
  table: async (work, { unitId, year }) => {
    const { tx, today } = work
    const target = targetOf(work)
    const duties = await readDuties(tx, {
      unitIds: [unitId],
      today,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      limit: 100_000,
    })
    const present = await unitsBelow(tx, [unitId], {
      today,
      withDissolved: true,
      kinds: ['committee', 'general_branch', 'branch', 'group'],
    })
    const here = new Set(present.map((unit) => unit.id))
    // A branch that has moved away since keeps the row of what it owed while it was here.
    const away = [...new Set(duties.map((duty) => duty.unitId))].filter((id) => !here.has(id))
    const units = [...present, ...(await unitsOf(tx, away, { today, at: null, withDissolved: true }))]
    const names = await unitNames(tx, [target.id, ...units.flatMap((unit) => unit.path)])
    const byUnit = Map.groupBy(duties, (duty) => duty.unitId)
    const total = noCounts()
    const rows = inTreeOrder(units).flatMap((unit) => {
      if (unit.kind !== 'branch' && unit.kind !== 'group') return []
      const own = byUnit.get(unit.id) ?? []
      const gone = unit.dissolvedOn !== null && unit.dissolvedOn < `${year}-01-01`
      if (own.length === 0 && gone) return []
      const counts = noCounts()
      const months: Mark[][] = Array.from({ length: 12 }, () => [])
      for (const duty of own) {
        counts[duty.state] += 1
        total[duty.state] += 1
        months[Number(duty.dueOn.slice(5, 7)) - 1]?.push({
          dutyId: duty.id,
          rhythm: duty.rhythm,
          state: duty.state satisfies DutyState,
          dueOn: duty.dueOn,
          recordKind: duty.recordKind,
          recordId: duty.recordId,
        })
      }
      const above = unit.path.at(-2)
      return [
        {
          unitId: unit.id,
          unitName: unit.name,
          unitKind: unit.kind,
          above: above === undefined ? null : (names.get(above)?.name ?? null),
          rate: rateOf(counts),
          months,
        },
      ]
    })
    return {
      today,
      year,
      unitName: names.get(target.id)?.name ?? '',
      rhythms: declaredRhythms().map(({ id, zh, en, every }) => ({ id, zh, en, every })),
      rows,
      rate: rateOf(total),
    }
  },
}

/** Parents before children, siblings by their codes. */
function inTreeOrder<
  U extends { readonly id: string; readonly path: readonly string[]; readonly code: string },
>(units: readonly U[]): readonly U[] {
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const key = (unit: U): string => unit.path.map((id) => codes.get(id) ?? id).join('/')
  return units
    .map((unit) => ({ unit, key: key(unit) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ unit }) => unit)
}

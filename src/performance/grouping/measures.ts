// What later rooms may ask of the groups: exact sums by department and month, and which scheme and front pages they rest on.

import type { Columns } from '../../core/columns/index.ts'
import type { Tx } from '../../core/db.ts'
import { type Dimension, type Scope, wholePart } from '../discharges/index.ts'
import { type Figures, figuresOf } from './rules/figures.ts'
import type { Drg, SchemeHead } from './rules/scheme.ts'
import type { StrataSource } from './rules/strata.ts'
import { type Counted, countDrgs } from './store/groups.ts'
import { readWhole, type Whole } from './store/runs.ts'
import { currentScheme, findScheme, readDrgs } from './store/schemes.ts'

/** What the visible groups rest on. Every figure made of them is an estimate of the national grouping, not its result. */
export type Basis = {
  readonly scheme: SchemeHead
  /** Instant of their publication, ISO. */
  readonly groupedAt: string
  readonly strataSource: StrataSource
  /** Other front pages are published, or another scheme is current, and the groups are not yet those. */
  readonly stale: 'records' | 'scheme' | null
}

export type GroupingMeasure = Figures & {
  readonly department: string | null
  readonly month: number | null
}

/** Null when nothing is grouped. */
export async function groupingBasis(tx: Tx, institutionId: string): Promise<Basis | null> {
  const whole = await readWhole(tx, institutionId)
  if (whole === null) return null
  const scheme = await findScheme(tx, institutionId, whole.schemeId)
  if (scheme === null) return null
  const { edition, source, synthetic } = scheme
  const stale =
    (await wholePart(tx, institutionId)) !== whole.sourcePart
      ? 'records'
      : (await currentScheme(tx, institutionId)) !== whole.schemeId
        ? 'scheme'
        : null
  return {
    scheme: { edition, source, synthetic },
    groupedAt: whole.groupedAt,
    strataSource: whole.strata.source,
    stale,
  }
}

/**
 * The sums of `Figures` (weights in ten-thousandths, index sums in millionths), by department and month as asked; without
 * either, one row. A department or month without stays is absent. Nothing grouped: no rows.
 */
export async function groupingMeasures(
  tx: Tx,
  columns: Columns,
  institutionId: string,
  scope: Scope,
  by: readonly Dimension[],
): Promise<readonly GroupingMeasure[]> {
  const whole = await readWhole(tx, institutionId)
  if (whole === null) return []
  const counts = await countDrgs(columns, whole.part, scope, by)
  return fold(counts, await readDrgs(tx, institutionId, whole.schemeId), whole)
}

function fold(
  counts: readonly Counted[],
  drgs: readonly Drg[],
  { strata }: Whole,
): readonly GroupingMeasure[] {
  const byCode = new Map(drgs.map((drg) => [drg.code, drg]))
  const places = new Map<string, Counted[]>()
  for (const count of counts) {
    const key = `${count.department} ${count.month}`
    const those = places.get(key)
    if (those === undefined) places.set(key, [count])
    else those.push(count)
  }
  return [...places.values()].flatMap((those) => {
    const [first] = those
    if (first === undefined) return []
    const { department, month } = first
    return [{ department, month, ...figuresOf(those, byCode, strata) }]
  })
}

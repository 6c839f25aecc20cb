// The history of a unit as stages of name and place: what a change from a day on makes of them. No I/O.

import { dayBefore } from '../../../core/calendar.ts'

/** What a unit was called and where it hung, both days included; `untilOn` null: until further notice. */
export type Stage = {
  readonly fromOn: string
  readonly untilOn: string | null
  readonly name: string
  readonly parentId: string | null
}
export type StageChange = { readonly name?: string; readonly parentId?: string }

/** The first stage of a unit without a day of founding begins before every record: the founding of the Party. */
export const beforeRecords = '1921-07-01'

/** The stage that holds on a day; before the first one, the first. */
export function stageOn<S extends Stage>(stages: readonly S[], day: string): S {
  const [first] = stages
  if (first === undefined) throw new Error('A unit without a stage')
  return stages.findLast((stage) => stage.fromOn <= day) ?? first
}

/**
 * The stages after a change that holds from a day on. A later stage that changed the same thing again keeps its own;
 * what follows from the old value follows the new one. Neighbours that do not differ become one, so that a change
 * taken back leaves no trace.
 */
export function restage(stages: readonly Stage[], on: string, change: StageChange): readonly Stage[] {
  const there = stageOn(stages, on)
  const split = stages.flatMap((stage) =>
    stage === there && stage.fromOn < on ? [stage, { ...stage, fromOn: on }] : [stage],
  )
  let names = true
  let places = true
  const changed = split.map((stage) => {
    if (stage.fromOn < on) return stage
    names &&= stage.name === there.name
    places &&= stage.parentId === there.parentId
    return {
      ...stage,
      ...(names && change.name !== undefined ? { name: change.name } : {}),
      ...(places && change.parentId !== undefined ? { parentId: change.parentId } : {}),
    }
  })
  return joined(changed)
}

/** The stages without the one that begins on this day: the one before goes on. */
export function withoutStage(stages: readonly Stage[], fromOn: string): readonly Stage[] {
  return joined(stages.filter((stage, index) => index === 0 || stage.fromOn !== fromOn))
}

function joined(stages: readonly Stage[]): readonly Stage[] {
  const distinct = stages.filter((stage, index) => {
    const before = stages[index - 1]
    return before === undefined || before.name !== stage.name || before.parentId !== stage.parentId
  })
  return distinct.map((stage, index) => {
    const next = distinct[index + 1]
    return { ...stage, untilOn: next === undefined ? null : dayBefore(next.fromOn) }
  })
}

/**
 * The days from `from` on at which a unit would stand below itself, by the stages of it and of everything that is ever
 * above it then.
 */
export function circles(
  stages: ReadonlyMap<string, readonly Stage[]>,
  unitId: string,
  from: string,
): readonly string[] {
  const days = new Set([from])
  for (const each of stages.values()) for (const { fromOn } of each) if (fromOn > from) days.add(fromOn)
  return [...days].sort().filter((day) => {
    const seen = new Set<string>()
    for (let at: string | null = unitId; at !== null; ) {
      if (seen.has(at)) return true
      seen.add(at)
      const known = stages.get(at)
      at = known === undefined ? null : stageOn(known, day).parentId
    }
    return false
  })
}

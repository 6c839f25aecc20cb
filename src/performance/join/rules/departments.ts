// Which unit a department of the front pages is likely to mean, by name, and which branch covered it when. No I/O.

/** The least likeness at which a unit is suggested at all. */
const leastLikeness = 0.5

/** Names without what hospitals write differently: spaces, brackets, and the words for ward, clinic and department. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()（）\-—·,，、.]/gu, '')
    .replaceAll(/(?:住院部|门诊部|病区|病房|门诊|科室|中心|科)+$/gu, '')
}

/** Whether all signs of the shorter name stand in the longer one in the same order: 心内 in 心血管内. */
function abbreviates(short: readonly string[], long: readonly string[]): boolean {
  let at = 0
  for (const sign of long) if (sign === short[at]) at += 1
  return at === short.length
}

/**
 * How alike two names are, 0 to 1. Names of departments differ by one decisive sign (神经内科, 神经外科), so a name is
 * like another only where it is an abbreviation of it: then by how much of both they share.
 */
export function likeness(one: string, two: string): number {
  const [a, b] = [Array.from(plain(one)), Array.from(plain(two))]
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0 || !abbreviates(short, long)) return 0
  return (2 * short.length) / (short.length + long.length)
}

export type Suggested = { readonly unitId: string; readonly likeness: number }

/** The unit whose name is most like it; none where two are equally alike or nothing is near. */
export function suggest(
  name: string | null,
  units: readonly { readonly id: string; readonly name: string }[],
): Suggested | null {
  if (name === null) return null
  const ranked = units
    .map((unit) => ({ unitId: unit.id, likeness: likeness(name, unit.name) }))
    .sort((a, b) => b.likeness - a.likeness)
  const [best, next] = ranked
  if (best === undefined || best.likeness < leastLikeness) return null
  return next !== undefined && next.likeness === best.likeness ? null : best
}

export type Covering = {
  readonly branchId: string
  readonly departmentId: string
  readonly fromOn: string
  readonly untilOn: string | null
}

/** The branches that covered a department on a day. */
export function branchesOn(
  coverage: readonly Covering[],
  departmentId: string,
  day: string,
): readonly string[] {
  return [
    ...new Set(
      coverage
        .filter(
          (each) =>
            each.departmentId === departmentId &&
            each.fromOn <= day &&
            (each.untilOn === null || each.untilOn >= day),
        )
        .map((each) => each.branchId),
    ),
  ]
}

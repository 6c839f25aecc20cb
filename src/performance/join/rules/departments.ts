// Which unit a department of the front pages is likely to mean, by name, and which branch covered it when. No I/O.

/** The least likeness at which a unit is suggested at all. */
const leastLikeness = 0.5

/** Names without what hospitals write differently: spaces, brackets, and the words for ward, clinic and department. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()（）\-—·,，、.]/gu, '')
    .replaceAll(/(住院部|门诊部|病区|病房|门诊|科室|中心|科)$/gu, '')
}

const pairsOf = (text: string): readonly string[] => {
  const signs = Array.from(text)
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`)
}

/** How alike two names are, 0 to 1: the share of neighbouring pairs of signs that both have (Dice). */
export function likeness(one: string, two: string): number {
  const [a, b] = [plain(one), plain(two)]
  if (a === '' || b === '') return 0
  if (a === b) return 1
  const [left, right] = [pairsOf(a), [...pairsOf(b)]]
  const common = left.filter((pair) => {
    const at = right.indexOf(pair)
    if (at === -1) return false
    right.splice(at, 1)
    return true
  }).length
  return (2 * common) / (left.length + pairsOf(b).length)
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

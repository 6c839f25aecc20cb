// Units in the order of the tree: parents before children, siblings by their codes.

export function inTreeOrder<
  U extends { readonly id: string; readonly path: readonly string[]; readonly code: string },
>(units: readonly U[]): readonly U[] {
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const key = (unit: U): string => unit.path.map((id) => codes.get(id) ?? id).join('/')
  return units
    .map((unit) => ({ unit, key: key(unit) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ unit }) => unit)
}

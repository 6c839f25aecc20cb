// The name that somebody most likely meant: the nearest of a list by the letters that differ.

/** The nearest name, or null when none is near: at most half of the letters differ. */
export function nearestName(name: string, names: readonly string[]): string | null {
  let best: string | null = null
  let least = Math.max(1, Math.floor(name.length / 2)) + 1
  for (const candidate of names) {
    const apart = distanceOf(name, candidate)
    if (apart < least) {
      least = apart
      best = candidate
    }
  }
  return best
}

/** A name that holds the other is near it, the nearer the less else it holds. */
function distanceOf(a: string, b: string): number {
  if (a === b) return 0
  return a.includes(b) || b.includes(a) ? 1 + Math.abs(a.length - b.length) / 100 : distance(a, b)
}

/** Letters to insert, delete or replace to make one text the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same))
    }
    row = next
  }
  return row[b.length] ?? 0
}

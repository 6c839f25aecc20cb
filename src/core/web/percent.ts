// A share in words.

/** A share as text, one decimal, never rounded up to 100 % while something is missing. */
export function percent(numerator: number, denominator: number): string {
  const tenths = Math.round((numerator / denominator) * 1000)
  const honest = numerator < denominator && tenths >= 1000 ? 999 : tenths
  return `${(honest / 10).toFixed(1)}\u00a0%`
}

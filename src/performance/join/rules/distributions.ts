// The normal and Student's t distribution as far as intervals need them. No I/O.

/** The 97.5 % point of the normal distribution: two-sided 95 % intervals. */
export const z95 = 1.959963984540054

/** ln Γ(x) for x > 0, after Lanczos (g = 7, nine terms): good to about 15 digits. */
function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const at = x - 1
  const sum = terms.reduce((total, term, index) => (index === 0 ? term : total + term / (at + index)), 0)
  const t = at + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The regularised incomplete beta function I_x(a, b), by its continued fraction (modified Lentz). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x))
  const tiny = 1e-300
  const step = (value: number): number => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / step(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / step(1 + even * d)
    c = step(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / step(1 + odd * d)
    c = step(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return (front * fraction) / a
}

/** P(T ≤ t) for Student's t with `df` degrees of freedom, df > 0 and not necessarily whole. */
export function studentCdf(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2
  return t > 0 ? 1 - tail : tail
}

/** The 97.5 % point of Student's t, by halving: exact to 1e-10. */
export function student95(df: number): number {
  let low = 0
  let high = 1
  while (studentCdf(high, df) < 0.975) high *= 2
  while (high - low > 1e-10 * high) {
    const middle = (low + high) / 2
    if (studentCdf(middle, df) < 0.975) low = middle
    else high = middle
  }
  return (low + high) / 2
}

// Codes as lists write them: one code, all with a beginning, a range; ranges are spread out once, when a scheme is compiled. Pure.

/** A range that would stand for more beginnings is a mistake of typing. */
export const mostInRange = 5000

/** What a pattern stands for: one code, or beginnings of codes. Null when it is none, or its range is too wide. */
export type Pattern = { readonly exact: string } | { readonly beginnings: readonly string[] }

const code = /^[0-9A-Za-z][0-9A-Za-z.+]{0,19}$/

export function patternOf(text: string): Pattern | null {
  if (code.test(text)) return { exact: text }
  if (text.endsWith('*')) {
    const beginning = text.slice(0, -1)
    return code.test(beginning) ? { beginnings: [beginning] } : null
  }
  const [from, to, ...more] = text.split('-')
  if (from === undefined || to === undefined || more.length > 0) return null
  if (!code.test(from) || !code.test(to)) return null
  const beginnings = spread(from, to)
  return beginnings === null ? null : { beginnings }
}

/** All codes from one end to the other, counted as a mileage counter does: digits by digits, letters by letters. */
function spread(from: string, to: string): readonly string[] | null {
  if (from.length !== to.length || from > to) return null
  const kinds = Array.from(from, kindOf)
  if (Array.from(to, kindOf).some((kind, at) => kind !== kinds[at])) return null
  // Where both ends have a sign that is neither digit nor letter it must be the same.
  if (kinds.some((kind, at) => kind === 'other' && from[at] !== to[at])) return null
  const found: string[] = []
  for (let each: string | null = from; each !== null && each <= to; each = next(each)) {
    found.push(each)
    if (found.length > mostInRange) return null
  }
  return found.at(-1) === to ? found : null
}

type Kind = 'digit' | 'upper' | 'lower' | 'other'
function kindOf(sign: string): Kind {
  if (/\d/.test(sign)) return 'digit'
  if (/[A-Z]/.test(sign)) return 'upper'
  return /[a-z]/.test(sign) ? 'lower' : 'other'
}

const first: Readonly<Record<Kind, string>> = { digit: '0', upper: 'A', lower: 'a', other: '' }
const last: Readonly<Record<Kind, string>> = { digit: '9', upper: 'Z', lower: 'z', other: '' }

function next(text: string): string | null {
  const signs = Array.from(text)
  for (let at = signs.length - 1; at >= 0; at -= 1) {
    const sign = signs[at] ?? ''
    const kind = kindOf(sign)
    if (kind === 'other') continue
    if (sign !== last[kind]) {
      signs[at] = String.fromCharCode(sign.charCodeAt(0) + 1)
      return signs.join('')
    }
    signs[at] = first[kind]
  }
  return null
}

// Identity numbers and phones: what is a right one, how it is compared, and what of it may be shown. No I/O.

export type IdNumberFault = 'length' | 'date' | 'checksum' | 'characters'
export type IdNumber = {
  readonly kind: 'resident' | 'other'
  /** As it is kept: without spaces, capital letters. */
  readonly text: string
  /** What it is found by: a resident's old number of 15 digits is found by the 18 of today and the other way round. */
  readonly key: string
  readonly bornOn: string | null
  readonly gender: 'female' | 'male' | null
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The 18th character for 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export function checkCharacter(digits: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  return '10X98765432'[sum % 11] ?? ''
}

function realDay(digits: string): string | null {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null
}

/** Reads a number: 18 digits with a right last character, the old 15 digits, or a passport-like one with a letter. */
export function readIdNumber(typed: string): IdNumber | { readonly fault: IdNumberFault } {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s\-–—]/g, '')
    .toUpperCase()
  if (/^\d{17}[\dX]$/.test(text)) {
    const bornOn = realDay(text.slice(6, 14))
    if (bornOn === null) return { fault: 'date' }
    if (checkCharacter(text) !== text[17]) return { fault: 'checksum' }
    return { kind: 'resident', text, key: text, bornOn, gender: genderOf(text[16]) }
  }
  if (/^\d{15}$/.test(text)) {
    const long = `${text.slice(0, 6)}19${text.slice(6)}`
    const bornOn = realDay(long.slice(6, 14))
    if (bornOn === null) return { fault: 'date' }
    return { kind: 'resident', text, key: long + checkCharacter(long), bornOn, gender: genderOf(text[14]) }
  }
  if (!/^[A-Z0-9()]+$/.test(text)) return { fault: 'characters' }
  // A row of digits alone is a resident's number with some missing.
  if (!/[A-Z]/.test(text) || /^\d+X$/.test(text) || text.length < 6 || text.length > 20)
    return { fault: 'length' }
  return { kind: 'other', text, key: text, bornOn: null, gender: null }
}

const genderOf = (digit: string | undefined): 'female' | 'male' =>
  Number(digit) % 2 === 0 ? 'female' : 'male'

/** A phone as it is kept and compared: digits only, without +86; null when it is none. */
export function readPhone(typed: string): string | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s\-–—()]/g, '')
    .replace(/^(\+|00)86/, '')
  return /^1\d{10}$/.test(text) || /^0\d{9,11}$/.test(text) || /^\d{7,8}$/.test(text) ? text : null
}

const stars = (text: string, first: number, last: number): string =>
  text.slice(0, first) + '*'.repeat(Math.max(3, text.length - first - last)) + text.slice(text.length - last)

/** 520***********1234; of a passport only the first letter and the last two. */
export const maskIdNumber = (text: string): string =>
  text.length >= 15 ? stars(text, 3, 4) : stars(text, 1, 2)

/** 138****5678 */
export const maskPhone = (text: string): string =>
  text.length === 11 ? stars(text, 3, 4) : stars(text, 0, 3)

// Which encoding a file is written in, and whether a row of it really is.

import { isUtf8 } from 'node:buffer'

export const encodings = ['utf-8', 'gb18030'] as const
export type Encoding = (typeof encodings)[number]

/** How many bytes of UTF-8's mark a file begins with. */
export function markLength(start: Buffer): number {
  return start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0
}

/** UTF-16 and packed files cannot be read: what they are, or null. */
export function unreadable(start: Buffer): 'utf16' | 'zip' | null {
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return 'utf16'
  return start[0] === 0x50 && start[1] === 0x4b ? 'zip' : null
}

/**
 * Tells by the lines of the file's beginning that hold more than ASCII: UTF-8 when at least half of them are. One
 * damaged line does not decide for the file. A file without any is both; it counts as UTF-8.
 */
export function encodingOf(start: Buffer): Encoding {
  if (markLength(start) > 0) return 'utf-8'
  let utf8 = 0
  let other = 0
  let from = 0
  while (from < start.length) {
    const found = start.indexOf(10, from)
    // The last line may be cut inside a character.
    if (found === -1 && from > 0) break
    const lineOf = start.subarray(from, found === -1 ? start.length : found)
    if (beyondAscii(lineOf)) {
      if (isUtf8(lineOf)) utf8 += 1
      else other += 1
    }
    from += lineOf.length + 1
  }
  return utf8 >= other ? 'utf-8' : 'gb18030'
}

function beyondAscii(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 0x7f) return true
  return false
}

/** Whether these bytes are in this encoding; GB18030 by its structure, and not when they are UTF-8 beyond doubt. */
export function isIn(encoding: Encoding, bytes: Buffer): boolean {
  if (encoding === 'utf-8') return isUtf8(bytes)
  let at = 0
  let long = 0
  const { length } = bytes
  while (at < length) {
    const first = bytes[at] ?? 0
    if (first < 0x80) {
      at += 1
      continue
    }
    const second = bytes[at + 1] ?? 0
    if (first === 0x80 || first === 0xff) return false
    long += 1
    if (second >= 0x30 && second <= 0x39) at += 4
    else if (second >= 0x40 && second !== 0x7f && second !== 0xff) at += 2
    else return false
  }
  // Two characters of GB18030 are rarely also UTF-8; a whole row of them never is by chance.
  return long < 3 || !isUtf8(bytes)
}

const decoders = { 'utf-8': new TextDecoder('utf-8'), gb18030: new TextDecoder('gb18030') }

/** The text of a cell: quotation marks taken off, doubled ones made single, blanks around removed. */
export function cellText(buffer: Buffer, from: number, to: number, encoding: Encoding): string {
  const text = decoders[encoding].decode(buffer.subarray(from, to)).trim()
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text
  return text.slice(1, -1).replaceAll('""', '"').trim()
}

/** Cleaning of the texts that people type, so that two cells that look the same are the same. */

// Control characters except the line break; characters without a shape that only hide differences (zero width
// space, byte order mark, bidirectional overrides); lone surrogates and the two non-characters, which XML forbids.
// The zero width joiner stays: emoji are made with it.
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- removing them is the purpose
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Printable ASCII and the common Chinese characters, without blanks: nothing to clean. */
const PLAIN = /^[!-~\u4e00-\u9fa5]*$/

/** The text trimmed and NFC-normalised, without control characters; line breaks are `\n`, a tab is a space. */
export function cleanText(text: string): string {
  // Most cells are plain already.
  if (PLAIN.test(text)) return text
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .trim()
}

/** The text with full-width letters, digits and punctuation made half-width, for numbers, dates and names. */
export function narrowText(text: string): string {
  return cleanText(text).normalize('NFKC').trim()
}

/** The form in which headings, sheet names and choices are compared: narrow, lower case, single spaces. */
export function comparableName(text: string): string {
  return narrowText(text).replace(/\s+/g, ' ').toLowerCase()
}

/** The length in code points: a rare character or a simple emoji is one. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** Reads XML as it arrives: tags and texts one after another, nothing kept, no document types, no entities of its own. */
import { WorkbookUnreadable } from './archive.ts'

export type XmlEvents = {
  /** `name` is without its prefix; `attributes` as written, to be asked with `attribute`. */
  readonly open: (name: string, attributes: string) => void
  readonly close: (name: string) => void
  /** A run of text, entities resolved; a long text may come in several runs. */
  readonly text: (text: string) => void
}

/** The longest tag or run of text that is waited for, in characters. */
const MAX_TOKEN = 4 * 1024 * 1024

/** A reader to feed pieces of UTF-8 to; `end` when there are no more. */
export function xmlReader(events: XmlEvents): {
  readonly feed: (piece: Uint8Array) => void
  readonly end: () => void
} {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let depth = 0
  let seen = false

  const consume = (all: string): number => {
    let at = 0
    for (;;) {
      const start = all.indexOf('<', at)
      if (start === -1) return at
      const kind = all.charCodeAt(start + 1)
      const end =
        kind === 0x21
          ? endOfMarkup(all, start)
          : kind === 0x3f
            ? after(all, '?>', start)
            : endOfTag(all, start)
      if (end === -1) return at
      if (start > at) events.text(resolve(all.slice(at, start)))
      if (kind === 0x2f) {
        depth -= 1
        events.close(localName(all, start + 2, end - 1))
      } else if (kind === 0x21) {
        if (all.startsWith('<![CDATA[', start)) events.text(all.slice(start + 9, end - 3))
      } else if (kind !== 0x3f) {
        tag(all, start + 1, end - 1)
      }
      at = end
    }
  }
  const tag = (all: string, from: number, until: number): void => {
    seen = true
    const single = all.charCodeAt(until - 1) === 0x2f
    const last = single ? until - 1 : until
    let space = from
    while (space < last && all.charCodeAt(space) > 0x20) space += 1
    const name = localName(all, from, space)
    events.open(name, space === last ? '' : all.slice(space, last))
    if (single) events.close(name)
    else depth += 1
  }
  const take = (text: string): void => {
    const all = rest === '' ? text : rest + text
    const used = consume(all)
    rest = all.slice(used)
    if (rest.length > MAX_TOKEN) throw new WorkbookUnreadable('bomb')
  }
  return {
    feed: (piece) => take(decoder.decode(piece, { stream: true })),
    end: () => {
      take(decoder.decode())
      if (!seen || depth !== 0 || rest.trim() !== '') throw new WorkbookUnreadable('damaged')
    },
  }
}

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at === -1 ? -1 : at + mark.length
}

function endOfMarkup(text: string, start: number): number {
  if (text.startsWith('<!--', start)) return after(text, '-->', start + 4)
  if (text.startsWith('<![CDATA[', start)) return after(text, ']]>', start + 9)
  // A document type brings entities that name other files or multiply without end.
  if (/^<!(DOCTYPE|ENTITY)/i.test(text.slice(start, start + 9))) throw new WorkbookUnreadable('entities')
  return text.length - start < 9 ? -1 : after(text, '>', start)
}

function endOfTag(text: string, start: number): number {
  const end = after(text, '>', start)
  if (end === -1 || !quoted(text, start, end)) return end
  // The mark stood inside a quoted value: the tag ends at the first one outside.
  let quote = 0
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x22 || code === 0x27) quote = code
    else if (code === 0x3e) return at + 1
  }
  return -1
}

/** Whether a quotation is still open before `end`. */
function quoted(text: string, start: number, end: number): boolean {
  // Almost every tag ends with its last quotation, or has none.
  const before = text.charCodeAt(end - 2)
  if (before === 0x22 || before === 0x27 || end - start < 8) return false
  let open = 0
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (open !== 0) {
      if (code === open) open = 0
    } else if (code === 0x22 || code === 0x27) open = code
  }
  return open !== 0
}

function localName(text: string, from: number, until: number): string {
  const name = text.slice(from, until).trimEnd()
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolve(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name)] ?? all
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}

/** The value of an attribute, by its name with or without a prefix; undefined when there is none. */
export function attribute(attributes: string, name: string): string | undefined {
  let at = -1
  for (;;) {
    at = attributes.indexOf(name, at + 1)
    if (at === -1) return undefined
    const before = attributes.charCodeAt(at - 1)
    if (before > 0x20 && before !== 0x3a) continue
    let mark = at + name.length
    while (attributes.charCodeAt(mark) <= 0x20) mark += 1
    if (attributes.charCodeAt(mark) !== 0x3d) continue
    mark += 1
    while (attributes.charCodeAt(mark) <= 0x20) mark += 1
    const quote = attributes[mark]
    if (quote !== '"' && quote !== "'") continue
    const end = attributes.indexOf(quote, mark + 1)
    return end === -1 ? undefined : resolve(attributes.slice(mark + 1, end))
  }
}

/** The parts of an .xlsx that are needed to read its rows: which sheets it has, its texts, which styles are dates. */
import { type ArchiveEntry, inspectWorkbook, unpacking, WorkbookUnreadable } from './archive.ts'
import { attribute, type XmlEvents, xmlReader } from './xml.ts'

/** Excel holds no longer text in a cell; what a file claims beyond is cut, and refused by its column as too long. */
export const MAX_CELL_TEXT = 32_767
/** Bytes of the table of texts: all of it is kept while the sheets are read. */
const MAX_TEXT_BYTES = 96 * 1024 * 1024
const MAX_TEXTS = 4_000_000
/** Bytes of the small parts: the list of sheets, relationships, styles. */
const MAX_SMALL_BYTES = 8 * 1024 * 1024

export type PackedSheet = {
  readonly name: string
  readonly hidden: boolean
  readonly entry: ArchiveEntry
}

export type Package = {
  readonly bytes: Uint8Array
  readonly sheets: readonly PackedSheet[]
  readonly texts: readonly string[]
  /** Whether the cells of a style (by its position) show dates. */
  readonly dates: readonly boolean[]
  /** The workbook counts its days from 1904. */
  readonly from1904: boolean
}

/** Opens a workbook; throws `WorkbookUnreadable` for what is not one or is not safe. `breathe` is awaited between pieces. */
export async function openPackage(
  bytes: Uint8Array,
  breathe: () => Promise<void> | undefined,
): Promise<Package> {
  const entries = new Map(inspectWorkbook(bytes).map((entry) => [entry.name.toLowerCase(), entry]))
  const find = (path: string): ArchiveEntry | undefined => entries.get(path.toLowerCase())
  const scan = async (entry: ArchiveEntry, most: number, events: XmlEvents): Promise<void> => {
    if (entry.unpacked > most) throw new WorkbookUnreadable('bomb')
    await scanEntry(bytes, entry, events, breathe)
  }
  const small = async (path: string, events: XmlEvents): Promise<void> => {
    const entry = find(path)
    if (entry === undefined) throw new WorkbookUnreadable('damaged')
    await scan(entry, MAX_SMALL_BYTES, events)
  }
  const relationships = async (path: string): Promise<readonly Relationship[]> => {
    const found: Relationship[] = []
    const folder = folderOf(path)
    const name = path.slice(folder.length)
    await small(`${folder}_rels/${name}.rels`, {
      ...silent,
      open: (tag, attributes) => {
        // What lies outside the file is never fetched.
        if (tag !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return
        const target = attribute(attributes, 'Target') ?? ''
        found.push({
          id: attribute(attributes, 'Id') ?? '',
          type: (attribute(attributes, 'Type') ?? '').replace(/^.*\//, ''),
          path: within(folder, target),
        })
      },
    })
    return found
  }

  const workbookPath = (await relationships('')).find(({ type }) => type === 'officeDocument')?.path
  if (workbookPath === undefined) throw new WorkbookUnreadable('damaged')
  const named: { name: string; hidden: boolean; relationship: string }[] = []
  let from1904 = false
  await small(workbookPath, {
    ...silent,
    open: (tag, attributes) => {
      if (tag === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '')
      if (tag !== 'sheet') return
      named.push({
        name: attribute(attributes, 'name') ?? '',
        hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''),
        relationship: attribute(attributes, 'id') ?? '',
      })
    },
  })
  const relations = await relationships(workbookPath)
  const byId = new Map(relations.map((relation) => [relation.id, relation]))
  const sheets = named.flatMap(({ name, hidden, relationship }) => {
    const relation = byId.get(relationship)
    if (relation === undefined || relation.type !== 'worksheet') return []
    const entry = find(relation.path)
    if (entry === undefined) throw new WorkbookUnreadable('damaged')
    return [{ name, hidden, entry }]
  })
  if (sheets.length === 0) throw new WorkbookUnreadable('damaged')
  const entryOf = (type: string): ArchiveEntry | undefined => {
    const path = relations.find((relation) => relation.type === type)?.path
    return path === undefined ? undefined : find(path)
  }
  const styles = entryOf('styles')
  const strings = entryOf('sharedStrings')
  const dates: boolean[] = []
  if (styles !== undefined) await scan(styles, MAX_SMALL_BYTES, styleEvents(dates))
  const texts: string[] = []
  if (strings !== undefined) await scan(strings, MAX_TEXT_BYTES, textEvents(texts))
  return { bytes, sheets, texts, dates, from1904 }
}

export async function scanEntry(
  bytes: Uint8Array,
  entry: ArchiveEntry,
  events: XmlEvents,
  breathe: () => Promise<void> | undefined,
): Promise<void> {
  const reader = xmlReader(events)
  for await (const piece of unpacking(bytes, entry)) {
    reader.feed(piece)
    await breathe()
  }
  reader.end()
}

type Relationship = { readonly id: string; readonly type: string; readonly path: string }

const silent: XmlEvents = { open: () => {}, close: () => {}, text: () => {} }

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

function within(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts: string[] = []
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** The formats that Excel knows by number and that show a date or a time, those of the Chinese versions included. */
const DATE_FORMATS = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const

function showsDate(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  return !/general/i.test(bare) && /[ymdhs]/i.test(bare)
}

function styleEvents(dates: boolean[]): XmlEvents {
  const own = new Map<number, boolean>()
  let within = false
  return {
    ...silent,
    open: (tag, attributes) => {
      const id = Number(attribute(attributes, 'numFmtId') ?? 0)
      if (tag === 'cellXfs') within = true
      else if (tag === 'numFmt') own.set(id, showsDate(attribute(attributes, 'formatCode') ?? ''))
      else if (tag === 'xf' && within) {
        dates.push(own.get(id) ?? DATE_FORMATS.some(([from, until]) => id >= from && id <= until))
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') within = false
    },
  }
}

function textEvents(texts: string[]): XmlEvents {
  const text = richText()
  return {
    open: (tag) => {
      if (tag === 'si') text.begin()
      else text.open(tag)
    },
    text: text.text,
    close: (tag) => {
      text.close(tag)
      if (tag !== 'si') return
      if (texts.push(text.value()) > MAX_TEXTS) throw new WorkbookUnreadable('bomb')
    },
  }
}

/** Gathers the runs of one text, without the reading aids that Asian texts may carry. */
export function richText() {
  let whole = ''
  let inText = false
  let inAid = false
  return {
    begin: (): void => {
      whole = ''
      inText = false
      inAid = false
    },
    open: (tag: string): void => {
      if (tag === 't') inText = !inAid
      else if (tag === 'rPh') inAid = true
    },
    close: (tag: string): void => {
      if (tag === 't') inText = false
      else if (tag === 'rPh') inAid = false
    },
    text: (run: string): void => {
      if (inText && whole.length <= MAX_CELL_TEXT) whole += run.slice(0, MAX_CELL_TEXT + 1 - whole.length)
    },
    value: (): string => unescaped(whole),
  }
}

/** Excel writes a character that XML cannot hold as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

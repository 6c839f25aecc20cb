// Looks into a Word file before it is used as a template, and refuses what is no plain document or would fetch or run something.

import {
  type ArchiveEntry,
  listEntries,
  refuseBombs,
  unpackEntry,
  WorkbookUnreadable,
} from '../../workbook/archive.ts'
import { attribute, xmlReader } from '../../workbook/xml.ts'

/** Why a file cannot be a template. */
export type TemplateRefusal =
  | 'not_docx'
  | 'old_doc'
  | 'pdf'
  | 'template_file'
  | 'encrypted'
  | 'macro'
  | 'embedded'
  | 'external'
  | 'fetching_field'
  | 'entities'
  | 'bomb'
  | 'too_large'
  | 'damaged'

/** Thrown for a file that is refused as a whole; `what` names the part or address that is in the way. */
export class TemplateUnreadable extends Error {
  override readonly name = 'TemplateUnreadable'
  readonly reason: TemplateRefusal
  readonly what: string | null

  constructor(reason: TemplateRefusal, what: string | null = null, options: ErrorOptions = {}) {
    super(`the template cannot be used: ${reason}`, options)
    this.reason = reason
    this.what = what
  }
}

const MEGABYTE = 1024 * 1024
export const MAX_TEMPLATE_MEGABYTES = 10
/** A form is a few pages: what unpacks to more is not one. */
const MAX_UNPACKED_BYTES = 60 * MEGABYTE
const MAX_PARTS = 2000

/** The parts of a harmless .docx, unpacked and checked against their sums; throws `TemplateUnreadable` for all else. */
export async function openTemplate(bytes: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  refuseOtherFiles(bytes)
  try {
    const entries = listEntries(bytes)
    refuseByNames(entries)
    refuseBombs(entries, bytes.length)
    const parts = new Map<string, Uint8Array>()
    for (const entry of entries) {
      if (!entry.name.endsWith('/')) parts.set(entry.name, await unpackEntry(bytes, entry))
    }
    for (const [name, part] of parts) if (/\.(xml|rels)$/i.test(name)) readPart(name, part)
    return parts
  } catch (error) {
    if (!(error instanceof WorkbookUnreadable)) throw error
    const { reason } = error
    const known = reason === 'encrypted' || reason === 'bomb' || reason === 'entities'
    throw new TemplateUnreadable(known ? reason : 'damaged', null, { cause: error })
  }
}

function refuseOtherFiles(bytes: Uint8Array): void {
  if (bytes.length > MAX_TEMPLATE_MEGABYTES * MEGABYTE) throw new TemplateUnreadable('too_large')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const begins = (...signature: readonly number[]): boolean =>
    signature.every((byte, index) => bytes[index] === byte)
  if (buffer.subarray(0, 1024).includes('%PDF-')) throw new TemplateUnreadable('pdf')
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) {
    // Office wraps an encrypted .docx in the container of the old .doc; WPS keeps its own .wps in it as well.
    const encrypted = buffer.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new TemplateUnreadable(encrypted ? 'encrypted' : 'old_doc')
  }
  if (!begins(0x50, 0x4b, 0x03, 0x04)) throw new TemplateUnreadable('not_docx')
}

/** Parts that hold programs or other files. */
const MACRO = /(^|\/)(vba(project|data)[^/]*|.*\.vba.*)$/i
const EMBEDDED = /(^|\/)(embeddings|activex|afchunk[^/]*|ctrlprops)(\/|\.|$)/i

function refuseByNames(entries: readonly ArchiveEntry[]): void {
  if (entries.length > MAX_PARTS) throw new TemplateUnreadable('bomb')
  const names = entries.map(({ name }) => name.toLowerCase())
  // Two parts of one name: one reader sees the first, another the second.
  if (new Set(names).size < names.length) throw new TemplateUnreadable('damaged')
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > MAX_UNPACKED_BYTES)
    throw new TemplateUnreadable('bomb')
  const macro = entries.find(({ name }) => MACRO.test(name))
  if (macro !== undefined) throw new TemplateUnreadable('macro', macro.name)
  if (!entries.some(({ name }) => name === '[Content_Types].xml')) throw new TemplateUnreadable('not_docx')
  const embedded = entries.find(({ name }) => EMBEDDED.test(name))
  if (embedded !== undefined) throw new TemplateUnreadable('embedded', embedded.name)
}

/** Relationships that bring something in; plain links to a page are only followed by a click. */
const EMBEDDING = /\/(oleObject|package|control|aFChunk|subDocument|frame|attachedToolbars)$/
/** Fields that fetch or run something when the document is opened or updated. */
const FETCHING =
  /^\s*\\?\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON)\b/i
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** Reads one XML part to its end, with the eyes of a reader and not of a search for words. */
function readPart(name: string, part: Uint8Array): void {
  // Other encodings would hide from whoever reads UTF-8.
  if (part.includes(0)) throw new TemplateUnreadable('damaged', name)
  const types: string[] = []
  let inField = false
  let field = ''
  const judgeField = (): void => {
    if (FETCHING.test(field)) throw new TemplateUnreadable('fetching_field', field.trim().slice(0, 80))
    field = ''
  }
  const reader = xmlReader({
    open: (tag, attributes) => {
      if (name === '[Content_Types].xml') {
        const type = attribute(attributes, 'ContentType') ?? ''
        if (/macroEnabled|vbaProject/i.test(type)) throw new TemplateUnreadable('macro', type)
        types.push(type)
      } else if (tag === 'Relationship' && /\.rels$/i.test(name)) {
        judgeRelationship(attributes)
      } else if (tag === 'altChunk') {
        throw new TemplateUnreadable('embedded', 'altChunk')
      } else if (tag === 'fldSimple') {
        field = attribute(attributes, 'instr') ?? ''
        judgeField()
      } else if (tag === 'fldChar') {
        judgeField()
      } else if (tag === 'instrText') inField = true
    },
    close: (tag) => {
      if (tag === 'instrText') inField = false
      if (tag === 'p') judgeField()
    },
    text: (text) => {
      if (inField) field += text
    },
  })
  reader.feed(part)
  reader.end()
  if (name !== '[Content_Types].xml' || types.includes(MAIN)) return
  const blank = types.some((type) => type.endsWith('wordprocessingml.template.main+xml'))
  throw new TemplateUnreadable(blank ? 'template_file' : 'not_docx')
}

function judgeRelationship(attributes: string): void {
  const type = attribute(attributes, 'Type') ?? ''
  const target = attribute(attributes, 'Target') ?? ''
  if (type.endsWith('/vbaProject')) throw new TemplateUnreadable('macro', target)
  if (EMBEDDING.test(type)) throw new TemplateUnreadable('embedded', target)
  const outside = attribute(attributes, 'TargetMode')?.toLowerCase() === 'external'
  const link = type.endsWith('/hyperlink') && /^(https?:|mailto:)/i.test(target)
  if (
    (outside && !link) ||
    /^\s*(file|https?|ftp|smb):/i.test(outside ? '' : target) ||
    target.startsWith('\\\\')
  )
    throw new TemplateUnreadable('external', target.slice(0, 200))
}

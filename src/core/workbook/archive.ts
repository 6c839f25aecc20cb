/** Looks into the zip container of an Office file before anything is unpacked, and refuses what is not safe to open. */

import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { Facts } from './shape.ts'

/** Why a file could not be opened as a workbook at all. */
export type UnreadableReason =
  | 'not_xlsx'
  | 'old_xls'
  | 'encrypted'
  | 'macro'
  | 'damaged'
  /** XML that declares a document type or entities; nothing in a workbook needs one. */
  | 'entities'
  /** More bytes than `most` (a number of megabytes). */
  | 'too_large'
  /** Small on the disk, huge when unpacked. */
  | 'bomb'
  /** A sheet with more rows than `most`. */
  | 'too_many_rows'

/** Thrown when the whole file is refused; faults inside a readable file are reported row by row instead. */
export class WorkbookUnreadable extends Error {
  override readonly name = 'WorkbookUnreadable'
  readonly reason: UnreadableReason
  readonly facts: Facts

  constructor(reason: UnreadableReason, options: ErrorOptions & { readonly facts?: Facts } = {}) {
    super(`the workbook cannot be read: ${reason}`, options)
    this.reason = reason
    this.facts = options.facts ?? {}
  }
}

const MEGABYTE = 1024 * 1024
const MAX_FILE_BYTES = 50 * MEGABYTE
/** Parts are read as they unpack and never held whole: this bounds the time, not the memory. */
const MAX_UNPACKED_BYTES = 600 * MEGABYTE
const MAX_RATIO = 200
const MAX_ENTRIES = 10_000
/** Below this size the ratio of a single part says nothing: a small part of one repeated character is harmless. */
const RATIO_FLOOR_BYTES = MEGABYTE

export type ArchiveEntry = {
  readonly name: string
  readonly method: number
  readonly flags: number
  readonly crc: number
  readonly packed: number
  readonly unpacked: number
  /** Where the record of this entry begins in the central directory. */
  readonly record: number
  /** Where the local header of this entry begins. */
  readonly local: number
}

const END_RECORD = 0x06054b50
const ENTRY_RECORD = 0x02014b50
const ZIP64_LOCATOR = 0x07064b50
const ZIP64_END = 0x06064b50
const OVERFLOW_32 = 0xffffffff
const OVERFLOW_16 = 0xffff

/** The entries of a zip archive as its central directory declares them; throws `damaged` when there is none. */
export function listEntries(bytes: Uint8Array): readonly ArchiveEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return readDirectory(view, bytes)
  } catch (error) {
    if (error instanceof WorkbookUnreadable) throw error
    throw new WorkbookUnreadable('damaged', { cause: error })
  }
}

function readDirectory(view: DataView, bytes: Uint8Array): readonly ArchiveEntry[] {
  const end = findEnd(view)
  let count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  let position = view.getUint32(end + 16, true)
  if (count === OVERFLOW_16 || size === OVERFLOW_32 || position === OVERFLOW_32) {
    if (view.getUint32(end - 20, true) !== ZIP64_LOCATOR) throw new WorkbookUnreadable('damaged')
    const record = Number(view.getBigUint64(end - 12, true))
    if (view.getUint32(record, true) !== ZIP64_END) throw new WorkbookUnreadable('damaged')
    count = Number(view.getBigUint64(record + 32, true))
    position = Number(view.getBigUint64(record + 48, true))
  }
  if (count > MAX_ENTRIES) throw new WorkbookUnreadable('bomb')
  const entries: ArchiveEntry[] = []
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(position, true) !== ENTRY_RECORD) throw new WorkbookUnreadable('damaged')
    const nameLength = view.getUint16(position + 28, true)
    const extraLength = view.getUint16(position + 30, true)
    const extra = position + 46 + nameLength
    const wide = [
      view.getUint32(position + 24, true),
      view.getUint32(position + 20, true),
      view.getUint32(position + 42, true),
    ]
    const [unpacked = 0, packed = 0, local = 0] = widen(view, wide, extra, extraLength)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(position + 46, extra)),
      method: view.getUint16(position + 10, true),
      flags: view.getUint16(position + 8, true),
      crc: view.getUint32(position + 16, true),
      packed,
      unpacked,
      record: position,
      local,
    })
    position = extra + extraLength + view.getUint16(position + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - OVERFLOW_16)
  for (let position = view.byteLength - 22; position >= lowest; position -= 1) {
    if (view.getUint32(position, true) === END_RECORD) return position
  }
  throw new WorkbookUnreadable('damaged')
}

/** Replaces the sizes that did not fit 32 bits by those of the ZIP64 extra field, in the order the format fixes. */
function widen(view: DataView, values: readonly number[], start: number, length: number): readonly number[] {
  if (!values.includes(OVERFLOW_32)) return values
  let position = start
  while (position + 4 <= start + length) {
    const id = view.getUint16(position, true)
    const size = view.getUint16(position + 2, true)
    if (id === 1) {
      let cursor = position + 4
      return values.map((value) => {
        if (value !== OVERFLOW_32) return value
        cursor += 8
        return Number(view.getBigUint64(cursor - 8, true))
      })
    }
    position += 4 + size
  }
  throw new WorkbookUnreadable('damaged')
}

/** The entries of an unencrypted, macro-free .xlsx of a harmless size; throws `WorkbookUnreadable` for everything else. */
export function inspectWorkbook(bytes: Uint8Array): readonly ArchiveEntry[] {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new WorkbookUnreadable('too_large', { facts: { most: MAX_FILE_BYTES / MEGABYTE } })
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) {
    // Office wraps an encrypted .xlsx in the container of the old .xls; the stream inside tells which it is.
    throw new WorkbookUnreadable(hasUtf16(bytes, 'EncryptedPackage') ? 'encrypted' : 'old_xls')
  }
  if (!startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) throw new WorkbookUnreadable('not_xlsx')
  const entries = listEntries(bytes)
  const names = entries.map((entry) => entry.name.toLowerCase())
  if (names.some((name) => name.endsWith('vbaproject.bin') || name.includes('/macrosheets/'))) {
    throw new WorkbookUnreadable('macro')
  }
  if (!names.includes('[content_types].xml') || !names.some((name) => /(^|\/)workbook\d*\.xml$/.test(name))) {
    throw new WorkbookUnreadable('not_xlsx')
  }
  refuseBombs(entries, bytes.length)
  return entries
}

/**
 * The content of one entry, piece by piece, so that no part is ever held whole. Throws `damaged`, or `bomb` when it
 * holds more than it declares.
 */
export async function* unpacking(bytes: Uint8Array, entry: ArchiveEntry): AsyncGenerator<Uint8Array> {
  let size = 0
  let sum = 0
  try {
    for await (const piece of piecesOf(bytes, entry)) {
      size += piece.length
      if (size > entry.unpacked) throw new WorkbookUnreadable('bomb')
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (error) {
    if (error instanceof WorkbookUnreadable) throw error
    throw new WorkbookUnreadable('damaged', { cause: error })
  }
  if (size !== entry.unpacked || sum !== entry.crc) throw new WorkbookUnreadable('damaged')
}

/** The whole content of one entry. */
export async function unpackEntry(bytes: Uint8Array, entry: ArchiveEntry): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(unpacking(bytes, entry)))
}

function piecesOf(bytes: Uint8Array, entry: ArchiveEntry): AsyncIterable<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start =
    entry.local + 30 + view.getUint16(entry.local + 26, true) + view.getUint16(entry.local + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  const source = Readable.from([packed], { objectMode: false })
  if (entry.method === 0) return source
  const inflated = createInflateRaw({ chunkSize: 256 * 1024 })
  source.on('error', (error) => inflated.destroy(error))
  return source.pipe(inflated)
}

/** Throws `bomb` or `encrypted` for entries that unpack to more than is reasonable, or cannot be read. */
export function refuseBombs(entries: readonly ArchiveEntry[], fileBytes: number): void {
  let total = 0
  for (const entry of entries) {
    if ((entry.flags & 1) !== 0) throw new WorkbookUnreadable('encrypted')
    if (entry.method !== 0 && entry.unpacked === 0 && (entry.packed === 0 || entry.packed > 16)) {
      throw new WorkbookUnreadable('damaged')
    }
    if (entry.unpacked > RATIO_FLOOR_BYTES && entry.unpacked > entry.packed * MAX_RATIO) {
      throw new WorkbookUnreadable('bomb')
    }
    total += entry.unpacked
  }
  if (total > MAX_UNPACKED_BYTES || total > fileBytes * MAX_RATIO) throw new WorkbookUnreadable('bomb')
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function hasUtf16(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(text, 'utf16le'))
}

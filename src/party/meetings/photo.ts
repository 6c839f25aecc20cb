// What a file really is, by its first bytes, and photos without what cameras write into them: place, time, device. No I/O.

const types = [
  ['image/jpeg', (b: Buffer) => b.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ['image/png', (b: Buffer) => b.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  [
    'image/webp',
    (b: Buffer) => b.toString('latin1', 0, 4) === 'RIFF' && b.toString('latin1', 8, 12) === 'WEBP',
  ],
  ['application/pdf', (b: Buffer) => b.toString('latin1', 0, 5) === '%PDF-'],
] as const

const office: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}
const oldOffice: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
}

/** The media type of a file that a record may carry; null for anything else, whatever its name claims. */
export function mediaTypeOf(bytes: Uint8Array, name: string): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = types.find(([, is]) => is(buffer))
  if (found !== undefined) return found[0]
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (buffer.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))) return office[ending] ?? null
  if (buffer.subarray(0, 8).equals(Buffer.from('d0cf11e0a1b11ae1', 'hex'))) return oldOffice[ending] ?? null
  return null
}

/** The photo without its metadata; a file that is no photo, or not built as its format says, stays as it is. */
export function withoutMetadata(bytes: Uint8Array, mediaType: string): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (mediaType) {
    case 'image/jpeg':
      return jpegWithout(buffer)
    case 'image/png':
      return pngWithout(buffer)
    case 'image/webp':
      return webpWithout(buffer)
    default:
      return bytes
  }
}

/** Segments before the picture: APP1–APP15 and comments go, but for ICC colours (APP2) and Adobe's (APP14). */
function jpegWithout(buffer: Buffer): Uint8Array {
  const kept: Buffer[] = [buffer.subarray(0, 2)]
  let at = 2
  while (at + 4 <= buffer.length && buffer[at] === 0xff) {
    const marker = buffer[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    // The picture itself begins: everything from here on is kept.
    if (marker === 0xda) break
    const end = at + 2 + buffer.readUInt16BE(at + 2)
    const says = (marker >= 0xe1 && marker <= 0xef && marker !== 0xe2 && marker !== 0xee) || marker === 0xfe
    if (!says) kept.push(buffer.subarray(at, end))
    at = end
  }
  return Buffer.concat([...kept, buffer.subarray(at)])
}

const pngTexts = new Set(['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME'])

function pngWithout(buffer: Buffer): Uint8Array {
  const kept: Buffer[] = [buffer.subarray(0, 8)]
  let at = 8
  while (at + 12 <= buffer.length) {
    const end = at + 12 + buffer.readUInt32BE(at)
    if (!pngTexts.has(buffer.toString('latin1', at + 4, at + 8))) kept.push(buffer.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}

function webpWithout(buffer: Buffer): Uint8Array {
  const kept: Buffer[] = []
  let at = 12
  while (at + 8 <= buffer.length) {
    const size = buffer.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    const name = buffer.toString('latin1', at, at + 4)
    const chunk = Buffer.from(buffer.subarray(at, end))
    // The head says which chunks there are: bits 3 and 2 stand for EXIF and XMP.
    if (name === 'VP8X' && chunk.length > 8) chunk[8] = (chunk[8] ?? 0) & ~0b1100
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk)
    at = end
  }
  const body = Buffer.concat(kept)
  const head = Buffer.from(buffer.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

// Reads one file out of a Word document, to see with other eyes than the writer's that it is one.

import { inflateRawSync } from 'node:zlib'

const directoryEntry = 0x02014b50

/** The text of a file in the archive by its path, such as word/document.xml. Throws when it is not there. */
export function fileInDocx(docx: Buffer, path: string): string {
  for (let at = docx.length - 46; at >= 0; at -= 1) {
    if (docx.readUInt32LE(at) !== directoryEntry) continue
    const nameEnd = at + 46 + docx.readUInt16LE(at + 28)
    if (docx.toString('utf8', at + 46, nameEnd) !== path) continue
    const packed = docx.readUInt32LE(at + 20)
    const local = docx.readUInt32LE(at + 42)
    const start = local + 30 + docx.readUInt16LE(local + 26) + docx.readUInt16LE(local + 28)
    const bytes = docx.subarray(start, start + packed)
    return (docx.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8')
  }
  throw new Error(`No ${path} in the document`)
}

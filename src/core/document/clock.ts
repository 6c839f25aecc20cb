// Takes the clock out of an archive, so that the same document gives the same bytes.
import { listEntries } from '../workbook/archive.ts'

/** 1 January 1980, the first date a zip archive knows. */
const ZIP_EPOCH = 0x00210000

/** The archive without the current time, which its writer stamps on every part, in two places each. */
export function stopClock(archive: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(archive)
  const view = new DataView(bytes.buffer)
  for (const entry of listEntries(bytes)) {
    view.setUint32(entry.local + 10, ZIP_EPOCH, true)
    view.setUint32(entry.record + 12, ZIP_EPOCH, true)
  }
  return bytes
}

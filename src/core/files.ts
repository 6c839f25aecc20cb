// The content-addressed file store on disk: a file is named by its SHA-256, so the same bytes are kept once.

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Tx } from './db.ts'
import { AppError } from './errors.ts'

export type FileStore = {
  /** Keeps the bytes and notes in the transaction whose they are; answers their SHA-256. */
  readonly put: (
    tx: Tx,
    file: {
      readonly institutionId: string
      readonly name: string
      readonly mediaType: string
      readonly bytes: Uint8Array
      readonly storedBy: string | null
    },
  ) => Promise<string>
  /** The bytes of a file that the institution has; not_found otherwise. */
  readonly get: (tx: Tx, institutionId: string, sha256: string) => Promise<Uint8Array>
}

/** Where a file lies below the store's folder. */
export const pathOfFile = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256)

export function openFiles(folder: string): FileStore {
  const pathOf = (sha256: string): string => pathOfFile(folder, sha256)
  return {
    put: async (tx, file) => {
      const sha256 = createHash('sha256').update(file.bytes).digest('hex')
      const path = pathOf(sha256)
      const there = await stat(path).catch(() => null)
      if (there === null) {
        await mkdir(dirname(path), { recursive: true })
        // Written beside and renamed, so that a crash never leaves half a file under its final name.
        const part = `${path}.${randomUUID()}`
        await writeFile(part, file.bytes, { mode: 0o600, flush: true })
        await rename(part, path)
      }
      await tx
        .insertInto('stored_file')
        .values({
          institution_id: file.institutionId,
          sha256,
          name: file.name,
          media_type: file.mediaType,
          size: file.bytes.length,
          stored_by: file.storedBy,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return sha256
    },
    get: async (tx, institutionId, sha256) => {
      const row = await tx
        .selectFrom('stored_file')
        .select('sha256')
        .where('institution_id', '=', institutionId)
        .where('sha256', '=', sha256)
        .executeTakeFirst()
      if (row === undefined) throw new AppError('not_found', { kind: 'file' })
      return readFile(pathOf(row.sha256))
    },
  }
}

// The content-addressed file store on disk: a file is named by its SHA-256, so the same bytes are kept once, for as long as somebody has them.

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { type Database, setScope, type Tx } from './db.ts'
import { requireSpace } from './disk.ts'
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
  /**
   * Takes a file away from an institution, of whose records none may name it any more. The bytes stay until `discard`
   * after the commit: a crash between the two leaves bytes too many, never too few.
   */
  readonly remove: (tx: Tx, institutionId: string, sha256: string) => Promise<void>
  /**
   * Deletes the bytes of a file that no institution has; answers whether it did. Leaves them while a transaction that
   * puts the same bytes is open, or a backup reads: the next sweep comes back to them.
   */
  readonly discard: (database: Database, sha256: string) => Promise<boolean>
  /** Discards all that no institution has: what a crash or a rolled back `put` left behind. Answers how many. */
  readonly sweep: (database: Database) => Promise<number>
}

// Shared while bytes are put and until that commits, exclusive while they are deleted: a `put` never finds bytes that
// are about to go.
const lockOf = (sha256: string) => sql`hashtextextended(${`file ${sha256}`}, 0)`

/** Held, shared, by a backup: the files that its snapshot names stay until it has read them. */
export const readingFiles = "hashtextextended('files', 0)"

/** A file that was being written when the process ended is nobody's after a day. */
const abandonedAfter = 86_400_000

/** Where a file lies below the store's folder. */
export const pathOfFile = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256)

export function openFiles(folder: string): FileStore {
  const pathOf = (sha256: string): string => pathOfFile(folder, sha256)
  const discard: FileStore['discard'] = (database, sha256) =>
    database.inScope([], async (tx) => {
      const { rows } = await sql<{ alone: boolean }>`
        select pg_try_advisory_xact_lock(${lockOf(sha256)})
          and pg_try_advisory_xact_lock(${sql.raw(readingFiles)}) as alone`.execute(tx)
      if (rows[0]?.alone !== true) return false
      // Read under the lock: an institution that is new has committed its file with itself.
      await seeEverybody(tx)
      const had = await tx
        .selectFrom('stored_file')
        .select('sha256')
        .where('sha256', '=', sha256)
        .limit(1)
        .execute()
      if (had.length > 0) return false
      await rm(pathOf(sha256), { force: true })
      return true
    })
  return {
    put: async (tx, file) => {
      const sha256 = createHash('sha256').update(file.bytes).digest('hex')
      const path = pathOf(sha256)
      await sql`select pg_advisory_xact_lock_shared(${lockOf(sha256)})`.execute(tx)
      const there = await stat(path).catch(() => null)
      if (there === null) {
        await requireSpace(folder, file.bytes.length)
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
    remove: async (tx, institutionId, sha256) => {
      await tx
        .deleteFrom('stored_file')
        .where('institution_id', '=', institutionId)
        .where('sha256', '=', sha256)
        .execute()
    },
    discard,
    sweep: async (database) => {
      const lying: string[] = []
      const folders = await readdir(folder).catch(() => [])
      for (const part of folders.filter((name) => /^[0-9a-f]{2}$/.test(name))) {
        for (const name of await readdir(join(folder, part))) {
          if (/^[0-9a-f]{64}$/.test(name)) lying.push(name)
          else await removeAbandoned(join(folder, part, name))
        }
      }
      const had = await database.inScope([], async (tx) => {
        await seeEverybody(tx)
        const rows = await tx.selectFrom('stored_file').select('sha256').distinct().execute()
        return new Set(rows.map((row) => row.sha256))
      })
      let discarded = 0
      for (const sha256 of lying) {
        if (!had.has(sha256) && (await discard(database, sha256))) discarded += 1
      }
      return discarded
    },
  }
}

async function seeEverybody(tx: Tx): Promise<void> {
  const rows = await tx.selectFrom('institution').select('id').execute()
  await setScope(
    tx,
    rows.map(({ id }) => id),
  )
}

async function removeAbandoned(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found !== null && Date.now() - found.mtimeMs > abandonedAfter) await rm(path, { force: true })
}

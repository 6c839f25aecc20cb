// The records of care in a backup: parts of the column engine, which never change once they are there.

import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pack } from 'tar-stream'
import { StartError } from '../process.ts'
import type { Part } from './manifest.ts'

const folder = 'columns'
const partName = /^columns\/[0-9a-f-]{36}\/[0-9a-z-]{1,100}\.parquet$/

export type OpenPart = { readonly name: string; readonly handle: FileHandle }

/**
 * Opens every part that is there. Called when the snapshot stands: a part that is superseded and removed while the
 * tables are copied can still be read. The caller closes them.
 */
export async function openParts(filesFolder: string): Promise<readonly OpenPart[]> {
  const entries = await readdir(join(filesFolder, folder), { recursive: true }).catch(() => [])
  const names = entries.map((entry) => `${folder}/${entry.replaceAll('\\', '/')}`)
  const parts: OpenPart[] = []
  for (const name of names.filter((each) => partName.test(each)).toSorted()) {
    const handle = await open(join(filesFolder, name)).catch(() => null)
    if (handle !== null) parts.push({ name, handle })
  }
  return parts
}

/** Writes the part into the archive as it is read: it may be larger than memory. */
export async function packPart(pack: Pack, { name, handle }: OpenPart): Promise<Part> {
  const { size } = await handle.stat()
  const hash = createHash('sha256')
  const sink = pack.entry({ name, size, mode: 0o600 })
  await pipeline(handle.createReadStream({ autoClose: false, start: 0 }), hashing(hash), sink)
  return { name, size, sha256: hash.digest('hex') }
}

/** Puts a part of the archive back, whole or not at all. Throws StartError for a name that is no part's. */
export async function restorePart(
  filesFolder: string,
  name: string,
  bytes: AsyncIterable<Buffer>,
  sha256: string | undefined,
): Promise<void> {
  // The name comes out of a file of somebody: it must not lead out of the folder.
  if (!partName.test(name)) throw new StartError(`The backup holds ${name}, which is no part of records.`)
  const path = join(filesFolder, name)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}`
  const hash = createHash('sha256')
  try {
    await pipeline(bytes, hashing(hash), createWriteStream(draft, { mode: 0o600, flush: true }))
    if (hash.digest('hex') !== sha256)
      throw new StartError(`${name} changed while it was restored: run it again.`)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

function hashing(hash: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
}

// Reads an archive from its first to its last byte: every part with its hash, so that nothing is done with a damaged one.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { codeOf, folderError, StartError } from '../process.ts'
import { format, type Manifest, manifestName, manifestSchema, type Part } from './manifest.ts'

const largestManifest = 256 * 1024 * 1024

/** Goes through all entries; `take` reads an entry's bytes as they come. */
export async function readArchive(
  path: string,
  take: (name: string, bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const entries = extract()
  const reading = pipeline(createReadStream(path), createGunzip(), entries)
  reading.catch((error: unknown) =>
    entries.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  for await (const entry of entries) {
    await take(entry.header.name, entry as AsyncIterable<Buffer>)
    entry.resume()
  }
  await reading
}

/**
 * Checks a whole backup and answers its manifest. Throws StartError in one sentence when it is damaged, cut short, of
 * another product, or newer than this version.
 */
export async function inspectBackup(path: string): Promise<Manifest> {
  const seen = new Map<string, Part>()
  let manifestText: Buffer | undefined
  try {
    await readArchive(path, async (name, bytes) => {
      const hash = createHash('sha256')
      const kept: Buffer[] = []
      let size = 0
      for await (const chunk of bytes) {
        hash.update(chunk)
        size += chunk.length
        if (name === manifestName && size < largestManifest) kept.push(chunk)
      }
      if (name === manifestName) manifestText = Buffer.concat(kept)
      else seen.set(name, { name, size, sha256: hash.digest('hex') })
    })
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new StartError(`There is no file ${path}.`)
    if (/^E[A-Z]+$/.test(codeOf(error))) throw folderError(error, path)
    throw new StartError(
      `${path} is damaged, cut short or no backup: nothing was changed; take another one.`,
      {
        cause: error,
      },
    )
  }
  if (manifestText === undefined) {
    throw new StartError(
      `${path} is cut short or no backup of Linghang: nothing was changed; take another one.`,
    )
  }
  const manifest = parseManifest(manifestText, path)
  const parts = [
    ...manifest.tables.flatMap((table) => table.parts),
    ...manifest.jobs.parts,
    ...manifest.files,
    ...manifest.columns,
  ]
  for (const part of parts) {
    const found = seen.get(part.name)
    if (found?.sha256 !== part.sha256 || found.size !== part.size) {
      throw new StartError(`${path} is damaged (${part.name}): nothing was changed; take another backup.`)
    }
    seen.delete(part.name)
  }
  const [foreign] = seen.keys()
  if (foreign !== undefined) {
    throw new StartError(
      `${path} holds ${foreign}, which is not in its list: nothing was changed; take another backup.`,
    )
  }
  return manifest
}

function parseManifest(text: Buffer, path: string): Manifest {
  let value: unknown
  try {
    value = JSON.parse(text.toString('utf8'))
  } catch {
    value = null
  }
  const stated = typeof value === 'object' && value !== null && 'format' in value ? value.format : null
  if (typeof stated === 'number' && stated > format) {
    throw new StartError(
      `${path} was written by a newer Linghang (format ${stated}, this one reads ${format}): restore it with that version.`,
    )
  }
  const parsed = manifestSchema.safeParse(value)
  if (!parsed.success) throw new StartError(`${path} is not a backup of Linghang: nothing was changed.`)
  return parsed.data
}

// Files on their way in that are too large for one request: they arrive part by part and are gone once they were read.

import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { requireSpace } from './disk.ts'
import { AppError } from './errors.ts'

export type Uploads = {
  /** Refuses a file of this size that the disk has no space for, and for as much again that is made of it. */
  readonly reserve: (size: number) => Promise<void>
  /** Appends at `offset`, which must be where the file ends: a part sent twice is not kept twice. Answers the new size. */
  readonly append: (id: string, offset: number, bytes: Uint8Array) => Promise<number>
  readonly pathOf: (id: string) => string
  readonly remove: (id: string) => Promise<void>
}

export function openUploads(folder: string): Uploads {
  const pathOf = (id: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`Not an upload: ${id}`)
    return join(folder, id)
  }
  return {
    reserve: (size) => requireSpace(folder, 2 * size),
    append: async (id, offset, bytes) => {
      await requireSpace(folder, bytes.length)
      const size = (await stat(pathOf(id)).catch(() => null))?.size ?? 0
      if (size < offset) throw new AppError('stale', { reason: 'offset', size })
      const file = await open(pathOf(id), size === 0 ? 'w' : 'r+', 0o600)
      try {
        await file.write(bytes, 0, bytes.length, offset)
        return Math.max(size, offset + bytes.length)
      } finally {
        await file.close()
      }
    },
    pathOf,
    remove: (id) => rm(pathOf(id), { force: true }),
  }
}

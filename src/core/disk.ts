// Space on the disk: told before a file is taken in, not in the midst of it.

import { mkdir, statfs } from 'node:fs/promises'
import { AppError } from './errors.ts'

const megabyte = 1024 * 1024

/** Bytes that are kept free: the database and its log lie on the same disk as a rule, and end with it. */
export const keptFree = 512 * megabyte

/** Whether so many bytes more leave enough free. */
export const fits = (bytes: number, free: number): boolean => bytes + keptFree <= free

/** Whether a failure means that the disk is full: of the system, or of an engine that passes the system's words on. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    ('code' in error && error.code === 'ENOSPC') ||
    /no space left on device|not enough space/i.test(error.message)
  )
}

/** Refuses (`too_large`, with megabytes needed and free) what would fill the disk of this folder; makes the folder. */
export async function requireSpace(folder: string, bytes: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (fits(bytes, free)) return
  throw new AppError('too_large', {
    reason: 'disk_space',
    neededMb: Math.ceil((bytes + keptFree) / megabyte),
    freeMb: Math.floor(free / megabyte),
  })
}

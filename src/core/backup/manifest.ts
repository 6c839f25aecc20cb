// The last part of a backup: what it holds, with a hash of every part, and which keys it needs.

import * as z from 'zod'

export const manifestName = 'manifest.json'
/** Raised when a product of before could not read what is written now. */
export const format = 2

const part = z.object({ name: z.string(), size: z.int(), sha256: z.string() })
export type Part = z.infer<typeof part>

export const manifestSchema = z.object({
  product: z.literal('linghang'),
  format: z.int(),
  version: z.string(),
  takenAt: z.string(),
  /** The migrations that had been applied, oldest first. */
  migrations: z.array(z.object({ version: z.int(), name: z.string(), sha256: z.string() })).min(1),
  /** In an order in which every row finds what it refers to. */
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int(), parts: z.array(part) }),
  ),
  jobs: z.object({ rows: z.int(), parts: z.array(part) }),
  files: z.array(part),
  /** Records of care; a backup of format 1 has none. */
  columns: z.array(part).default([]),
  /** Stored files that the database names and the disk did not have. */
  missingFiles: z.array(z.string()),
  /** The keys that sealed data need; they are not in the backup. */
  keys: z.array(z.object({ id: z.int(), fingerprint: z.string() })),
})
export type Manifest = z.infer<typeof manifestSchema>

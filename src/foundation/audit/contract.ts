// Endpoints of the audit log: read it, verify that its chain is whole, take it along as a table or as the chain itself.

import * as z from 'zod'
import { endpoint, flag, id, isoDate, refusalSchema, subject } from '../../core/contract.ts'

const named = z.object({ id: z.string(), name: z.string() })

const entry = z.object({
  seq: z.number().int(),
  at: z.string(),
  requestId: z.string(),
  actor: z.string(),
  /** The name of the account that acted, as it is today; null when there is no such account (any more). */
  actorName: z.string().nullable(),
  endpoint: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  /** The name of a unit, person or account, as it is today; an auditor sees nothing else of them. */
  subjectName: z.string().nullable(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  refusals: z.array(refusalSchema).readonly().nullable(),
})
export type AuditLine = z.infer<typeof entry>

const filter = {
  unitId: id,
  /** Days in China, both included. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  actor: z.string().max(200).optional(),
  endpoint: z.string().max(100).optional(),
  subjectKind: z.string().max(100).optional(),
  subjectId: z.string().max(200).optional(),
  /** A unit of the institution: its own entries and those of all below it. */
  below: id.optional(),
  /** Only where a warning of a rule was overridden with a reason. */
  overridden: flag.default(false),
  /** Only reads that are logged because of what they show. */
  reads: flag.default(false),
  search: z.string().max(100).optional(),
}

const check = z.object({
  at: z.string(),
  /** null: the daily job */
  by: z.string().nullable(),
  entries: z.number().int(),
  brokenAt: z.number().int().nullable(),
})

/** An entry's number and its hash, or the first 16 characters of it, as somebody wrote them down. */
const noted = z.object({
  seq: z.number().int().min(1),
  hash: z
    .string()
    .max(200)
    .transform((text) => text.replace(/\s/g, '').toLowerCase())
    .pipe(z.string().regex(/^[0-9a-f]{16,64}$/)),
})

const at = { permission: 'audit.read', place: subject('unit', 'unitId') } as const
const language = z.enum(['zh', 'en']).default('zh')

export const auditContract = {
  list: endpoint({
    method: 'GET',
    path: '/audit/{unitId}',
    summary: "An institution's audit log, newest first",
    ...at,
  })
    .input(
      z.object({
        ...filter,
        beforeSeq: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ entries: z.array(entry) })),

  choices: endpoint({
    method: 'GET',
    path: '/audit/{unitId}/choices',
    summary: 'What occurs in the log and can be filtered by: accounts, acts, kinds of subjects, units',
    ...at,
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        actors: z.array(named),
        endpoints: z.array(z.string()).readonly(),
        subjectKinds: z.array(z.string()).readonly(),
        units: z.array(named),
      }),
    ),

  status: endpoint({
    method: 'GET',
    path: '/audit/{unitId}/status',
    summary: 'How long the chain is, its head to write down, and what the last verification found',
    ...at,
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        head: z.object({ seq: z.number().int(), hash: z.string() }).nullable(),
        lastCheck: check.nullable(),
      }),
    ),

  verify: endpoint({
    method: 'POST',
    path: '/audit/{unitId}/verify',
    summary: "Walk the institution's whole chain of hashes, and compare it with a head that was written down",
    ...at,
    readsOnly: true,
  })
    .input(z.object({ unitId: id, noted: noted.optional() }))
    .output(
      z.object({
        entries: z.number().int(),
        brokenAt: z.number().int().nullable(),
        head: z.string(),
        noted: z.enum(['matches', 'differs', 'missing']).nullable(),
      }),
    ),

  exportTable: endpoint({
    method: 'GET',
    path: '/audit/{unitId}/log.xlsx',
    summary: 'The filtered log as an Excel table, the newest 50,000 entries; the export is logged',
    ...at,
    sensitive: true,
  })
    .input(z.object({ ...filter, language }))
    .output(z.file()),

  exportChain: endpoint({
    method: 'GET',
    path: '/audit/{unitId}/chain.jsonl',
    summary:
      'The chain itself, oldest first, 50,000 entries from the given one on: what an outsider needs to compute every hash again; the export is logged',
    ...at,
    sensitive: true,
  })
    .input(z.object({ unitId: id, fromSeq: z.coerce.number().int().min(1).default(1) }))
    .output(z.file()),
}

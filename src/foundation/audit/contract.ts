// Endpoints of the audit log: read it, and verify that its chain is whole.

import * as z from 'zod'
import { endpoint, id, refusalSchema, subject } from '../../core/contract.ts'

const entry = z.object({
  seq: z.number().int(),
  at: z.string(),
  requestId: z.string(),
  actor: z.string(),
  endpoint: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  unitId: id.nullable(),
  before: z.unknown(),
  after: z.unknown(),
  refusals: z.array(refusalSchema).readonly().nullable(),
})
export type AuditLine = z.infer<typeof entry>

export const auditContract = {
  list: endpoint({
    method: 'GET',
    path: '/audit/{unitId}',
    summary: "An institution's audit log, newest first",
    permission: 'audit.read',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        beforeSeq: z.coerce.number().int().positive().optional(),
        search: z.string().max(100).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ entries: z.array(entry) })),

  verify: endpoint({
    method: 'POST',
    path: '/audit/{unitId}/verify',
    summary: "Walk the institution's whole chain of hashes",
    permission: 'audit.read',
    place: subject('unit', 'unitId'),
    readsOnly: true,
  })
    .input(z.object({ unitId: id }))
    .output(z.object({ entries: z.number().int(), brokenAt: z.number().int().nullable() })),
}

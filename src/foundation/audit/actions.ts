// Actions of the audit log: read an institution's entries, and walk its chain.

import { may } from '../../core/access.ts'
import { readAudit, verifyAudit } from '../../core/audit.ts'
import { AppError } from '../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import { unitNames } from '../org/index.ts'
import type { auditContract } from './contract.ts'

export const auditHandlers: Handlers<typeof auditContract> = {
  list: async (work, { beforeSeq, search, limit }) => {
    const institutionId = await institutionOf(work)
    const rows = await readAudit(work.tx, { institutionId, beforeSeq, search, limit })
    return {
      entries: rows.map((row) => ({
        seq: row.seq,
        at: row.at,
        requestId: row.requestId,
        actor: row.actor,
        endpoint: row.endpoint,
        subjectKind: row.subjectKind,
        subjectId: row.subjectId,
        unitId: row.unitId,
        before: row.before,
        after: row.after,
        refusals: row.refusals,
      })),
    }
  },

  verify: async (work) => verifyAudit(work.tx, await institutionOf(work)),
}

/**
 * The institution of the named unit. The log is the institution's, so the permission must reach the institution's
 * root: an auditor of one branch does not read what the others did.
 */
async function institutionOf(work: Work): Promise<string> {
  const { tx, principal } = work
  const { institutionId, path } = targetOf(work)
  const names = await unitNames(tx, path)
  const root = path.findLastIndex((id) => ['commission', 'institution'].includes(names.get(id)?.kind ?? ''))
  if (!may(principal, 'audit.read', path.slice(0, root + 1)))
    throw new AppError('not_found', { kind: 'unit' })
  return institutionId
}

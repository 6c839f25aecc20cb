// The audit log: append-only, one chain of hashes per institution, written in the transaction of the change itself.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from './db.ts'
import type { Refusal } from './law.ts'

export type AuditEntry = {
  readonly institutionId: string
  readonly at: string
  readonly requestId: string
  readonly accountId: string | null
  readonly actor: string
  readonly endpoint: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly unitId: string | null
  readonly before: unknown
  readonly after: unknown
  readonly refusals: readonly Refusal[] | null
}

const origin = Buffer.alloc(32)

/** The same JSON text for the same content, whatever the order in which PostgreSQL or we keep the keys. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'null'
  )
}

function link(previous: Buffer, seq: number, entry: AuditEntry): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(canonical({ seq, ...entry }))
    .digest()
}

// jsonb cannot hold NUL and normalises numbers; a round trip through JSON makes the hashed text what is stored.
const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

/** Appends one entry. Takes the institution's chain head until the transaction ends, so entries cannot interleave. */
export async function appendAudit(tx: Tx, raw: AuditEntry): Promise<void> {
  const entry = { ...raw, before: plain(raw.before), after: plain(raw.after) }
  await tx
    .insertInto('audit_head')
    .values({ institution_id: entry.institutionId, seq: 0, hash: origin })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const head = await tx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('institution_id', '=', entry.institutionId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const seq = head.seq + 1
  const hash = link(head.hash, seq, entry)
  const json = (value: unknown) => (value === null ? null : sql<string>`${JSON.stringify(value)}::jsonb`)
  await tx
    .insertInto('audit')
    .values({
      institution_id: entry.institutionId,
      seq,
      at: entry.at,
      request_id: entry.requestId,
      account_id: entry.accountId,
      actor: entry.actor,
      endpoint: entry.endpoint,
      subject_kind: entry.subjectKind,
      subject_id: entry.subjectId,
      unit_id: entry.unitId,
      before: json(entry.before),
      after: json(entry.after),
      refusals: json(entry.refusals),
      previous_hash: head.hash,
      hash,
    })
    .execute()
  await tx
    .updateTable('audit_head')
    .set({ seq, hash })
    .where('institution_id', '=', entry.institutionId)
    .execute()
}

export type AuditRow = AuditEntry & { readonly seq: number }

/** The newest entries first; `beforeSeq` pages on. */
export async function readAudit(
  tx: Tx,
  query: {
    readonly institutionId: string
    readonly beforeSeq?: number | undefined
    readonly search?: string | undefined
    readonly limit: number
  },
): Promise<readonly AuditRow[]> {
  const rows = await tx
    .selectFrom('audit')
    .selectAll()
    .where('institution_id', '=', query.institutionId)
    .$if(query.beforeSeq !== undefined, (q) => q.where('seq', '<', query.beforeSeq ?? 0))
    .$if(query.search !== undefined && query.search !== '', (q) =>
      q.where((where) =>
        where.or(
          (['actor', 'endpoint', 'subject_kind', 'subject_id'] as const).map((column) =>
            where(column, 'ilike', `%${(query.search ?? '').replace(/[%_\\]/g, '\\$&')}%`),
          ),
        ),
      ),
    )
    .orderBy('seq', 'desc')
    .limit(query.limit)
    .execute()
  return rows.map(({ seq, ...row }) => ({ seq, ...toEntry(row) }))
}

/** Walks the whole chain: how many entries hold, and the first that does not. */
export async function verifyAudit(
  tx: Tx,
  institutionId: string,
): Promise<{ readonly entries: number; readonly brokenAt: number | null }> {
  let previous: Buffer = origin
  let seq = 0
  for (;;) {
    const rows = await tx
      .selectFrom('audit')
      .selectAll()
      .where('institution_id', '=', institutionId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(1_000)
      .execute()
    for (const row of rows) {
      const expected = link(previous, seq + 1, toEntry(row))
      if (row.seq !== seq + 1 || !expected.equals(row.hash)) return { entries: seq, brokenAt: seq + 1 }
      previous = row.hash
      seq = row.seq
    }
    if (rows.length > 0) continue
    // Head and newest entry in one statement, so in one snapshot: between two, a writer would look like a broken end.
    const end = await tx
      .selectFrom('audit_head as h')
      .select(['h.seq', 'h.hash'])
      .select((select) =>
        select
          .selectFrom('audit as a')
          .select((newest) => newest.fn.max('a.seq').as('last'))
          .whereRef('a.institution_id', '=', 'h.institution_id')
          .as('last'),
      )
      .where('h.institution_id', '=', institutionId)
      .executeTakeFirst()
    if (end !== undefined && (end.last ?? 0) > seq) continue
    const whole = end === undefined ? seq === 0 : end.seq === seq && end.hash.equals(previous)
    return { entries: seq, brokenAt: whole ? null : seq + 1 }
  }
}

function toEntry(row: {
  institution_id: string
  at: string
  request_id: string
  account_id: string | null
  actor: string
  endpoint: string
  subject_kind: string
  subject_id: string
  unit_id: string | null
  before: unknown
  after: unknown
  refusals: unknown
}): AuditEntry {
  return {
    institutionId: row.institution_id,
    at: row.at,
    requestId: row.request_id,
    accountId: row.account_id,
    actor: row.actor,
    endpoint: row.endpoint,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    unitId: row.unit_id,
    before: row.before,
    after: row.after,
    refusals: row.refusals as readonly Refusal[] | null,
  }
}

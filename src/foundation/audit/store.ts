// SQL of reading the log: pages of filtered entries, what there is to filter by, stretches of the chain, past checks.

import { type SelectQueryBuilder, sql } from 'kysely'
import type { DB } from '../../../db/schema.gen.ts'
import { type AuditEntry, entryText, toEntry } from '../../core/audit.ts'
import type { Tx } from '../../core/db.ts'

export type Filter = {
  readonly institutionId: string
  /** Instants: from the first, before the last. */
  readonly from?: string | undefined
  readonly before?: string | undefined
  readonly actor?: string | undefined
  readonly endpoints?: readonly string[] | undefined
  readonly subjectKind?: string | undefined
  readonly subjectId?: string | undefined
  readonly unitIds?: readonly string[] | undefined
  readonly overridden?: boolean | undefined
  readonly search?: string | undefined
}

export type AuditRow = AuditEntry & { readonly seq: number }

type AuditQuery<O> = SelectQueryBuilder<DB, 'audit', O>

function filtered<O>(query: AuditQuery<O>, filter: Filter): AuditQuery<O> {
  const { from, before, actor, endpoints, subjectKind, subjectId, unitIds, search } = filter
  let wanted = query.where('institution_id', '=', filter.institutionId)
  if (from !== undefined) wanted = wanted.where('at', '>=', from)
  if (before !== undefined) wanted = wanted.where('at', '<', before)
  if (actor !== undefined) wanted = wanted.where('actor', '=', actor)
  if (endpoints !== undefined)
    wanted = wanted.where(sql<boolean>`endpoint = any(${sql.val([...endpoints])}::text[])`)
  if (subjectKind !== undefined) wanted = wanted.where('subject_kind', '=', subjectKind)
  if (subjectId !== undefined) wanted = wanted.where('subject_id', '=', subjectId)
  if (unitIds !== undefined)
    wanted = wanted.where(sql<boolean>`unit_id = any(${sql.val([...unitIds])}::uuid[])`)
  if (filter.overridden === true) wanted = wanted.where('refusals', 'is not', null)
  if (search !== undefined && search !== '') {
    const pattern = `%${search.replace(/[%_\\]/g, '\\$&')}%`
    wanted = wanted.where((where) =>
      where.or(
        (['actor', 'endpoint', 'subject_kind', 'subject_id'] as const).map((column) =>
          where(column, 'ilike', pattern),
        ),
      ),
    )
  }
  return wanted
}

/** The newest entries first; `beforeSeq` pages on from an entry that was shown. */
export async function readEntries(
  tx: Tx,
  filter: Filter,
  page: { readonly beforeSeq?: number | undefined; readonly limit: number },
): Promise<readonly AuditRow[]> {
  // A plan for any filter would be the wrong one for most: a rare account and a daily act lie far apart.
  await sql`set local plan_cache_mode = force_custom_plan`.execute(tx)
  const rows = await filtered(tx.selectFrom('audit').selectAll(), filter)
    .$if(page.beforeSeq !== undefined, (query) =>
      query.where(
        sql<boolean>`(at, seq) < ((select a.at from audit a where a.institution_id = ${filter.institutionId}
          and a.seq = ${page.beforeSeq ?? 0}), ${page.beforeSeq ?? 0}::bigint)`,
      ),
    )
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .execute()
  return rows.map(({ seq, ...row }) => ({ seq, ...toEntry(row) }))
}

/** The different values of a column, each found by one step through its index. */
async function occurring(
  tx: Tx,
  institutionId: string,
  column: 'actor' | 'endpoint' | 'subject_kind' | 'unit_id',
): Promise<readonly string[]> {
  const name = sql.ref(column)
  const result = await sql<{ value: string }>`
    with recursive found as (
      (select ${name} as value from audit where institution_id = ${institutionId} and ${name} is not null
       order by ${name} limit 1)
      union all
      select (select ${name} from audit where institution_id = ${institutionId} and ${name} > found.value
              order by ${name} limit 1)
      from found where found.value is not null
    )
    select value::text from found where value is not null`.execute(tx)
  return result.rows.map((row) => row.value)
}

/** What there is to filter by. */
export async function readChoices(tx: Tx, institutionId: string) {
  return {
    actors: await occurring(tx, institutionId, 'actor'),
    endpoints: await occurring(tx, institutionId, 'endpoint'),
    subjectKinds: await occurring(tx, institutionId, 'subject_kind'),
    unitIds: await occurring(tx, institutionId, 'unit_id'),
  }
}

/** A stretch of the chain, oldest first, as an outsider needs it to compute the hashes again. */
export async function readChain(tx: Tx, institutionId: string, fromSeq: number, limit: number) {
  const rows = await tx
    .selectFrom('audit')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .where('seq', '>=', fromSeq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    previous: row.previous_hash.toString('hex'),
    hash: row.hash.toString('hex'),
    text: entryText(row.seq, toEntry(row)),
  }))
}

/** Number and hash (hex) of the newest entry; null before the first. */
export async function readHead(tx: Tx, institutionId: string) {
  const head = await tx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return head === undefined ? null : { seq: head.seq, hash: head.hash.toString('hex') }
}

export async function insertCheck(
  tx: Tx,
  check: {
    readonly institutionId: string
    readonly id: string
    readonly checkedAt: string
    readonly accountId: string | null
    readonly entries: number
    readonly brokenAt: number | null
    readonly head: string
  },
): Promise<void> {
  await tx
    .insertInto('audit_check')
    .values({
      institution_id: check.institutionId,
      id: check.id,
      checked_at: check.checkedAt,
      account_id: check.accountId,
      entries: check.entries,
      broken_at: check.brokenAt,
      head_hash: Buffer.from(check.head, 'hex'),
    })
    .execute()
}

/** The newest verification; `whole` asks for the newest that found the chain whole. */
export async function readLastCheck(tx: Tx, institutionId: string, whole = false) {
  const row = await tx
    .selectFrom('audit_check')
    .selectAll()
    .where('institution_id', '=', institutionId)
    .$if(whole, (query) => query.where('broken_at', 'is', null))
    .orderBy('checked_at', 'desc')
    .orderBy('entries', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined
    ? null
    : {
        at: row.checked_at,
        accountId: row.account_id,
        entries: row.entries,
        brokenAt: row.broken_at,
        head: row.head_hash.toString('hex'),
      }
}

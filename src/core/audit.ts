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

/** The text that an entry's hash covers, after the bytes of the hash before it. */
export const entryText = (seq: number, entry: AuditEntry): string => canonical({ seq, ...entry })

function link(previous: Buffer, seq: number, entry: AuditEntry): Buffer {
  return createHash('sha256').update(previous).update(entryText(seq, entry)).digest()
}

// jsonb cannot hold NUL and normalises numbers; a round trip through JSON makes the hashed text what is stored.
const plain = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

/**
 * Appends entries, each to the chain of its institution. The head of a chain is held until the transaction ends, so
 * entries cannot interleave: call it last. Heads are taken in one order, so that two transactions never wait for each
 * other.
 */
export async function appendAudit(tx: Tx, ...entries: readonly AuditEntry[]): Promise<void> {
  const ordered = entries.toSorted((a, b) =>
    a.institutionId < b.institutionId ? -1 : a.institutionId > b.institutionId ? 1 : 0,
  )
  for (const raw of ordered) {
    const entry = { ...raw, before: plain(raw.before), after: plain(raw.after) }
    if (await append(tx, entry)) continue
    await tx
      .insertInto('audit_head')
      .values({ institution_id: entry.institutionId, seq: 0, hash: origin })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (!(await append(tx, entry))) throw new Error(`No head of the audit chain of ${entry.institutionId}`)
  }
}

/**
 * Moves the head and writes the entry in one statement, the hash computed by PostgreSQL: everybody of the institution
 * waits for the head, so nothing is asked back and forth while it is held. Answers false when there is no head yet.
 */
async function append(tx: Tx, entry: AuditEntry): Promise<boolean> {
  const [text, rest] = aroundSeq(entry)
  const json = (value: unknown) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`
  const result = await sql`
    with moved as (
      update audit_head set seq = seq + 1, previous_hash = hash,
        hash = sha256(hash || convert_to(${text}::text || (seq + 1)::text || ${rest}::text, 'UTF8'))
      where institution_id = ${entry.institutionId}
      returning seq, previous_hash, hash
    )
    insert into audit (institution_id, seq, at, request_id, account_id, actor, endpoint, subject_kind, subject_id, unit_id,
      before, after, refusals, previous_hash, hash)
    select ${entry.institutionId}::uuid, seq, ${entry.at}::timestamptz, ${entry.requestId}::uuid, ${entry.accountId}::uuid,
      ${entry.actor}, ${entry.endpoint}, ${entry.subjectKind}, ${entry.subjectId}, ${entry.unitId}::uuid,
      ${json(entry.before)}, ${json(entry.after)}, ${json(entry.refusals)}, previous_hash, hash
    from moved`.execute(tx)
  return result.numAffectedRows === 1n
}

/** An entry's text before and after its number, which only the head knows: keys stand in their order, so it is whole. */
function aroundSeq(entry: AuditEntry): readonly [string, string] {
  const { subjectId, subjectKind, unitId, ...first } = entry
  return [
    `${canonical(first).slice(0, -1)},"seq":`,
    `,${canonical({ subjectId, subjectKind, unitId }).slice(1)}`,
  ]
}

/** A place in a chain that somebody wrote down: an entry's number and the beginning of its hash, in hex. */
export type NotedHead = { readonly seq: number; readonly hash: string }

export type Verified = {
  /** How many entries hold, from the first. */
  readonly entries: number
  readonly brokenAt: number | null
  /** The hash of the last entry that holds, in hex; zeros for an empty chain. */
  readonly head: string
  /** For each noted head: whether the chain still runs through it. */
  readonly noted: readonly ('matches' | 'differs' | 'missing')[]
}

/**
 * Walks the whole chain. Without a noted head a chain whose newest entries were cut off together with its head looks
 * whole; with one it does not.
 */
export async function verifyAudit(
  tx: Tx,
  institutionId: string,
  noted: readonly NotedHead[] = [],
): Promise<Verified> {
  let previous: Buffer = origin
  let seq = 0
  const seen = new Map<number, string>()
  const wanted = new Set(noted.map((head) => head.seq))
  const answer = (brokenAt: number | null): Verified => ({
    entries: seq,
    brokenAt,
    head: previous.toString('hex'),
    noted: noted.map((head) => {
      const hash = head.seq === 0 ? origin.toString('hex') : seen.get(head.seq)
      return hash === undefined ? 'missing' : hash.startsWith(head.hash) ? 'matches' : 'differs'
    }),
  })
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
      if (row.seq !== seq + 1 || !row.previous_hash.equals(previous) || !expected.equals(row.hash))
        return answer(seq + 1)
      previous = row.hash
      seq = row.seq
      if (wanted.has(seq)) seen.set(seq, previous.toString('hex'))
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
    return answer(whole ? null : seq + 1)
  }
}

/** A row of the table as the entry that its hash covers. */
export function toEntry(row: {
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

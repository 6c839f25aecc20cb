// Failed sign-ins, by the name that was typed and by the address, so that limits hold over all processes.

import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { Failures } from '../rules.ts'

const key = (text: string): Buffer => createHash('sha256').update(text).digest()

/** One try at a time for a name: parallel guesses cannot all see the same count. False when another is under way. */
export async function takeTurn(tx: Tx, username: string): Promise<boolean> {
  const result = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`sign-in ${username.toLowerCase()}`}, 0)) as mine`.execute(
    tx,
  )
  return result.rows[0]?.mine === true
}

export async function readFailures(tx: Tx, username: string, address: string | null) {
  const rows = await tx
    .selectFrom('sign_in_failure')
    .select(['kind', 'count', 'since', 'not_before as notBefore', 'locked', 'total'])
    .where((where) =>
      where.or([
        where.and([where('kind', '=', 'name'), where('key_sha256', '=', key(username.toLowerCase()))]),
        where.and([where('kind', '=', 'address'), where('key_sha256', '=', key(address ?? ''))]),
      ]),
    )
    .execute()
  return {
    name: rows.find((row) => row.kind === 'name') ?? null,
    address: address === null ? null : (rows.find((row) => row.kind === 'address') ?? null),
  }
}

/** Notes one more failure of a name, and of the address: a failure after the window began a new one. */
export async function noteFailure(
  tx: Tx,
  failure: {
    readonly username: string
    readonly address: string | null
    readonly name: Failures
    readonly now: string
    readonly windowFrom: string
  },
): Promise<void> {
  const { name, now } = failure
  await sql`
    insert into sign_in_failure (kind, key_sha256, count, since, last_at, not_before, locked, total)
    values ('name', ${key(failure.username.toLowerCase())}, ${name.count}, ${now}, ${now}, ${name.notBefore}, ${name.locked}, 1)
    on conflict (kind, key_sha256) do update set count = excluded.count, last_at = excluded.last_at,
      not_before = excluded.not_before, locked = excluded.locked, total = sign_in_failure.total + 1`.execute(
    tx,
  )
  await sql`
    insert into sign_in_failure (kind, key_sha256, count, since, last_at, locked, total)
    values ('address', ${key(failure.address ?? '')}, 1, ${now}, ${now}, false, 1)
    on conflict (kind, key_sha256) do update set last_at = excluded.last_at,
      count = case when sign_in_failure.since <= ${failure.windowFrom}::timestamptz then 1 else sign_in_failure.count + 1 end,
      since = case when sign_in_failure.since <= ${failure.windowFrom}::timestamptz then excluded.since else sign_in_failure.since end
    `.execute(tx)
  // What is a month old tells nobody anything.
  await sql`delete from sign_in_failure where last_at < ${now}::timestamptz - interval '30 days'`.execute(tx)
}

/** Forgets the failures of a name: after a success, or when an administrator unlocks it. */
export async function forgetFailures(tx: Tx, username: string): Promise<void> {
  await tx
    .deleteFrom('sign_in_failure')
    .where('kind', '=', 'name')
    .where('key_sha256', '=', key(username.toLowerCase()))
    .execute()
}

/** As many ways to the database as the log of a failure takes. */
export async function spendAlike(tx: Tx): Promise<void> {
  for (let way = 0; way < 4; way += 1) await sql`select 1`.execute(tx)
}

// Writing many rows at once: one array a column, so that a statement has a dozen parameters and is planned once.

import { sql } from 'kysely'
import type { Tx } from './db.ts'
import type { Pace } from './pace.ts'

type ArrayType = 'uuid' | 'text' | 'date' | 'int4' | 'bool' | 'bytea'

/** A column to write: its type in PostgreSQL and its value for a record. */
export type BulkColumn<R> = readonly [name: string, type: ArrayType, value: (record: R) => unknown]

/** Rows of one statement: long enough to be fast, short enough that cancelling waits for no more than one. */
const rowsAtOnce = 4_000

async function inParts<R>(
  records: readonly R[],
  pace: Pace | undefined,
  write: (part: readonly R[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < records.length; at += rowsAtOnce) {
    const part = records.slice(at, at + rowsAtOnce)
    await write(part)
    await pace?.did(part.length)
  }
}

const arrays = <R>(columns: readonly BulkColumn<R>[], part: readonly R[]) =>
  sql.join(columns.map(([, type, value]) => sql`${part.map(value)}::${sql.raw(type)}[]`))

const names = <R>(columns: readonly BulkColumn<R>[]) => sql.join(columns.map(([name]) => sql.ref(name)))

/** Inserts the records. `conflict` is what stands after `on conflict`; without it a conflict is an error. */
export async function insertRows<R>(
  tx: Tx,
  table: string,
  columns: readonly BulkColumn<R>[],
  records: readonly R[],
  more: { readonly conflict?: string; readonly pace?: Pace | undefined } = {},
): Promise<void> {
  const conflict = more.conflict === undefined ? sql`` : sql` on conflict ${sql.raw(more.conflict)}`
  await inParts(records, more.pace, (part) =>
    sql`insert into ${sql.table(table)} (${names(columns)}) select * from unnest(${arrays(columns, part)})${conflict}`.execute(
      tx,
    ),
  )
}

/** Updates the rows that have the records' keys; `extra` is a further assignment, as SQL. */
export async function updateRows<R>(
  tx: Tx,
  table: string,
  keys: readonly BulkColumn<R>[],
  columns: readonly BulkColumn<R>[],
  records: readonly R[],
  more: { readonly extra?: string; readonly pace?: Pace | undefined } = {},
): Promise<void> {
  const all = [...keys, ...columns]
  const set = columns.map(([name]) => sql`${sql.ref(name)} = v.${sql.ref(name)}`)
  const same = keys.map(([name]) => sql`t.${sql.ref(name)} = v.${sql.ref(name)}`)
  const assignments = sql.join([...set, ...(more.extra === undefined ? [] : [sql.raw(more.extra)])])
  await inParts(records, more.pace, (part) =>
    sql`update ${sql.table(table)} t set ${assignments} from unnest(${arrays(all, part)}) v(${names(all)}) where ${sql.join(same, sql` and `)}`.execute(
      tx,
    ),
  )
}

/** Deletes the rows that have the records' keys. */
export async function deleteRows<R>(
  tx: Tx,
  table: string,
  keys: readonly BulkColumn<R>[],
  records: readonly R[],
): Promise<void> {
  const same = keys.map(([name]) => sql`t.${sql.ref(name)} = v.${sql.ref(name)}`)
  await inParts(records, undefined, (part) =>
    sql`delete from ${sql.table(table)} t using unnest(${arrays(keys, part)}) v(${names(keys)}) where ${sql.join(same, sql` and `)}`.execute(
      tx,
    ),
  )
}

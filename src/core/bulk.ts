// Writing many rows at once: one array a column, so that a statement has a dozen parameters and is planned once.

import { setImmediate } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from './db.ts'
import type { Pace } from './pace.ts'

type ArrayType = 'uuid' | 'text' | 'date' | 'int4' | 'bool' | 'bytea'

type Value = string | number | boolean | Buffer | null

/** A column to write: its type in PostgreSQL and its value for a record. */
export type BulkColumn<R> = readonly [name: string, type: ArrayType, value: (record: R) => Value]

/** Rows of one statement: long enough to be fast, short enough that cancelling waits for no more than one. */
const rowsAtOnce = 4_000

/** Writes the records part by part; while PostgreSQL writes one, the next is put into text. */
async function inParts<R>(
  records: readonly R[],
  columns: readonly BulkColumn<R>[],
  pace: Pace | undefined,
  write: (rows: RawBuilder<unknown>) => Promise<unknown>,
): Promise<void> {
  const prepare = (at: number): RawBuilder<unknown> | null =>
    at < records.length ? arrays(columns, records.slice(at, at + rowsAtOnce)) : null
  let ready = prepare(0)
  for (let at = 0; ready !== null; at += rowsAtOnce) {
    // The part must be on its way before the thread is busy with the next.
    const following = setImmediate().then(() => prepare(at + rowsAtOnce))
    const [next] = await Promise.all([following, write(ready)])
    await pace?.did(Math.min(rowsAtOnce, records.length - at))
    ready = next
  }
}

const arrays = <R>(columns: readonly BulkColumn<R>[], part: readonly R[]) =>
  sql.join(columns.map(([, type, value]) => sql`${arrayText(part.map(value))}::${sql.raw(type)}[]`))

/** An array as PostgreSQL reads it: each value in quotes, for which quotes and backslashes are escaped. */
function arrayText(values: readonly Value[]): string {
  const texts = values.map((value) => {
    if (value === null) return 'NULL'
    if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`
    const text = String(value)
    return `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, '\\$&') : text}"`
  })
  return `{${texts.join(',')}}`
}

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
  await inParts(records, columns, more.pace, (rows) =>
    sql`insert into ${sql.table(table)} (${names(columns)}) select * from unnest(${rows})${conflict}`.execute(
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
  await inParts(records, all, more.pace, (rows) =>
    sql`update ${sql.table(table)} t set ${assignments} from unnest(${rows}) v(${names(all)}) where ${sql.join(same, sql` and `)}`.execute(
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
  await inParts(records, keys, undefined, (rows) =>
    sql`delete from ${sql.table(table)} t using unnest(${rows}) v(${names(keys)}) where ${sql.join(same, sql` and `)}`.execute(
      tx,
    ),
  )
}

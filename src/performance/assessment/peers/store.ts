// SQL of peer tables: heads, hospitals, and the version that keeps two editors apart.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { PeerColumnView, PeerHead, PeerRowView } from './contract.ts'

export type NewTable = {
  readonly id: string
  readonly name: string
  readonly year: number
  readonly peerGroup: string
  readonly source: string
  readonly columns: readonly PeerColumnView[]
  readonly ownNo: number | null
}

function heads(tx: Tx, institutionId: string) {
  return tx
    .selectFrom('peer_table as t')
    .where('t.institution_id', '=', institutionId)
    .select([
      't.id',
      't.name',
      't.year',
      't.peer_group as peerGroup',
      't.source',
      't.columns',
      't.own_no as ownNo',
      't.version',
      't.changed_at as changedAt',
      sql<number>`(select count(*)::int from peer_row r where r.institution_id = t.institution_id and r.table_id = t.id)`.as(
        'hospitals',
      ),
    ])
}
type HeadRow = Awaited<ReturnType<ReturnType<typeof heads>['execute']>>[number]

const headOf = (row: HeadRow): PeerHead => ({
  ...row,
  columns: row.columns as unknown as PeerColumnView[],
})

/** The tables that are not removed, the newest year first. */
export async function readTables(tx: Tx, institutionId: string): Promise<PeerHead[]> {
  const rows = await heads(tx, institutionId)
    .where('t.removed_at', 'is', null)
    .orderBy('t.year', 'desc')
    .orderBy('t.name')
    .orderBy('t.id')
    .execute()
  return rows.map(headOf)
}

export async function findTable(tx: Tx, institutionId: string, id: string): Promise<PeerHead | null> {
  const row = await heads(tx, institutionId)
    .where('t.id', '=', id)
    .where('t.removed_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? null : headOf(row)
}

/** The hospitals of a table in the order of the file. */
export async function readPeerRows(tx: Tx, institutionId: string, tableId: string): Promise<PeerRowView[]> {
  return await tx
    .selectFrom('peer_row')
    .select(['no', 'name', sql<(number | null)[]>`figures`.as('values')])
    .where('institution_id', '=', institutionId)
    .where('table_id', '=', tableId)
    .orderBy('no')
    .execute()
}

export async function insertTable(
  tx: Tx,
  institutionId: string,
  table: NewTable,
  rows: readonly PeerRowView[],
  now: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('peer_table')
    .values({
      institution_id: institutionId,
      id: table.id,
      ...columnsOf(table),
      changed_at: now.toString(),
    })
    .execute()
  for (let at = 0; at < rows.length; at += 500) {
    const values = rows.slice(at, at + 500).map((row) => ({
      institution_id: institutionId,
      table_id: table.id,
      no: row.no,
      name: row.name,
      figures: figures(row.values),
    }))
    await tx.insertInto('peer_row').values(values).execute()
  }
}

const figures = (values: readonly (number | null)[]) => sql<number[]>`${sql.val([...values])}::float8[]`

const columnsOf = (table: Omit<NewTable, 'id'>) => ({
  name: table.name,
  year: table.year,
  peer_group: table.peerGroup,
  source: table.source,
  columns: JSON.stringify(table.columns),
  own_no: table.ownNo,
})

/** Takes the next version of a table with what changes in its head; null when somebody changed it since, or removed it. */
export async function changeTable(
  tx: Tx,
  institutionId: string,
  change: Partial<NewTable> & {
    readonly id: string
    readonly version: number
    readonly now: Temporal.Instant
  },
): Promise<number | null> {
  const { id, version, now } = change
  const row = await tx
    .updateTable('peer_table')
    .set({
      version: version + 1,
      changed_at: now.toString(),
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.year === undefined ? {} : { year: change.year }),
      ...(change.peerGroup === undefined ? {} : { peer_group: change.peerGroup }),
      ...(change.source === undefined ? {} : { source: change.source }),
      ...(change.columns === undefined ? {} : { columns: JSON.stringify(change.columns) }),
      ...(change.ownNo === undefined ? {} : { own_no: change.ownNo }),
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** Enters a hospital under its number, or writes its new values; a name that the table has already is error 23505. */
export async function putRow(
  tx: Tx,
  institutionId: string,
  tableId: string,
  row: PeerRowView,
): Promise<void> {
  await tx
    .insertInto('peer_row')
    .values({
      institution_id: institutionId,
      table_id: tableId,
      no: row.no,
      name: row.name,
      figures: figures(row.values),
    })
    .onConflict((on) =>
      on
        .columns(['institution_id', 'table_id', 'no'])
        .doUpdateSet({ name: row.name, figures: figures(row.values) }),
    )
    .execute()
}

export async function deleteRow(tx: Tx, institutionId: string, tableId: string, no: number): Promise<void> {
  await tx
    .deleteFrom('peer_row')
    .where('institution_id', '=', institutionId)
    .where('table_id', '=', tableId)
    .where('no', '=', no)
    .execute()
}

/** Removes a table or brings it back; false when it is not there, or already so. */
export async function setRemoved(
  tx: Tx,
  institutionId: string,
  id: string,
  removedAt: Temporal.Instant | null,
): Promise<boolean> {
  const row = await tx
    .updateTable('peer_table')
    .set({ removed_at: removedAt?.toString() ?? null })
    .where('institution_id', '=', institutionId)
    .where('id', '=', id)
    .where('removed_at', removedAt === null ? 'is not' : 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

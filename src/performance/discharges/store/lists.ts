// The institution's code lists in PostgreSQL: the newest of each kind is in force, the product's synthetic one before it.

import type { Tx } from '../../../core/db.ts'
import {
  type CodeList,
  type CodeLists,
  type ListEntries,
  type ListKind,
  listKinds,
  syntheticLists,
} from '../rules/lists.ts'

export async function readLists(tx: Tx, institutionId: string): Promise<CodeLists> {
  const found = new Map<ListKind, CodeList>()
  for (const kind of listKinds) {
    const row = await tx
      .selectFrom('discharge_code_list')
      .select(['edition', 'source', 'synthetic', 'entries'])
      .where('institution_id', '=', institutionId)
      .where('kind', '=', kind)
      .orderBy('imported_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row !== undefined) {
      found.set(kind, { kind, ...row, entries: row.entries as unknown as ListEntries[ListKind] })
    }
  }
  return Object.fromEntries(
    listKinds.map((kind) => [kind, found.get(kind) ?? syntheticLists[kind]]),
  ) as CodeLists
}

export async function insertList(
  tx: Tx,
  institutionId: string,
  list: CodeList & { readonly id: string; readonly importedAt: string; readonly importedBy: string },
): Promise<void> {
  await tx
    .insertInto('discharge_code_list')
    .values({
      institution_id: institutionId,
      id: list.id,
      kind: list.kind,
      edition: list.edition,
      source: list.source,
      synthetic: list.synthetic,
      entries: JSON.stringify(list.entries),
      entry_count: list.entries.length,
      imported_at: list.importedAt,
      imported_by: list.importedBy,
    })
    .execute()
}

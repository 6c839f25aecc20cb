// SQL of files for outside platforms: the versions of layouts, and the files with their receipts.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { LayoutRecord, Upload } from '../contract/platform.ts'
import type { Layout, UploadState } from '../rules.ts'

/** The newest version of each layout of an institution, by name. */
export async function readLayouts(tx: Tx, institutionId: string): Promise<readonly LayoutRecord[]> {
  const { rows } = await sql<LayoutRecord>`
    select * from (
      select distinct on (id) id, version, name, body, retired, saved_at as "savedAt", saved_name as "savedBy"
      from monthly_layout where institution_id = ${institutionId} order by id, version desc
    ) as newest order by retired, name, id`.execute(tx)
  return rows
}

/** Adds a version; fails as taken when somebody else has added the same one meanwhile. */
export async function insertLayout(
  tx: Tx,
  institutionId: string,
  layout: Omit<LayoutRecord, 'body'> & { readonly body: Layout },
): Promise<void> {
  await tx
    .insertInto('monthly_layout')
    .values({
      institution_id: institutionId,
      id: layout.id,
      version: layout.version,
      name: layout.name,
      body: JSON.stringify(layout.body),
      retired: layout.retired,
      saved_at: layout.savedAt,
      saved_name: layout.savedBy,
    })
    .execute()
}

const columns = [
  'id',
  'unit_id as unitId',
  'month',
  'layout_id as layoutId',
  'layout_version as layoutVersion',
  'layout_name as layoutName',
  'file_name as fileName',
  'sha256',
  'row_count as rowCount',
  'missing',
  'state',
  'made_at as madeAt',
  'made_name as madeBy',
  'uploaded_on as uploadedOn',
  'receipt_number as receiptNumber',
  'receipt_on as receiptOn',
  'receipt_name as receiptBy',
  'reason',
  'version',
] as const

/** Files of a unit, newest first. */
export async function readUploads(
  tx: Tx,
  institutionId: string,
  unitId: string,
  month: string | undefined,
): Promise<readonly Upload[]> {
  const rows = await tx
    .selectFrom('monthly_upload')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .$if(month !== undefined, (q) => q.where('month', '=', month ?? ''))
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, state: row.state as UploadState }))
}

/** One file of a unit, held until the transaction ends; null when the unit has none of this id. */
export async function lockUpload(
  tx: Tx,
  institutionId: string,
  unitId: string,
  id: string,
): Promise<Upload | null> {
  const row = await tx
    .selectFrom('monthly_upload')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : { ...row, state: row.state as UploadState }
}

export async function insertUpload(tx: Tx, institutionId: string, upload: Upload): Promise<void> {
  await tx
    .insertInto('monthly_upload')
    .values({
      institution_id: institutionId,
      id: upload.id,
      unit_id: upload.unitId,
      month: upload.month,
      layout_id: upload.layoutId,
      layout_version: upload.layoutVersion,
      layout_name: upload.layoutName,
      file_name: upload.fileName,
      sha256: upload.sha256,
      row_count: upload.rowCount,
      missing: upload.missing,
      state: upload.state,
      made_at: upload.madeAt,
      made_name: upload.madeBy,
    })
    .execute()
}

/** Writes what became of a locked file. */
export async function changeUpload(tx: Tx, institutionId: string, upload: Upload): Promise<void> {
  await tx
    .updateTable('monthly_upload')
    .set({
      state: upload.state,
      uploaded_on: upload.uploadedOn,
      receipt_number: upload.receiptNumber,
      receipt_on: upload.receiptOn,
      receipt_name: upload.receiptBy,
      reason: upload.reason,
      version: upload.version,
    })
    .where('institution_id', '=', institutionId)
    .where('id', '=', upload.id)
    .execute()
}

// The versions of templates that institutions brought in.

import { sql } from 'kysely'
import type { Tx } from '../../core/db.ts'

export type Template = {
  readonly id: string
  readonly form: string
  readonly number: number
  readonly sha256: string
  readonly fileName: string
  readonly size: number
  readonly missing: readonly string[]
  readonly uploadedBy: string
  readonly uploadedAt: string
  readonly activeFrom: string | null
  readonly activeUntil: string | null
}

const columns = [
  'id',
  'form',
  'number',
  'file_sha256 as sha256',
  'file_name as fileName',
  'size',
  'missing',
  'uploaded_by_name as uploadedBy',
  'uploaded_at as uploadedAt',
  'active_from as activeFrom',
  'active_until as activeUntil',
] as const

/** The versions of an institution, newest first; of one form or of all. */
export async function listTemplates(
  tx: Tx,
  institutionId: string,
  form?: string,
): Promise<readonly Template[]> {
  return tx
    .selectFrom('form_template')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .$if(form !== undefined, (query) => query.where('form', '=', form ?? ''))
    .orderBy('form')
    .orderBy('number', 'desc')
    .execute()
}

/** A version by its id, or the one in use; undefined when there is none. */
export async function findTemplate(
  tx: Tx,
  institutionId: string,
  form: string,
  id: string | null,
): Promise<Template | undefined> {
  const query = tx
    .selectFrom('form_template')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('form', '=', form)
  return id === null
    ? query.where('active_from', 'is not', null).where('active_until', 'is', null).executeTakeFirst()
    : query.where('id', '=', id).executeTakeFirst()
}

/** Holds the versions of a form until the transaction ends, so that two people change them one after the other. */
export async function holdForm(tx: Tx, institutionId: string, form: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`form ${institutionId} ${form}`}, 0))`.execute(tx)
}

/** Keeps a new version under the next number; `holdForm` first. */
export async function insertTemplate(
  tx: Tx,
  institutionId: string,
  template: Pick<Template, 'id' | 'form' | 'sha256' | 'fileName' | 'size' | 'missing' | 'uploadedBy'> & {
    readonly accountId: string
  },
  now: Temporal.Instant,
): Promise<void> {
  const newest = await tx
    .selectFrom('form_template')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('institution_id', '=', institutionId)
    .where('form', '=', template.form)
    .executeTakeFirst()
  await tx
    .insertInto('form_template')
    .values({
      institution_id: institutionId,
      id: template.id,
      form: template.form,
      number: (newest?.number ?? 0) + 1,
      file_sha256: template.sha256,
      file_name: template.fileName,
      size: template.size,
      missing: [...template.missing],
      uploaded_by: template.accountId,
      uploaded_by_name: template.uploadedBy,
      uploaded_at: now.toString(),
    })
    .execute()
}

/** Takes a version into use in place of another; null: the product's own. */
export async function useTemplate(
  tx: Tx,
  institutionId: string,
  form: string,
  id: string | null,
  now: Temporal.Instant,
): Promise<void> {
  const at = now.toString()
  const own = tx
    .updateTable('form_template')
    .where('institution_id', '=', institutionId)
    .where('form', '=', form)
  await own
    .set({ active_until: at })
    .where('active_from', 'is not', null)
    .where('active_until', 'is', null)
    .execute()
  if (id !== null) await own.set({ active_from: at, active_until: null }).where('id', '=', id).execute()
}

// SQL of submissions and verdicts: what was sealed, by whom, and what the unit above said; rows are only ever added.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { ReportKey } from './reports.ts'

export type Submission = ReportKey & {
  readonly number: number
  /** Canonical JSON of a Content. */
  readonly content: string
  readonly sha256: string
  readonly submittedAt: string
  readonly submittedBy: string
}

export async function insertSubmission(
  tx: Tx,
  submission: Submission & { readonly accountId: string },
): Promise<void> {
  await tx
    .insertInto('monthly_submission')
    .values({
      institution_id: submission.institutionId,
      unit_id: submission.unitId,
      month: submission.month,
      number: submission.number,
      content: submission.content,
      sha256: submission.sha256,
      submitted_at: submission.submittedAt,
      submitted_by: submission.accountId,
      submitted_name: submission.submittedBy,
    })
    .execute()
}

const columns = [
  'institution_id as institutionId',
  'unit_id as unitId',
  'month',
  'number',
  'content',
  'sha256',
  'submitted_at as submittedAt',
  'submitted_name as submittedBy',
] as const

/** Every submission of a report, newest first. */
export async function readSubmissions(
  tx: Tx,
  { institutionId, unitId, month }: ReportKey,
): Promise<readonly Submission[]> {
  return tx
    .selectFrom('monthly_submission')
    .select(columns)
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .where('month', '=', month)
    .orderBy('number', 'desc')
    .execute()
}

/** The newest submissions of these units in a month, by unit. */
export async function newestSubmissions(
  tx: Tx,
  month: string,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, Submission>> {
  const { rows } = await sql<Submission>`
    select distinct on (institution_id, unit_id) institution_id as "institutionId", unit_id as "unitId", month, number, content,
           sha256, submitted_at as "submittedAt", submitted_name as "submittedBy"
    from monthly_submission
    where institution_id = any (current_setting('app.institutions')::uuid[]) and month = ${month}
      and unit_id = any(${sql.val([...unitIds])}::uuid[])
    order by institution_id, unit_id, number desc`.execute(tx)
  return new Map(rows.map((row) => [row.unitId, row]))
}

type ReturnedLine = { readonly ref: string; readonly label: string; readonly note: string }
export type Verdict = {
  readonly number: number
  readonly verdict: 'accepted' | 'returned' | 'withdrawn'
  readonly reason: string | null
  readonly lines: readonly ReturnedLine[]
  readonly differences: number
  readonly judgedAt: string
  readonly judgedBy: string
}

export async function insertVerdict(
  tx: Tx,
  key: ReportKey,
  verdict: Verdict & { readonly accountId: string },
): Promise<void> {
  await tx
    .insertInto('monthly_verdict')
    .values({
      institution_id: key.institutionId,
      id: newId(),
      unit_id: key.unitId,
      month: key.month,
      number: verdict.number,
      verdict: verdict.verdict,
      reason: verdict.reason,
      lines: JSON.stringify(verdict.lines),
      differences: verdict.differences,
      judged_at: verdict.judgedAt,
      judged_by: verdict.accountId,
      judged_name: verdict.judgedBy,
    })
    .execute()
}

/** What was said of a report, newest first. */
export async function readVerdicts(
  tx: Tx,
  { institutionId, unitId, month }: ReportKey,
): Promise<readonly Verdict[]> {
  const rows = await tx
    .selectFrom('monthly_verdict')
    .select([
      'number',
      'verdict',
      'reason',
      'lines',
      'differences',
      'judged_at as judgedAt',
      'judged_name as judgedBy',
    ])
    .where('institution_id', '=', institutionId)
    .where('unit_id', '=', unitId)
    .where('month', '=', month)
    .orderBy('judged_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    verdict: row.verdict as Verdict['verdict'],
    lines: row.lines as unknown as readonly ReturnedLine[],
  }))
}

/** The newest reason for which each of these units' reports of a month was returned. */
export async function returnReasons(
  tx: Tx,
  month: string,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ unitId: string; reason: string }>`
    select distinct on (institution_id, unit_id) unit_id as "unitId", reason from monthly_verdict
    where institution_id = any (current_setting('app.institutions')::uuid[]) and month = ${month}
      and unit_id = any(${sql.val([...unitIds])}::uuid[]) and verdict = 'returned'
    order by institution_id, unit_id, judged_at desc, id desc`.execute(tx)
  return new Map(rows.map((row) => [row.unitId, row.reason]))
}

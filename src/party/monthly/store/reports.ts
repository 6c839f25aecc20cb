// SQL of reports: settings, where each report stands, who is reminded, and which unit a report is judged at.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import { locateUnit, unitNames } from '../../../foundation/org/index.ts'
import { plainSettings, type ReportState, type Settings } from '../rules.ts'

/**
 * The unit that judges a report, as permission needs it: a report within an institution is judged at the units above
 * within that institution, an institution's at the commission. The id stays that of the reporting unit.
 */
export async function locateJudge(tx: Tx, unitId: string): Promise<UnitRef | null> {
  const unit = await locateUnit(tx, unitId)
  if (unit === null) return null
  if (unit.kind === 'institution' || unit.kind === 'commission')
    return { ...unit, path: unit.path.slice(0, -1) }
  const kinds = await unitNames(tx, unit.path)
  const top = unit.path.findLastIndex((id) =>
    ['institution', 'commission'].includes(kinds.get(id)?.kind ?? ''),
  )
  return { ...unit, path: unit.path.slice(Math.max(0, top), -1) }
}

/** The settings of institutions; the plain ones where nothing was settled. */
export async function readSettings(tx: Tx, institutionId: string): Promise<Settings> {
  const row = await tx
    .selectFrom('monthly_setting')
    .select([
      'branch_day as branchDay',
      'general_day as generalDay',
      'institution_day as institutionDay',
      'shift',
      'goal',
      'first_month as firstMonth',
      'version',
    ])
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row === undefined ? plainSettings : { ...row, shift: row.shift as Settings['shift'] }
}

/** Saves settings that nobody changed since `version`; false when somebody did. */
export async function writeSettings(tx: Tx, institutionId: string, settings: Settings): Promise<boolean> {
  const values = {
    branch_day: settings.branchDay,
    general_day: settings.generalDay,
    institution_day: settings.institutionDay,
    shift: settings.shift,
    goal: settings.goal,
    first_month: settings.firstMonth,
  }
  const rows =
    settings.version === 0
      ? await tx
          .insertInto('monthly_setting')
          .values({ institution_id: institutionId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .returning('version')
          .execute()
      : await tx
          .updateTable('monthly_setting')
          .set({ ...values, version: settings.version + 1 })
          .where('institution_id', '=', institutionId)
          .where('version', '=', settings.version)
          .returning('version')
          .execute()
  return rows.length === 1
}

export type ReportKey = { readonly institutionId: string; readonly unitId: string; readonly month: string }
export type ReportRow = ReportKey & {
  readonly state: ReportState
  readonly dueOn: string
  readonly dueCertain: boolean
  readonly remark: string
  readonly preparedAt: string | null
  readonly preparedBy: string | null
  readonly number: number | null
  readonly version: number
}

const columns = [
  'institution_id as institutionId',
  'unit_id as unitId',
  'month',
  'state',
  'due_on as dueOn',
  'due_certain as dueCertain',
  'remark',
  'prepared_at as preparedAt',
  'prepared_by as preparedBy',
  'number',
  'version',
] as const
const typed = (row: Omit<ReportRow, 'state'> & { readonly state: string }): ReportRow => ({
  ...row,
  state: row.state as ReportState,
})

/** Reports of these units in these months that were begun; others are due and have no row. */
export async function readReports(
  tx: Tx,
  unitIds: readonly string[],
  months: { readonly from: string; readonly to: string },
): Promise<readonly ReportRow[]> {
  const rows = await tx
    .selectFrom('monthly_report')
    .select(columns)
    .where(sql<boolean>`institution_id = any (current_setting('app.institutions')::uuid[])`)
    .where(sql<boolean>`unit_id = any(${sql.val([...unitIds])}::uuid[])`)
    .where('month', '>=', months.from)
    .where('month', '<=', months.to)
    .orderBy('month')
    .execute()
  return rows.map(typed)
}

/** Begins reports that are not there yet; answers how many were new. */
export async function insertReports(
  tx: Tx,
  reports: readonly (ReportKey & { readonly dueOn: string; readonly dueCertain: boolean })[],
): Promise<number> {
  if (reports.length === 0) return 0
  const rows = await tx
    .insertInto('monthly_report')
    .values(
      reports.map((report) => ({
        institution_id: report.institutionId,
        unit_id: report.unitId,
        month: report.month,
        state: 'due',
        due_on: report.dueOn,
        due_certain: report.dueCertain,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('unit_id')
    .execute()
  return rows.length
}

/** Holds reports until the transaction ends, in one order, so that two who judge the same many wait for each other. */
export async function lockReports(
  tx: Tx,
  institutionIds: readonly string[],
  month: string,
  unitIds: readonly string[],
): Promise<readonly ReportRow[]> {
  const rows = await tx
    .selectFrom('monthly_report')
    .select(columns)
    .where(sql<boolean>`institution_id = any(${sql.val([...institutionIds])}::uuid[])`)
    .where(sql<boolean>`unit_id = any(${sql.val([...unitIds])}::uuid[])`)
    .where('month', '=', month)
    .orderBy('institution_id')
    .orderBy('unit_id')
    .forUpdate()
    .execute()
  return rows.map(typed)
}

export type ReportChange = {
  readonly state?: ReportState
  readonly remark?: string
  readonly prepared?: { readonly at: string; readonly by: string }
  readonly number?: number
}

/** Changes a locked report and counts its version on; answers the new version. */
export async function changeReport(tx: Tx, report: ReportRow, change: ReportChange): Promise<number> {
  const row = await tx
    .updateTable('monthly_report')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.remark === undefined ? {} : { remark: change.remark }),
      ...(change.prepared === undefined
        ? {}
        : { prepared_at: change.prepared.at, prepared_by: change.prepared.by }),
      ...(change.number === undefined ? {} : { number: change.number }),
      version: report.version + 1,
    })
    .where('institution_id', '=', report.institutionId)
    .where('unit_id', '=', report.unitId)
    .where('month', '=', report.month)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

/** The newest month for which this institution's reports were begun; null before the first. */
export async function newestMonth(tx: Tx, institutionId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('monthly_report')
    .select((select) => select.fn.max('month').as('month'))
    .where('institution_id', '=', institutionId)
    .executeTakeFirst()
  return row?.month ?? null
}

type Who = { readonly at: string; readonly by: string; readonly name: string }

export async function insertReminders(tx: Tx, reminders: readonly ReportKey[], who: Who): Promise<void> {
  if (reminders.length === 0) return
  await tx
    .insertInto('monthly_reminder')
    .values(
      reminders.map(({ institutionId, unitId, month }) => ({
        institution_id: institutionId,
        id: newId(),
        unit_id: unitId,
        month,
        reminded_at: who.at,
        reminded_by: who.by,
        reminded_name: who.name,
      })),
    )
    .execute()
}

/** When each of these units was last reminded of its report of a month. */
export async function lastReminders(
  tx: Tx,
  month: string,
  unitIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ unitId: string; at: string }>`
    select unit_id as "unitId", max(reminded_at) as at from monthly_reminder
    where institution_id = any (current_setting('app.institutions')::uuid[]) and month = ${month}
      and unit_id = any(${sql.val([...unitIds])}::uuid[])
    group by unit_id`.execute(tx)
  return new Map(rows.map((row) => [row.unitId, row.at]))
}

/** Who holds the post of secretary at units on a day, by unit. */
export async function secretariesOf(
  tx: Tx,
  unitIds: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ unitId: string; name: string }>`
    select o.unit_id as "unitId", string_agg(p.name, '、' order by p.name_sort) as name
    from post o join person p on p.institution_id = o.institution_id and p.id = o.person_id
    where o.institution_id = any (current_setting('app.institutions')::uuid[])
      and o.unit_id = any(${sql.val([...unitIds])}::uuid[]) and o.post = 'secretary'
      and o.from_on <= ${day}::date and (o.until_on is null or o.until_on >= ${day}::date)
    group by o.unit_id`.execute(tx)
  return new Map(rows.map((row) => [row.unitId, row.name]))
}

// What the reporting unit does: check the figures, submit them sealed, take a submission back.

import { AppError, refuse } from '../../../core/errors.ts'
import { broken } from '../../../core/law.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import type { reportContract } from '../contract/report.ts'
import { canonical, daysOfMonth, dueDay, monthOver, type ReportMove, reportLife } from '../rules.ts'
import {
  changeReport,
  insertReports,
  insertSubmission,
  insertVerdict,
  lockReports,
  type ReportRow,
} from '../store/index.ts'
import { contentNow, look, type Look, owed, type Reporter, reporterOf, sealOf } from './gather.ts'

type Acts = Handlers<typeof reportContract>

type Begun = { readonly seen: Look; readonly unit: Reporter; readonly report: ReportRow }

/** Holds the report of the target, begun now where it was not; throws wrong_state where the move does not fit. */
async function begin(work: Work, month: string, move: ReportMove): Promise<Begun> {
  const target = targetOf(work)
  const seen = await look(work.tx, target, month, work.today)
  const unit = reporterOf(seen)
  if (!owed(seen, unit)) throw new AppError('wrong_state', { state: 'not_owed', move })
  const due = dueDay(month, unit.kind, seen.settings, seen.holidays)
  const key = { institutionId: target.institutionId, unitId: unit.id, month }
  await insertReports(work.tx, [{ ...key, dueOn: due.date, dueCertain: due.certain }])
  const [report] = await lockReports(work.tx, [target.institutionId], month, [unit.id])
  if (report === undefined) throw new Error('A report that was begun is gone')
  if (!reportLife.allows(report.state, move)) throw new AppError('wrong_state', { state: report.state, move })
  return { seen, unit, report }
}

/** Says in the audit log what became of a report. */
export function say(
  work: Work,
  report: ReportRow,
  state: string,
  more: Readonly<Record<string, unknown>> = {},
): void {
  work.changed({
    subject: 'monthly_report',
    id: report.unitId,
    institutionId: report.institutionId,
    unitId: report.unitId,
    before: { month: report.month, state: report.state },
    after: { month: report.month, state, ...more },
  })
}

function refuseBefore(work: Work, month: string): void {
  const ends = daysOfMonth(month).to
  refuse(broken([monthOver.judge({ month, ends, today: work.today })]))
}

export const prepare: Acts['prepare'] = async (work, { month, remark }) => {
  refuseBefore(work, month)
  const { report } = await begin(work, month, 'prepare')
  const state = reportLife.moves.prepare.to
  const prepared = { at: work.now.toString(), by: work.principal.name }
  const version = await changeReport(work.tx, report, { state, prepared, remark })
  say(work, report, state, { remark })
  return { version }
}

/** How often the records may move under a submission before it gives up. */
const attempts = 5

/**
 * The content at one moment: counted until two counts in a row agree, so that a record confirmed in between is in all
 * of it or in nothing of it.
 */
async function settled(work: Work, { seen, unit, report }: Begun, remark: string): Promise<string> {
  let before = canonical(contentNow(seen, unit, remark))
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const again = await look(work.tx, targetOf(work), report.month, work.today)
    const now = canonical(contentNow(again, reporterOf(again), remark))
    if (now === before) return now
    before = now
  }
  throw new AppError('stale', { reason: 'records' })
}

export const submit: Acts['submit'] = async (work, { month, remark }) => {
  refuseBefore(work, month)
  const begun = await begin(work, month, 'submit')
  const { report } = begun
  const said = (remark ?? report.remark).trim()
  const content = await settled(work, begun, said)
  const state = reportLife.moves.submit.to
  const number = (report.number ?? 0) + 1
  const sha256 = sealOf(content)
  const { institutionId, unitId } = report
  await insertSubmission(work.tx, {
    institutionId,
    unitId,
    month,
    number,
    content,
    sha256,
    submittedAt: work.now.toString(),
    submittedBy: work.principal.name,
    accountId: work.principal.accountId,
  })
  const version = await changeReport(work.tx, report, { state, number, remark: said })
  say(work, report, state, { number, sha256 })
  return { version, number, sha256 }
}

export const withdraw: Acts['withdraw'] = async (work, { month }) => {
  const { report } = await begin(work, month, 'withdraw')
  const state = reportLife.moves.withdraw.to
  const number = report.number ?? 0
  await insertVerdict(work.tx, report, {
    number,
    verdict: 'withdrawn',
    reason: null,
    lines: [],
    differences: 0,
    judgedAt: work.now.toString(),
    judgedBy: work.principal.name,
    accountId: work.principal.accountId,
  })
  const version = await changeReport(work.tx, report, { state })
  say(work, report, state, { number })
  return { version }
}

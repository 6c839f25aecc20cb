// What the unit above does: accept one or many, return with reasons, remind those whose report is missing.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { locateUnit } from '../../../foundation/org/index.ts'
import type { Content } from '../contract/content.ts'
import type { reportContract } from '../contract/report.ts'
import { obstaclesOf, recordsChanged, type ReportMove, reportLife } from '../rules.ts'
import {
  changeReport,
  insertReminders,
  insertVerdict,
  lockReports,
  type ReportRow,
  type Verdict,
} from '../store/index.ts'
import { contentOf, isIntact, look, type Look, owed, type Reporter, reporterOf } from './gather.ts'
import { around, compared, lineOf } from './line.ts'
import { say } from './report.ts'
import { type Told, tell } from './tell.ts'

type Acts = Handlers<typeof reportContract>

/** Holds the report that is judged. Throws wrong_state where the move does not fit, stale where a newer one was submitted. */
async function begin(work: Work, month: string, number: number, move: ReportMove): Promise<ReportRow> {
  const { institutionId, id } = targetOf(work)
  const [report] = await lockReports(work.tx, [institutionId], month, [id])
  if (report === undefined) throw new AppError('wrong_state', { state: 'due', move })
  if (!reportLife.allows(report.state, move)) throw new AppError('wrong_state', { state: report.state, move })
  if (report.number !== number) throw new AppError('stale', { number: report.number })
  return report
}

async function lookAtTarget(
  work: Work,
  month: string,
): Promise<{ readonly seen: Look; readonly unit: Reporter }> {
  const unit = await locateUnit(work.tx, targetOf(work).id)
  if (unit === null) throw new AppError('not_found', { kind: 'report' })
  const seen = await look(work.tx, unit, month, work.today)
  return { seen, unit: reporterOf(seen) }
}

async function judge(
  work: Work,
  report: ReportRow,
  verdict: Pick<Verdict, 'verdict' | 'reason' | 'lines' | 'differences'>,
): Promise<number> {
  const state = reportLife.moves[verdict.verdict === 'accepted' ? 'accept' : 'return'].to
  await insertVerdict(work.tx, report, {
    ...verdict,
    number: report.number ?? 0,
    judgedAt: work.now.toString(),
    judgedBy: work.principal.name,
    accountId: work.principal.accountId,
  })
  const version = await changeReport(work.tx, report, { state })
  const { reason, lines, differences } = verdict
  say(work, report, state, {
    number: report.number,
    ...(reason === null ? {} : { reason, lines: lines.map(({ label, note }) => `${label}: ${note}`) }),
    ...(differences === 0 ? {} : { differences }),
  })
  return version
}

function snapshotOf(seen: Look, unit: Reporter) {
  const submission = seen.newest.get(unit.id)
  if (submission === undefined) throw new Error('A report without a submission cannot be judged')
  const content = contentOf(submission)
  return { content, intact: isIntact(submission), differences: recordsChanged(compared(seen, unit, content)) }
}

export const accept: Acts['accept'] = async (work, { month, number }) => {
  const report = await begin(work, month, number, 'accept')
  const { seen, unit } = await lookAtTarget(work, month)
  const { intact, differences } = snapshotOf(seen, unit)
  if (!intact) throw new AppError('wrong_state', { state: 'broken', move: 'accept' })
  const version = await judge(work, report, { verdict: 'accepted', reason: null, lines: [], differences })
  await tell(work, month, { what: 'accepted' }, [{ unit, number }])
  return { version }
}

/** What a line of a return may name: a kind, a duty, a meeting, a status, a unit below. */
function refsOf(content: Content): ReadonlySet<string> {
  return new Set([
    ...content.figures.map(({ kind }) => kind),
    ...content.duties.map(({ dutyId }) => dutyId),
    ...content.meetings.map(({ meetingId }) => meetingId),
    ...content.members.map(({ status }) => status),
    ...content.below.map(({ unitId }) => unitId),
    ...content.missing.map(({ unitId }) => unitId),
  ])
}

export const giveBack: Acts['giveBack'] = async (work, { month, number, reason, lines, accepted }) => {
  const report = await begin(work, month, number, 'return')
  if (report.state === 'accepted' && !accepted) throw new AppError('stale', { number })
  const { seen, unit } = await lookAtTarget(work, month)
  const { content } = snapshotOf(seen, unit)
  const refs = refsOf(content)
  const unknown = lines.find(({ ref }) => !refs.has(ref))
  if (unknown !== undefined) throw new AppError('invalid_input', { reason: 'line', value: unknown.label })
  const version = await judge(work, report, { verdict: 'returned', reason, lines, differences: 0 })
  await tell(work, month, { what: 'returned', reason }, [{ unit, number }])
  return { version }
}

export const acceptMany: Acts['acceptMany'] = async (work, { month, reports }) => {
  const target = targetOf(work)
  const seen = await look(work.tx, target, month, work.today)
  const units = new Map([...seen.reporters, ...seen.outside].map((unit) => [unit.id, unit]))
  const asked = new Map(reports.map(({ unitId, number }) => [unitId, number]))
  asked.delete(target.id)
  const within = [...asked.keys()].filter((unitId) => {
    const unit = units.get(unitId)
    return unit !== undefined && may(work.principal, 'report.accept', seen.judgePath(unit))
  })
  const rows = await lockReports(
    work.tx,
    [...new Set(within.flatMap((id) => units.get(id)?.institutionId ?? []))],
    month,
    within,
  )
  const held = new Map(rows.map((row) => [row.unitId, row]))
  // What was read before the rows were held may have been judged by somebody else meanwhile.
  const after = await look(work.tx, target, month, work.today)
  const accepted: string[] = []
  const told: Told[] = []
  const left: Awaited<ReturnType<Acts['acceptMany']>>['left'] = []
  for (const [unitId, number] of asked) {
    const unit = units.get(unitId)
    const row = held.get(unitId)
    if (unit === undefined || !within.includes(unitId)) left.push({ unitId, why: 'out_of_reach' })
    else if (row?.state !== 'submitted' || row.number !== number) left.push({ unitId, why: 'state' })
    else {
      const [why] = obstaclesOf(await snapshotIn(work, after, unit))
      if (why !== undefined) left.push({ unitId, why })
      else {
        await judge(work, row, { verdict: 'accepted', reason: null, lines: [], differences: 0 })
        accepted.push(unitId)
        told.push({ unit, number })
      }
    }
  }
  await tell(work, month, { what: 'accepted' }, told)
  // Nothing accepted is nothing changed, but somebody tried.
  if (accepted.length === 0)
    work.changed({ subject: 'monthly_report', id: target.id, after: { month, left: left.length } })
  return { accepted, left }
}

/** An institution below a commission is compared with its own records, which are read for it alone. */
async function snapshotIn(work: Work, seen: Look, unit: Reporter) {
  if (unit.institutionId === seen.target.institutionId) return snapshotOf(seen, unit)
  const own = await look(work.tx, unit, seen.month, work.today)
  return snapshotOf(own, reporterOf(own))
}

export const remind: Acts['remind'] = async (work, { month, unitIds }) => {
  const target = targetOf(work)
  const seen = await look(work.tx, target, month, work.today)
  const asked = new Set(unitIds)
  const units = [...seen.reporters, ...seen.outside].filter(
    (unit) => asked.has(unit.id) && unit.id !== target.id,
  )
  const beside = await around(work.tx, month, [], work.today)
  const reminded = units.filter((unit) => {
    const { state } = lineOf(seen, unit, beside)
    const open = state === 'due' || state === 'prepared' || state === 'returned'
    return open && owed(seen, unit) && may(work.principal, 'report.accept', seen.judgePath(unit))
  })
  await insertReminders(
    work.tx,
    reminded.map(({ institutionId, id }) => ({ institutionId, unitId: id, month })),
    { at: work.now.toString(), by: work.principal.accountId, name: work.principal.name },
  )
  await tell(
    work,
    month,
    { what: 'reminded' },
    reminded.map((unit) => ({ unit, number: null })),
  )
  const ids = reminded.map(({ id }) => id)
  work.changed({
    subject: 'monthly_report',
    id: target.id,
    unitId: target.id,
    after: { month, reminded: ids },
  })
  return { reminded: ids }
}

// What is seen of reports: the inbox of a unit, one report whole, an earlier submission, and what I still have to submit.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { locateUnit } from '../../../foundation/org/index.ts'
import type { Report, reportContract, ReportLine } from '../contract/report.ts'
import {
  daysOfMonth,
  isReporter,
  monthAfter,
  monthOf,
  recordsChanged,
  type ReportMove,
  reportLife,
  sumFigures,
} from '../rules.ts'
import { newestMonth, readReports, readSubmissions, readVerdicts, type Submission } from '../store/index.ts'
import {
  childrenOf,
  contentNow,
  contentOf,
  isIntact,
  look,
  type Look,
  owed,
  recordFigures,
  type Reporter,
  reporterOf,
} from './gather.ts'
import { around, compared, lineOf } from './line.ts'

type Reads = Handlers<typeof reportContract>

export const sealLine = (submission: Submission) => ({
  number: submission.number,
  sha256: submission.sha256,
  intact: isIntact(submission),
  submittedAt: submission.submittedAt,
  submittedBy: submission.submittedBy,
})

/** What this person may do with a report now; a month that is not over cannot be submitted yet. */
function movesOf(work: Work, seen: Look, unit: Reporter): readonly ReportMove[] {
  const state = seen.reports.get(unit.id)?.state ?? 'due'
  const over = seen.today > daysOfMonth(seen.month).to
  const own = may(work.principal, 'report.submit', unit.path)
  const judges = may(work.principal, 'report.accept', seen.judgePath(unit))
  return reportLife
    .movesFrom(state)
    .filter((move) => (move === 'accept' || move === 'return' ? judges : own))
    .filter((move) => owed(seen, unit) && (over || (move !== 'submit' && move !== 'prepare')))
}

export const inbox: Reads['inbox'] = async (work, { month }) => {
  const target = targetOf(work)
  const seen = await look(work.tx, target, month, work.today)
  const units = [...seen.reporters, ...seen.outside]
  const beside = await around(
    work.tx,
    month,
    units.map(({ id }) => id),
    work.today,
  )
  const lines = units.map((unit) => lineOf(seen, unit, beside))
  const rows = lines.filter(({ unitId, owed: owes }) => owes && unitId !== target.id)
  const own = lines.find(({ unitId }) => unitId === target.id) ?? null
  const reporter = seen.reporters.find(({ id }) => id === target.id)
  // Of a unit that reports itself, the sum is that of its own report; of a committee in between, that of those below.
  const tops = units.filter(
    ({ id, upperId }) => id !== target.id && !seen.reporters.some((each) => each.id === upperId),
  )
  const accepted =
    reporter === undefined
      ? sumFigures(tops.flatMap((unit) => snapshotOf(seen, unit)?.figures ?? []).map((figure) => [figure]))
      : contentNow(seen, reporter, '').figures
  const below = units.filter(({ id }) => id !== target.id)
  return {
    today: work.today,
    month,
    goal: seen.settings.goal,
    unitName: seen.nameOf(target.id),
    own: own?.owed === true ? own : null,
    rows,
    accepted: [...accepted],
    records: recordFigures(seen),
    mayAccept: below.some((unit) => may(work.principal, 'report.accept', seen.judgePath(unit))),
    maySubmit: may(work.principal, 'report.submit', target.path),
    mayFile: may(work.principal, 'layout.write', target.path),
  }
}

function snapshotOf(seen: Look, unit: Reporter) {
  const submission = seen.newest.get(unit.id)
  return seen.reports.get(unit.id)?.state === 'accepted' && submission !== undefined
    ? contentOf(submission)
    : null
}

/** One report whole; also what its Word file is made from. */
export async function wholeReport(work: Work, month: string): Promise<Report> {
  const target = targetOf(work)
  const seen = await look(work.tx, target, month, work.today)
  const unit = reporterOf(seen)
  const key = { institutionId: target.institutionId, unitId: unit.id, month }
  const row = seen.reports.get(unit.id)
  const beside = await around(work.tx, month, [unit.id], work.today)
  const versions = await readSubmissions(work.tx, key)
  const newest = versions[0]
  const snapshot = newest === undefined ? null : { seal: sealLine(newest), content: contentOf(newest) }
  const changes = snapshot === null ? [] : compared(seen, unit, snapshot.content)
  const verdicts = await readVerdicts(work.tx, key)
  return {
    line: lineOf(seen, unit, beside),
    institutionName: seen.institutionName,
    upperName: unit.upperId === null ? null : seen.nameOf(unit.upperId),
    remark: row?.remark ?? '',
    preparedAt: row?.preparedAt ?? null,
    preparedBy: row?.preparedBy ?? null,
    monthOver: work.today > daysOfMonth(month).to,
    now: contentNow(seen, unit, row?.remark ?? ''),
    records: childrenOf(seen, unit.id).length === 0 ? null : recordFigures(seen),
    snapshot,
    differences: [...changes],
    recordsChanged: recordsChanged(changes),
    versions: versions.map(sealLine),
    verdicts: verdicts.map((verdict) => ({ ...verdict, lines: [...verdict.lines] })),
    moves: [...movesOf(work, seen, unit)],
  }
}

export const get: Reads['get'] = (work, { month }) => wholeReport(work, month)

export const snapshot: Reads['snapshot'] = async (work, { month, number }) => {
  const { institutionId, id } = targetOf(work)
  const all = await readSubmissions(work.tx, { institutionId, unitId: id, month })
  const found = all.find((submission) => submission.number === number)
  if (found === undefined) throw new AppError('not_found', { kind: 'submission' })
  return { seal: sealLine(found), content: contentOf(found), text: found.content }
}

/** Reports are looked for as far back as a year; what is older is for the office to settle. */
const monthsBack = 12
const mostUnits = 12

export const mine: Reads['mine'] = async (work) => {
  const last = monthAfter(monthOf(work.today), -1)
  const reports: ReportLine[] = []
  const unitIds = work.reach.slice(0, mostUnits)
  const found = await readReports(work.tx, unitIds, { from: monthAfter(last, -monthsBack), to: last })
  const reportsOf = Map.groupBy(found, (row) => row.unitId)
  for (const unitId of unitIds) {
    const unit = await locateUnit(work.tx, unitId)
    if (unit === null || !isReporter(unit.kind)) continue
    const rows = reportsOf.get(unitId) ?? []
    const begun = new Set(rows.map(({ month }) => month))
    // Before the daily job has begun the newest month, the month itself is owed all the same.
    const asked = (await newestMonth(work.tx, unit.institutionId)) ?? last
    const months = [
      ...rows.filter(({ state }) => state !== 'accepted' && state !== 'submitted').map(({ month }) => month),
      ...(begun.has(last) || asked > last ? [] : [last]),
    ]
    for (const month of months) {
      const seen = await look(work.tx, unit, month, work.today)
      const reporter = reporterOf(seen)
      const line = lineOf(seen, reporter, await around(work.tx, month, [unitId], work.today))
      if (line.owed) reports.push(line)
    }
  }
  return { today: work.today, reports }
}

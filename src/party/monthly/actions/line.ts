// A report as one line of a list: its state, when it is due, its rate, and what keeps it from being accepted unseen.

import type { Tx } from '../../../core/db.ts'
import type { ReportLine } from '../contract/report.ts'
import type { Content } from '../contract/content.ts'
import { differences, dueDay, obstaclesOf, rateOf, recordsChanged } from '../rules.ts'
import { lastReminders, returnReasons, secretariesOf } from '../store/index.ts'
import { contentNow, contentOf, isIntact, type Look, owed, type Reporter } from './gather.ts'

export type Around = {
  readonly reasons: ReadonlyMap<string, string>
  readonly reminders: ReadonlyMap<string, string>
  readonly secretaries: ReadonlyMap<string, string>
}

/** What stands beside reports of these units: reasons of a return, reminders, who is secretary. */
export async function around(
  tx: Tx,
  month: string,
  unitIds: readonly string[],
  today: string,
): Promise<Around> {
  return {
    reasons: await returnReasons(tx, month, unitIds),
    reminders: await lastReminders(tx, month, unitIds),
    secretaries: await secretariesOf(tx, unitIds, today),
  }
}

/** A remark is part of the content, and is not what records say: it does not differ by itself. */
export function compared(seen: Look, unit: Reporter, snapshot: Content) {
  return differences(snapshot, contentNow(seen, unit, snapshot.remark))
}

export function lineOf(seen: Look, unit: Reporter, beside: Around): ReportLine {
  const row = seen.reports.get(unit.id)
  const submission = seen.newest.get(unit.id)
  const state = row?.state ?? 'due'
  const here = unit.institutionId === seen.target.institutionId
  const counts = submission !== undefined && (state === 'submitted' || state === 'accepted')
  const snapshot = submission === undefined ? null : contentOf(submission)
  const content = counts ? snapshot : here ? contentNow(seen, unit, '') : null
  const changed = counts && here && snapshot !== null ? recordsChanged(compared(seen, unit, snapshot)) : null
  const due = dueDay(seen.month, unit.kind, seen.settings, seen.holidays)
  const dueOn = row?.dueOn ?? due.date
  const owes = row !== undefined || owed(seen, unit)
  return {
    unitId: unit.id,
    unitName: unit.name,
    unitCode: unit.code,
    unitKind: unit.kind,
    upperId: unit.upperId,
    month: seen.month,
    state,
    owed: owes,
    dueOn,
    dueCertain: row?.dueCertain ?? due.certain,
    missing: owes && state !== 'submitted' && state !== 'accepted' && seen.today > dueOn,
    version: row?.version ?? 0,
    number: row?.number ?? null,
    submittedAt: counts ? submission.submittedAt : null,
    submittedBy: counts ? submission.submittedBy : null,
    rate: content === null ? { numerator: 0, denominator: 0 } : rateOf(content.figures),
    meetings: content?.meetingCount ?? 0,
    members: (content?.members ?? []).reduce((sum, { count }) => sum + count, 0),
    changed,
    obstacles:
      state === 'submitted' && submission !== undefined && snapshot !== null
        ? [...obstaclesOf({ content: snapshot, differences: changed ?? 0, intact: isIntact(submission) })]
        : null,
    returned: state === 'returned' || state === 'prepared' ? (beside.reasons.get(unit.id) ?? null) : null,
    remindedAt: beside.reminders.get(unit.id) ?? null,
    secretary: beside.secretaries.get(unit.id) ?? null,
  }
}

// Everything that reports of one month are counted from, for a unit and all below it, in a fixed number of queries.

import { createHash } from 'node:crypto'
import { dateOf, type Holidays, loadHolidays } from '../../../core/calendar.ts'
import type { Tx } from '../../../core/db.ts'
import { AppError } from '../../../core/errors.ts'
import type { UnitRef } from '../../../core/pipeline.ts'
import { declaredRhythms, readDuties } from '../../../foundation/duties/index.ts'
import { readInstitution, readStays, staysOn, unitNames } from '../../../foundation/org/index.ts'
import { isMember, statusOn } from '../../../foundation/org/rules.ts'
import { countAttendance, listMeetings } from '../../meetings/index.ts'
import type { Content, DutyLine, Figure, MeetingLine } from '../contract/content.ts'
import {
  daysLate,
  daysOfMonth,
  edition,
  figuresOf,
  isReporter,
  isRecord,
  owesReport,
  type Settings,
  sumFigures,
  sumMembers,
  upperOf,
} from '../rules.ts'
import {
  institutionsIn,
  newestSubmissions,
  type PartyUnit,
  partyUnitsIn,
  readReports,
  readSettings,
  type ReportRow,
  type Submission,
} from '../store/index.ts'

export type Reporter = PartyUnit & { readonly upperId: string | null }

/** What a report is counted from, read once for all units below. */
export type Look = {
  readonly month: string
  readonly today: string
  readonly target: UnitRef
  readonly institutionName: string
  readonly settings: Settings
  readonly holidays: Holidays
  /** Units that report, in or below the target in its institution, parents first. */
  readonly reporters: readonly Reporter[]
  /** Institutions below a commission: only what they submitted is seen. */
  readonly outside: readonly Reporter[]
  readonly nameOf: (unitId: string) => string
  /** Where permission to judge a report counts. */
  readonly judgePath: (unit: Reporter) => readonly string[]
  readonly duties: ReadonlyMap<string, readonly DutyLine[]>
  readonly meetings: ReadonlyMap<string, readonly MeetingLine[]>
  /** People of a unit itself, without those of units below that report. */
  readonly members: ReadonlyMap<string, Content['members']>
  readonly reports: ReadonlyMap<string, ReportRow>
  readonly newest: ReadonlyMap<string, Submission>
}

const isTop = (kind: string): boolean => kind === 'institution' || kind === 'commission'

/** Besides members, those on their way are counted. */
const onTheirWay: readonly string[] = ['candidate', 'activist', 'applicant']

export const sealOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
export const isIntact = (submission: Submission): boolean => sealOf(submission.content) === submission.sha256

/** The content of a submission; it was written by us in the edition that it names. */
export const contentOf = (submission: Submission): Content => JSON.parse(submission.content) as Content

export async function look(tx: Tx, target: UnitRef, month: string, today: string): Promise<Look> {
  const { institutionId } = target
  const units = await partyUnitsIn(tx, institutionId, target.id)
  const others = target.kind === 'commission' ? await institutionsIn(tx, institutionId, target.id) : []
  const all = new Map([...units, ...others].map((unit) => [unit.id, unit]))
  const above = await unitNames(tx, target.path)
  const kindOf = (id: string): string | undefined => all.get(id)?.kind ?? above.get(id)?.kind
  // The commission above belongs to another institution and may be out of sight; its place in the path is not.
  const reporter = (unit: PartyUnit): Reporter => ({
    ...unit,
    upperId: upperOf(unit.path, kindOf) ?? (isTop(unit.kind) ? (unit.path.at(-2) ?? null) : null),
  })
  const reporters = units.filter(({ kind }) => isReporter(kind)).map(reporter)
  // Only the nearest ones: what lies below them stands in their own reports.
  const outside = others.map(reporter).filter(({ upperId }) => reporters.some(({ id }) => id === upperId))
  const ownerOf = (unitId: string): string | undefined =>
    all.get(unitId)?.path.findLast((id) => isReporter(kindOf(id) ?? ''))
  const ids = units.map(({ id }) => id)
  const shown = [...reporters, ...outside].map(({ id }) => id)
  const dueYear = Number(month.slice(0, 4))
  const institution = await readInstitution(tx, institutionId)
  const parent = institution.parent_id === null ? null : await readInstitution(tx, institution.parent_id)
  return {
    month,
    today,
    target,
    institutionName: institution.name,
    settings: await readSettings(tx, institutionId),
    holidays: await loadHolidays(tx, dueYear, dueYear + 1),
    reporters,
    outside,
    nameOf: (id) => all.get(id)?.name ?? above.get(id)?.name ?? parent?.name ?? '',
    judgePath: (unit) => {
      if (isTop(unit.kind)) return unit.path.slice(0, -1)
      const top = unit.path.findLastIndex((id) => isTop(kindOf(id) ?? ''))
      return unit.path.slice(Math.max(0, top), -1)
    },
    duties: await dutiesIn(tx, ids, month, today, ownerOf),
    meetings: await meetingsIn(tx, ids, month, ownerOf),
    members: await membersIn(tx, target, reporters, month, today),
    reports: new Map(
      (await readReports(tx, shown, { from: month, to: month })).map((row) => [row.unitId, row]),
    ),
    newest: await newestSubmissions(tx, month, shown),
  }
}

type Owner = (unitId: string) => string | undefined

function byOwner<L extends { readonly unitId: string }>(
  lines: readonly L[],
  ownerOf: Owner,
): Map<string, L[]> {
  const owners = new Map<string, L[]>()
  for (const line of lines) {
    const owner = ownerOf(line.unitId)
    if (owner === undefined) continue
    const own = owners.get(owner) ?? []
    own.push(line)
    owners.set(owner, own)
  }
  return owners
}

async function dutiesIn(tx: Tx, unitIds: readonly string[], month: string, today: string, ownerOf: Owner) {
  const { from, to } = daysOfMonth(month)
  const words = new Map(declaredRhythms().map(({ id, zh, en }) => [id, { zh, en }]))
  const duties = await readDuties(tx, { unitIds, today, from, to, limit: 1_000_000 })
  const lines = duties.map(
    (duty): DutyLine => ({
      dutyId: duty.id,
      unitId: duty.unitId,
      unitName: duty.unitName,
      kind: duty.rhythm,
      ...(words.get(duty.rhythm) ?? { zh: duty.rhythm, en: duty.rhythm }),
      dueOn: duty.dueOn,
      state: duty.state,
      happenedOn: duty.happenedOn,
      recordKind: duty.recordKind,
      recordId: duty.recordId,
      reason: duty.waivedReason,
    }),
  )
  // By id at last: a snapshot compared with itself must not differ by the order of equals.
  lines.sort(
    (a, b) =>
      order(a.dueOn, b.dueOn) ||
      order(a.unitName, b.unitName) ||
      order(a.kind, b.kind) ||
      order(a.dutyId, b.dutyId),
  )
  return byOwner(lines, ownerOf)
}

async function meetingsIn(tx: Tx, unitIds: readonly string[], month: string, ownerOf: Owner) {
  const { from, to } = daysOfMonth(month)
  const { rows } = await listMeetings(tx, { unitIds, from, to, limit: 1_000_000, offset: 0 })
  const begun = rows.filter(({ startedAt, state }) => startedAt !== null && state !== 'cancelled')
  const counts = await countAttendance(
    tx,
    begun.map(({ id }) => id),
  )
  const lines = begun.map((row): MeetingLine => {
    const at = row.startedAt ?? row.plannedAt
    const count = counts.get(row.id)
    return {
      meetingId: row.id,
      unitId: row.unitId,
      unitName: row.unitName,
      kind: row.kind,
      title: row.title,
      day: at.slice(0, 10),
      time: at.slice(11, 16),
      place: row.place,
      due: count?.due ?? 0,
      present: count?.present ?? 0,
      state: row.state,
      daysLate: daysLate(at.slice(0, 10), dateOf(Temporal.Instant.from(row.recordedAt))),
      makeUpFor: row.makeUpFor,
    }
  })
  lines.sort(
    (a, b) =>
      order(a.day, b.day) ||
      order(a.time, b.time) ||
      order(a.unitName, b.unitName) ||
      order(a.meetingId, b.meetingId),
  )
  return byOwner(lines, ownerOf)
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Standing on the month's last day, or today while it lies ahead. */
async function membersIn(
  tx: Tx,
  target: UnitRef,
  reporters: readonly Reporter[],
  month: string,
  today: string,
): Promise<ReadonlyMap<string, Content['members']>> {
  const { to } = daysOfMonth(month)
  const day = to < today ? to : today
  const stays = await readStays(tx, [target.institutionId], [target.id])
  const people = new Map(reporters.map(({ id }) => [id, new Map<string, string>()]))
  for (const stay of stays.members) {
    const here = people.get(stay.unitId)
    if (here === undefined || !staysOn(stay, day)) continue
    const status = statusOn(stay, day)
    if (isMember(status) || onTheirWay.includes(status)) here.set(stay.personId, status)
  }
  return new Map(
    reporters.map(({ id }) => {
      const elsewhere = new Set(
        reporters
          .filter(({ upperId }) => upperId === id)
          .flatMap((unit) => [...(people.get(unit.id)?.keys() ?? [])]),
      )
      const own = [...(people.get(id) ?? [])].filter(([person]) => !elsewhere.has(person))
      return [id, sumMembers([own.map(([, status]) => ({ status, count: 1 }))])]
    }),
  )
}

/** The units right below that report themselves. */
export const childrenOf = (seen: Look, unitId: string): readonly Reporter[] =>
  [...seen.reporters, ...seen.outside].filter(({ upperId }) => upperId === unitId)

/** Whether a unit owes this month's report; of another institution only that institution can tell, so it is taken to. */
export function owed(seen: Look, unit: Reporter): boolean {
  if (unit.kind === 'commission' && unit.upperId === null) return false
  if (unit.institutionId !== seen.target.institutionId)
    return owesReport(unit, seen.month, { duties: 0, members: 0, below: 1 })
  return owesReport(unit, seen.month, {
    duties: seen.duties.get(unit.id)?.length ?? 0,
    members: (seen.members.get(unit.id) ?? []).reduce((sum, { count }) => sum + count, 0),
    below: childrenOf(seen, unit.id).filter((child) => owed(seen, child)).length,
  })
}

/** The accepted submission of a unit; null while there is none, or its seal is broken. */
function acceptedOf(seen: Look, unit: Reporter): Submission | null {
  const submission = seen.newest.get(unit.id)
  const accepted = seen.reports.get(unit.id)?.state === 'accepted'
  return accepted && submission !== undefined && isIntact(submission) ? submission : null
}

const lectures = (meetings: readonly MeetingLine[]): number =>
  meetings.filter(({ kind, state }) => kind === 'lecture' && isRecord(state)).length

/** What a unit's report says as the records stand now: its own lines, and the accepted reports below summed. */
export function contentNow(seen: Look, unit: Reporter, remark: string): Content {
  const children = childrenOf(seen, unit.id)
  const below = children.flatMap((child) => {
    const submission = acceptedOf(seen, child)
    if (submission === null) return []
    const content = contentOf(submission)
    return [
      {
        unitId: child.id,
        unitName: content.unit.name,
        unitKind: child.kind,
        number: submission.number,
        sha256: submission.sha256,
        figures: content.figures,
        meetings: content.meetingCount,
        lectures: content.lectureCount,
        members: content.members,
      },
    ]
  })
  const there = new Set(below.map(({ unitId }) => unitId))
  const duties = [...(seen.duties.get(unit.id) ?? [])]
  const meetings = [...(seen.meetings.get(unit.id) ?? [])]
  const sum = (own: number, read: (report: (typeof below)[number]) => number): number =>
    below.reduce((total, report) => total + read(report), own)
  return {
    edition,
    month: seen.month,
    asOf: seen.today,
    unit: { id: unit.id, name: unit.name, code: unit.code, kind: unit.kind },
    institution: { id: seen.target.institutionId, name: seen.institutionName },
    upper: unit.upperId === null ? null : { id: unit.upperId, name: seen.nameOf(unit.upperId) },
    goal: seen.settings.goal,
    figures: inOrder(sumFigures([figuresOf(duties, kinds()), ...below.map(({ figures }) => figures)])),
    meetingCount: sum(meetings.filter(({ state }) => isRecord(state)).length, (report) => report.meetings),
    lectureCount: sum(lectures(meetings), (report) => report.lectures),
    members: sumMembers([seen.members.get(unit.id) ?? [], ...below.map(({ members }) => members)]),
    duties,
    meetings,
    below,
    missing: children
      .filter((child) => !there.has(child.id) && owed(seen, child))
      .map((child) => ({
        unitId: child.id,
        unitName: child.name,
        state: seen.reports.get(child.id)?.state ?? 'due',
      })),
    remark,
  }
}

const kinds = () => declaredRhythms().map(({ id, zh, en }) => ({ kind: id, zh, en }))

function inOrder(figures: readonly Figure[]): Figure[] {
  const place = new Map(kinds().map(({ kind }, at) => [kind, at]))
  return figures.toSorted((a, b) => (place.get(a.kind) ?? 99) - (place.get(b.kind) ?? 99))
}

/** Duties of a unit and all below it, counted from the records; null for a commission, whose records lie elsewhere. */
export function recordFigures(seen: Look): Figure[] | null {
  if (seen.outside.length > 0) return null
  return figuresOf([...seen.duties.values()].flat(), kinds())
}

/** The target as a unit that reports; throws not_found where it makes no report. */
export function reporterOf(seen: Look): Reporter {
  const unit = seen.reporters.find(({ id }) => id === seen.target.id)
  if (unit === undefined) throw new AppError('not_found', { kind: 'report' })
  return unit
}

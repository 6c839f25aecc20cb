// Endpoints of reports: what a unit owes and reports, the inbox of the unit above, verdicts, reminders, settings.

import * as z from 'zod'
import { endpoint, id, isoDate, line, prose, ratio, subject } from '../../../core/contract.ts'
import { obstacles, reportMoves, reportStates, shifts } from '../rules.ts'
import { content, figure, month } from './content.ts'

const count = z.number().int()
const state = z.enum(reportStates)
const remark = prose(500)

const reportLine = z.object({
  unitId: id,
  unitName: z.string(),
  unitCode: z.string(),
  unitKind: z.string(),
  /** The nearest unit above that reports itself. */
  upperId: id.nullable(),
  month,
  state,
  /** false: the unit did not stand the whole month, or has neither members nor duties. */
  owed: z.boolean(),
  dueOn: isoDate,
  dueCertain: z.boolean(),
  /** Past its day and not submitted. */
  missing: z.boolean(),
  version: count,
  /** The newest submission. */
  number: count.nullable(),
  submittedAt: z.string().nullable(),
  submittedBy: z.string().nullable(),
  /** Of the snapshot once there is one that counts, of today's records before. */
  rate: ratio,
  meetings: count,
  members: count,
  /** Records changed since it was submitted; null where that was not compared. */
  changed: count.nullable(),
  /** What keeps it from being accepted with others; null before it was submitted. */
  obstacles: z.array(z.enum(obstacles)).nullable(),
  returned: z.string().nullable(),
  remindedAt: z.string().nullable(),
  secretary: z.string().nullable(),
})
export type ReportLine = z.infer<typeof reportLine>

const returnedLine = z.object({ ref: line(200), label: line(300), note: line(300) })
const verdict = z.object({
  number: count,
  verdict: z.enum(['accepted', 'returned', 'withdrawn']),
  reason: z.string().nullable(),
  lines: z.array(returnedLine),
  differences: count,
  judgedAt: z.string(),
  judgedBy: z.string(),
})
export const differenceSchema = z.object({
  part: z.enum(['figure', 'duty', 'meeting', 'member', 'below']),
  ref: z.string(),
  label: z.string(),
  field: z.string(),
  before: z.union([z.string(), z.number()]).nullable(),
  after: z.union([z.string(), z.number()]).nullable(),
})
const seal = z.object({
  number: count,
  sha256: z.string(),
  /** false: the stored text no longer gives this SHA-256. */
  intact: z.boolean(),
  submittedAt: z.string(),
  submittedBy: z.string(),
})

const report = z.object({
  line: reportLine,
  institutionName: z.string(),
  upperName: z.string().nullable(),
  remark: z.string(),
  preparedAt: z.string().nullable(),
  preparedBy: z.string().nullable(),
  monthOver: z.boolean(),
  /** As the records stand now. */
  now: content,
  /** All duties of the unit and below, counted from the records; null where they lie in other institutions. */
  records: z.array(figure).nullable(),
  /** The newest submission as it was. */
  snapshot: z.object({ seal, content }).nullable(),
  differences: z.array(differenceSchema),
  recordsChanged: count,
  versions: z.array(seal),
  verdicts: z.array(verdict),
  moves: z.array(z.enum(reportMoves)),
})
export type Report = z.infer<typeof report>

const at = z.object({ unitId: id, month })
const own = { permission: 'report.submit', place: subject('unit', 'unitId') } as const
/** The unit that receives the report must lie within reach, not the one that made it. */
const judged = { permission: 'report.accept', place: subject('received report', 'unitId') } as const
const changed = z.object({ version: count })

export const settingsInput = z.object({
  branchDay: z.number().int().min(1).max(28),
  generalDay: z.number().int().min(1).max(28),
  institutionDay: z.number().int().min(1).max(28),
  shift: z.enum(shifts),
  goal: z.number().int().min(0).max(1000),
  firstMonth: month.nullable(),
  version: z.number().int(),
})

export const reportContract = {
  inbox: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/inbox',
    summary: 'Reports of a month from all units below: missing, submitted, accepted, returned, and their sum',
    permission: 'report.read',
    place: subject('unit', 'unitId'),
  })
    .input(at)
    .output(
      z.object({
        today: isoDate,
        month,
        goal: count,
        unitName: z.string(),
        /** The unit's own report upward; null where it makes none. */
        own: reportLine.nullable(),
        rows: z.array(reportLine),
        /** The reports that count: accepted ones of the units right below, summed. */
        accepted: z.array(figure),
        /** The same, counted from the records; null across institutions. */
        records: z.array(figure).nullable(),
        mayAccept: z.boolean(),
        maySubmit: z.boolean(),
        mayFile: z.boolean(),
      }),
    ),

  mine: endpoint({
    method: 'GET',
    path: '/monthly/mine',
    summary: 'Reports that I still have to submit, oldest first, and how many await my verdict',
    permission: 'report.submit',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(z.object({ today: isoDate, reports: z.array(reportLine) })),

  get: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/reports/{month}',
    summary:
      'One report: as the records stand, as it was submitted, what has changed since, versions and verdicts',
    permission: 'report.read',
    place: subject('unit', 'unitId'),
  })
    .input(at)
    .output(report),

  snapshot: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/reports/{month}/submissions/{number}',
    summary: 'An earlier submission as it was',
    permission: 'report.read',
    place: subject('unit', 'unitId'),
  })
    .input(at.extend({ number: z.coerce.number().int().min(1).max(10_000) }))
    .output(z.object({ seal, content, text: z.string() })),

  prepare: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/reports/{month}/preparation',
    summary: 'Mark the figures as checked, with an optional remark',
    ...own,
  })
    .input(at.extend({ remark: remark.default('') }))
    .output(changed),

  submit: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/reports/{month}/submissions',
    summary: 'Submit: the content is computed, sealed with SHA-256 and kept as it is',
    ...own,
  })
    .input(at.extend({ remark: remark.optional() }))
    .output(z.object({ version: count, number: count, sha256: z.string() })),

  withdraw: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/reports/{month}/withdrawal',
    summary: 'Take a submission back that nobody has judged yet',
    ...own,
  })
    .input(at)
    .output(changed),

  accept: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/reports/{month}/acceptance',
    summary: 'Accept this submission',
    ...judged,
  })
    .input(at.extend({ number: count }))
    .output(changed),

  giveBack: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/reports/{month}/return',
    summary: 'Return this submission with a reason and the lines that it concerns',
    ...judged,
  })
    .input(
      at.extend({
        number: count,
        reason: line(500),
        lines: z.array(returnedLine).max(50).default([]),
        /** Whether the caller knows that it is accepted already: an acceptance made meanwhile is not undone unseen. */
        accepted: z.boolean().default(false),
      }),
    )
    .output(changed),

  acceptMany: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/acceptances',
    summary:
      'Accept those of these submissions that are whole: full rate, nothing changed since, nothing missing',
    permission: 'report.accept',
    place: subject('unit', 'unitId'),
  })
    .input(
      at.extend({
        reports: z
          .array(z.object({ unitId: id, number: count }))
          .min(1)
          .max(1000),
      }),
    )
    .output(
      z.object({
        accepted: z.array(id),
        left: z.array(z.object({ unitId: id, why: z.enum(['state', 'out_of_reach', ...obstacles]) })),
      }),
    ),

  remind: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/reminders',
    summary: 'Remind units below whose report is missing',
    permission: 'report.accept',
    place: subject('unit', 'unitId'),
  })
    .input(at.extend({ unitIds: z.array(id).min(1).max(1000) }))
    .output(z.object({ reminded: z.array(id) })),

  wordFile: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/reports/{month}/report.docx',
    summary:
      'The report as a Word file laid out by GB/T 9704: as it was submitted, or as a draft; the export is logged',
    permission: 'report.read',
    place: subject('unit', 'unitId'),
    sensitive: true,
  })
    .input(at)
    .output(z.file()),

  settings: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/settings',
    summary: 'When reports of this institution are due, and its goal',
    permission: 'report.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(settingsInput.extend({ mayWrite: z.boolean() })),

  saveSettings: endpoint({
    method: 'PUT',
    path: '/monthly/units/{unitId}/settings',
    summary: 'Settle when reports of this institution are due, and its goal',
    permission: 'layout.write',
    place: subject('unit', 'unitId'),
  })
    .input(settingsInput.extend({ unitId: id }))
    .output(changed),
}

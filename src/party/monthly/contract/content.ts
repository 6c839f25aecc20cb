// The content of a monthly report: figures with what they are counted from, meetings, members, and the reports below it.

import * as z from 'zod'
import { id, isoDate } from '../../../core/contract.ts'
import { dutyStates } from '../../../foundation/duties/rules.ts'

const count = z.number().int()
export const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)

/** Duties of one kind: due in all = the sum of the six; rate = onTime ÷ (onTime + late + overdue). */
export const figure = z.object({
  kind: z.string(),
  zh: z.string(),
  en: z.string(),
  onTime: count,
  late: count,
  overdue: count,
  /** Not yet due when it was counted. */
  open: count,
  waived: count,
  notApplicable: count,
})
export type Figure = z.infer<typeof figure>

const dutyLine = z.object({
  dutyId: id,
  unitId: id,
  unitName: z.string(),
  kind: z.string(),
  zh: z.string(),
  en: z.string(),
  dueOn: isoDate,
  state: z.enum(dutyStates),
  happenedOn: isoDate.nullable(),
  recordKind: z.string().nullable(),
  recordId: id.nullable(),
  /** Why it was waived. */
  reason: z.string().nullable(),
})
export type DutyLine = z.infer<typeof dutyLine>

const meetingLine = z.object({
  meetingId: id,
  unitId: id,
  unitName: z.string(),
  kind: z.string(),
  title: z.string(),
  day: isoDate,
  time: z.string(),
  place: z.string().nullable(),
  due: count,
  present: count,
  state: z.string(),
  /** Whole days between the meeting and its recording. */
  daysLate: count,
  makeUpFor: isoDate.nullable(),
})
export type MeetingLine = z.infer<typeof meetingLine>

const members = z.array(z.object({ status: z.string(), count }))

/** An accepted report that is summed here, named by its seal. */
const below = z.object({
  unitId: id,
  unitName: z.string(),
  unitKind: z.string(),
  number: count,
  sha256: z.string(),
  figures: z.array(figure),
  meetings: count,
  lectures: count,
  members,
})

export const content = z.object({
  edition: count,
  month,
  /** The day on which it was counted. */
  asOf: isoDate,
  unit: z.object({ id, name: z.string(), code: z.string(), kind: z.string() }),
  institution: z.object({ id, name: z.string() }),
  upper: z.object({ id, name: z.string() }).nullable(),
  /** In thousandths. */
  goal: count,
  /** The unit's own and those of the accepted reports below, summed. */
  figures: z.array(figure),
  meetingCount: count,
  lectureCount: count,
  members,
  /** The unit's own, with its Party groups; those of units that report themselves stand in their reports. */
  duties: z.array(dutyLine),
  meetings: z.array(meetingLine),
  below: z.array(below),
  /** Units below whose report was not accepted, and so is not in the sums. */
  missing: z.array(z.object({ unitId: id, unitName: z.string(), state: z.string() })),
  remark: z.string(),
})
export type Content = z.infer<typeof content>

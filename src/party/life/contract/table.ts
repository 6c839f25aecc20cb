// Endpoints of the yearly activity table (支部活动一览表): units × months, who is behind, and the goal of the rate.

import * as z from 'zod'
import { everies } from '../../../core/calendar.ts'
import { endpoint, flag, id, isoDate, line, ratio, subject } from '../../../core/contract.ts'
import { dutyStates } from '../../../foundation/duties/rules.ts'

const state = z.enum(dutyStates)
const mark = z.object({
  dutyId: id,
  rhythm: z.string(),
  state,
  dueOn: isoDate,
  recordKind: z.string().nullable(),
  recordId: id.nullable(),
})
export type Mark = z.infer<typeof mark>

const counts = z.partialRecord(state, z.number().int())
const row = z.object({
  unitId: id,
  unitName: z.string(),
  unitKind: z.string(),
  above: z.string().nullable(),
  rate: ratio,
  /** Twelve months; a quarter's duty stands in the month in which it is due. */
  months: z.array(z.array(mark)),
})
const rolled = z.object({
  unitId: id,
  unitName: z.string(),
  unitKind: z.string(),
  /** Steps below the unit asked for: 0 is that unit itself. */
  depth: z.number().int(),
  rate: ratio,
  /** Units in or below it that owed something. */
  units: z.number().int(),
  behind: z.number().int(),
  /** Twelve months: how many duties of each rhythm are in which state. */
  months: z.array(z.array(z.object({ rhythm: z.string(), counts }))),
})
export type TableRow = z.infer<typeof row>

const place = subject('unit', 'unitId')
const year = z.coerce.number().int().min(2000).max(2100)
/** What of the table is wanted; the screen filters by the same rule. */
const wish = z.object({
  unitId: id,
  year,
  rhythm: z.string().max(60).optional(),
  state: state.optional(),
  onlyBehind: flag.default(false),
})

export const tableContract = {
  table: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/table',
    summary:
      'The yearly activity table: a row for each branch and group below, or sums of the units right below a large one',
    permission: 'duty.read',
    place,
  })
    .input(z.object({ unitId: id, year, offset: z.coerce.number().int().min(0).max(1_000_000).default(0) }))
    .output(
      z.object({
        today: isoDate,
        year: z.number().int(),
        unitName: z.string(),
        unitKind: z.string(),
        rhythms: z.array(
          z.object({ id: z.string(), zh: z.string(), en: z.string(), every: z.enum(everies) }),
        ),
        /** The unit asked for and those above branches below it, each with the sums of all below. */
        rolled: z.array(rolled),
        rows: z.array(row),
        /** Too many branches to read at once: only the units right below are here; open one of them for more. */
        folded: z.boolean(),
        /** Units right below in all, of which a folded table holds one page from `offset` on. */
        below: z.number().int(),
        /** The institution's own goal for the rate, in hundredths of a percent. */
        goal: z.number().int(),
        rate: ratio,
      }),
    ),

  tableFile: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/table.xlsx',
    summary: 'The yearly activity table as an Excel file, with the sums of the units above the branches',
    permission: 'duty.read',
    place,
  })
    .input(wish.extend({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),

  behind: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/behind',
    summary: 'Who is behind and since when: units below with something overdue, longest first',
    permission: 'duty.read',
    place,
  })
    .input(
      z.object({
        unitId: id,
        year,
        rhythm: z.string().max(60).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
    )
    .output(
      z.object({
        total: z.number().int(),
        units: z.array(
          z.object({
            unitId: id,
            unitName: z.string(),
            unitKind: z.string(),
            above: z.string().nullable(),
            overdue: z.number().int(),
            rhythms: z.array(z.string()),
            /** The earliest day missed. */
            since: isoDate,
            days: z.number().int(),
          }),
        ),
      }),
    ),

  goal: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/goal',
    summary: "The institution's own goal for the fulfilment rate, with its source",
    permission: 'duty.read',
    place,
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        /** Hundredths of a percent: 9800 is 98 %. */
        goal: z.number().int(),
        source: z.string().nullable(),
        topUnitId: id,
        mayWrite: z.boolean(),
        version: z.number().int(),
      }),
    ),

  saveGoal: endpoint({
    method: 'PUT',
    path: '/life/units/{unitId}/goal',
    summary: "Set the institution's own goal for the fulfilment rate",
    permission: 'scheme.write',
    place,
  })
    .input(
      z.object({
        unitId: id,
        goal: z.number().int().min(1).max(10_000),
        source: line(200),
        version: z.number().int(),
      }),
    )
    .output(z.object({ version: z.number().int() })),
}

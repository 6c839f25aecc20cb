// Endpoints of coverage: unit × part of a scheme for a year, down to the meetings.

import * as z from 'zod'
import { endpoint, flag, id, isoDate, subject } from '../../../core/contract.ts'
import { coverStates, partKinds, schemePeriods } from '../rules.ts'

const year = z.coerce.number().int().min(2000).max(2100)

const row = z.object({
  unitId: id,
  unitName: z.string(),
  unitKind: z.string(),
  /** Names of the units between the unit asked for and this one. */
  above: z.array(z.string()),
  /** A branch has cells of its own; a unit above rolls its branches up. */
  leaf: z.boolean(),
  branches: z.number().int(),
  /** Meetings of the scheme's kinds held. */
  meetings: z.number().int(),
  gaps: z.number().int(),
  cells: z.array(
    z.object({
      partId: id,
      state: z.enum(coverStates),
      /** Of a branch: meetings that covered it. Of a unit above: branches that are done with it. */
      count: z.number().int(),
      /** Of a branch: what is asked for. Of a unit above: its branches. */
      of: z.number().int(),
      planned: z.number().int(),
    }),
  ),
})
export type CoverageRow = z.infer<typeof row>

const asked = z.object({ unitId: id, year, schemeId: id.optional(), gapsOnly: flag.default(false) })
const place = subject('unit', 'unitId')

export const coverageContract = {
  coverage: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/coverage',
    summary: 'Coverage of a theme scheme in a year: branches × parts, rolled up for the units above them',
    permission: 'duty.read',
    place,
  })
    .input(asked)
    .output(
      z.object({
        today: isoDate,
        unitName: z.string(),
        /** The schemes that hold here in the year, to choose from. */
        schemes: z.array(z.object({ id, name: z.string() })),
        scheme: z
          .object({
            id,
            name: z.string(),
            source: z.string(),
            note: z.string(),
            every: z.enum(schemePeriods),
            kinds: z.array(z.string()),
            parts: z.array(
              z.object({
                id,
                name: z.string(),
                kind: z.enum(partKinds),
                minimum: z.number().int(),
                explanation: z.string(),
              }),
            ),
          })
          .nullable(),
        /** The unit itself first when it rolls up others. Of a large tree the units right below; open one for more. */
        rows: z.array(row),
        folded: z.boolean(),
      }),
    ),

  coverageMeetings: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/coverage/meetings',
    summary: 'The meetings behind a cell: those in or below a unit that are marked with a part in a year',
    permission: 'meeting.read',
    place,
  })
    .input(z.object({ unitId: id, year, schemeId: id, partId: id }))
    .output(
      z.object({
        meetings: z.array(
          z.object({
            id,
            unitName: z.string(),
            title: z.string(),
            state: z.string(),
            on: isoDate,
            note: z.string(),
          }),
        ),
      }),
    ),

  coverageFile: endpoint({
    method: 'GET',
    path: '/life/units/{unitId}/coverage.xlsx',
    summary: 'The coverage of a year as an Excel file',
    permission: 'duty.read',
    place,
  })
    .input(asked.extend({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),
}

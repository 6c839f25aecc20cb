// Endpoints that change the tree: found, rename, move, dissolve, merge, split, and take back what is planned.

import * as z from 'zod'
import { endpoint, id, isoDate, line, subject } from '../../../core/contract.ts'
import { unitForms, unitKinds, values } from '../words.ts'

const version = z.number().int()
/** The day from which it holds: past, today (when absent) or to come. */
const on = isoDate.optional()
/** `planned`: the day lies ahead, and until then it can be cancelled. */
const done = z.object({ version, planned: z.boolean() })

export const mergeRequest = z.object({
  unitId: id,
  version,
  sources: z
    .array(z.object({ unitId: id, version }))
    .min(1)
    .max(20),
  on,
})
export type MergeRequest = z.infer<typeof mergeRequest>

export const splitRequest = z.object({
  unitId: id,
  version,
  on,
  parts: z
    .array(
      z.object({
        code: line(40),
        name: line(80),
        /** People who belong directly to the unit and pass to the new one. */
        people: z.array(id).max(2_000),
        /** Units right below that come to hang below the new one. */
        units: z.array(id).max(500),
        /** Departments that the new one covers from then on. */
        departments: z.array(id).max(500),
      }),
    )
    .min(1)
    .max(10),
})
export type SplitRequest = z.infer<typeof splitRequest>

export const actsContract = {
  createUnit: endpoint({
    method: 'POST',
    path: '/org/units/{parentId}/children',
    summary: 'Found a unit below another',
    permission: 'org.write',
    place: subject('unit', 'parentId'),
  })
    .input(
      z.object({
        parentId: id,
        code: line(40),
        name: line(80),
        kind: z.enum(values(unitKinds)),
        form: z.enum(values(unitForms)).default('plain'),
        foundedOn: isoDate,
      }),
    )
    .output(z.object({ id })),

  renameUnit: endpoint({
    method: 'PATCH',
    path: '/org/units/{unitId}',
    summary: 'Rename a unit from a day on',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, name: line(80), on, version }))
    .output(done),

  moveUnit: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/move',
    summary: 'Move a unit with all below it to another parent in the same institution, from a day on',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, parentId: id, on, version }))
    .output(done),

  cancelChange: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/cancel-change',
    summary: 'Cancel the change of name or place that begins on a day to come',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, fromOn: isoDate, version }))
    .output(z.object({ version })),

  dissolveUnit: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/dissolve',
    summary: 'Dissolve a unit that has no members, posts or living units below; null takes it back',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, on: isoDate.nullable(), version }))
    .output(z.object({ version })),

  mergeUnits: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/merge',
    summary:
      'Merge units into this one: people, units below and departments covered pass over, the others end',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(mergeRequest)
    .output(done),

  splitUnit: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/split',
    summary: 'Split new units off this one, with the people, units and departments chosen for each',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(splitRequest)
    .output(done.extend({ ids: z.array(id).readonly() })),

  cancelPlan: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/cancel-plan',
    summary: 'Cancel a merger or split that begins on a day to come',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, planId: id }))
    .output(z.object({})),
}

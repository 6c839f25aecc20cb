// Endpoints of the tree: read, found, rename, move, dissolve.

import * as z from 'zod'
import { endpoint, flag, id, isoDate, line, subject } from '../../core/contract.ts'
import { partyStatuses, postNames, unitKinds, values } from './words.ts'

const unitKind = z.enum(values(unitKinds))
const partyStatus = z.enum(values(partyStatuses))
const post = z.enum(values(postNames))

const unitLine = z.object({
  id,
  institutionId: id,
  code: z.string(),
  name: z.string(),
  kind: unitKind,
  parentId: id.nullable(),
  path: z.array(id).readonly(),
  foundedOn: isoDate.nullable(),
  dissolvedOn: isoDate.nullable(),
  /** Party members (full and probationary) here and below, today. */
  members: z.number().int(),
})
export type UnitLine = z.infer<typeof unitLine>

export const postLine = z.object({
  unitId: id,
  unitName: z.string(),
  personId: id,
  personName: z.string(),
  post,
  fromOn: isoDate,
  untilOn: isoDate.nullable(),
})

export const orgContract = {
  tree: endpoint({
    method: 'GET',
    path: '/org/tree',
    summary: 'All units within reach, parents before children',
    permission: 'org.read',
    place: { at: 'reach' },
  })
    .input(z.object({ withDissolved: flag.default(false) }))
    .output(z.object({ units: z.array(unitLine) })),

  unit: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}',
    summary: 'One unit: its place, leaders, term, coverage and members by status',
    permission: 'org.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      unitLine.extend({
        version: z.number().int(),
        institutionName: z.string(),
        demo: z.boolean(),
        above: z.array(z.object({ id, name: z.string(), kind: unitKind, within: z.boolean() })).readonly(),
        children: z.array(unitLine).readonly(),
        posts: z.array(postLine).readonly(),
        term: z
          .object({ number: z.number().int(), startedOn: isoDate, years: z.number().int(), endsOn: isoDate })
          .nullable(),
        covers: z.array(z.object({ id, name: z.string(), fromOn: isoDate })).readonly(),
        coveredBy: z.array(z.object({ id, name: z.string(), fromOn: isoDate })).readonly(),
        byStatus: z.array(z.object({ status: partyStatus, people: z.number().int() })).readonly(),
        mayWrite: z.boolean(),
        mayReadPeople: z.boolean(),
      }),
    ),

  createUnit: endpoint({
    method: 'POST',
    path: '/org/units/{parentId}/children',
    summary: 'Found a unit below another',
    permission: 'org.write',
    place: subject('unit', 'parentId'),
  })
    .input(z.object({ parentId: id, code: line(40), name: line(80), kind: unitKind, foundedOn: isoDate }))
    .output(z.object({ id })),

  renameUnit: endpoint({
    method: 'PATCH',
    path: '/org/units/{unitId}',
    summary: 'Rename a unit',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, name: line(80), version: z.number().int() }))
    .output(z.object({ version: z.number().int() })),

  moveUnit: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/move',
    summary: 'Move a unit with all below it to another parent in the same institution',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, parentId: id, version: z.number().int() }))
    .output(z.object({ version: z.number().int() })),

  dissolveUnit: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/dissolve',
    summary: 'Dissolve a unit that has no members, posts or living units below; null takes it back',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id, on: isoDate.nullable(), version: z.number().int() }))
    .output(z.object({ version: z.number().int() })),
}

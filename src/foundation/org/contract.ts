// Endpoints of the tree: what one reads. Its acts stand in contract/acts.ts.

import * as z from 'zod'
import { citationSchema, endpoint, flag, id, isoDate, subject } from '../../core/contract.ts'
import { actsContract } from './contract/acts.ts'
import { branchActs } from './rules.ts'
import { partyStatuses, postNames, unitForms, unitKinds, values } from './words.ts'

const unitKind = z.enum(values(unitKinds))
const unitForm = z.enum(values(unitForms))
const partyStatus = z.enum(values(partyStatuses))
const post = z.enum(values(postNames))

const unitLine = z.object({
  id,
  institutionId: id,
  code: z.string(),
  name: z.string(),
  kind: unitKind,
  form: unitForm,
  parentId: id.nullable(),
  path: z.array(id).readonly(),
  foundedOn: isoDate.nullable(),
  dissolvedOn: isoDate.nullable(),
  /** Units right below: of a tree that is given whole all, else counted no further than ten (on a unit's page a thousand). */
  kids: z.number().int(),
})
export type UnitLine = z.infer<typeof unitLine>

/** A unit found, with the names from the top of what is within reach down to its parent. */
const unitHit = unitLine.extend({ way: z.array(z.object({ id, name: z.string() })).readonly() })
export type UnitHit = z.infer<typeof unitHit>

const withMembers = unitLine.extend({
  /** Party members (full and probationary) here and below, today. */
  members: z.number().int(),
})
export type CountedUnit = z.infer<typeof withMembers>

export const postLine = z.object({
  unitId: id,
  unitName: z.string(),
  personId: id,
  personName: z.string(),
  post,
  fromOn: isoDate,
  untilOn: isoDate.nullable(),
})

/** The day that is looked at: absent for today; a past one shows the tree as it was. */
const look = { at: isoDate.optional(), withDissolved: flag.default(false) }
/** Words as they stand in an address: one, or several. */
const kinds = z.union([z.array(unitKind), unitKind.transform((kind) => [kind])]).optional()

const tie = z.object({ id, name: z.string(), fromOn: isoDate })

export const orgContract = {
  ...actsContract,

  tree: endpoint({
    method: 'GET',
    path: '/org/tree',
    summary: 'The units within reach, parents before children; of a large tree the levels at the top',
    permission: 'org.read',
    place: { at: 'reach' },
  })
    .input(z.object(look))
    .output(
      z.object({
        units: z.array(unitLine),
        /** Whether these are all units within reach; else ask for children, or search. */
        whole: z.boolean(),
      }),
    ),

  children: endpoint({
    method: 'GET',
    path: '/org/tree/children',
    summary: 'The units right below one, page by page',
    permission: 'org.read',
    place: { at: 'reach' },
  })
    .input(
      z.object({ ...look, parentId: id, offset: z.coerce.number().int().min(0).max(100_000).default(0) }),
    )
    .output(z.object({ units: z.array(unitLine), more: z.boolean() })),

  search: endpoint({
    method: 'GET',
    path: '/org/tree/search',
    summary: 'Units by name, former name, code, pinyin or initials, each with the way to it',
    permission: 'org.read',
    place: { at: 'reach' },
  })
    .input(z.object({ ...look, q: z.string().max(80), kinds }))
    .output(z.object({ hits: z.array(unitHit), more: z.boolean() })),

  way: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}/way',
    summary: 'One unit with the way to it',
    permission: 'org.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(unitHit),

  members: endpoint({
    method: 'POST',
    path: '/org/tree/members',
    summary: 'Party members in and below each of these units, today or on a past day',
    permission: 'org.read',
    place: { at: 'reach' },
    readsOnly: true,
  })
    .input(z.object({ unitIds: z.array(id).max(3_000), at: isoDate.optional() }))
    .output(z.object({ members: z.record(z.string(), z.number().int()) })),

  changeDays: endpoint({
    method: 'GET',
    path: '/org/tree/days',
    summary: 'The days on which the tree within reach changed, the newest first',
    permission: 'org.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(z.object({ days: z.array(z.object({ day: isoDate, changes: z.number().int() })).readonly() })),

  history: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}/history',
    summary: 'What a unit was called and where it hung, what it came out of, and what is planned',
    permission: 'org.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        today: isoDate,
        stages: z.array(
          z.object({
            fromOn: isoDate,
            untilOn: isoDate.nullable(),
            name: z.string(),
            parentId: id.nullable(),
            parentName: z.string().nullable(),
            /** Begins later and can still be cancelled. */
            planned: z.boolean(),
          }),
        ),
        successions: z
          .array(
            z.object({
              fromUnitId: id,
              fromName: z.string(),
              toUnitId: id,
              toName: z.string(),
              on: isoDate,
              kind: z.enum(['merge', 'split']),
            }),
          )
          .readonly(),
        plans: z.array(
          z.object({
            id,
            kind: z.enum(['merge', 'split']),
            on: isoDate,
            unitId: id,
            unitName: z.string(),
            /** Names of the units that merge into it, or that are split off. */
            others: z.array(z.string()),
            failed: z.string().nullable(),
          }),
        ),
      }),
    ),

  unit: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}',
    summary: 'One unit: its place, leaders, term, coverage and members by status',
    permission: 'org.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      withMembers.extend({
        version: z.number().int(),
        institutionName: z.string(),
        demo: z.boolean(),
        above: z.array(z.object({ id, name: z.string(), kind: unitKind, within: z.boolean() })).readonly(),
        /** The first of them; `kids` says how many there are. */
        children: z.array(withMembers).readonly(),
        posts: z.array(postLine).readonly(),
        term: z
          .object({ number: z.number().int(), startedOn: isoDate, years: z.number().int(), endsOn: isoDate })
          .nullable(),
        covers: z.array(tie).readonly(),
        coveredBy: z.array(tie).readonly(),
        byStatus: z.array(z.object({ status: partyStatus, people: z.number().int() })).readonly(),
        /** On which article the form of the branch rests, and what it may not do. */
        formCites: z.array(citationSchema).readonly(),
        mayNot: z.array(z.enum(branchActs)),
        mayWrite: z.boolean(),
        mayReadPeople: z.boolean(),
      }),
    ),
}

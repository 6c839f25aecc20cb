// Endpoints of one person and of a unit's people: list, page, add, edit facts, both-leaders.

import * as z from 'zod'
import { endpoint, id, isoDate, line, prose, ratio, subject } from '../../../core/contract.ts'
import { educations, genders, partyStatuses, postNames, services, values } from '../../org/words.ts'
import { abroadReasons, measureKinds, situations, transferStates } from '../words.ts'

export const partyStatus = z.enum(values(partyStatuses))
const post = z.enum(values(postNames))
/** The version that the change was made on: another change since then makes it stale. */
export const version = z.number().int()
export const changed = z.object({ version })
/** Names, titles, reasons. */
export const atPerson = subject('person', 'personId')
const atUnit = subject('unit', 'unitId')

const personLine = z.object({
  id,
  staffNo: z.string(),
  name: z.string(),
  status: partyStatus,
  partyUnitId: id.nullable(),
  partyUnitName: z.string().nullable(),
  departmentName: z.string().nullable(),
  title: z.string().nullable(),
  posts: z.array(post).readonly(),
  service: z.enum(values(services)),
  situations: z.array(z.enum(values(situations))).readonly(),
  /** Masked: 520***********1234, 138****5678. */
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
})
export type PersonLine = z.infer<typeof personLine>

const postOfPerson = z.object({
  unitId: id,
  unitName: z.string(),
  post,
  fromOn: isoDate,
  untilOn: isoDate.nullable(),
  /** The number of the unit's term in which the post began. */
  term: z.number().int().nullable(),
})

const facts = {
  name: line(60),
  gender: z.enum(values(genders)).nullable(),
  bornOn: isoDate.nullable(),
  education: z.enum(values(educations)).nullable(),
  title: line(60).nullable(),
  departmentId: id.nullable(),
  service: z.enum(values(services)),
}

export const situation = z.object({
  floatingSince: isoDate.nullable(),
  floatingPlace: line(80).nullable(),
  abroadSince: isoDate.nullable(),
  abroadFor: z.enum(values(abroadReasons)).nullable(),
  lostContactSince: isoDate.nullable(),
  infirm: z.boolean(),
})

export const personEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}/people',
    summary: 'People who belong to a unit (Party unit or department) or below; identity data masked',
    permission: 'person.read',
    place: atUnit,
  })
    .input(
      z.object({
        unitId: id,
        search: z.string().max(50).optional(),
        status: partyStatus.optional(),
        situation: z.enum(values(situations)).optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
    )
    .output(z.object({ total: z.number().int(), people: z.array(personLine) })),

  person: endpoint({
    method: 'GET',
    path: '/org/people/{personId}',
    summary: 'One person with their history; identity data masked; the reading is logged',
    permission: 'person.read',
    place: atPerson,
    sensitive: true,
  })
    .input(z.object({ personId: id }))
    .output(
      situation.extend({
        /** The kept person's, when the record asked for was merged into another. */
        id,
        version,
        staffNo: z.string(),
        name: z.string(),
        gender: z.enum(values(genders)).nullable(),
        bornOn: isoDate.nullable(),
        education: z.enum(values(educations)).nullable(),
        title: z.string().nullable(),
        status: partyStatus,
        probationOn: isoDate.nullable(),
        fullOn: isoDate.nullable(),
        /** Whole years since becoming a full member (党龄), null when not a full member. */
        standingYears: z.number().int().nullable(),
        /** The years span a suspension, about which no rule was found. */
        standingUncertain: z.boolean(),
        department: z.object({ id, name: z.string() }).nullable(),
        service: z.enum(values(services)),
        demo: z.boolean(),
        unit: z.object({ id, institutionId: id }),
        affiliations: z
          .array(z.object({ unitId: id, unitName: z.string(), fromOn: isoDate, untilOn: isoDate.nullable() }))
          .readonly(),
        posts: z.array(postOfPerson).readonly(),
        history: z
          .array(z.object({ fromOn: isoDate, status: partyStatus, basis: z.string().nullable() }))
          .readonly(),
        measures: z
          .array(
            z.object({
              id,
              kind: z.enum(values(measureKinds)),
              fromOn: isoDate,
              untilOn: isoDate.nullable(),
              basis: z.string(),
            }),
          )
          .readonly(),
        transfers: z
          .array(
            z.object({
              id,
              fromName: z.string(),
              toName: z.string(),
              state: z.enum(values(transferStates)),
              requestedOn: isoDate,
              settledOn: isoDate.nullable(),
            }),
          )
          .readonly(),
        /** Masked; health says only whether something is kept. */
        identity: z.object({
          idNumber: z.string().nullable(),
          phone: z.string().nullable(),
          health: z.boolean(),
        }),
        mayWrite: z.boolean(),
        mayReadIdentity: z.boolean(),
      }),
    ),

  add: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/people',
    summary: 'Add a person to a Party unit or a department; one who arrives from outside brings a letter',
    permission: 'person.write',
    place: atUnit,
  })
    .input(
      z.object({
        unitId: id,
        staffNo: line(40),
        ...facts,
        departmentId: id.nullable().default(null),
        gender: facts.gender.default(null),
        bornOn: facts.bornOn.default(null),
        education: facts.education.default(null),
        title: facts.title.default(null),
        service: facts.service.default('in_service'),
        status: partyStatus,
        probationOn: isoDate.nullable().default(null),
        fullOn: isoDate.nullable().default(null),
        /** Since when today's status holds, for those who are not members. */
        statusSince: isoDate.nullable().default(null),
        /** Since when in the Party unit; today when left out. */
        fromOn: isoDate.optional(),
        idNumber: prose(40).nullable().default(null),
        phone: prose(40).nullable().default(null),
        /** Where a member comes from that does not use the product, and the letter that says so. */
        arrival: z
          .object({ fromName: line(120), letterNo: line(60) })
          .nullable()
          .default(null),
      }),
    )
    .output(z.object({ id })),

  edit: endpoint({
    method: 'PATCH',
    path: '/org/people/{personId}',
    summary: 'Change the facts of a person',
    permission: 'person.write',
    place: atPerson,
  })
    .input(z.object({ personId: id, version, ...z.object(facts).partial().shape }))
    .output(changed),

  setSituation: endpoint({
    method: 'PUT',
    path: '/org/people/{personId}/situation',
    summary: 'What supervision asks about: away from home, abroad, out of contact, infirm',
    permission: 'person.write',
    place: atPerson,
  })
    .input(situation.extend({ personId: id, version }))
    .output(changed),

  dualLeaders: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}/dual-leaders',
    summary: 'How many branch secretaries head a department too (双带头人), below a unit',
    permission: 'person.read',
    place: atUnit,
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        rate: ratio,
        /** The same rate for each unit directly below. */
        units: z.array(z.object({ id, name: z.string(), rate: ratio })),
        secretaries: z.array(
          z.object({
            personId: id,
            name: z.string(),
            branchId: id,
            branchName: z.string(),
            inService: z.boolean(),
            dual: z.boolean(),
            heads: z.array(z.object({ post, unitName: z.string() })).readonly(),
          }),
        ),
      }),
    ),
}

// Endpoints of people: the list of a unit and the page of one person.

import * as z from 'zod'
import { endpoint, id, isoDate, subject } from '../../core/contract.ts'
import { postLine } from '../org/contract.ts'
import { educations, genders, partyStatuses, postNames, services, values } from '../org/words.ts'

const partyStatus = z.enum(values(partyStatuses))
const post = z.enum(values(postNames))

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
})
export type PersonLine = z.infer<typeof personLine>

export const peopleContract = {
  list: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}/people',
    summary: 'People who belong to a unit (Party unit or department) or below',
    permission: 'person.read',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        search: z.string().max(50).optional(),
        status: partyStatus.optional(),
        limit: z.coerce.number().int().min(1).max(1000).default(200),
        offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
    )
    .output(z.object({ total: z.number().int(), people: z.array(personLine) })),

  person: endpoint({
    method: 'GET',
    path: '/org/people/{personId}',
    summary: 'One person; the reading is logged',
    permission: 'person.read',
    place: subject('person', 'personId'),
    sensitive: true,
  })
    .input(z.object({ personId: id }))
    .output(
      z.object({
        id,
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
        department: z.object({ id, name: z.string() }).nullable(),
        service: z.enum(values(services)),
        demo: z.boolean(),
        affiliations: z
          .array(z.object({ unitId: id, unitName: z.string(), fromOn: isoDate, untilOn: isoDate.nullable() }))
          .readonly(),
        posts: z.array(postLine).readonly(),
      }),
    ),
}

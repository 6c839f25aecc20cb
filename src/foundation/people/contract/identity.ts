// Endpoints of identity data: write, find exactly, unmask with a reason, export, delete on request.

import * as z from 'zod'
import { endpoint, flag, id, line, prose, subject } from '../../../core/contract.ts'
import { values } from '../../org/words.ts'
import { erasable, kept } from '../rules/erasure.ts'
import { identityFields } from '../words.ts'
import { atPerson, changed, partyStatus, version } from './person.ts'

/** Why somebody looks: at least a few words. */
const reason = line(200).min(4)

export const identityEndpoints = {
  setIdentity: endpoint({
    method: 'PUT',
    path: '/org/people/{personId}/identity',
    summary: 'Write identity number, phone and health; what is left out stays, null deletes',
    permission: 'person.write',
    place: atPerson,
  })
    .input(
      z.object({
        personId: id,
        version,
        idNumber: prose(40).nullable().optional(),
        phone: prose(40).nullable().optional(),
        health: prose(500).nullable().optional(),
      }),
    )
    .output(changed),

  reveal: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/identity/reveal',
    summary: 'One sealed field in clear; needs a written reason and is logged',
    permission: 'identity.read',
    place: atPerson,
    sensitive: true,
    readsOnly: true,
  })
    .input(z.object({ personId: id, field: z.enum(values(identityFields)), reason }))
    .output(z.object({ value: z.string().nullable() })),

  find: endpoint({
    method: 'POST',
    path: '/people/find',
    summary:
      'The person with exactly this identity number or phone, within reach; logged without what was searched',
    permission: 'identity.read',
    place: { at: 'reach' },
    sensitive: true,
    readsOnly: true,
  })
    .input(z.object({ by: z.enum(['idNumber', 'phone']), value: prose(40) }))
    .output(
      z.object({
        people: z.array(
          z.object({
            id,
            name: z.string(),
            staffNo: z.string(),
            status: partyStatus,
            partyUnitName: z.string().nullable(),
          }),
        ),
      }),
    ),

  exportIdentity: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/people/identity.xlsx',
    summary:
      'Identity numbers and phones of the people of a unit as a workbook; needs a reason and is logged',
    permission: 'identity.read',
    place: subject('unit', 'unitId'),
    sensitive: true,
    readsOnly: true,
  })
    .input(z.object({ unitId: id, reason }))
    .output(z.file()),

  erasure: endpoint({
    method: 'GET',
    path: '/org/people/{personId}/erasure',
    summary: 'What a deletion on request would delete, what must be kept, and why',
    permission: 'person.write',
    place: atPerson,
  })
    .input(z.object({ personId: id }))
    .output(
      z.object({
        version,
        deletes: z.array(z.enum(erasable)).readonly(),
        keeps: z.array(z.object({ what: z.enum(kept), count: z.number().int().nullable() })).readonly(),
        mayReplaceName: z.boolean(),
      }),
    ),

  erase: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/erasure',
    summary: 'Delete identity data, health and facts of a person at their request',
    permission: 'person.write',
    place: atPerson,
  })
    .input(z.object({ personId: id, version, reason, replaceName: flag.default(false) }))
    .output(changed),
}

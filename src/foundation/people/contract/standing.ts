// Endpoints that change a person's Party life: status, affiliation, posts, measures.

import * as z from 'zod'
import { endpoint, id, isoDate, line } from '../../../core/contract.ts'
import { postNames, values } from '../../org/words.ts'
import { measureKinds } from '../words.ts'
import { atPerson, changed, partyStatus, version } from './person.ts'

const post = z.enum(values(postNames))
const reason = line(200)
const write = { permission: 'person.write', place: atPerson } as const
const key = { personId: id, version }

export const standingEndpoints = {
  changeStatus: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/statuses',
    summary:
      'Record a change of Party status with its basis; one dated in the past fits between its neighbours',
    ...write,
  })
    .input(z.object({ ...key, status: partyStatus, fromOn: isoDate, basis: reason }))
    .output(changed),

  takeBackStatus: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/statuses/take-back',
    summary: 'Take back the latest change of Party status, which was entered wrongly',
    ...write,
  })
    .input(z.object({ ...key, reason }))
    .output(changed),

  affiliate: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/affiliations',
    summary: 'Put a person without a Party unit into one; a member who has one is transferred',
    ...write,
  })
    .input(z.object({ ...key, unitId: id, fromOn: isoDate }))
    .output(changed),

  addPost: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/posts',
    summary: 'Give a person a Party or administrative post',
    ...write,
  })
    .input(z.object({ ...key, unitId: id, post, fromOn: isoDate, untilOn: isoDate.nullable().default(null) }))
    .output(changed),

  endPost: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/posts/end',
    summary: 'The last day of a post; null: until further notice',
    ...write,
  })
    .input(z.object({ ...key, unitId: id, post, fromOn: isoDate, untilOn: isoDate.nullable() }))
    .output(changed),

  removePost: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/posts/remove',
    summary: 'Remove a post that was entered wrongly',
    ...write,
  })
    .input(z.object({ ...key, unitId: id, post, fromOn: isoDate, reason }))
    .output(changed),

  addMeasure: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/measures',
    summary: 'Record a reminder talk, a correction within a time limit or a disciplinary measure',
    ...write,
  })
    .input(
      z.object({
        ...key,
        kind: z.enum(values(measureKinds)),
        fromOn: isoDate,
        untilOn: isoDate.nullable().default(null),
        basis: reason,
      }),
    )
    .output(changed.extend({ id })),

  removeMeasure: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/measures/remove',
    summary: 'Remove a measure that was entered wrongly',
    ...write,
  })
    .input(z.object({ ...key, measureId: id, reason }))
    .output(changed),
}

// Endpoints of duplicates: find, compare, merge, undo.

import * as z from 'zod'
import { endpoint, id, isoDate, line, subject } from '../../../core/contract.ts'
import { values } from '../../org/words.ts'
import { duplicateReasons } from '../words.ts'
import { atPerson, changed, partyStatus, version } from './person.ts'

const side = z.object({
  id,
  version,
  staffNo: z.string(),
  name: z.string(),
  bornOn: isoDate.nullable(),
  status: partyStatus,
  partyUnitName: z.string().nullable(),
  departmentName: z.string().nullable(),
  service: z.enum(['in_service', 'retired']),
})

export const duplicateEndpoints = {
  duplicates: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}/duplicates',
    summary: 'Pairs of records that may be one person, and the merges that were done',
    permission: 'person.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        pairs: z.array(
          z.object({ one: side, other: side, reasons: z.array(z.enum(values(duplicateReasons))).readonly() }),
        ),
        merges: z.array(
          z.object({
            id,
            keptId: id,
            keptName: z.string(),
            keptStaffNo: z.string(),
            goneStaffNo: z.string(),
            reason: z.string(),
            mergedAt: z.string(),
            undoneAt: z.string().nullable(),
          }),
        ),
      }),
    ),

  mergePreview: endpoint({
    method: 'GET',
    path: '/org/people/{personId}/merge/{goneId}',
    summary: 'What a merge would move to the person who is kept, and what would be dropped',
    permission: 'person.write',
    place: atPerson,
  })
    .input(z.object({ personId: id, goneId: id }))
    .output(
      z.object({
        kept: side,
        gone: side,
        /** Fields that are empty at the kept person and filled from the other. */
        filled: z.array(z.string()).readonly(),
        moved: z.object({
          affiliations: z.number().int(),
          posts: z.number().int(),
          statuses: z.number().int(),
          measures: z.number().int(),
        }),
        /** What overlaps with the kept person's and is not shown any more; an undo brings it back. */
        dropped: z.object({
          affiliations: z.number().int(),
          posts: z.number().int(),
          statuses: z.number().int(),
        }),
      }),
    ),

  merge: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/merge',
    summary: 'Merge another record into this person; records elsewhere stay and are read as this person',
    permission: 'person.write',
    place: atPerson,
  })
    .input(z.object({ personId: id, version, goneId: id, goneVersion: version, reason: line(200) }))
    .output(changed.extend({ mergeId: id })),

  undoMerge: endpoint({
    method: 'POST',
    path: '/org/merges/{mergeId}/undo',
    summary: 'Take a merge back: both records as they were',
    permission: 'person.write',
    place: subject('merge', 'mergeId'),
  })
    .input(z.object({ mergeId: id }))
    .output(changed),
}

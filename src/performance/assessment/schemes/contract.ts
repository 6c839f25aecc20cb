// Endpoints of grade schemes: the shipped ones with their certainty, changed or joined by the institution's own.

import * as z from 'zod'
import { endpoint, id, line, subject } from '../../../core/contract.ts'
import { certainties, levels } from './rules.ts'

const year = z.coerce.number().int().min(1949).max(2200)
const band = z.object({
  grade: line(10),
  upTo: z.number().gt(0).max(100).multipleOf(0.01),
  certainty: z.enum(certainties),
})
const scheme = z.object({
  id: line(40),
  /** Null for a shipped one. */
  name: z.string().nullable(),
  level: z.enum(levels),
  group: z.string(),
  fromYear: z.number().int().nullable(),
  untilYear: z.number().int().nullable(),
  bands: z.array(band).readonly(),
  source: z.string(),
})
/** `version` null: as shipped. */
const view = scheme.extend({ version: z.number().int().nullable(), shipped: z.boolean() })
export type SchemeView = z.infer<typeof view>

const place = { unitId: id, schemeId: z.string().regex(/^[a-z0-9-]{1,40}$/) }

export const schemesContract = {
  schemes: endpoint({
    method: 'GET',
    path: '/figures/{unitId}/schemes',
    summary: 'The grade schemes of an institution: shipped, changed and own',
    permission: 'figure.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(z.object({ schemes: z.array(view), mayWrite: z.boolean() })),

  saveScheme: endpoint({
    method: 'PUT',
    path: '/figures/{unitId}/schemes/{schemeId}',
    summary: 'Change a grade scheme or make one; version null for what is not stored yet',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        ...place,
        name: line(80).nullable().default(null),
        level: z.enum(levels),
        group: z.string().trim().max(80).default(''),
        fromYear: year.nullable().default(null),
        untilYear: year.nullable().default(null),
        bands: z.array(band).min(1).max(30),
        source: line(500),
        version: z.number().int().nullable(),
      }),
    )
    .output(z.object({ version: z.number().int() })),

  removeScheme: endpoint({
    method: 'DELETE',
    path: '/figures/{unitId}/schemes/{schemeId}',
    summary: 'Remove an own scheme; a changed one is as shipped again',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ ...place, version: z.coerce.number().int() }))
    .output(z.object({})),
}

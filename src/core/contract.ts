// The maker of endpoints: method, path, schemas, and a permission and a place that cannot be left out.

import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Permission } from './access.ts'
import { type ErrorCode, errorStatus } from './errors.ts'
import { levels } from './law.ts'

export const citationSchema = z.object({
  source: z.string(),
  article: z.string(),
  level: z.enum(levels),
  verified: z.boolean(),
  from: z.string(),
  until: z.string().optional(),
  quote: z.string().optional(),
  note: z.string().optional(),
})

export const refusalSchema = z.object({
  rule: z.string(),
  severity: z.enum(['block', 'warn']),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  cites: z.array(citationSchema).readonly(),
})

export const errorData = z.object({
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  refusals: z.array(refusalSchema).readonly(),
  issues: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).readonly(),
  requestId: z.string(),
})
export type ErrorData = z.infer<typeof errorData>

const errors = Object.fromEntries(
  Object.entries(errorStatus).map(([code, status]) => [code, { status, data: errorData }]),
) as { [C in ErrorCode]: { status: (typeof errorStatus)[C]; data: typeof errorData } }

/**
 * Where an endpoint acts, which decides whose grants count:
 * - public: nobody needs to be signed in
 * - self: the caller's own things
 * - reach: everything that the permission reaches; the handler receives the units and must use them
 * - a subject: the thing whose id stands in the named input field; its unit must lie within reach
 */
export type Place =
  | { readonly at: 'public' }
  | { readonly at: 'self' }
  | { readonly at: 'reach' }
  | { readonly at: 'subject'; readonly kind: string; readonly field: string }

export type EndpointMeta = {
  readonly permission: Permission | 'public' | 'signed_in'
  readonly place: Place
  /** A read that must itself be written into the audit log. */
  readonly sensitive: boolean
  /** Names the command without changing anything: not audited as a mutation. */
  readonly readsOnly: boolean
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Begins an endpoint; add `.input(schema)` and `.output(schema)`. */
export function endpoint(declaration: {
  readonly method: Method
  readonly path: `/${string}`
  readonly summary: string
  readonly permission: Permission | 'public' | 'signed_in'
  readonly place: Place
  readonly sensitive?: boolean
  readonly readsOnly?: boolean
}) {
  const {
    method,
    path,
    summary,
    permission,
    place,
    sensitive = false,
    readsOnly = method === 'GET',
  } = declaration
  return oc
    .errors(errors)
    .meta({ permission, place, sensitive, readsOnly } satisfies EndpointMeta)
    .route({
      method,
      path,
      summary,
      tags: [path.split('/')[1] ?? ''],
      description: `Permission: ${permission}`,
    })
}

export const subject = (kind: string, field: string): Place => ({ at: 'subject', kind, field })

/** ISO calendar date, checked for existence. */
export const isoDate = z.iso.date()
/** Local date and time of the institution, to the minute: 2026-03-12T16:00. */
export const isoMinute = z.iso.datetime({ local: true, offset: false, precision: -1 })
export const id = z.uuid()
/** A yes or no that may also stand in an address, where it is a word. */
export const flag = z.union([z.boolean(), z.stringbool()])
/** A line of text as people type it: trimmed, without control characters, not empty. */
export const line = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
/** Longer text: line breaks and tabs allowed, the NUL that PostgreSQL cannot hold is not. */
export const prose = (max = 20_000) =>
  z
    .string()
    .max(max)
    .regex(/^[^\0]*$/)
export const ratio = z.object({ numerator: z.number().int(), denominator: z.number().int() })

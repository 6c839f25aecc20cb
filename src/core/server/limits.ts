// How much one caller may ask: requests a minute per address and per session, and bytes a body per endpoint.

import { createHash } from 'node:crypto'
import { isContractProcedure } from '@orpc/contract'
import type { AnyRouter } from '@orpc/server'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** Requests a minute; 0 means without limit. */
export type RateLimits = { readonly perAddress: number; readonly perSession: number }

const smallBody = 1024 * 1024
const fileBody = 50 * 1024 * 1024

/** Answers the seconds to wait, or 0 when the request may pass. Counts are kept in this process. */
export type Limiter = (address: string | null, cookie: string | null) => Promise<number>

export function openLimiter({ perAddress, perSession }: RateLimits): Limiter {
  const byAddress = perAddress === 0 ? null : new RateLimiterMemory({ points: perAddress, duration: 60 })
  const bySession = perSession === 0 ? null : new RateLimiterMemory({ points: perSession, duration: 60 })
  const take = async (limiter: RateLimiterMemory | null, key: string | null): Promise<number> => {
    if (limiter === null || key === null) return 0
    try {
      await limiter.consume(key)
      return 0
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
      throw refusal
    }
  }
  return async (address, cookie) => {
    // The address first: made-up cookies must not fill the memory with counts of their own.
    const wait = await take(byAddress, address)
    if (wait > 0) return wait
    return take(
      bySession,
      cookie === null ? null : createHash('sha256').update(cookie).digest('base64url').slice(0, 22),
    )
  }
}

/** The largest body a path accepts: what takes no file is JSON of at most 1 MiB. */
export function bodyLimits(router: AnyRouter): (path: string) => number {
  const withFile = [...endpointsOf(router)]
    .filter(({ input }) => holdsFile(input))
    .map(({ path }) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`))
  return (path) => (withFile.some((pattern) => pattern.test(path)) ? fileBody : smallBody)
}

function* endpointsOf(router: unknown): Generator<{ path: string; input: unknown }> {
  if (typeof router !== 'object' || router === null) return
  for (const entry of Object.values(router)) {
    if (isContractProcedure(entry)) {
      const { route, inputSchema } = entry['~orpc']
      yield { path: `/api/v1${route.path ?? ''}`, input: inputSchema }
    } else yield* endpointsOf(entry)
  }
}

function holdsFile(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false
  if (Array.isArray(schema)) return schema.some(holdsFile)
  const inner: unknown = '_zod' in schema ? schema._zod : undefined
  if (typeof inner !== 'object' || inner === null || !('def' in inner)) return false
  const def = inner.def as Readonly<Record<string, unknown>>
  if (def['type'] === 'file') return true
  const shape = def['shape']
  const parts = ['element', 'innerType', 'options', 'left', 'right', 'in', 'out', 'valueType'].map(
    (key) => def[key],
  )
  return [...parts, ...(typeof shape === 'object' && shape !== null ? Object.values(shape) : [])].some(
    holdsFile,
  )
}

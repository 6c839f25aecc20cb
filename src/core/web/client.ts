// The typed way to the server: the contract's endpoints as functions and as query options, and its errors read safely.
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import routes from 'virtual:contract-routes'
import type { Contract } from '../../contract.ts'
import type { ErrorCode as ServerCode } from '../errors.ts'
import type { Citation, Fact, Facts, Refusal } from '../law.ts'
import { currentLanguage } from './text.ts'

// Only methods and paths come into the browser; the schemas stay with the server, their types with the compiler.
const link = new OpenAPILink(routes, {
  url: () => `${location.origin}/api/v1`,
  // The server demands this header for every change: another site's form cannot send it.
  headers: () => ({ 'x-linghang': '1', 'accept-language': currentLanguage() === 'en' ? 'en' : 'zh-CN' }),
  fetch: (request, init) => fetch(request, { ...init, credentials: 'same-origin' }),
})

/** Outputs are JSON by our law (dates are ISO text), so the contract's types hold on the wire. */
export type Client = ContractRouterClient<Contract>

export const client: Client = createORPCClient(link)

/** `useQuery(api.room.list.queryOptions({ input }))`, `useMutation(api.room.save.mutationOptions())`. */
export const api = createTanstackQueryUtils(client)

/** `offline` is ours: the server was not reached. */
export type ErrorCode = ServerCode | 'offline'

const errorCodes: Record<ErrorCode, true> = {
  unauthenticated: true,
  forbidden: true,
  not_found: true,
  invalid_input: true,
  rule_broken: true,
  taken: true,
  stale: true,
  overlap: true,
  wrong_state: true,
  too_large: true,
  unreadable_file: true,
  rate_limited: true,
  wrong_credentials: true,
  locked: true,
  internal: true,
  offline: true,
}

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text)
}

export type InputIssue = { path: string; code: string; message: string }

export type ApiError = {
  code: ErrorCode
  facts: Facts
  refusals: Refusal[]
  issues: InputIssue[]
  requestId: string | null
}

// Errors that come from before our own pipeline (proxy, framework) carry a status only.
const byStatus: Record<number, ErrorCode> = {
  400: 'invalid_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'stale',
  413: 'too_large',
  422: 'invalid_input',
  423: 'locked',
  429: 'rate_limited',
  502: 'offline',
  503: 'offline',
  504: 'offline',
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readFacts(value: unknown): Facts {
  if (!isRecord(value)) return {}
  const facts: Record<string, Fact> = {}
  for (const [key, fact] of Object.entries(value)) {
    if (fact === null || typeof fact === 'string' || typeof fact === 'number' || typeof fact === 'boolean') {
      facts[key] = fact
    }
  }
  return facts
}

function listOf<T>(value: unknown, read: (item: Record<string, unknown>) => T | null): T[] {
  if (!Array.isArray(value)) return []
  return value.filter(isRecord).flatMap((item) => read(item) ?? [])
}

function readCitation(item: Record<string, unknown>): Citation | null {
  const { source, article, level, verified, from, until, quote, note } = item
  if (typeof source !== 'string' || typeof article !== 'string') return null
  return {
    source,
    article,
    level: level === 'national' || level === 'provincial' ? level : 'institution',
    verified: verified === true,
    from: typeof from === 'string' ? from : '',
    ...(typeof until === 'string' ? { until } : {}),
    ...(typeof quote === 'string' ? { quote } : {}),
    ...(typeof note === 'string' ? { note } : {}),
  }
}

function readRefusal(item: Record<string, unknown>): Refusal | null {
  const { rule, severity, facts, cites } = item
  if (typeof rule !== 'string') return null
  return {
    rule,
    severity: severity === 'warn' ? 'warn' : 'block',
    facts: readFacts(facts),
    cites: listOf(cites, readCitation),
  }
}

function readIssue(item: Record<string, unknown>): InputIssue | null {
  const { path, code, message } = item
  if (typeof path !== 'string' || typeof message !== 'string') return null
  return { path, code: typeof code === 'string' ? code : '', message }
}

const nothing = { facts: {}, refusals: [], issues: [], requestId: null }

/** Reads whatever was thrown; what is not from the server is `offline` (no connection) or `internal`. */
export function readError(error: unknown): ApiError {
  // fetch throws a TypeError when there is no connection
  if (!(error instanceof ORPCError)) {
    return { ...nothing, code: error instanceof TypeError ? 'offline' : 'internal' }
  }
  const data: unknown = error.data
  const fields = isRecord(data) ? data : {}
  const named = error.code.toLowerCase()
  const requestId = fields['requestId']
  return {
    code: isErrorCode(named) ? named : (byStatus[error.status] ?? 'internal'),
    facts: readFacts(fields['facts']),
    refusals: listOf(fields['refusals'], readRefusal),
    issues: listOf(fields['issues'], readIssue),
    requestId: typeof requestId === 'string' ? requestId : null,
  }
}

// Endpoints over HTTP, from the contract: the request that an input becomes, and every endpoint with its meta and schema.

import type { EndpointMeta } from '../src/core/contract.ts'
import { contract } from '../src/contract.ts'

export type Endpoint = {
  readonly name: string
  readonly meta: EndpointMeta
  readonly method: string
  readonly path: string
  /** The Zod schema of the input. */
  readonly input: unknown
}

export const endpoints: readonly Endpoint[] = Object.entries(contract).flatMap(([room, endpointsOfRoom]) =>
  Object.entries(endpointsOfRoom).map(([name, endpoint]) => ({
    name: `${room}.${name}`,
    meta: endpoint['~orpc'].meta as unknown as EndpointMeta,
    method: endpoint['~orpc'].route.method ?? 'POST',
    path: endpoint['~orpc'].route.path ?? '',
    input: endpoint['~orpc'].inputSchema,
  })),
)

const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]))

export function endpointOf(name: string): Endpoint {
  const endpoint = byName.get(name)
  if (endpoint === undefined) throw new Error(`No endpoint ${name}`)
  return endpoint
}

/** The address below /api/v1 and the request that an input becomes; a file travels as a form. */
export function requestOf(
  { method, path }: Endpoint,
  input: Readonly<Record<string, unknown>>,
  cookie: string | null,
): { readonly path: string; readonly init: RequestInit } {
  const rest = new Map(Object.entries(input))
  let address = path.replace(/\{\+?(\w+)\}/g, (_, key: string) => {
    const value = rest.get(key)
    rest.delete(key)
    return encodeURIComponent(wordOf(value).toWellFormed())
  })
  const headers: Record<string, string> = { 'x-linghang': '1' }
  if (cookie !== null) headers['cookie'] = `linghang_session=${cookie}`
  const init: RequestInit = { method, headers }
  if (method === 'GET') {
    const query = new URLSearchParams([...rest].map(([key, value]) => [key, wordOf(value).toWellFormed()]))
    if (query.size > 0) address += `?${query.toString()}`
  } else if ([...rest.values()].some((value) => value instanceof File)) {
    const form = new FormData()
    for (const [key, value] of rest) form.append(key, value instanceof File ? value : wordOf(value))
    init.body = form
  } else {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(Object.fromEntries(rest))
  }
  return { path: `/api/v1${address}`, init }
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

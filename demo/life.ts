// What the Party office of S0 does after the import, by the product's own endpoints: its theme scheme, and what this year's theme days covered.

import { sessionCookie } from '../src/core/server.ts'
import { examples } from '../src/party/life/rules.ts'
import type { Product } from '../src/product.ts'

type Part = { readonly id: string; readonly name: string; readonly kind: string }

/** Brings "1+6+N" into force at S0 from its first day on and marks this year's theme days by their titles. */
export async function liveByScheme(product: Product, password: string, today: string): Promise<void> {
  const ask = await signIn(product, 'gy.office', password)
  const example = examples.find(({ key }) => key === '1+6+N')
  if (example === undefined) throw new Error('The example 1+6+N is gone')
  const { units } = await ask<{ units: readonly { id: string }[] }>('GET', '/me')
  const unitId = units[0]?.id ?? ''
  const { key: _, ...first } = example
  const { id } = await ask<{ id: string }>('POST', `/life/units/${unitId}/schemes`, first)
  const found = async () => {
    const { schemes } = await ask<{
      schemes: readonly { id: string; version: number; versions: readonly { parts: readonly Part[] }[] }[]
    }>('GET', `/life/units/${unitId}/schemes`)
    const scheme = schemes.find((each) => each.id === id)
    if (scheme === undefined) throw new Error('The scheme is not there')
    return scheme
  }
  const { version, versions } = await found()
  const year = today.slice(0, 4)
  await ask('POST', `/life/schemes/${id}/publication`, { version, fromOn: `${year}-01-01` })
  const parts = versions[0]?.parts ?? []
  const { meetings } = await ask<{ meetings: readonly { id: string; title: string }[] }>(
    'GET',
    `/meetings?kind=theme_day&state=confirmed&from=${year}-01-01&to=${today}&limit=1000`,
  )
  for (const meeting of meetings) {
    const covered = parts.filter(({ name }) => meeting.title.includes(name))
    const marks = covered.map((part) => ({ schemeId: id, partId: part.id }))
    await ask('PUT', `/life/meetings/${meeting.id}/themes`, { marks })
  }
}

/** Requests of one demo account, without a socket. Throws on any answer but success. */
async function signIn(product: Product, username: string, password: string) {
  const send = (method: string, path: string, body: unknown, cookie: string | null): Promise<Response> =>
    Promise.resolve(
      product.app.request(`http://127.0.0.1/api/v1${path}`, {
        method,
        headers: {
          'x-linghang': '1',
          'content-type': 'application/json',
          ...(cookie === null ? {} : { cookie }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  const signedIn = await send('POST', '/session', { username, password }, null)
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  if (!cookie.startsWith(sessionCookie)) throw new Error(`Demo: ${username} cannot sign in`)
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await send(method, path, body, cookie)
    if (!answer.ok)
      throw new Error(`Demo: ${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

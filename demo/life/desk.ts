// Requests of one demo account to the product's own API, without a socket.

import { sessionCookie } from '../../src/core/server.ts'
import type { Product } from '../../src/product.ts'

/** Asks one endpoint; throws on any answer but success: the demo is real use, and a fault in it is ours. */
type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>

export async function signIn(product: Product, username: string, password: string): Promise<Ask> {
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

/** What an office knows of its house: itself, its branches by name, and the day. */
export type Desk = {
  readonly ask: Ask
  readonly unitId: string
  readonly branches: readonly { readonly unitId: string; readonly unitName: string }[]
  readonly today: string
  readonly year: number
}

/** Signs an office in and looks around. */
export async function openDesk(
  product: Product,
  username: string,
  password: string,
  today: string,
): Promise<Desk> {
  const ask = await signIn(product, username, password)
  const year = Number(today.slice(0, 4))
  const { units } = await ask<{ units: readonly { id: string }[] }>('GET', '/me')
  const unitId = units[0]?.id ?? ''
  const below = await ask<{ units: readonly { unitId: string; unitName: string }[] }>(
    'GET',
    `/life/units/${unitId}/plans/${year}/below`,
  )
  const branches = below.units.filter(({ unitName }) => !unitName.endsWith('党小组'))
  return { ask, unitId, branches, today, year }
}

/** Does work on each of a list, a few at a time: as many clerks at once as a small server serves well. */
export async function each<T>(
  list: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = list.entries()
  const clerk = async (): Promise<void> => {
    for (const [index, item] of queue) await work(item, index)
  }
  await Promise.all([clerk(), clerk(), clerk()])
}

/** Meetings of a kind that were confirmed between two days. */
export async function confirmed(desk: Desk, kind: string, from: string, to: string) {
  const { meetings } = await desk.ask<{
    meetings: readonly { id: string; unitId: string; unitName: string; title: string; startedAt: string }[]
  }>('GET', `/meetings?kind=${kind}&state=confirmed&from=${from}&to=${to}&limit=1000`)
  return meetings
}

// What the pictures ask of the product beside its screens: requests of the person on the page, or of another one.

import { type APIRequestContext, type Page, request as requests } from 'playwright-core'

export type Body = Readonly<Record<string, unknown>>

export async function ask(
  request: APIRequestContext,
  method: string,
  path: string,
  data?: Body,
): Promise<Body> {
  const answer = await request.fetch(`/api/v1${path}`, {
    method,
    headers: { 'x-linghang': '1' },
    ...(data === undefined ? {} : { data }),
  })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return (await answer.json()) as Body
}

export const listOf = (value: unknown): readonly Body[] => value as readonly Body[]

/** Does something as another person of the demo, who signs in beside the page. */
export async function asAnother<T>(
  page: Page,
  username: string,
  password: string,
  work: (request: APIRequestContext) => Promise<T>,
): Promise<T> {
  const request = await requests.newContext({ baseURL: new URL(page.url()).origin })
  try {
    await ask(request, 'POST', '/session', { username, password })
    return await work(request)
  } finally {
    await request.dispose()
  }
}

/** A day so many days from today in China, ISO. */
export const dayFromNow = (days: number): string =>
  new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10)

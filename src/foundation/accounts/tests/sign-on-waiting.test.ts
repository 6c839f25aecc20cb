// A provider of identities that takes its time: nobody else waits for it, and no connection to the database is held.

import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failureIn, openStage, type Stage } from '../../../../test/account-stage.ts'
import { readAccountsSettings } from '../settings.ts'

/** More than the pool has connections. */
const many = 25

let stage: Stage
let provider: Server
let held: ServerResponse[] = []
let discovers = false
beforeAll(async () => {
  provider = createServer((request, response) => {
    const issuer = `http://${request.headers.host}`
    if (!discovers || request.url === '/token') {
      held.push(response)
      return
    }
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
      }),
    )
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', () => resolve()))
  stage = await openStage(
    readAccountsSettings({
      LINGHANG_PUBLIC_URL: 'https://linghang.example/',
      LINGHANG_OIDC_ISSUER: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
      LINGHANG_OIDC_CLIENT_ID: 'linghang',
      LINGHANG_OIDC_CLIENT_SECRET: 'a secret of this test only, of some length',
    }),
  )
})
afterAll(async () => {
  provider.closeAllConnections()
  provider.close()
  await stage?.close()
})

const used = (): number => {
  const { total, idle } = stage.harness.product.database.poolUse()
  return total - idle
}
const release = (): void => {
  for (const response of held.splice(0)) response.destroy()
}

test('while it does not say who it is', async () => {
  const begun = Array.from({ length: many }, () => stage.post('/sign-on', {}))
  await expect.poll(() => held.length).toBe(1)
  expect(used()).toBe(0)
  expect((await stage.api('/me')).status).toBe(401)
  release()
  const answers = await Promise.all(begun)
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([409]))
})

test('while it does not say who somebody is', async () => {
  discovers = true
  const attempts = await Promise.all(
    Array.from({ length: many }, async () => {
      const { url, handle } = (await (await stage.post('/sign-on', {})).json()) as {
        url: string
        handle: string
      }
      return { handle, query: `?code=any&state=${new URL(url).searchParams.get('state')}` }
    }),
  )
  const finished = attempts.map((attempt) => stage.post('/sign-on/return', attempt))
  // All of them have reached the provider and none has an answer.
  await expect.poll(() => held.length, { timeout: 6_000 }).toBe(many)
  expect(used()).toBe(0)
  expect((await stage.api('/me')).status).toBe(401)
  release()
  const reasons = await Promise.all(
    finished.map(async (answer) => (await failureIn(await answer)).data.facts['reason']),
  )
  expect(new Set(reasons)).toEqual(new Set(['sign_on_failed']))
  // Each attempt was used up before the provider was asked.
  const again = await Promise.all(attempts.map((attempt) => stage.post('/sign-on/return', attempt)))
  expect(new Set(again.map((answer) => answer.status))).toEqual(new Set([409]))
})

// Sign-on against a real identity provider in its own process: real redirects, real forms, and everything that can be forged.

import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cookieOf, failureIn, openStage, type Stage, stepOf } from '../../../../test/account-stage.ts'
import { readAccountsSettings } from '../settings.ts'

const publicUrl = 'https://linghang.example'
const secret = 'a secret of this test only, of some length'
const program = join(import.meta.dirname, '../../../../test/identity-provider.ts')

let stage: Stage
let provider: ChildProcess
beforeAll(async () => {
  provider = spawn(process.execPath, [program, `${publicUrl}/sign-in/return`, secret], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const issuer = await new Promise<string>((resolve, reject) => {
    provider.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
    provider.once('exit', () => reject(new Error('The provider ended')))
  })
  stage = await openStage(
    readAccountsSettings({
      LINGHANG_PUBLIC_URL: `${publicUrl}/`,
      LINGHANG_OIDC_ISSUER: issuer,
      LINGHANG_OIDC_CLIENT_ID: 'linghang',
      LINGHANG_OIDC_CLIENT_SECRET: secret,
    }),
  )
})
afterAll(async () => {
  provider?.kill()
  await stage?.close()
})

/** What a browser does: follows redirects, keeps cookies, fills in the provider's forms; ends at our return address. */
async function throughProvider(start: string, login: string, cancel = false): Promise<string> {
  const jar = new Map<string, string>()
  let url = start
  let form: URLSearchParams | null = null
  for (let step = 0; step < 20; step += 1) {
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === null ? {} : { method: 'POST', body: form }),
    })
    form = null
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const location = response.headers.get('location')
    if (location !== null) {
      url = new URL(location, url).href
      if (url.startsWith(publicUrl)) return new URL(url).search
      continue
    }
    const page = await response.text()
    const abort = /href="([^"]*\/abort)"/.exec(page)?.[1]
    if (cancel && abort !== undefined) {
      url = new URL(abort, url).href
      continue
    }
    const action = /action="([^"]+)"/.exec(page)?.[1]
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
    if (action === undefined || prompt === undefined)
      throw new Error(`No form at ${url}: ${page.slice(0, 300)}`)
    url = new URL(action, url).href
    form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'any' } : {}) })
  }
  throw new Error('Too many steps')
}

const begin = async () => (await (await stage.post('/sign-on', {})).json()) as { url: string; handle: string }
const finish = (handle: string, query: string) => stage.post('/sign-on/return', { handle, query })
const reasonIn = async (response: Response) => (await failureIn(response)).data.facts['reason']

describe('sign-on', () => {
  test('asks with code, PKCE, state and nonce, and only ever returns to our own path', async () => {
    const { url } = await begin()
    const asked = new URL(url).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    expect(asked.get('redirect_uri')).toBe(`${publicUrl}/sign-in/return`)
    for (const key of ['state', 'nonce', 'code_challenge']) expect(asked.get(key)?.length).toBeGreaterThan(20)
    expect(url).not.toContain(secret)
  })

  test('comes in as the account of that user name; the cookie is Secure behind https', async () => {
    const { username } = await stage.newcomer()
    const { url, handle } = await begin()
    const done = await finish(handle, await throughProvider(url, `${username}-1`))
    expect((await stepOf(done.clone() as Response)).next, 'a first password is not in the way').toBe('done')
    expect(done.headers.get('set-cookie')).toMatch(/; Secure/)
    const me = await stage.api('/me', { headers: { cookie: cookieOf(done) } })
    expect(await me.json()).toMatchObject({ username })
  })

  test('an answer serves once, and only in the browser that asked', async () => {
    const { username } = await stage.person()
    const [mine, theirs] = [await begin(), await begin()]
    const query = await throughProvider(mine.url, `${username}-2`)
    expect(await reasonIn(await finish(theirs.handle, query)), 'the state of another').toBe('sign_on_failed')
    expect(await reasonIn(await finish('x'.repeat(43), query)), 'no handle').toBe('sign_on_expired')
    const both = await Promise.all([finish(mine.handle, query), finish(mine.handle, query)])
    expect(both.map((each) => each.status).sort((a, b) => a - b)).toEqual([200, 409])
    expect(await reasonIn(await finish(mine.handle, query)), 'replayed').toBe('sign_on_expired')
  })

  test('a forged code or state is refused', async () => {
    const { username } = await stage.person()
    for (const forge of [
      (query: URLSearchParams) => query.set('code', 'forged'),
      (query: URLSearchParams) => query.set('state', 'forged'),
      (query: URLSearchParams) => query.delete('state'),
      (query: URLSearchParams) => query.set('iss', 'http://evil.example'),
    ]) {
      const { url, handle } = await begin()
      const query = new URLSearchParams(await throughProvider(url, `${username}-3`))
      forge(query)
      const refused = await finish(handle, query.toString())
      expect([refused.status, await reasonIn(refused)]).toEqual([401, 'sign_on_failed'])
    }
  })

  test('nobody registers himself: an unknown name, and a disabled account, stay outside', async () => {
    const { url, handle } = await begin()
    const before = await stage.admin.call('accounts.list', {})
    const refused = await finish(handle, await throughProvider(url, 'stranger-1'))
    expect(await reasonIn(refused)).toBe('no_account')
    expect((await stage.admin.call('accounts.list', {})).total).toBe(before.total)
    const { id, username } = await stage.person()
    await stage.admin.call('accounts.disable', { accountId: id, disabled: true })
    const again = await begin()
    expect(
      await reasonIn(await finish(again.handle, await throughProvider(again.url, `${username}-1`))),
    ).toBe('no_account')
  })

  test('another subject with the same user name is somebody else; a reset lets the account be bound anew', async () => {
    const { id, username } = await stage.person()
    const sign = async (login: string) => {
      const { url, handle } = await begin()
      return finish(handle, await throughProvider(url, login))
    }
    expect((await sign(`${username}-1`)).status).toBe(200)
    expect(await reasonIn(await sign(`${username}-2`))).toBe('linked_elsewhere')
    expect((await sign(`${username}-1`)).status).toBe(200)
    await stage.admin.call('accounts.resetPassword', { accountId: id })
    expect((await sign(`${username}-2`)).status).toBe(200)
  })

  test('cancelled at the provider: said so', async () => {
    const { url, handle } = await begin()
    expect(await reasonIn(await finish(handle, await throughProvider(url, 'x', true)))).toBe('sign_on_denied')
  })
})

describe('settings', () => {
  const whole = {
    LINGHANG_PUBLIC_URL: publicUrl,
    LINGHANG_OIDC_ISSUER: 'https://id.example',
    LINGHANG_OIDC_CLIENT_ID: 'linghang',
    LINGHANG_OIDC_CLIENT_SECRET: secret,
  }
  test('nothing is on by default', () => {
    expect(readAccountsSettings({})).toEqual({ publicUrl: null, signOn: null })
  })
  test.each(['LINGHANG_PUBLIC_URL', 'LINGHANG_OIDC_CLIENT_ID', 'LINGHANG_OIDC_CLIENT_SECRET'])(
    'without %s there is one clear line, and no default secret',
    (name) => {
      expect(() => readAccountsSettings({ ...whole, [name]: '' })).toThrow(name)
    },
  )
  test('an address that is none is refused', () => {
    expect(() => readAccountsSettings({ LINGHANG_PUBLIC_URL: 'javascript:alert(1)' })).toThrow(
      'LINGHANG_PUBLIC_URL',
    )
  })
})

test('a provider that is not there is said so, and password sign-in goes on', async () => {
  const port = await new Promise<number>((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number }
      server.close(() => resolve(free))
    })
  })
  const house = await openStage({
    publicUrl,
    signOn: {
      issuer: `http://127.0.0.1:${port}`,
      clientId: 'x',
      clientSecret: secret,
      claim: 'sub',
      name: '身份平台',
    },
  })
  expect(await reasonIn(await house.post('/sign-on', {}))).toBe('provider_unreachable')
  const { username, password } = await house.person()
  expect((await house.signIn(username, password)).status).toBe(200)
  await house.close()
})

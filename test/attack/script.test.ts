// Scripts hidden in every text that a hospital can type, then all main pages opened in a real browser: nothing runs.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildScreens, webFolder } from '../../src/build.ts'
import type { Role } from '../../src/core/access.ts'
import { buildApp, listen, sessionCookie } from '../../src/core/server.ts'
import { expectations } from '../access.expectations.ts'
import { launchBrowser } from '../browser.ts'
import type { Harness } from '../harness.ts'
import { type Endpoint, endpoints } from '../http.ts'
import { fieldsOf, type Input, isText, withValue } from './fields.ts'
import { ask, type Furnished, openTwo } from './ground.ts'

const run = 'globalThis.__pwned=1;alert(1)'
const payloads = [
  `<img src=x onerror="${run}">`,
  `"><svg onload="${run}">`,
  `<script>${run}</script>`,
  `javascript:${run}//`,
]

let harness: Harness
let ours: Furnished
let browser: Browser
let server: { readonly port: number; readonly close: () => Promise<void> }
let planted = 0

beforeAll(async () => {
  await buildScreens()
  ;({ harness, ours } = await openTwo())
  await plant()
  server = await listen(buildApp(harness.product.floor, harness.product.router, webFolder), 0, '127.0.0.1')
  browser = await launchBrowser()
}, 300_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await harness.close()
})

/** Every text field of every changing endpoint gets a payload, all at once and one by one, at whichever version is right. */
async function plant(): Promise<void> {
  const roles: readonly Role[] = ['party_office', 'system_admin']
  const cookies = await Promise.all(roles.map(async (role) => (await harness.as(role, ours.root)).cookie))
  const plantOne = async (endpoint: Endpoint, input: Input): Promise<void> => {
    for (const cookie of cookies) {
      for (const version of 'version' in input ? [1, 2, 3, 4, 5, 6, null] : [undefined]) {
        const sent = version === undefined ? input : { ...input, version }
        const { status } = await ask(harness, endpoint, sent, cookie)
        if (status < 300) {
          planted += 1
          return
        }
        // Another version helps only where this one was not the right one.
        if (status !== 409 && status !== 404) break
      }
    }
  }
  for (const endpoint of endpoints.filter(
    ({ meta, name }) => !meta.readsOnly && name !== 'accounts.signIn',
  )) {
    const fields = fieldsOf(endpoint).filter(isText)
    if (fields.length === 0) continue
    for (const world of [ours, { ...ours, unit: ours.root, meetingId: ours.states.open }]) {
      const base = expectations[endpoint.name]?.input(world) as Input
      const text = (at: number): string => payloads[at % payloads.length] ?? ''
      await plantOne(
        endpoint,
        fields.reduce((input, { path }, at) => withValue(endpoint, input, path, text(at)), base),
      )
      for (const [at, { path }] of fields.entries())
        await plantOne(endpoint, withValue(endpoint, base, path, text(at + 1)))
    }
  }
  // What no endpoint writes but a workbook does.
  await harness.owner('update unit set name = $1 where id = $2', [payloads[0], ours.unit.id])
  await harness.owner('update person set name = $1, title = $2 where institution_id = $3', [
    payloads[1],
    payloads[2],
    ours.root.institutionId,
  ])
  await harness.owner('update meeting set minutes = $1, place = $2 where id = $3', [
    payloads.join('\n'),
    payloads[0],
    ours.states.open,
  ])
}

async function open(role: Role): Promise<{ page: Page; dialogs: string[] }> {
  const { cookie } = await harness.as(role, ours.root)
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${server.port}`, locale: 'zh-CN' })
  await context.addCookies([
    { name: sessionCookie, value: cookie ?? '', domain: '127.0.0.1', path: '/', httpOnly: true },
  ])
  const page = await context.newPage()
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  return { page, dialogs }
}

describe('nothing of it runs', () => {
  test('it was planted', () => {
    expect(planted).toBeGreaterThan(10)
  })

  const visits: readonly (readonly [Role, (world: Furnished) => readonly string[]])[] = [
    [
      'party_office',
      (world) => [
        '/',
        '/units',
        `/units/${world.unit.id}`,
        `/units/${world.unit.id}?tab=people`,
        `/people/${world.personId}`,
        '/meetings',
        `/meetings/${world.meetingId}`,
        `/meetings/${world.states.open}`,
        '/duties',
        '/life',
        '/findings',
        '/figures',
        `/figures/${world.root.id}`,
      ],
    ],
    [
      'auditor',
      (world) => [
        '/audit',
        `/audit?kind=meeting&subject=${world.states.held}`,
        `/audit?search=${encodeURIComponent(payloads[0] ?? '')}`,
        `/audit?kind=${encodeURIComponent(payloads[1] ?? '')}&subject=x`,
      ],
    ],
    [
      'system_admin',
      () => [
        '/accounts',
        '/calendar',
        `/sign-in?to=${encodeURIComponent('javascript:globalThis.__pwned=1')}`,
      ],
    ],
  ]
  test.each(visits)('on the pages of %s', async (role, paths) => {
    const { page, dialogs } = await open(role)
    let shown = 0
    for (const path of paths(ours)) {
      await page.goto(path, { waitUntil: 'networkidle' })
      expect(await page.evaluate(() => Reflect.get(globalThis, '__pwned') as unknown), path).toBeUndefined()
      // The text stands there as text.
      if ((await page.locator('body').innerText()).includes('onerror=')) shown += 1
      expect(await page.locator('img[src="x"], svg[onload]').count(), path).toBe(0)
    }
    expect(dialogs).toEqual([])
    if (role !== 'system_admin') expect(shown).toBeGreaterThan(0)
    await page.context().close()
  })

  test('and if it stood in a page, the policy of the page would not let it run', async () => {
    const { page, dialogs } = await open('party_office')
    await page.goto('/', { waitUntil: 'networkidle' })
    await page.evaluate((html) => {
      const body = Reflect.get(Reflect.get(globalThis, 'document') as object, 'body') as {
        insertAdjacentHTML: (where: string, html: string) => void
      }
      body.insertAdjacentHTML('beforeend', html)
    }, payloads.join(''))
    await page.waitForTimeout(500)
    expect(await page.evaluate(() => Reflect.get(globalThis, '__pwned') as unknown)).toBeUndefined()
    expect(dialogs).toEqual([])
    await page.context().close()
  })
})

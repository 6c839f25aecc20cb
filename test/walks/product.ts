// A real product for the walks: on a port, on data of its own, at one fixed noon; and a browser that shares that noon.

import { cp, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import { demoWorkbooks, type DemoWorkbook } from '../../demo/index.ts'
import { demoFile } from '../../demo/load.ts'
import { buildScreens, webFolder } from '../../src/build.ts'
import type { Role } from '../../src/core/access.ts'
import { setScope } from '../../src/core/db.ts'
import { startJobs } from '../../src/core/jobs.ts'
import { buildApp, listen } from '../../src/core/server.ts'
import { createAccount } from '../../src/foundation/accounts/index.ts'
import type { AccountsSettings } from '../../src/foundation/accounts/settings.ts'
import { importWorkbook } from '../../src/foundation/exchange/index.ts'
import { type NoticesSettings, silentSettings } from '../../src/foundation/notices/settings.ts'
import { jobs, laterPorts } from '../../src/product.ts'
import { launchBrowser } from '../browser.ts'
import { type Harness, openHarness } from '../harness.ts'

/** The day of every walk, a Saturday of the fourth quarter; the product takes it for today. */
export const today = '2026-11-21'
export const password = 'walk-with-the-product'
export const phone = { width: 390, height: 844 } as const
export const desk = { width: 1440, height: 900 } as const

/** Generous: a limit against hanging, not a measure of speed. */
const patience = 60_000

export type Sheets = DemoWorkbook['sheets']
export type Walker = {
  readonly page: Page
  /** What the browser complained of: exceptions of the page and files that are not there. */
  readonly complaints: readonly string[]
  /** Loads a path anew and waits until its heading stands there. */
  readonly visit: (path: string, heading: string | RegExp) => Promise<void>
  /** Goes on to a path within the loaded product, as a link would, and waits until all that it asks for stands there. */
  readonly go: (path: string, heading: string | RegExp) => Promise<void>
}
export type WalkOptions = {
  readonly size: { readonly width: number; readonly height: number }
  readonly dark?: boolean
  /** The person has not asked the device for less movement; all others have, since each movement is waited for. */
  readonly lively?: boolean
}
export type Ground = {
  readonly harness: Harness
  readonly address: string
  /** A browser of a person's own, not signed in; it closes with the test. */
  readonly stranger: (options: WalkOptions) => Promise<Walker>
  /** A browser in which this person is signed in and has opened nothing yet. */
  readonly walker: (username: string, options: WalkOptions) => Promise<Walker>
  readonly close: () => Promise<void>
}

/** The sheets of one demo institution on the day of the walks. */
export function demoSheets(key: DemoWorkbook['key']): Sheets {
  const found = demoWorkbooks(today).find((workbook) => workbook.key === key)
  if (found === undefined) throw new Error(`No demo workbook ${key}`)
  return found.sheets
}

export type Start = {
  readonly workbooks: readonly { readonly key: DemoWorkbook['key']; readonly sheets?: Sheets }[]
  /** Accounts besides those of the demo; all have the same password. */
  readonly accounts?: readonly {
    readonly username: string
    readonly institution: string
    readonly unit: string
    readonly role: Role
    readonly staffNo: string | null
  }[]
  /** An identity provider that sends people back to this address of the product. */
  readonly settings?: (address: string) => Promise<AccountsSettings>
  /** Where mail and messages to groups go; nowhere unless given. */
  readonly notices?: NoticesSettings
}

/** Builds the screens if needed, loads the workbooks, makes the accounts, listens, works in the background and starts a browser. */
export async function openGround(start: Start): Promise<Ground> {
  const screens = await ownScreens()
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const harness = await openHarness(await start.settings?.(address), start.notices)
  harness.setNow(today)
  const demo = demoWorkbooks(today)
  for (const { key, sheets } of start.workbooks) {
    const workbook = demo.find((each) => each.key === key)
    if (workbook === undefined) throw new Error(`No demo workbook ${key}`)
    await load(harness, sheets ?? workbook.sheets, [
      ...workbook.accounts,
      ...(start.accounts ?? []).filter(({ institution }) =>
        workbook.sheets.institutions.some(({ code }) => code === institution),
      ),
    ])
  }
  const server = await listen(
    buildApp(harness.product.floor, harness.product.router, screens),
    port,
    '127.0.0.1',
  )
  const worker = await startJobs(
    harness.url,
    jobs({ notices: start.notices ?? silentSettings, importDays: 30 }),
    harness.product.floor,
  )
  const browser = await launchBrowser()
  const stranger = (options: WalkOptions) => newWalker(browser, address, options)
  return {
    harness,
    address,
    stranger,
    walker: async (username, options) => {
      const walker = await stranger(options)
      const data = { username, password }
      const headers = { 'x-linghang': '1' }
      const answer = await walker.page.context().request.post('/api/v1/session', { data, headers })
      if (!answer.ok()) throw new Error(`${username} could not sign in: ${answer.status()}`)
      return walker
    },
    close: async () => {
      await browser.close()
      await server.close()
      await worker.stop()
      await harness.close()
      await rm(screens, { recursive: true, force: true })
    },
  }
}

/** Known before the product listens: an identity provider must be told it. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/**
 * A copy of the built screens: whoever builds them anew meanwhile does not pull them from under a walker's feet. Two
 * files at a time would build over each other, so whoever comes second waits and finds them built.
 */
async function ownScreens(): Promise<string> {
  const turn = new pg.Client({ connectionString: inject('templateUrl').replace(/\/[^/]*$/, '/postgres') })
  await turn.connect()
  try {
    await turn.query(`select pg_advisory_lock(hashtext('build the screens'))`)
    await buildScreens()
    const folder = await mkdtemp(join(tmpdir(), 'linghang-screens-'))
    await cp(webFolder, folder, { recursive: true })
    return folder
  } finally {
    await turn.end()
  }
}

async function load(
  harness: Harness,
  sheets: Sheets,
  accounts: readonly Omit<Parameters<typeof createAccount>[1], 'password'>[],
): Promise<void> {
  const bytes = await demoFile(sheets)
  await harness.product.database.inScope([], async (tx) => {
    const scope = new Set<string>()
    const widen = async (ids: readonly string[]): Promise<void> => {
      for (const id of ids) scope.add(id)
      await setScope(tx, [...scope])
    }
    const now = harness.product.floor.now()
    const { vault } = harness.product.floor
    await importWorkbook({ tx, now, today, vault, mayWrite: () => true, widen }, laterPorts, bytes, false)
    for (const account of accounts) await createAccount(tx, { ...account, password })
  })
}

async function newWalker(browser: Browser, address: string, options: WalkOptions): Promise<Walker> {
  const small = options.size.width < 600
  const settings: BrowserContextOptions = {
    baseURL: address,
    viewport: options.size,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.dark === true ? 'dark' : 'light',
    reducedMotion: options.lively === true ? 'no-preference' : 'reduce',
    ...(small ? { hasTouch: true, isMobile: true } : {}),
  }
  const context = await browser.newContext(settings)
  context.setDefaultTimeout(patience)
  // The product says noon of that day; screens that count days must not take the real date.
  await context.clock.setSystemTime(new Date(`${today}T12:00:00+08:00`))
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A refused request is told by the browser as well; the walks expect some.
    if (message.type() === 'error' && !message.location().url.includes('/api/'))
      complaints.push(message.text())
  })
  const asked = new Set<Request>()
  page.on('request', (request) => void asked.add(request))
  page.on('requestfinished', (request) => void asked.delete(request))
  page.on('requestfailed', (request) => void asked.delete(request))
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const picture = join(tmpdir(), `walk-${task.id}-${page.viewportSize()?.width}.png`)
      await page.screenshot({ path: picture })
      console.error(`Failed at ${page.url()}, seen in ${picture}`, complaints)
    }
    await context.close()
  })
  return {
    page,
    complaints,
    visit: async (path, heading) => {
      await page.goto(path)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    },
    go: async (path, heading) => {
      await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await settled(page, asked)
    },
  }
}

/** Two frames of the browser: what has come is drawn then, and has asked for what it needs itself. */
const twoFrames = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`

async function settled(page: Page, asked: ReadonlySet<Request>): Promise<void> {
  const waiting = page.getByRole('main').locator('.ant-skeleton, .ant-spin-spinning')
  const rests = async (): Promise<boolean> => {
    await page.evaluate(twoFrames)
    return asked.size === 0 && (await waiting.count()) === 0
  }
  await expect.poll(async () => (await rests()) && (await rests())).toBe(true)
}

/** Signs out by the menu, once it hangs at its button: until then a click would scroll the page after it. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^账号：/ }).click()
  const item = page.getByRole('menuitem', { name: '退出登录' })
  const height = page.viewportSize()?.height ?? 0
  const end = async (): Promise<number> => {
    const box = await item.boundingBox()
    return box === null || box.y < 0 ? Infinity : box.y + box.height
  }
  await expect.poll(end).toBeLessThanOrEqual(height)
  await item.click()
  await page.getByRole('button', { name: '登录', exact: true }).waitFor()
}

// Every screen judged by axe after WCAG 2 A and AA, contrast included: light and dark at the desk, and on a phone.

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoFile } from '../../demo/load.ts'
import { openHospital, screensWithout, type Seen, seers, sheets } from './pages.ts'
import { desk, type Ground, phone } from './product.ts'
import { untilStill } from './still.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let ground: Ground
let pages: readonly Seen[]
beforeAll(async () => {
  ;({ ground, pages } = await openHospital())
})
afterAll(() => ground?.close())

test('no screen is left out', () => {
  expect(screensWithout(pages)).toEqual([])
})

/** What surrounds every page is judged with the first. */
const frame = ['.header', '.side', '.bottom-bar']
const laws = { type: 'tag', values: ['wcag2a', 'wcag2aa'] } as const
const ofColour = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const

type Look = { readonly themes: readonly ('light' | 'dark')[]; readonly framed: boolean }
type Fault = { readonly id: string; readonly target: readonly string[]; readonly message: string }

/** Brings axe into the page, where it stays while one goes on within the product; bringing it costs more than judging. */
async function withAxe(page: Page): Promise<void> {
  if (await page.evaluate(`'axe' in globalThis`)) return
  await new AxeBuilder({ page }).setLegacyMode().include('title').analyze()
}

/** One line a fault: place, theme, rule, element, and what axe says of it; in both themes, without loading the page anew. */
async function faultsOf(page: Page, where: string, { themes, framed }: Look): Promise<readonly string[]> {
  const faults: string[] = []
  await withAxe(page)
  for (const [at, theme] of themes.entries()) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    await untilStill(page)
    // A theme changes colours and nothing else. Only what is wrong is told element by element.
    const options = { resultTypes: ['violations'], runOnly: at === 0 ? laws : ofColour }
    const context = { exclude: framed ? [] : frame.map((part) => [part]) }
    const found: readonly Fault[] = await page.evaluate(`axe
      .run({ include: [['html']], ...${JSON.stringify(context)} }, ${JSON.stringify(options)})
      .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => ({ id, target, message: any[0]?.message ?? '' }))))`)
    for (const { id, target, message } of found)
      faults.push(`${where} ${theme} ${id} ${target.join(' ')}: ${message}`)
  }
  return faults
}

// Each test judges many pages; the limit is against hanging only.
describe.each([
  { name: 'desk', size: desk, themes: ['light', 'dark'] as const },
  // What a phone has of its own is its layout.
  { name: 'phone', size: phone, themes: ['light'] as const },
])('$name', { timeout: 300_000 }, ({ size, themes }) => {
  test('the sign-in', async () => {
    const { page } = await ground.stranger({ size })
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '登录' }).waitFor()
    expect(await faultsOf(page, '/sign-in', { themes, framed: true })).toEqual([])
  })

  test.each(seers)('what %s sees', async (who) => {
    const { page, visit, go } = await ground.walker(who, { size })
    await visit('/', '工作台')
    const faults: string[] = []
    const seen = pages.filter((each) => each.who === who)
    for (const [at, { path, zh, shown }] of seen.entries()) {
      await go(path, zh)
      if (shown !== undefined) await page.getByRole('main').getByText(shown).first().waitFor()
      faults.push(...(await faultsOf(page, path, { themes, framed: at === 0 })))
    }
    expect(faults).toEqual([])
  })

  test('a workbook with a fault', async () => {
    const { page, visit } = await ground.walker('gy.office', { size })
    await visit('/workbook', '机构工作簿')
    const [first] = sheets.people
    const bytes = await demoFile({ ...sheets, ledger: [], people: [{ ...first, bornOn: '昨天' }] })
    const [choosing] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /选择文件|选择工作簿/ }).click(),
    ])
    await choosing.setFiles({ name: '人员.xlsx', mimeType: xlsx, buffer: Buffer.from(bytes) })
    await page.getByText('“昨天”不是日期，请写成 2026-03-12').first().waitFor()
    const faults = [...(await faultsOf(page, '/workbook, checked', { themes, framed: false }))]
    await visit('/workbook', '机构工作簿')
    await page.getByText('导入记录').first().waitFor()
    faults.push(...(await faultsOf(page, '/workbook, with its history', { themes, framed: false })))
    expect(faults).toEqual([])
  })
})

// The product in English: switched in the header, kept over a reload, and no Chinese left in what the product itself says.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHospital, type Seen, seers, sheets } from './pages.ts'
import { desk, type Ground, type Walker } from './product.ts'

let ground: Ground
let pages: readonly Seen[]
beforeAll(async () => {
  ;({ ground, pages } = await openHospital())
})
afterAll(() => ground?.close())

/** What the product's own words may contain: its name, and the name of the other language. */
const proper = ['领航', '中文']

/** Every text that the server sent as data, its own wording in Chinese left aside: names, titles, what people wrote. */
function listen(page: Page): ReadonlySet<string> {
  const data = new Set<string>()
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key !== 'zh') for (const line of value.split('\n')) data.add(line.trim())
    } else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value)) collect(part, name)
  }
  page.on('response', (response) => {
    if (response.url().includes('/api/') && response.headers()['content-type']?.includes('json'))
      void response.json().then(
        (body: unknown) => collect(body, ''),
        () => undefined,
      )
  })
  return data
}

/** Everything a screen reader says on this page, with data and quoted sources taken out. */
async function chineseLeft(page: Page, data: ReadonlySet<string>): Promise<readonly string[]> {
  const names = [
    ...data,
    // Regulations are called what they are called.
    ...(await page.locator('.cite-head, .cite blockquote').allInnerTexts()).flatMap((text) =>
      text.split('\n'),
    ),
    ...proper,
  ]
    .filter((name) => /\p{Script=Han}/u.test(name))
    .sort((a, b) => b.length - a.length)
  const said = await page.locator('body').ariaSnapshot()
  const rest = names.reduce((text, name) => text.replaceAll(name, ''), said)
  return rest.split('\n').filter((line) => /\p{Script=Han}/u.test(line))
}

async function english(username: string): Promise<Walker & { readonly data: ReadonlySet<string> }> {
  const walker = await ground.walker(username, { size: desk })
  const data = listen(walker.page)
  await walker.visit('/', '工作台')
  await walker.page.getByRole('button', { name: 'EN: 切换为英文' }).click()
  await walker.page.getByRole('heading', { level: 1, name: 'Workbench' }).waitFor()
  return { ...walker, data }
}

test('by the navigation, and kept over a reload', async () => {
  const { page, data, complaints } = await english('gy.office')
  const follow = async (link: string, heading: string): Promise<void> => {
    await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: link }).click()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  }
  await page.getByText('262 / 266').first().waitFor()
  await page
    .getByRole('img', { name: /Fulfilment rate/i })
    .first()
    .waitFor()
  await follow('Yearly activity table', 'Yearly activity table')
  await page
    .getByRole('gridcell', { name: /Theme Party day overdue/i })
    .first()
    .waitFor()
  await follow('Hospital results', String(sheets.institutions[0]?.['name']))
  await page.getByText(/^Year before 559\.0/).waitFor()
  expect(await chineseLeft(page, data)).toEqual([])

  await page.reload()
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
  await page.getByText(/^Year before 559\.0/).waitFor()
  expect(complaints).toEqual([])
})

test.each(seers)('no Chinese left in what %s sees', async (who) => {
  // Who has chosen English finds it at the next sign-in.
  const { page, go, data, complaints } = who === 'gy.office' ? await returning(who) : await english(who)
  const left: string[] = []
  for (const { path, en } of pages.filter((each) => each.who === who)) {
    await go(path, en)
    left.push(...(await chineseLeft(page, data)).map((line) => `${path}: ${line.trim()}`))
  }
  expect(left).toEqual([])
  expect(complaints).toEqual([])
})

async function returning(username: string): Promise<Walker & { readonly data: ReadonlySet<string> }> {
  const walker = await ground.walker(username, { size: desk })
  const data = listen(walker.page)
  await walker.visit('/', 'Workbench')
  return { ...walker, data }
}

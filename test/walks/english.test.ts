// The product in English: switched in the header, kept over a reload, and no Chinese left in what the product says.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoSheets, desk, type Ground, openGround } from './product.ts'

const sheets = demoSheets('s0')
let ground: Ground
beforeAll(async () => {
  ground = await openGround({ workbooks: [{ key: 's0' }] })
})
afterAll(() => ground?.close())

/** What the product's own words may contain: its name, and the name of the other language. */
const proper = ['领航', '中文']

/** Everything a screen reader says on this page, with the names of people and units and quoted sources taken out. */
async function chineseLeft(page: Page): Promise<readonly string[]> {
  const names = [
    ...sheets.institutions.map(({ name }) => name),
    ...sheets.units.map(({ name }) => name),
    ...sheets.people.map(({ name }) => name),
    ...sheets.results.flatMap(({ source, peerGroup }) => [source, peerGroup]),
    ...proper,
  ]
    .map(String)
    .sort((a, b) => b.length - a.length)
  const said = await page.locator('body').ariaSnapshot()
  const rest = names.reduce((text, name) => text.replaceAll(name, ''), said)
  return rest.split('\n').filter((line) => /\p{Script=Han}/u.test(line))
}

test('workbench, yearly table and figures in English', async () => {
  const { page, complaints } = await ground.walker('gy.office', { size: desk })
  const visit = async (link: string, heading: string): Promise<void> => {
    await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: link }).click()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  }
  await page.getByRole('button', { name: 'EN: 切换为英文' }).click()
  await page.getByRole('heading', { level: 1, name: 'Workbench' }).waitFor()
  await page.getByText('262 / 266').first().waitFor()
  await page
    .getByRole('img', { name: /Fulfilment rate/i })
    .first()
    .waitFor()
  expect(await chineseLeft(page)).toEqual([])

  await visit('Yearly activity table', 'Yearly activity table')
  await page
    .getByRole('gridcell', { name: /Theme Party day overdue/i })
    .first()
    .waitFor()
  expect(await chineseLeft(page)).toEqual([])

  await visit('Hospital results', String(sheets.institutions[0]?.['name']))
  await page.getByText(/^Year before 559\.0/).waitFor()
  expect(await chineseLeft(page)).toEqual([])

  await page.reload()
  await page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
  await page.getByText(/^Year before 559\.0/).waitFor()
  expect(complaints).toEqual([])
})

// The product in English: switched in the header, kept over a reload, and no Chinese left in what the product says.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoSheets, desk, type Ground, openGround, type Walker } from './product.ts'

const sheets = demoSheets('s0')
let ground: Ground
beforeAll(async () => {
  const place = { institution: 'GYGW', unit: 'GYGW', staffNo: null } as const
  ground = await openGround({
    workbooks: [{ key: 's0' }],
    accounts: [
      // The language goes with the account: each walk here has one that never chose.
      { username: 'gy.clerk', role: 'party_office', ...place },
      { username: 'gy.auditor', role: 'auditor', ...place },
      { username: 'gy.admin', role: 'system_admin', ...place },
      { username: 'gy.security', role: 'security_admin', ...place },
    ],
  })
})
afterAll(() => ground?.close())

/** What the product's own words may contain: its name, and the name of the other language. */
const proper = ['领航', '中文']

/** Everything a screen reader says on this page, with the names of people and units and quoted sources taken out. */
async function chineseLeft(page: Page): Promise<readonly string[]> {
  const names = [
    ...sheets.institutions.map(({ name }) => name),
    ...sheets.units.map(({ name }) => name),
    ...sheets.people.flatMap(({ name, title }) => [name, title]),
    ...sheets.results.flatMap(({ source, peerGroup }) => [source, peerGroup]),
    // Regulations are called what they are called.
    ...(await page.locator('.cite-head, .cite blockquote').allInnerTexts()).flatMap((text) =>
      text.split('\n'),
    ),
    ...proper,
  ]
    .filter((name) => name !== null && name !== '')
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

/** Opens a page that speaks English by now, and answers what on it does not. */
async function chineseOn({ page, visit }: Walker, path: string, heading: string | RegExp): Promise<string[]> {
  await visit(path, heading)
  await page.getByRole('main').locator('.ant-skeleton').first().waitFor({ state: 'detached' })
  await page.waitForLoadState('networkidle')
  return (await chineseLeft(page)).map((line) => `${path}: ${line.trim()}`)
}

async function english(username: string): Promise<Walker> {
  const walker = await ground.walker(username, { size: desk })
  await walker.page.getByRole('button', { name: 'EN: 切换为英文' }).click()
  await walker.page.getByRole('heading', { level: 1, name: 'Workbench' }).waitFor()
  return walker
}

test('units, people, findings, transfers, imports and the own account in English', async () => {
  const walker = await english('gy.clerk')
  const [branch] = await ground.harness.owner(`select id, name from unit where name = '第一党支部'`)
  const [person] = await ground.harness.owner(`select id, name from person where name = '郭永瑶'`)
  const unit = `/units/${String(branch?.['id'])}`
  const left: string[] = []
  for (const [path, heading] of [
    ['/units', 'Organization tree'],
    [unit, String(branch?.['name'])],
    [`${unit}/duplicates`, 'Possible duplicates'],
    [`/people/${String(person?.['id'])}`, String(person?.['name'])],
    ['/transfers', 'Transfers of affiliation'],
    ['/findings', 'Findings'],
    ['/workbook', 'Institution workbook'],
    ['/me', 'My account'],
    ['/permissions', 'Who can do what'],
  ] as const)
    left.push(...(await chineseOn(walker, path, heading)))
  expect(left).toEqual([])
  expect(walker.complaints).toEqual([])
})

test('what administrators and auditors see in English', async () => {
  const left: string[] = []
  for (const [username, pages] of [
    ['gy.admin', [['/accounts', 'Accounts']]],
    [
      'gy.security',
      [
        ['/accounts', 'Accounts'],
        ['/access', 'Who may do what where'],
        ['/security-policy', 'Security policy'],
      ],
    ],
    ['gy.auditor', [['/audit', 'Audit log']]],
  ] as const) {
    const walker = await english(username)
    for (const [path, heading] of pages) left.push(...(await chineseOn(walker, path, heading)))
    expect(walker.complaints).toEqual([])
  }
  expect(left).toEqual([])
})

// Imports in a browser: a workbook with faults, watched, left, found again, imported in part or stopped; a macro refused.

import { readFile } from 'node:fs/promises'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoFile } from '../../demo/load.ts'
import { readWorkbook } from '../../src/core/workbook/index.ts'
import { foundationPorts } from '../../src/foundation/exchange/index.ts'
import { laterPorts } from '../../src/product.ts'
import { demoSheets, desk, type Ground, openGround, phone, type Sheets } from './product.ts'

const institution = 'LXWY'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const sheets = demoSheets('s3')
type Rows = Sheets['people']

let ground: Ground
beforeAll(async () => {
  ground = await openGround({
    workbooks: [{ key: 's3' }],
    accounts: [
      { username: 'lx.office', role: 'party_office', institution, unit: institution, staffNo: null },
    ],
  })
})
afterAll(() => ground?.close())

/** So many people outside the Party, who are not in the hospital yet. */
function newcomers(prefix: string, count: number): Rows {
  const pattern = sheets.people.find(({ status }) => status === 'none')
  return Array.from({ length: count }, (_, index) => ({
    ...pattern,
    staffNo: `${prefix}${String(index).padStart(5, '0')}`,
    name: `新人${index}`,
    idNumber: null,
    phone: null,
  }))
}
const workbookOf = async (people: Rows): Promise<Buffer> => Buffer.from(await demoFile({ ...sheets, people }))
const choose = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer })
const peopleNamed = async (prefix: string): Promise<number> =>
  (await ground.harness.owner('select id from person where staff_no like $1', [`${prefix}%`])).length

/** Nothing has to be scrolled sideways. */
async function expectNothingWide(page: Page): Promise<void> {
  const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(wide)).toBeLessThanOrEqual(0)
}

test('faults are listed, their rows downloaded, the good rows imported only when asked for', async () => {
  const { page, visit, complaints } = await ground.walker('lx.office', { size: desk })
  await visit('/workbook', '机构工作簿')
  const good = newcomers('XR', 3_000)
  const [first, second, third] = newcomers('XC', 3)
  const faulty = [
    { ...first, bornOn: '去年春天' },
    { ...second, gender: '不详' },
    { ...third, department: 'KS999' },
  ]
  await choose(page, '全院人员.xlsx', await workbookOf([...sheets.people, ...good, ...faulty]))
  const status = page.getByRole('main').getByRole('status')
  await status.filter({ hasText: /正在读取文件|正在逐行核对|正在排队/ }).waitFor()
  await page.getByRole('progressbar', { name: '正在核对“全院人员.xlsx”' }).waitFor()

  // Leaves, looks elsewhere, and finds the run where it was left.
  await visit('/units', /./)
  await visit('/workbook', '机构工作簿')
  await page.getByRole('row', { name: /全院人员\.xlsx .*待导入/ }).waitFor()
  await page.getByRole('link', { name: '全院人员.xlsx' }).click()

  const faults = page.getByRole('table', { name: '工作簿问题清单' })
  for (const [value, sentence] of [
    ['去年春天', '“去年春天”不是日期'],
    ['不详', '“不详”不在可选项中'],
    ['KS999', '找不到“KS999”'],
  ])
    await faults.getByRole('row', { name: new RegExp(`人员 .*${value} .*${sentence}`) }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载有问题的行' }).click(),
  ])
  const mending = await readWorkbook(
    new Uint8Array(await readFile(await download.path())),
    [...foundationPorts, ...laterPorts].map(({ sheet }) => sheet),
  )
  // As typed: what could not be read still cannot.
  expect(download.suggestedFilename()).toBe('待改正的行.xlsx')
  expect(mending.rows['people']?.map(({ values }) => values['staffNo'])).toEqual(['XC00002'])
  expect(mending.faults.map(({ column, code }) => [column, code])).toEqual([
    ['bornOn', 'not_a_date'],
    ['gender', 'not_a_choice'],
  ])

  const order = page.getByRole('button', { name: '导入全部' })
  expect(await order.getAttribute('aria-disabled')).toBe('true')
  await order.click()
  await page.getByText(/^还有 3 处问题/).waitFor()
  expect(await peopleNamed('X'), 'checking changes nothing').toBe(0)
  await page.getByLabel('只导入没有问题的行，有问题的 3 行不导入').check()
  await page.getByRole('button', { name: '导入 3000 行，留下 3 行' }).click()
  await page.getByText('已导入 3000 行').waitFor()
  await page.getByText('3 行有问题，没有导入').waitFor()
  expect([await peopleNamed('XR'), await peopleNamed('XC')]).toEqual([3_000, 0])

  await page.getByRole('button', { name: '再导入一份' }).click()
  await choose(page, '改好的行.xlsx', await workbookOf(newcomers('XC', 3)))
  await page.getByText('没有问题，可以导入').waitFor()
  await page.getByRole('button', { name: '导入全部 3 行' }).click()
  await page.getByText('已导入 3 行').waitFor()
  expect(await peopleNamed('XC')).toBe(3)
  expect(complaints).toEqual([])
})

test('on a phone, in English: a macro refused in one sentence, and an import stopped without a trace', async () => {
  const { page, visit, complaints } = await ground.walker('lx.office', { size: phone })
  await page.goto('/me')
  await page.getByLabel('英文（English）').check()
  await visit('/workbook', 'Institution workbook')
  const bytes = await workbookOf(newcomers('XM', 1))
  // A part takes the name under which programs keep their macros.
  const macro = Buffer.from(
    bytes.toString('latin1').replaceAll('docProps/core.xml', 'xl/vbaProject.bin'),
    'latin1',
  )
  await choose(page, 'staff.xlsm', macro)
  await page
    .getByRole('alert')
    .filter({ hasText: 'The file contains macros. Save it as xlsx without macros and upload that.' })
    .waitFor()

  await choose(page, 'staff.xlsx', await workbookOf([...sheets.people, ...newcomers('XS', 50)]))
  await page.getByText('No faults: ready to import').waitFor()
  // Another import of the institution is under way, so that this one cannot be over before it is stopped.
  const other = new pg.Client({ connectionString: ground.harness.url })
  await other.connect()
  try {
    await other.query('select pg_advisory_lock(hashtextextended($1, 0))', [`import ${institution}`])
    await page.getByRole('button', { name: 'Import all 50 rows' }).click()
    await page.getByText('Another import of this institution is under way; waiting').waitFor()
    await expectNothingWide(page)
    await page.getByRole('button', { name: 'Cancel and take everything back' }).click()
    await page.getByRole('alert').filter({ hasText: 'Stopped' }).waitFor()
  } finally {
    await other.end()
  }
  expect(await peopleNamed('XS')).toBe(0)

  await page.getByRole('button', { name: 'Another file' }).click()
  await page.getByText('Cancelled').first().waitFor()
  await expectNothingWide(page)
  await page.getByText('staff.xlsx').first().click()
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByRole('button', { name: 'Import all 50 rows' }).click()
  await page.getByText('50 rows imported').waitFor()
  expect(await peopleNamed('XS')).toBe(50)
  expect(complaints).toEqual([])
})

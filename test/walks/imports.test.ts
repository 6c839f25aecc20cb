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
const upload = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: xlsx, buffer })
const peopleNamed = async (prefix: string): Promise<number> =>
  (await ground.harness.owner('select id from person where staff_no like $1', [`${prefix}%`])).length

/** Nothing has to be scrolled sideways. */
async function expectNothingWide(page: Page): Promise<void> {
  const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(wide)).toBeLessThanOrEqual(0)
}

test.each([
  { where: 'desk', size: desk },
  { where: 'phone', size: phone },
])(
  '$where: faults are listed with row, column and reason, and the good rows go in only when one says so',
  async ({ where, size }) => {
    const { page, visit, complaints } = await ground.walker('lx.office', { size })
    const [good, bad] = [`R${where}`, `C${where}`]
    const [first, second, third] = newcomers(bad, 3)
    const faulty = [
      { ...first, bornOn: '去年春天' },
      { ...second, gender: '不详' },
      { ...third, department: 'KS999' },
    ]
    await visit('/workbook', '机构工作簿')
    await upload(page, `${where}.xlsx`, await workbookOf([...faulty, ...newcomers(good, 300)]))
    await page.getByText(`“${where}.xlsx”的核对结果`).waitFor()

    // Leaves, looks elsewhere, and finds the run where it was left.
    await visit('/units', '组织树')
    await visit('/workbook', '机构工作簿')
    const kept = page.getByRole(where === 'desk' ? 'row' : 'listitem').filter({ hasText: `${where}.xlsx` })
    await kept.filter({ hasText: '待导入' }).waitFor()
    await kept.getByRole(where === 'desk' ? 'link' : 'button', { name: `${where}.xlsx` }).click()

    const faults = page.getByRole('region', { name: '问题（3）' })
    for (const [row, column, value, sentence] of [
      ['2', '出生日期', '去年春天', '“去年春天”不是日期，请写成 2026-03-12'],
      ['3', '性别', '不详', '“不详”不在可选项中'],
      ['4', '科室编码', 'KS999', '找不到“KS999”'],
    ] as const) {
      const line = faults.getByRole(where === 'desk' ? 'row' : 'listitem').filter({ hasText: value })
      const words = (await line.innerText()).split(/[\t\n]+/)
      expect(words).toEqual(expect.arrayContaining(['人员', row, column, value]))
      expect(words.join()).toContain(sentence)
    }
    await expectNothingWide(page)
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
    expect(mending.rows['people']?.map(({ values }) => values['staffNo'])).toEqual([`${bad}00002`])
    const cells = mending.faults.flatMap(({ column, code }) => (column === null ? [] : [[column, code]]))
    expect(cells).toEqual([
      ['bornOn', 'not_a_date'],
      ['gender', 'not_a_choice'],
    ])

    const order = page.getByRole('button', { name: '导入全部', exact: true })
    expect(await order.getAttribute('aria-disabled')).toBe('true')
    await order.press('Enter')
    await page
      .getByRole('tooltip')
      .getByText(/^还有 3 处问题/)
      .waitFor()
    const whole = page.getByLabel('只导入没有问题的行，有问题的 3 行不导入')
    expect(await whole.isChecked()).toBe(false)
    expect([await peopleNamed(good), await peopleNamed(bad)], 'checking changes nothing').toEqual([0, 0])
    await whole.check()
    await page.getByRole('button', { name: '导入 300 行，留下 3 行' }).click()
    await page.getByText('已导入 300 行').waitFor()
    await page.getByText('3 行有问题，没有导入').waitFor()
    expect([await peopleNamed(good), await peopleNamed(bad)]).toEqual([300, 0])

    await page.getByRole('button', { name: '再导入一份' }).click()
    await upload(page, '改好的行.xlsx', await workbookOf(newcomers(bad, 3)))
    await page.getByText('没有问题，可以导入').waitFor()
    await page.getByRole('button', { name: '导入全部 3 行' }).click()
    await page.getByText('已导入 3 行').waitFor()
    expect(await peopleNamed(bad)).toBe(3)
    expect(complaints).toEqual([])
  },
)

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
  await upload(page, 'staff.xlsm', macro)
  await page
    .getByRole('alert')
    .filter({ hasText: 'The file contains macros. Save it as xlsx without macros and upload that.' })
    .waitFor()

  await upload(page, 'staff.xlsx', await workbookOf([...sheets.people, ...newcomers('XS', 50)]))
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

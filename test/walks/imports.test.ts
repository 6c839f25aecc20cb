// Imports in a browser: a workbook with faults, watched, left, found again, imported in part or stopped; a macro refused.

import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoFile } from '../../demo/load.ts'
import { demoSheets, type Ground, openGround, phone, type Sheets } from './product.ts'

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

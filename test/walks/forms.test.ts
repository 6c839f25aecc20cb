// A clerk makes the minutes their own: downloads the template, uploads a wrong one that is named, then a right one, and prints with it.

import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paragraph, textsOf, wordFile } from '../word-file.ts'
import { desk, type Ground, openGround, phone } from './product.ts'

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const institution = 'LXWY'

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

const choose = (page: Page, name: string, bytes: Uint8Array): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: docx, buffer: Buffer.from(bytes) })

async function downloaded(
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; bytes: Uint8Array }> {
  const waiting = page.waitForEvent('download')
  await press()
  const file = await waiting
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) }
}

/** Nothing has to be scrolled sideways. */
async function expectNothingWide(page: Page): Promise<void> {
  const wide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  expect(await page.evaluate(wide)).toBeLessThanOrEqual(0)
}

test('at the desk: a wrong template is named, a right one taken into use and printed with', async () => {
  const { page, visit, complaints } = await ground.walker('lx.office', { size: desk })
  await visit('/forms', '制式文书')
  await page.getByText('会议记录', { exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: '会议记录' }).waitFor()
  const template = await downloaded(page, () =>
    page
      .getByRole('banner')
      .or(page.locator('.page-acts'))
      .getByRole('button', { name: '下载模板' })
      .first()
      .click(),
  )
  expect(template.name).toBe('会议记录_模板.docx')
  expect(textsOf(template.bytes)[0]).toBe('{标题}')

  await choose(page, '改错.docx', wordFile(paragraph('{会义名称}') + paragraph('{#决议}{内容}')))
  const alert = page.getByRole('alert')
  await alert.getByText('“改错.docx”有 2 处要改').waitFor()
  await alert.getByText('没有名为“会义名称”的占位符。您要写的可能是 {会议名称}。').waitFor()
  await alert.getByText('正文第 1 段：{会义名称}').waitFor()
  await alert.getByText('{#决议} 没有结束，请在后面补上 {/决议}。').waitFor()

  const macro = wordFile(paragraph('{会议名称}'), { parts: { 'word/vbaProject.bin': 'x' } })
  await choose(page, '带宏.docx', macro)
  await alert.getByText('文件里有宏。请另存为不含宏的 docx 后再上传。').waitFor()

  await choose(page, '我院会议记录.docx', wordFile(paragraph('我院记录：{会议名称}，应到{应到}，实到{实到}')))
  await page.getByText('检查通过，已存为第 1 版，尚未启用').waitFor()
  await page.getByText(/没有用到这些应有的内容：标题、/).waitFor()
  await page.getByRole('status').getByRole('button', { name: '启用第 1 版' }).click()
  await page.getByText('第 1 版已启用，之后打印都用它').waitFor()
  await page.getByText('使用中 · 2026-11-21 起使用').first().waitFor()

  // Every record of the branch follows it at once.
  await visit('/meetings', '会议')
  await page.getByRole('row').filter({ hasText: '党员大会' }).first().click()
  const printed = await downloaded(page, () =>
    page.getByRole('region', { name: '制式文书' }).getByRole('button', { name: '会议记录' }).click(),
  )
  expect(textsOf(printed.bytes)[0]).toMatch(/^我院记录：.+，应到\d+人/)

  await visit('/forms/minutes', '会议记录')
  await page.getByRole('button', { name: '恢复系统自带模板' }).click()
  await page.getByText('系统自带已启用，之后打印都用它').waitFor()
  await page.getByText('用到 2026-11-21').waitFor()
  expect(complaints).toEqual([])
})

test('on a phone, in English: a member reads and previews, and changes nothing', async () => {
  const { page, visit, complaints } = await ground.walker('lx.member', { size: phone })
  await page.goto('/me')
  await page.getByLabel('英文（English）').check()
  await visit('/forms', 'Standard forms')
  await expectNothingWide(page)
  await visit('/forms/sign_in_sheet', 'Sign-in sheet')
  await page.getByText('Templates are changed by the Party office of the institution.').waitFor()
  expect(await page.locator('input[type=file]').count()).toBe(0)
  const sample = await downloaded(page, () =>
    page.getByRole('button', { name: 'Preview with sample data' }).first().click(),
  )
  expect(textsOf(sample.bytes)[0]).toBe('中共某某医院第一党支部党员大会签到表')
  await expectNothingWide(page)
  expect(complaints).toEqual([])
})

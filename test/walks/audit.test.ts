// The audit log in a browser: searched, read before and after, taken along, verified, and compared with a head on paper.

import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Role, roles } from '../../src/core/access.ts'
import { choose } from './fields.ts'
import { desk, type Ground, openGround, phone, type Walker } from './product.ts'

const institution = 'LXWY'
/** One account a role, each with all of the institution below it. */
const nameOf = (role: Role): string => `walk.${role.replace('_', '-')}`

let ground: Ground
beforeAll(async () => {
  ground = await openGround({
    workbooks: [{ key: 's3' }],
    accounts: roles.map((role) => ({
      username: nameOf(role),
      role,
      institution,
      unit: institution,
      staffNo: null,
    })),
  })
})
afterAll(() => ground?.close())

const verified = /^完整：\d+ 条记录首尾相连，没有被改动、删除或截断。$/
const log = ({ page }: Walker) => page.getByRole('table', { name: '审计日志' })

/** The file that a click brings. */
async function download(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), click()])
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** The system administrator renames an account, on the screen. */
async function rename(username: string, name: string): Promise<void> {
  const { page, visit } = await ground.walker(nameOf('system_admin'), { size: desk })
  await visit(`/accounts?search=${username}`, '账号')
  await page.getByRole('row', { name: new RegExp(username) }).click()
  await page.getByRole('button', { name: '修改', exact: true }).click()
  await page.getByLabel('姓名', { exact: true }).fill(name)
  await page.getByRole('button', { name: '保存修改' }).click()
  await page.getByText('已保存', { exact: true }).waitFor()
}

test('an auditor finds who changed what, before and after, and takes it along', async () => {
  await rename(nameOf('security_admin'), '安全员甲')
  await rename(nameOf('security_admin'), '安全员乙')
  const auditor = await ground.walker(nameOf('auditor'), { size: desk })
  const { page, visit, complaints } = auditor
  await visit('/audit', '审计日志')
  await log(auditor).getByRole('row', { name: /登录/ }).first().waitFor()

  await choose(page, '操作', '修改账号')
  await page.getByText('共 2 条，已到最早一条').waitFor()
  const newest = log(auditor).getByRole('row', { name: /安全员甲 → 安全员乙/ })
  await newest.click()
  const entry = page.getByRole('dialog')
  const change = entry.getByRole('row', { name: /安全员甲 安全员乙/ })
  await change.waitFor()
  await entry.getByRole('button', { name: '只看这个对象的历史' }).click()
  await log(auditor)
    .getByRole('row', { name: /新建账号|修改账号/ })
    .first()
    .waitFor()
  await page.reload()
  await newest.waitFor()

  const take = (item: string) => async (): Promise<void> => {
    await page.getByRole('button', { name: /导出/ }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const table = await download(page, take('导出 Excel（按当前条件）'))
  expect(table.name).toMatch(/\.xlsx$/)
  expect(table.bytes.subarray(0, 2).toString()).toBe('PK')
  const chain = await download(page, take('导出审计链（供外部复核）'))
  expect(chain.bytes.toString()).toContain('安全员乙')

  // Taking it along is written down as well.
  await visit('/audit', '审计日志')
  await log(auditor).getByRole('row', { name: /导出/ }).first().waitFor()
  await page.getByRole('button', { name: '校验完整性' }).click()
  await page.getByText(verified).waitFor()
  expect(complaints).toEqual([])
})

test('a head noted on paper holds later, and shows when the end was cut off', async () => {
  const auditor = await ground.walker(nameOf('auditor'), { size: phone })
  const { page, visit } = auditor
  await visit('/audit', '审计日志')
  const hash = (await page.locator('.audit-head strong').innerText()).replaceAll(' ', '')
  const seq = /第 (\d+) 条的校验值/.exec(await page.getByText(/^第 \d+ 条的校验值/).innerText())?.[1] ?? ''
  expect(hash).toMatch(/^[0-9a-f]{16}$/)

  await rename(nameOf('security_admin'), '安全员丙')
  await visit('/audit', '审计日志')
  const compare = async (noted: string): Promise<void> => {
    await page.getByLabel('第几条').fill(seq)
    await page.getByLabel(/^校验值/).fill(noted)
    await page.getByRole('button', { name: '比对', exact: true }).click()
  }
  await page.getByRole('button', { name: '与抄下的链头比对' }).click()
  await compare('not a hash')
  await page.getByText('请填条号和至少 16 位校验值（数字 0–9 与字母 a–f）。').waitFor()
  await compare(hash.toUpperCase().replace(/(.{4})/g, '$1 '))
  await page.getByText('与抄下的链头一致：从那时到现在没有被截断或重写。').waitFor()
  await compare(hash.replace(/./, (digit) => (digit === '0' ? '1' : '0')))
  await page.getByText('与抄下的链头不一致：那一条之前的记录被改写过，或抄写有误。').waitFor()

  // Who holds the database cuts off the newest entries: what is left is whole in itself, the paper tells.
  await ground.harness.owner('delete from audit where seq >= $1', [Number(seq)])
  await compare(hash)
  await page.getByText('抄下的那一条已经不在了：链的末尾被截断过。').waitFor()
})

test.each(roles.filter((role) => role !== 'auditor'))('%s does not see the log', async (role) => {
  const { page, visit } = await ground.walker(nameOf(role), { size: desk })
  await visit('/', '工作台')
  const ways = page.getByRole('navigation', { name: '主导航' }).getByRole('link')
  const shown = (await ways.allInnerTexts()).map((way) => way.trim())
  expect(shown).toContain('我的账号')
  expect(shown).not.toContain('审计日志')
  await page.goto('/audit')
  await page.getByText(/^(您没有办理此事的权限|没有找到这项内容)$/).waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
  const [unit] = await ground.harness.owner(`select id from unit where code = $1`, [institution])
  for (const part of ['', '/status', '/chain.jsonl'])
    expect(await statusOf(page, `/api/v1/audit/${String(unit?.['id'])}${part}`), part).toBe(403)
})

const statusOf = (page: Page, path: string): Promise<unknown> =>
  page.evaluate(`fetch('${path}').then(({ status }) => status)`)

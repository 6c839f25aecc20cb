// Those who must not: what a member, an auditor and an administrator see, and what stays closed to them.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choose } from './fields.ts'
import { desk, type Ground, openGround, password, phone, signOut } from './product.ts'

const institution = 'LXWY'
const account = (username: string, role: 'auditor' | 'security_admin' | 'system_admin') =>
  ({ username, role, institution, unit: institution, staffNo: null }) as const

let ground: Ground
beforeAll(async () => {
  ground = await openGround({
    workbooks: [{ key: 's3' }],
    accounts: [
      account('lx.auditor', 'auditor'),
      account('lx.admin', 'system_admin'),
      account('lx.security', 'security_admin'),
    ],
  })
})
afterAll(() => ground?.close())

/** What stands where a person may not go: the way back, and nothing of the page itself. */
async function expectClosed(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByText(/^(您没有办理此事的权限|没有找到这项内容)$/).waitFor()
  await page.getByRole('link', { name: '回到工作台' }).waitFor()
  expect(await page.getByRole('table').count(), path).toBe(0)
  expect(await page.getByRole('button', { name: /新建|安排|导入|录入/ }).count(), path).toBe(0)
}

const waysOf = (page: Page): Promise<string[]> =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link').allInnerTexts()

test('a member with a phone reads meetings and plans none; accounts and audit stay closed', async () => {
  const { page, visit } = await ground.walker('lx.member', { size: phone })
  await visit('/meetings', '会议')
  await page.getByText('主题党日').first().waitFor()
  expect(await page.getByRole('button', { name: '安排会议' }).count()).toBe(0)
  await page.getByRole('main').getByRole('listitem').first().waitFor()
  for (const path of ['/accounts', '/audit', '/meetings/new', '/workbook', '/figures', '/findings'])
    await expectClosed(page, path)
})

test('an auditor verifies the chain and sees no Party business', async () => {
  const { page, visit } = await ground.walker('lx.auditor', { size: desk })
  await visit('/', '工作台')
  expect((await waysOf(page)).map((way) => way.trim())).not.toContain('会议')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '审计日志' }).click()
  await page.getByRole('table', { name: '审计日志' }).getByRole('row', { name: /登录/ }).first().waitFor()
  await page.getByRole('button', { name: '校验完整性' }).click()
  await page.getByText(/^完整：\d+ 条记录首尾相连，没有被改动、删除或截断。$/).waitFor()
  for (const path of ['/meetings', '/units', '/life/table', '/duties', '/findings', '/accounts'])
    await expectClosed(page, path)
})

test('a system administrator manages accounts and sees no meetings', async () => {
  const { page, visit } = await ground.walker('lx.admin', { size: desk })
  await visit('/', '工作台')
  await page
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name: '账号', exact: true })
    .click()
  await page.getByRole('row', { name: /lx\.secretary .*党支部书记/ }).waitFor()
  for (const path of ['/meetings', '/units', '/life/table', '/audit', '/workbook'])
    await expectClosed(page, path)
})

test('a security administrator grants the role that was wished for, and sees who may do what where', async () => {
  const admin = await ground.walker('lx.admin', { size: desk })
  await admin.visit('/accounts', '账号')
  await admin.page.getByRole('button', { name: '新建账号' }).first().click()
  await admin.page.getByLabel('姓名', { exact: true }).fill('新来的人')
  await admin.page.getByLabel('用户名', { exact: true }).fill('lx.newcomer')
  await choose(admin.page, '希望的角色', '党支部书记')
  await choose(admin.page, '单位', '平利县老县镇中心卫生院党支部')
  await admin.page.getByRole('dialog').getByRole('button', { name: '新建账号' }).click()
  await admin.page.getByRole('dialog', { name: '新来的人的初始密码' }).waitFor()
  const { page, visit } = await ground.walker('lx.security', { size: desk })
  await visit('/accounts?state=waiting', '账号')
  await page.getByRole('row', { name: /lx\.newcomer/ }).click()
  await page.getByRole('button', { name: '同意授予' }).click()
  await page.getByRole('button', { name: /^收回角色：党支部书记/ }).waitFor()
  await visit('/access?by=permission&permission=meeting.write', '权限一览')
  await page.getByRole('row', { name: /新来的人/ }).waitFor()
  for (const path of ['/meetings', '/units', '/audit', '/life/table']) await expectClosed(page, path)
})

test('a stranger comes to the sign-in, and after it to where he was going', async () => {
  const { page } = await ground.stranger({ size: desk })
  await page.goto('/life/table')
  await page.getByLabel('用户名').fill('lx.secretary')
  await page.getByLabel('密码', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByText('用户名或密码不对').waitFor()
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { level: 1, name: '支部活动一览表' }).waitFor()
})

test.each([true, false])('menus hang where they belong, lively %s, and one signs out', async (lively) => {
  const { page, visit } = await ground.walker('lx.secretary', { size: desk, lively })
  await visit('/', '工作台')
  await signOut(page)
})

// Accounts of the pictures: one that waits for its role, its first password, a second factor, a lent role, the matrix.

import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Page } from 'playwright-core'
import { choose } from '../fields.ts'
import { ask, asAnother, dayFromNow, listOf } from './ask.ts'

const username = 'gs.records'
const displayName = '周景明'

/** The account of the medical records office: made by the system administrator when it is not there yet, answers its id. */
async function recordsAccount(admin: APIRequestContext): Promise<string> {
  const { accounts } = await ask(admin, 'GET', `/accounts?search=${username}`)
  const [found] = listOf(accounts)
  if (found !== undefined) return String(found['id'])
  const [root] = listOf((await ask(admin, 'GET', '/accounts/units'))['units'])
  const wish = { username, displayName, unitId: root?.['id'], wishedRole: 'performance_office' }
  return String((await ask(admin, 'POST', '/accounts', wish))['id'])
}

const firstPassword = (page: Page, password: string): Promise<string> =>
  asAnother(page, 'gs.admin', password, async (admin) => {
    const path = `/accounts/${await recordsAccount(admin)}/password`
    return String((await ask(admin, 'POST', path))['firstPassword'])
  })

/** The new account as the security administrator sees it: without power, with the role that was wished for it. */
export async function openWaiting(page: Page, password: string): Promise<void> {
  await asAnother(page, 'gs.admin', password, recordsAccount)
  await page.reload()
  await page.getByText(displayName).first().click()
  await page.getByText('希望的角色').first().waitFor()
}

/** The step after a first password. */
export async function openFirstPassword(page: Page, password: string): Promise<void> {
  const first = await firstPassword(page, password)
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(first)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('您用的是初始密码').waitFor()
}

/** Signs the page in as the medical records office, whose role the security administrator has granted. */
export async function becomeRecordsOffice(page: Page, password: string): Promise<string> {
  const first = await firstPassword(page, password)
  const unitId = await asAnother(page, 'gs.security', password, async (security) => {
    const { accounts } = await ask(security, 'GET', `/accounts?search=${username}`)
    const [account] = listOf(accounts)
    const [root] = listOf((await ask(security, 'GET', '/accounts/units'))['units'])
    if (listOf(account?.['grants']).length === 0) {
      const grant = { role: 'performance_office', unitId: root?.['id'] }
      await ask(security, 'POST', `/accounts/${String(account?.['id'])}/grants`, grant)
    }
    return String(root?.['id'])
  })
  const { request } = page.context()
  await ask(request, 'POST', '/session', { username, password: first })
  await ask(request, 'POST', '/session/password', { next: randomUUID() })
  return unitId
}

/** The code that an app scans; nothing is turned on, the secret is forgotten with the page. */
export async function openSecondFactor(page: Page): Promise<void> {
  await page.getByRole('button', { name: '启用动态口令' }).click()
  await page.getByText('不能扫描时，手工输入密钥').waitFor()
  await page.getByRole('region', { name: '动态口令' }).scrollIntoViewIfNeeded()
}

/** The Party secretary is away for two weeks. */
export async function lendRole(page: Page): Promise<void> {
  const { request } = page.context()
  const { delegations } = await ask(request, 'GET', '/me/delegations')
  if (listOf(delegations).length === 0) {
    const [unit] = listOf((await ask(request, 'GET', '/me'))['units'])
    const { colleagues } = await ask(request, 'GET', '/me/colleagues?search=gs.office')
    const [colleague] = listOf(colleagues)
    await ask(request, 'POST', '/me/delegations', {
      toAccountId: colleague?.['id'],
      role: 'party_secretary',
      unitId: unit?.['id'],
      fromOn: dayFromNow(0),
      untilOn: dayFromNow(13),
      reason: '外出学习',
    })
    await page.reload()
  }
  await page.getByText('进行中').waitFor()
}

/** Who may see people, and where. */
export async function pickPermission(page: Page): Promise<void> {
  await page.getByText('按事项').click()
  await choose(page, '选一件事', '看人员和个人信息（查阅留痕）')
  await page.getByRole('cell', { name: 'gs.branch01' }).waitFor()
}

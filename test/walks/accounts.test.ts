// Accounts in a browser: made, granted, entered for the first time, guarded by a second factor, lent, locked, signed on.

import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choose, setDay } from './fields.ts'
import { desk, type Ground, openGround, password, phone, signOut, today } from './product.ts'
import { untilStill } from './still.ts'

const institution = 'LXWY'
const account = (username: string, role: 'auditor' | 'security_admin' | 'system_admin') =>
  ({ username, role, institution, unit: institution, staffNo: null }) as const
const secret = 'a secret of this walk only, of some length'
const own = 'three quiet rivers'

let ground: Ground
let provider: ChildProcess
beforeAll(async () => {
  ground = await openGround({
    workbooks: [{ key: 's3' }],
    accounts: [
      account('lx.auditor', 'auditor'),
      account('lx.admin', 'system_admin'),
      account('lx.security', 'security_admin'),
    ],
    settings: async (address) => {
      const program = join(import.meta.dirname, '../identity-provider.ts')
      provider = spawn(process.execPath, [program, `${address}/sign-in/return`, secret], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const issuer = await new Promise<string>((resolve, reject) => {
        provider.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
        provider.once('exit', () => reject(new Error('The provider ended')))
      })
      const name = '统一身份认证'
      const claim = 'preferred_username'
      return {
        publicUrl: address,
        signOn: { issuer, clientId: 'linghang', clientSecret: secret, claim, name },
      }
    },
  })
})
afterAll(async () => {
  provider?.kill()
  await ground?.close()
})

let clock = Temporal.Instant.from(`${today}T12:00:00+08:00`)
/** Lets the product's time pass: a code serves once, a refused name waits. */
function pass(seconds: number): void {
  clock = clock.add({ seconds })
  ground.harness.setNow(clock.toString())
}

const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name })
const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name })

async function enter(page: Page, username: string, secretWord: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('用户名').fill(username)
  await page.getByLabel('密码', { exact: true }).fill(secretWord)
  await button(page, /^登录$/).click()
}

/** Through the provider's own forms; the fonts that they ask of the internet are refused at once. */
async function signOn(page: Page, login: string): Promise<void> {
  await page.route(
    ({ hostname }) => hostname !== '127.0.0.1',
    (route) => route.abort(),
  )
  await button(page, '用统一身份认证登录').click()
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await button(page, 'Continue').click()
}

test('an account begins without power; its first password is shown once and leads to an own one', async () => {
  const admin = await ground.walker('lx.admin', { size: desk })
  await admin.visit('/accounts', '账号')
  await button(admin.page, '新建账号').first().click()
  await admin.page.getByLabel('姓名', { exact: true }).fill('何新')
  await admin.page.getByLabel('用户名', { exact: true }).fill('lx.hexin')
  await choose(admin.page, '希望的角色', '党员')
  await choose(admin.page, '单位', '平利县老县镇中心卫生院党支部')
  await admin.page.getByRole('dialog').getByRole('button', { name: '新建账号' }).click()
  const first = await admin.page.locator('.first-password code').innerText()
  await button(admin.page, '已记下，关闭').click()
  const row = admin.page.getByRole('row', { name: /lx\.hexin/ })
  await row.click()
  await admin.page.getByText('角色由安全管理员授予和收回。').waitFor()
  expect(await button(admin.page, '同意授予').count(), 'who makes an account gives it no power').toBe(0)
  await admin.page.reload()
  await row.waitFor()
  expect(await admin.page.content()).not.toContain(first)

  const security = await ground.walker('lx.security', { size: desk })
  await security.visit('/accounts?state=waiting', '账号')
  expect(await button(security.page, '新建账号').count()).toBe(0)
  await security.page.getByRole('row', { name: /lx\.hexin .*待授权/ }).click()
  await button(security.page, '同意授予').click()
  await button(security.page, /^收回角色：党员/).waitFor()

  const { page, complaints } = await ground.stranger({ size: phone })
  await enter(page, 'lx.hexin', first)
  await heading(page, '设置自己的密码').waitFor()
  await page.goto('/meetings')
  await heading(page, '登录').waitFor({ state: 'attached' })
  await enter(page, 'lx.hexin', first)
  await page.getByLabel('新密码', { exact: true }).fill('lx.hexin-2026')
  await page.getByLabel('再输一次新密码').fill('lx.hexin-2026')
  await button(page, '保存并登录').click()
  await page.getByText('新密码里有您的用户名或姓名').waitFor()
  await page.getByLabel('新密码', { exact: true }).fill(own)
  await page.getByLabel('再输一次新密码').fill(own)
  await button(page, '保存并登录').click()
  await heading(page, '工作台').waitFor()

  await signOut(page)
  await enter(page, 'lx.hexin', 'not the one')
  await page.getByText('用户名或密码不对').waitFor()
  await enter(page, 'lx.hexin', own)
  await page.getByText(/^上次登录：2026-11-21 12:00，来自 127\.0\.0\.1$/).waitFor()
  await page.getByText(/^此后有 1 次登录失败。/).waitFor()
  expect(complaints).toEqual([])
})

test('a second factor: enrolled on the phone, asked for, each code once, a recovery code in need', async () => {
  const { page, visit } = await ground.stranger({ size: phone })
  await enter(page, 'lx.hexin', own)
  await heading(page, '工作台').waitFor()
  await visit('/me', '我的账号')
  await button(page, '启用动态口令').click()
  const totp = new TOTP({
    secret: Secret.fromBase32((await page.locator('code.secret').innerText()).replaceAll(' ', '')),
  })
  const code = (): string => totp.generate({ timestamp: clock.epochMilliseconds })
  await page.getByLabel('应用上显示的六位数字').fill(code())
  await button(page, '确认启用').click()
  await button(page, '已保存，继续').waitFor()
  const codes = await page.locator('.recovery-codes code').allInnerTexts()
  expect(new Set(codes).size).toBe(10)
  await button(page, '已保存，继续').click()
  await page.getByText('还有 10 个恢复码').waitFor()

  await signOut(page)
  await enter(page, 'lx.hexin', own)
  await heading(page, '动态口令').waitFor()
  const step = page.getByLabel('身份验证器上的六位数字')
  await step.fill(code())
  await button(page, '继续').click()
  await page.getByText('数字不对或已用过，请等下一组数字再试').waitFor()
  pass(30)
  await step.fill(code())
  await button(page, '继续').click()
  await heading(page, '工作台').waitFor()

  const other = await ground.stranger({ size: desk, dark: true })
  await enter(other.page, 'lx.hexin', own)
  await other.page.getByLabel('身份验证器上的六位数字').fill(codes[0]?.toUpperCase() ?? '')
  await button(other.page, '继续').click()
  await heading(other.page, '工作台').waitFor()
  await other.visit('/me', '我的账号')
  await other.page.getByText('还有 9 个恢复码').waitFor()

  // What one does not know, one ends: the phone is out at its next step, this device stays in.
  const devices = other.page.getByRole('region', { name: '登录的设备' }).getByRole('listitem')
  await devices.getByText('本机').waitFor()
  expect(await devices.count(), 'first sign-in, phone, this device').toBe(3)
  for (const left of [2, 1]) {
    await devices
      .getByRole('button', { name: /^退出 / })
      .first()
      .click()
    await other.page.getByText('已退出', { exact: true }).first().waitFor()
    await expect.poll(() => devices.count()).toBe(left)
  }
  await devices.getByText('本机').waitFor()
  await page.goto('/meetings')
  await button(page, /^登录$/).waitFor()
  await other.visit('/meetings', '会议')
})

test('a role is lent until a day; the security administrator and the auditor see from whom it comes', async () => {
  const { page, visit } = await ground.walker('lx.secretary', { size: phone })
  const until = Temporal.PlainDate.from(today).add({ days: 7 }).toString()
  await visit('/me', '我的账号')
  await button(page, '委托一个角色').click()
  await choose(page, '委托给', '何新')
  await setDay(page, '从哪天', today)
  await setDay(page, '到哪天（含）', until)
  await page.getByLabel('原因').fill('外出学习')
  await button(page, '确认委托').click()
  await page.getByText(`${today} 至 ${until} · 外出学习`).waitFor()

  const security = await ground.walker('lx.security', { size: phone })
  await security.visit('/accounts?search=lx.hexin', '账号')
  await security.page.getByText('何新').first().click()
  await security.page.getByRole('region', { name: '委托' }).getByText('外出学习').waitFor()

  const auditor = await ground.walker('lx.auditor', { size: desk })
  await auditor.visit('/access?by=permission&permission=meeting.write', '权限一览')
  await auditor.page.getByRole('row', { name: new RegExp(`何新.*委托，至 ${until}`) }).waitFor()
  await auditor.page.getByText('按单位').click()
  await choose(auditor.page, '选一个单位', '平利县老县镇中心卫生院党支部')
  await auditor.page.getByRole('row', { name: /lx\.secretary.*党支部书记/ }).waitFor()

  await button(page, '结束对何新的委托').click()
  await page.getByText('已收回', { exact: true }).waitFor()
  await auditor.visit('/access?by=permission&permission=meeting.write', '权限一览')
  await auditor.page.getByRole('row', { name: /lx\.secretary/ }).waitFor()
  expect(await auditor.page.getByRole('row', { name: /何新/ }).count()).toBe(0)
})

test('wrong passwords: the name waits, then is locked, and both say until when, in English', async () => {
  const { page } = await ground.stranger({ size: phone })
  await page.goto('/sign-in')
  await button(page, 'English 英文').click()
  const submit = async (word: string): Promise<void> => {
    // What was answered moves the button, and a button that is still busy takes nothing: by Enter, at rest.
    await page.locator('.ant-btn-loading').waitFor({ state: 'detached' })
    await untilStill(page)
    const field = page.getByLabel('Password', { exact: true })
    await field.fill(word)
    await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/api/v1/session')),
      field.press('Enter'),
    ])
  }
  // In between somebody guesses without a form.
  const guess = (word: string) =>
    page.context().request.post('/api/v1/session', {
      data: { username: 'lx.member', password: word },
      headers: { 'x-linghang': '1' },
    })
  await page.getByLabel('User name').fill('lx.member')
  for (let failure = 1; failure <= 10; failure += 1) {
    if ([1, 3, 10].includes(failure)) {
      await submit(`wrong ${failure}`)
      await page.getByText('User name or password is wrong').waitFor()
    } else expect((await guess(`wrong ${failure}`)).ok()).toBe(false)
    if (failure === 3) {
      const wait = clock.add({ seconds: 1 }).toZonedDateTimeISO('Asia/Shanghai').toPlainTime().toString()
      await submit(password)
      await page.getByText(`Please try again after ${wait}`).waitFor()
    }
    if (failure < 10) pass(60)
  }
  await submit(password)
  const end = clock
    .add({ minutes: 15 })
    .toZonedDateTimeISO('Asia/Shanghai')
    .toPlainTime()
    .toString({ smallestUnit: 'second' })
  await page.getByText(`Please try again after ${end}`).waitFor()

  const admin = await ground.walker('lx.admin', { size: desk })
  await admin.visit('/accounts?state=locked', '账号')
  await admin.page.getByRole('row', { name: /lx\.member/ }).click()
  await button(admin.page, '解除锁定').click()
  await submit(password)
  await heading(page, 'Workbench').waitFor()
})

test('sign-on by the identity provider: through its forms and back to where one was going', async () => {
  const { page, complaints } = await ground.stranger({ size: phone })
  await page.goto('/meetings')
  await signOn(page, 'lx.member-1')
  await heading(page, '会议').waitFor()
  expect(new URL(page.url()).search, 'no code stays in the address').toBe('')
  await button(page, /^账号：/).click()
  await page.getByText('（lx.member）').waitFor()
  // Refused below, and asked for by the provider's own page only.
  expect(complaints.filter((each) => !each.includes('ERR_FAILED'))).toEqual([])

  const nobody = await ground.stranger({ size: phone })
  await nobody.page.goto('/sign-in')
  await signOn(nobody.page, 'somebody-else')
  await nobody.page.getByText('您在这里还没有账号').waitFor()
  await button(nobody.page, '重新登录').click()
  await nobody.page.getByLabel('用户名').waitFor()
})

// A theme day of twenty on two phones: notice, leave, sign-in by the code on the screen, photo, record, amendment; taps counted.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueFor } from '../../src/foundation/duties/index.ts'
import { createAccount } from '../../src/foundation/accounts/index.ts'
import { seedPeople, seedUnit } from '../seed.ts'
import { desk, type Ground, openGround, password, phone, today } from './product.ts'
import { countTaps } from './taps.ts'

const size = 20
const unitName = '内科党支部'
const title = '2026 年 11 月主题党日'
const minutes = '学习党的创新理论，讨论为患者办实事，形成三条意见。'
/** Where pictures go; without it none are taken. */
const folder = process.env['PICTURES']

let ground: Ground
beforeAll(async () => {
  ground = await openGround({ workbooks: [{ key: 's3' }] })
  const [top] = await ground.harness.owner(
    `select u.id, u.institution_id, u.path, i.code as institution
     from unit u join institution i on i.id = u.institution_id where u.kind = 'institution'`,
  )
  const institutionId = String(top?.['institution_id'])
  const root = { institutionId, id: String(top?.['id']), path: top?.['path'] as string[] }
  // Of October, so that it owes nothing from before.
  const branch = await seedUnit(ground.harness, root, {
    name: unitName,
    kind: 'branch',
    code: 'WALK',
    foundedOn: '2026-10-15',
  })
  const posts = ['secretary', 'organization_member', 'publicity_member'] as const
  const people = await seedPeople(
    ground.harness,
    branch,
    Array.from({ length: size }, (_, at) => {
      const post = posts[at]
      const name = `党员${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'[at] ?? ''}`
      return post === undefined ? { name } : { name, post }
    }),
  )
  await ground.harness.product.database.inScope([institutionId], async (tx) => {
    await issueFor(tx, [institutionId], today, [branch.id])
    for (const [username, at, role] of [
      ['walk.secretary', 0, 'branch_secretary'],
      ['walk.member', 5, 'member'],
      ['walk.other', 6, 'member'],
    ] as const) {
      const [person] = await ground.harness.owner('select staff_no from person where id = $1', [people[at]])
      const staffNo = String(person?.['staff_no'])
      const account = { username, institution: String(top?.['institution']), unit: 'WALK', role, staffNo }
      await createAccount(tx, { ...account, password })
    }
  })
}, 240_000)
afterAll(() => ground?.close())

async function picture(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

test('a theme day of twenty people takes at most twelve taps, from the workbench to the photo, and no typed field besides the minutes', async () => {
  const secretary = await ground.walker('walk.secretary', { size: phone })
  const member = await ground.walker('walk.member', { size: phone, dark: true })
  const { page } = secretary
  const { taps, typed } = await countTaps(page)
  const button = (name: string | RegExp, within: Page | Locator = page) =>
    within.getByRole('button', { name })

  await secretary.visit('/', '工作台')
  await page.getByRole('link', { name: /^开会：.*主题党日 · 2026 年 11 月/ }).click()
  await page.getByLabel('会议名称').waitFor()
  await picture(page, 'plan-phone')
  await button('保存计划').click()
  await button('发出通知').click()
  await button('复制通知并登记已通知', page.getByRole('dialog')).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()

  // A member reads the notice and asks leave, then thinks better of it.
  const mine = member.page
  await member.visit('/my-meetings', '我的会议')
  await mine.getByText(title).waitFor()
  await picture(mine, 'mine-notice-phone-dark')
  await button('请假', mine).click()
  await mine.getByRole('dialog').getByRole('button', { name: '值班' }).click()
  await picture(mine, 'mine-leave-phone-dark')
  await mine.getByRole('dialog').getByRole('button', { name: '提交请假' }).click()
  await mine.getByText('请假待答复').waitFor()
  await button('撤回请假', mine).click()
  await button('请假', mine).waitFor()

  await button('开始会议').click()
  await button('开始并点名', page.getByRole('dialog')).click()
  await page.getByText('有表决权：应到 20 人，实到 0 人').waitFor()

  // The screen of the meeting shows the code; the member's phone opens what it says.
  await button('扫码签到').click()
  const code = page.locator('[data-address^="http"]')
  await code.waitFor()
  await page.getByText('已到 0 / 应到 20').waitFor()
  const address = (await code.getAttribute('data-address')) ?? ''
  await mine.goto(address.slice(address.indexOf('/sign-in-meeting')))
  await picture(mine, 'sign-in-phone-dark')
  await button('签到', mine).click()
  await mine.getByText('签到成功').waitFor()
  await picture(mine, 'signed-in-phone-dark')
  await page.getByText('已到 1 / 应到 20').waitFor()
  await picture(page, 'code-phone')
  // An hour later the same address, photographed, opens nothing.
  ground.harness.setNow('2026-11-21T05:00:00Z')
  const other = await ground.walker('walk.other', { size: phone })
  await other.page.goto(address.slice(address.indexOf('/sign-in-meeting')))
  await button('签到', other.page).click()
  await other.page.getByText('二维码已过期').waitFor()
  await picture(other.page, 'expired-phone')
  ground.harness.setNow('2026-11-21')
  await button('其余全部到会', page.getByRole('dialog')).click()
  await page.getByText('有表决权：应到 20 人，实到 20 人').waitFor()
  await page.getByText('扫码 12:00').waitFor({ state: 'attached' })
  const field = page.getByRole('textbox', { name: '会议记录' })
  await field.click()
  await field.fill(minutes)
  await page.getByText(/^已保存 12:\d\d$/).waitFor()
  await picture(page, 'record-phone')
  await button('结束会议').click()
  await button('结束并确认记录', page.getByRole('dialog')).click()
  await page.getByText('记录已确认，不再改动。').waitFor()
  // The photo of the group comes last; it belongs to the record all the same.
  const [camera] = await Promise.all([page.waitForEvent('filechooser'), button('拍照或选照片').click()])
  await camera.setFiles({
    name: '活动照片.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
      'base64',
    ),
  })
  await page.getByRole('link', { name: '打开 活动照片.jpg' }).waitFor()
  expect(typed()).toEqual(['会议记录'])
  expect(taps()).toBeLessThanOrEqual(12)

  // An amendment has its reason, and everybody sees what stood there before.
  await button('更多操作').click()
  await page.getByRole('menuitem', { name: '更正记录' }).click()
  const amending = page.getByRole('dialog', { name: '更正已确认的记录' })
  await amending.getByLabel('更正原因').fill('漏记一条意见')
  await amending.getByRole('textbox', { name: '会议记录' }).fill(`${minutes}另有一条。`)
  await button('保存更正', amending).click()
  await page.getByText(/^第 1 次更正/).waitFor()
  await button('复核人数和结果').click()
  await page.getByRole('button', { name: '20' }).first().waitFor()
  await picture(page, 'amended-phone')
  await mine.goto('/my-meetings')
  await mine.getByText('参加 1 次 / 应参加 1 次').waitFor()
  await picture(mine, 'mine-year-phone-dark')

  const wide = await ground.walker('walk.secretary', { size: desk })
  await wide.page.goto(new URL(page.url()).pathname)
  await wide.page.getByText(/^第 1 次更正/).waitFor()
  await button('复核人数和结果', wide.page).click()
  await picture(wide.page, 'record-desk')
  await wide.visit('/talks', '谈心谈话')
  await wide.page.getByText('支部委员之间').first().waitFor()
  await picture(wide.page, 'talks-desk')
  for (const walker of [secretary, member, other, wide]) expect(walker.complaints).toEqual([])
}, 240_000)

test('minutes that were not saved come back after the browser was closed', async () => {
  const { page } = await ground.walker('walk.secretary', { size: desk })
  await page.goto('/meetings/new?kind=general_meeting')
  await page.getByRole('button', { name: '保存计划' }).click()
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '直接开始' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '开始并点名' }).click()
  const field = page.getByRole('textbox', { name: '会议记录' })
  await field.waitFor()
  const path = new URL(page.url()).pathname
  // The line goes down while the secretary writes; then the window is closed.
  await page.context().setOffline(true)
  await field.fill('断网时写下的记录。')
  await page.getByText('没有保存成功，文字留在本机，稍后自动再试').waitFor()
  await page.close({ runBeforeUnload: false })
  const next = await page.context().newPage()
  await page.context().setOffline(false)
  await next.goto(path)
  await next.getByText('已恢复上次没有保存的文字').waitFor()
  expect(await next.getByRole('textbox', { name: '会议记录' }).inputValue()).toBe('断网时写下的记录。')
  await next.getByText(/^已保存 12:\d\d$/).waitFor()

  // A secret admission on the desk: the form fits the matter, the ballot waits for phones.
  await next.getByRole('button', { name: '全部到会' }).first().click()
  await next.getByText('有表决权：应到 20 人，实到 20 人').waitFor()
  await next.getByRole('button', { name: '提出决议' }).click()
  await next.getByRole('textbox', { name: '决议内容' }).fill('同意接收周某同志为中共预备党员')
  const matter = next.getByRole('combobox', { name: '事项' })
  await matter.click()
  const list = next.locator(`#${(await matter.getAttribute('aria-controls')) ?? ''}`)
  await list.waitFor({ state: 'attached' })
  await next.locator('.ant-select-item-option', { hasText: '接收预备党员' }).click()
  await next.getByRole('textbox', { name: '发展对象（预备党员）姓名' }).fill('周某')
  await next.getByRole('button', { name: '提交表决' }).click()
  await next.getByText('已投 0 / 到会有表决权 20').waitFor()
  const { page: mine } = await ground.walker('walk.member', { size: phone })
  await mine.goto('/my-meetings')
  await mine.getByText('同意接收周某同志为中共预备党员').waitFor()
  await mine.getByText('赞成', { exact: true }).click()
  await picture(mine, 'ballot-phone')
  await mine.getByRole('button', { name: '投出' }).click()
  await mine.getByRole('dialog').getByRole('button', { name: '投出' }).click()
  await mine.getByText('系统只记录您已投票').waitFor({ state: 'hidden' })
  await next.getByText('已投 1 / 到会有表决权 20').waitFor()
  await picture(next, 'ballot-desk')
}, 240_000)

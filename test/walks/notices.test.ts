// Reminders in a browser: the bell and the messages of a secretary, how one wants to be told, the calendar, the office's channels.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { remindAll } from '../../src/foundation/notices/remind.ts'
import type { NoticesSettings } from '../../src/foundation/notices/settings.ts'
import { deliverDue, openMailServer, openRobot } from '../../src/foundation/notices/tests/stage.ts'
import { choose } from './fields.ts'
import { demoSheets, desk, type Ground, openGround, phone } from './product.ts'

const institution = 'LXWY'
const branch = '平利县老县镇中心卫生院党支部'

let ground: Ground
let mail: Awaited<ReturnType<typeof openMailServer>>
let robot: Awaited<ReturnType<typeof openRobot>>
let settings: NoticesSettings
beforeAll(async () => {
  mail = await openMailServer()
  robot = await openRobot(() => ({ status: 200, body: '{"errcode":0,"errmsg":"ok"}' }))
  settings = {
    mail: { url: mail.url, password: null, from: 'linghang@hospital.example' },
    privateGroups: true,
    publicUrl: null,
  }
  // The theme day of October was not held.
  const sheets = demoSheets('s3')
  const ledger = sheets.ledger.filter(
    ({ kind, startedAt }) => kind !== 'theme_day' || !String(startedAt).startsWith('2026-10'),
  )
  ground = await openGround({
    workbooks: [{ key: 's3', sheets: { ...sheets, ledger } }],
    accounts: [
      { username: 'lx.office', role: 'party_office', institution, unit: institution, staffNo: null },
    ],
    notices: settings,
  })
  const [row] = await ground.harness.owner('select id from institution where code = $1', [institution])
  await remindAll(ground.harness.product.floor, [String(row?.['id'])])
})
afterAll(async () => {
  await ground?.close()
  await mail?.close()
  await robot?.close()
})

test('a secretary on a phone: the bell, the message, the duty and when it was last brought to mind', async () => {
  const { page, visit, complaints } = await ground.walker('lx.secretary', { size: phone })
  await visit('/', '工作台')
  await page.getByRole('link', { name: /1 条/ }).first().click()
  await page.getByRole('heading', { level: 1, name: '消息' }).waitFor()
  const message = page.getByRole('listitem').filter({ hasText: '今日提醒：1 项逾期' })
  await message
    .getByText(/〔逾期〕平利县老县镇中心卫生院党支部：主题党日，截止 2026-10-31，已逾期 21 天/)
    .waitFor()
  await message.getByRole('button', { name: /^打开/ }).click()
  await page.getByRole('heading', { level: 1, name: '工作台' }).waitFor()
  await visit('/notices?show=unread', '消息')
  await page.getByText('没有未读消息').waitFor()

  await visit('/duties?state=overdue&period=all', '应办事项')
  await page.getByRole('main').getByText('主题党日').first().click()
  const duty = page.getByRole('dialog')
  await duty.getByText('最近提醒 2026-11-21（报上一级）：系统消息 2 人').waitFor()
  expect(complaints).toEqual([])
})

test('how one wants to be told: digest, quiet hours, a mail that arrives; the calendar by its secret address', async () => {
  const { page, visit, complaints } = await ground.walker('lx.secretary', { size: phone })
  await visit('/notices/preferences', '提醒设置')
  const mailing = page.getByRole('switch', { name: '每天发送一封汇总邮件' })
  await mailing.click()
  await page.getByRole('button', { name: '保存设置' }).click()
  await page.getByText('请填写邮箱地址').waitFor()
  await page.getByLabel('邮箱地址').fill('secretary@hospital.example')
  for (const [label, time] of [
    ['汇总发送时间', '09:30'],
    ['静默开始', '22:00'],
    ['静默结束', '07:00'],
  ] as const) {
    // Enter would save at once.
    await page.getByLabel(label).fill(time)
    await page.getByLabel(label).press('Tab')
  }
  await page.getByRole('button', { name: '保存设置' }).click()
  await page.getByText('已保存').first().waitFor()
  await page.getByRole('button', { name: '发一封试试' }).click()
  await page.getByText('已发出，请查看邮箱').waitFor()
  await deliverDue(ground, settings)
  await expect.poll(() => mail.taken.map(({ to }) => to)).toEqual([['secretary@hospital.example']])
  await page.reload()
  await page.getByRole('heading', { level: 1, name: '提醒设置' }).waitFor()
  expect(await page.getByLabel('静默开始').inputValue()).toBe('22:00')

  await page.getByRole('button', { name: '生成订阅地址' }).click()
  const field = page.getByRole('textbox', { name: '日历订阅' })
  const first = await field.inputValue()
  const feed = await page.request.get(first)
  expect(feed.headers()['content-type']).toContain('text/calendar')
  expect((await feed.text()).replaceAll('\r\n ', '')).toContain('主题党日')
  await page.getByRole('button', { name: '换一个地址' }).click()
  await page.getByRole('tooltip').getByRole('button', { name: '换一个地址' }).click()
  await expect.poll(() => field.inputValue()).not.toBe(first)
  expect((await page.request.get(first)).status()).toBe(404)
  expect((await page.request.get(await field.inputValue())).status()).toBe(200)
  expect(complaints).toEqual([])
})

test('the office: when to remind, a group that hears, a wrong address named, and what arrived', async () => {
  const { page, visit, complaints } = await ground.walker('lx.office', { size: desk })
  await visit('/notices/channels', '提醒渠道')
  await page.getByLabel('到期前提醒（工作日）').fill('3')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存').first().waitFor()

  await page.getByRole('button', { name: '添加群' }).first().click()
  const dialog = page.getByRole('dialog', { name: '添加群' })
  await choose(dialog, '单位', branch)
  await dialog.getByLabel('机器人地址').fill('ftp://robot.example/send')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await dialog.getByText(/^地址须以 https:\/\/ 开头/).waitFor()
  await dialog.getByLabel('机器人地址').fill(robot.address)
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: `发一条试试：${branch}` }).click()
  await page.getByText(/^已发出，请查看群消息/).waitFor()
  await deliverDue(ground, settings)
  await expect.poll(() => robot.heard.length).toBe(1)
  expect(JSON.stringify(robot.heard), 'a group is told no names of people').not.toContain('杨莉')

  await page.reload()
  const log = page.getByRole('region', { name: '送达记录' })
  await log.getByRole('row', { name: new RegExp(`群 ${branch} 已送达`) }).waitFor()
  await log.getByRole('row', { name: /邮件 .* 已送达/ }).waitFor()
  expect(await page.content(), 'the address stays sealed').not.toContain('secret-of-the-robot')
  expect(complaints).toEqual([])
})

// Every main screen judged by axe after WCAG 2 A and AA, contrast included: light and dark, desk and phone.

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoFile } from '../../demo/load.ts'
import { demoSheets, desk, type Ground, openGround, phone } from './product.ts'
import { untilStill } from './still.ts'

const sheets = demoSheets('s0')
const uncovered = '妇产儿科'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let ground: Ground
let meetingPath: string
let unitPath: string
beforeAll(async () => {
  const code = sheets.units.find(({ name }) => name === uncovered)?.['code']
  const coverage = sheets.coverage.filter((row) => row['department'] !== code)
  ground = await openGround({
    workbooks: [{ key: 's0', sheets: { ...sheets, coverage } }],
    accounts: [
      { username: 'gy.auditor', role: 'auditor', institution: 'GYGW', unit: 'GYGW', staffNo: null },
      { username: 'gy.admin', role: 'system_admin', institution: 'GYGW', unit: 'GYGW', staffNo: null },
    ],
  })
  const [meeting] = await ground.harness.owner(
    `select id from meeting where kind = 'general_meeting' order by started_at desc limit 1`,
  )
  meetingPath = `/meetings/${String(meeting?.['id'])}`
  const [unit] = await ground.harness.owner(`select id from unit where name = '第一党支部'`)
  unitPath = `/units/${String(unit?.['id'])}`
})
afterAll(() => ground?.close())

/** One line a fault: rule, element, and what axe says of it. */
async function faultsOf(page: Page, where: string): Promise<readonly string[]> {
  await untilStill(page)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${where} ${id} ${target.join(' ')}: ${any[0]?.message ?? ''}`),
  )
}

const looks = [
  { name: 'desk, light', size: desk, dark: false },
  { name: 'desk, dark', size: desk, dark: true },
  { name: 'phone, light', size: phone, dark: false },
  { name: 'phone, dark', size: phone, dark: true },
] as const

describe.each(looks)('$name', (look) => {
  test('the sign-in', async () => {
    const { page } = await ground.stranger(look)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '登录' }).waitFor()
    expect(await faultsOf(page, '/sign-in')).toEqual([])
  })

  test('the screens of the Party office', async () => {
    const { page, visit } = await ground.walker('gy.office', look)
    const faults: string[] = []
    const judge = async (path: string, heading: string | RegExp, shown: string | RegExp): Promise<void> => {
      await visit(path, heading)
      await page.getByRole('main').getByText(shown).first().waitFor()
      faults.push(...(await faultsOf(page, path)))
    }
    await judge('/', '工作台', '262 / 266')
    await judge('/units', '组织树', '贵阳市公共卫生救治中心党委')
    await judge(unitPath, '第一党支部', /^共 \d+ 人$/)
    await judge('/findings', '问题提示', /没有党支部覆盖/)
    await judge('/meetings', '会议', '主题党日')
    await judge(meetingPath, /党员大会/, '记录已确认，不再改动。')
    await judge('/life/table', '支部活动一览表', '第一')
    await judge('/figures', '贵阳市公共卫生救治中心', '633.5')
    await judge('/workbook', '机构工作簿', '下载空白模板')
    const [first] = sheets.people
    const bytes = await demoFile({ ...sheets, ledger: [], people: [{ ...first, bornOn: '昨天' }] })
    const [choosing] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /选择文件|选择工作簿/ }).click(),
    ])
    await choosing.setFiles({ name: '人员.xlsx', mimeType: xlsx, buffer: Buffer.from(bytes) })
    await page.getByText('“昨天”不是日期，请写成 2026-03-12').first().waitFor()
    faults.push(...(await faultsOf(page, '/workbook, checked')))
    expect(faults).toEqual([])
  })

  test('audit and accounts', async () => {
    const auditor = await ground.walker('gy.auditor', look)
    await auditor.visit('/audit', '审计日志')
    await auditor.page.getByText('登录').first().waitFor()
    const administrator = await ground.walker('gy.admin', look)
    await administrator.visit('/accounts', '账号')
    await administrator.page.getByText('gy.office').first().waitFor()
    expect([
      ...(await faultsOf(auditor.page, '/audit')),
      ...(await faultsOf(administrator.page, '/accounts')),
    ]).toEqual([])
  })
})

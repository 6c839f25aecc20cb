// Every main screen judged by axe after WCAG 2 A and AA, contrast included: light and dark, desk and phone.

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoFile } from '../../demo/load.ts'
import { demoSheets, desk, type Ground, openGround, phone, type Walker } from './product.ts'
import { untilStill } from './still.ts'

const sheets = demoSheets('s0')
const uncovered = '妇产儿科'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

let ground: Ground
let meetingPath: string
let unitPath: string
let personPath: string
beforeAll(async () => {
  const code = sheets.units.find(({ name }) => name === uncovered)?.['code']
  const coverage = sheets.coverage.filter((row) => row['department'] !== code)
  ground = await openGround({
    workbooks: [{ key: 's0', sheets: { ...sheets, coverage } }],
    accounts: [
      { username: 'gy.auditor', role: 'auditor', institution: 'GYGW', unit: 'GYGW', staffNo: null },
      { username: 'gy.admin', role: 'system_admin', institution: 'GYGW', unit: 'GYGW', staffNo: null },
      { username: 'gy.security', role: 'security_admin', institution: 'GYGW', unit: 'GYGW', staffNo: null },
    ],
  })
  const [meeting] = await ground.harness.owner(
    `select id from meeting where kind = 'general_meeting' order by started_at desc limit 1`,
  )
  meetingPath = `/meetings/${String(meeting?.['id'])}`
  const [unit] = await ground.harness.owner(`select id from unit where name = '第一党支部'`)
  unitPath = `/units/${String(unit?.['id'])}`
  const [person] = await ground.harness.owner(`select id from person where name = '郭永瑶'`)
  personPath = `/people/${String(person?.['id'])}`
})
afterAll(() => ground?.close())

const ofColour = ['color-contrast', 'link-in-text-block']

/** One line a fault: place, theme, rule, element, and what axe says of it; in both themes, without loading the page anew. */
async function faultsOf(page: Page, where: string): Promise<readonly string[]> {
  const faults: string[] = []
  const first = (await page.locator('html[data-theme="dark"]').count()) === 1 ? 'dark' : 'light'
  for (const theme of [first, first === 'dark' ? 'light' : 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
    await untilStill(page)
    const axe = new AxeBuilder({ page }).setLegacyMode()
    // A theme changes colours and nothing else: the second is judged by the rules that see colours.
    const judge = theme === first ? axe.withTags(['wcag2a', 'wcag2aa']) : axe.withRules(ofColour)
    const { violations } = await judge.analyze()
    for (const { id, nodes } of violations)
      for (const { target, any } of nodes)
        faults.push(`${where} ${theme} ${id} ${target.join(' ')}: ${any[0]?.message ?? ''}`)
  }
  return faults
}

type Visit = readonly [path: string, heading: string | RegExp, shown: string | RegExp]

/** Opens one page after the other and judges each when its content stands there. */
async function faultsOn({ page, visit }: Walker, visits: readonly Visit[]): Promise<string[]> {
  const faults: string[] = []
  for (const [path, heading, shown] of visits) {
    await visit(path, heading)
    await page.getByRole('main').getByText(shown).first().waitFor()
    faults.push(...(await faultsOf(page, path)))
  }
  return faults
}

// Each test opens and judges many pages; the limit is against hanging only.
describe.each([
  { name: 'desk', size: desk },
  { name: 'phone', size: phone },
])('$name', { timeout: 300_000 }, (look) => {
  test('the sign-in', async () => {
    const { page } = await ground.stranger(look)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '登录' }).waitFor()
    expect(await faultsOf(page, '/sign-in')).toEqual([])
  })

  test('what the Party office sees', async () => {
    const walker = await ground.walker('gy.office', look)
    const { page } = walker
    const faults = await faultsOn(walker, [
      ['/', '工作台', '262 / 266'],
      ['/units', '组织树', '贵阳市公共卫生救治中心党委'],
      [unitPath, '第一党支部', /^共 \d+ 人$/],
      [`${unitPath}/duplicates`, '疑似重复人员', '没有疑似重复的人员'],
      [personPath, '郭永瑶', '基本信息'],
      [`${personPath}?tab=party`, '郭永瑶', '党员信息'],
      [`${personPath}?tab=identity`, '郭永瑶', /证件/],
      ['/transfers', '组织关系转接', '没有待接收的转接'],
      ['/meetings', '会议', '主题党日'],
      [meetingPath, /党员大会/, '记录已确认，不再改动。'],
      ['/life/table', '支部活动一览表', '第一'],
      ['/figures', '贵阳市公共卫生救治中心', '633.5'],
      ['/findings', '问题提示', /没有党支部覆盖/],
      ['/me', '我的账号', '谁能做什么'],
      ['/permissions', '谁能做什么', '党委办公室'],
      ['/workbook', '机构工作簿', '下载空白模板'],
    ])
    const [first] = sheets.people
    const bytes = await demoFile({ ...sheets, ledger: [], people: [{ ...first, bornOn: '昨天' }] })
    const [choosing] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /选择文件|选择工作簿/ }).click(),
    ])
    await choosing.setFiles({ name: '人员.xlsx', mimeType: xlsx, buffer: Buffer.from(bytes) })
    await page.getByText('“昨天”不是日期，请写成 2026-03-12').first().waitFor()
    faults.push(...(await faultsOf(page, '/workbook, checked')))
    faults.push(...(await faultsOn(walker, [['/workbook', '机构工作簿', '导入记录']])))
    expect(faults).toEqual([])
  })

  test.each([
    ['gy.auditor', [['/audit', '审计日志', '登录']]],
    ['gy.admin', [['/accounts', '账号', 'gy.office']]],
    [
      'gy.security',
      [
        ['/access', '权限一览', 'gy.office'],
        ['/access?by=unit', '权限一览', 'gy.office'],
        ['/security-policy', '安全设置', /密码/],
      ],
    ],
  ] as const)('what %s sees', async (username, visits) => {
    expect(await faultsOn(await ground.walker(username, look), visits)).toEqual([])
  })
})

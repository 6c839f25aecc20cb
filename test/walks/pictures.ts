// Takes the pictures of README and guide from a running demo: node test/walks/pictures.ts <address> <password> [one].
// It opens a meeting, plans a move, asks for a transfer, makes an account, lends a role and uploads front pages: run it
// on a demo that may be thrown away.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { demoWorkbooks } from '../../demo/index.ts'
import { demoFile } from '../../demo/load.ts'
import { launchBrowser } from '../browser.ts'
import { withPalette } from './palette.ts'
import {
  lendRole,
  openFirstPassword,
  openSecondFactor,
  openWaiting,
  pickPermission,
} from './pictures/accounts.ts'
import { checkFrontPages } from './pictures/discharges.ts'
import { dayFromNow } from './pictures/ask.ts'
import { openMeeting, showCode } from './pictures/meeting.ts'
import { reportMonth } from './pictures/month.ts'
import { askForNumber, planMove, requestTransfer, untilCounted } from './pictures/units.ts'
import { untilStill } from './still.ts'

const folder = join(import.meta.dirname, '../../docs/pictures')
const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

type Shot = {
  readonly file: string
  readonly who: string | null
  readonly path: string
  /** A text that stands there when the page is whole. */
  readonly shown: string | RegExp
  readonly size?: typeof desk
  readonly dark?: true
  readonly english?: true
  /** What is done on the page before the picture; every account of the demo has the same password. */
  readonly act?: (page: Page, password: string) => Promise<void>
}

const office = 'gs.office'
const branch = 'gs.branch01'

const shots: readonly Shot[] = [
  { file: 'sign-in', who: null, path: '/sign-in', shown: '演示账号' },
  { file: 'workbench', who: office, path: '/', shown: /^哪些支部落后/ },
  { file: 'workbench-phone', who: 'lx.secretary', path: '/', shown: '下一步', size: phone },
  { file: 'yearly-table', who: office, path: '/life/table', shown: '全年落实率' },
  { file: 'yearly-table-dark', who: office, path: '/life/table', shown: '全年落实率', dark: true },
  {
    file: 'yearly-table-en',
    who: office,
    path: '/life/table',
    shown: 'Yearly activity table',
    english: true,
  },
  { file: 'meeting', who: branch, path: '/meetings', shown: '会议名称', act: openMeeting },
  { file: 'meeting-phone', who: branch, path: '/meetings', shown: '会议', size: phone, act: openMeeting },
  { file: 'findings', who: office, path: '/findings', shown: '涉及单位', act: openFinding },
  { file: 'tree', who: office, path: '/units', shown: /^共 \d+ 个单位$/ },
  { file: 'unit', who: office, path: '/units', shown: /^共 \d+ 个单位$/, act: openUnit },
  { file: 'import', who: office, path: '/workbook', shown: '下载空白模板', act: checkWorkbook },
  { file: 'figures', who: 'pe.office', path: '/figures', shown: '年度数据' },
  {
    file: 'tree-past',
    who: office,
    path: `/units?on=${dayFromNow(-330)}`,
    shown: /^这是 .* 的组织树/,
    act: untilCounted,
  },
  { file: 'unit-history', who: office, path: '/units', shown: /^共 \d+ 个单位$/, act: planMove },
  { file: 'identity', who: office, path: '/units', shown: /^共 \d+ 个单位$/, act: askForNumber },
  { file: 'transfers', who: branch, path: '/transfers', shown: '待接收', act: requestTransfer },
  { file: 'accounts', who: 'gs.security', path: '/accounts', shown: /^共 \d+ 个账号$/, act: openWaiting },
  { file: 'first-password', who: null, path: '/sign-in', shown: '演示账号', act: openFirstPassword },
  { file: 'second-factor', who: 'gs.secretary', path: '/me', shown: '启用动态口令', act: openSecondFactor },
  { file: 'delegation', who: 'gs.secretary', path: '/me', shown: '委托一个角色', act: lendRole },
  { file: 'matrix', who: 'gs.security', path: '/access', shown: /^共 \d+ 条$/, act: pickPermission },
  { file: 'code', who: branch, path: '/meetings', shown: '会议名称', act: showCode },
  { file: 'my-meetings-phone', who: 'gs.member', path: '/my-meetings', shown: /^参加 \d+ 次/, size: phone },
  { file: 'duty', who: office, path: '/duties?state=overdue&period=all', shown: '主题党日', act: openDuty },
  { file: 'preferences', who: branch, path: '/notices/preferences', shown: '静默开始' },
  { file: 'scheme', who: 'gy.office', path: '/life/schemes', shown: '执行中' },
  { file: 'notices', who: office, path: '/notices', shown: '全部标为已读' },
  { file: 'coverage', who: 'gy.office', path: '/life/coverage', shown: '第一党支部' },
  { file: 'monthly-phone', who: branch, path: '/monthly', shown: '落实情况', size: phone },
  { file: 'monthly', who: office, path: '/monthly', shown: '下级月报', act: reportMonth },
  { file: 'form', who: office, path: '/forms/minutes', shown: '上传新模板' },
  { file: 'front-pages', who: null, path: '/sign-in', shown: '演示账号', act: checkFrontPages },
  { file: 'audit', who: 'gs.auditor', path: '/audit', shown: '登录', act: verify },
]

async function openFinding(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { expanded: false }).first().click()
  await page.getByText('现在怎么办').first().waitFor()
}

async function openDuty(page: Page): Promise<void> {
  await page.getByRole('row').filter({ hasText: '主题党日' }).first().click()
  await page.getByText(/^最近提醒/).waitFor()
}

async function openUnit(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: '按名称、编码或拼音查找' }).fill('外科第一党支部')
  await page.getByRole('treeitem').getByRole('link', { name: '外科第一党支部', exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: '外科第一党支部' }).waitFor()
  // A table that scrolls sideways has its head in a table of its own.
  await page.getByRole('region', { name: '人员', exact: true }).getByRole('table').first().waitFor()
}

async function checkWorkbook(page: Page): Promise<void> {
  const sheets = demoWorkbooks('2026-11-21').find(({ key }) => key === 's4')?.sheets
  const [first, second, third] = sheets?.people ?? []
  if (sheets === undefined) return
  const people = [
    { ...first, title: '主任医师（返聘）' },
    { ...second, bornOn: '昨天' },
    { ...third, partyUnit: 'ZB999' },
  ]
  const nothing = { units: [], coverage: [], posts: [], terms: [], results: [], workload: [], ledger: [] }
  const buffer = Buffer.from(await demoFile({ ...sheets, ...nothing, people }))
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /把工作簿拖到这里/ }).click()
  await (await choosing).setFiles({ name: '人员变动.xlsx', mimeType: 'application/octet-stream', buffer })
  await page
    .getByText(/不是日期/)
    .first()
    .waitFor()
}

async function verify(page: Page): Promise<void> {
  await page.getByRole('button', { name: '校验完整性' }).click()
  await page.getByText(/^完整：/).waitFor()
}

async function take(browser: Browser, address: string, password: string, shot: Shot): Promise<void> {
  const { size = desk, dark = false, english = false } = shot
  const context = await browser.newContext({
    baseURL: address,
    viewport: size,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    isMobile: size === phone,
    hasTouch: size === phone,
  })
  // Generous: a limit against hanging, not a measure of speed.
  context.setDefaultTimeout(120_000)
  // On this device only: the account's own language stays as it is.
  if (english) await context.addInitScript(`localStorage.setItem('linghang.language', 'en')`)
  const page = await context.newPage()
  if (shot.who !== null) {
    const data = { username: shot.who, password }
    const answer = await context.request.post('/api/v1/session', { data, headers: { 'x-linghang': '1' } })
    if (!answer.ok()) throw new Error(`${shot.who} could not sign in: ${answer.status()}`)
  }
  await page.goto(shot.path)
  await page.getByText(shot.shown).filter({ visible: true }).first().waitFor()
  await shot.act?.(page, password)
  await page.waitForLoadState('networkidle')
  // No cell is pointed at.
  await page.mouse.move(0, 0)
  await untilStill(page)
  const bytes = withPalette(await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  await writeFile(join(folder, `${shot.file}.png`), bytes)
  console.log(`${shot.file}.png  ${Math.round(bytes.length / 1024)} kB`)
  await context.close()
}

const [address = 'http://127.0.0.1:8080', secret = '', only] = process.argv.slice(2)
// The password, or the file that holds it.
const password = (await readFile(secret, 'utf8').catch(() => secret)).trim()
await mkdir(folder, { recursive: true })
const browser = await launchBrowser()
try {
  for (const shot of shots) {
    if (only === undefined || shot.file === only) await take(browser, address, password, shot)
  }
} finally {
  await browser.close()
}

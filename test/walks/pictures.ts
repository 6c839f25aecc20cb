// Takes the pictures of README and guide from a running demo: node test/walks/pictures.ts <address> <password> [one].
// It opens one meeting there, since the demo's own are all over: run it on a demo that may be thrown away.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { APIRequestContext, Browser, Page } from 'playwright-core'
import { demoWorkbooks } from '../../demo/index.ts'
import { demoFile } from '../../demo/load.ts'
import { launchBrowser } from '../browser.ts'
import { withPalette } from './palette.ts'
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
  /** What is done on the page before the picture. */
  readonly act?: (page: Page) => Promise<void>
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
  { file: 'audit', who: 'gs.auditor', path: '/audit', shown: '登录', act: verify },
]

const title = '四季度党员大会：预备党员转正、年度学习总结'

/** A general meeting under way, with a roll, an agenda and an open vote; made once, then found again. */
async function openMeeting(page: Page): Promise<void> {
  const { request } = page.context()
  const id = (await meetingNow(request)) ?? (await makeMeeting(request))
  await page.goto(`/meetings/${id}`)
  await page.getByText(/^按现在的票数/).waitFor()
}

type Body = Readonly<Record<string, unknown>>

async function ask(request: APIRequestContext, method: string, path: string, data?: Body): Promise<Body> {
  const answer = await request.fetch(`/api/v1${path}`, {
    method,
    headers: { 'x-linghang': '1' },
    ...(data === undefined ? {} : { data }),
  })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return (await answer.json()) as Body
}

const listOf = (value: unknown): readonly Body[] => value as readonly Body[]

async function meetingNow(request: APIRequestContext): Promise<string | null> {
  const { meetings } = await ask(request, 'GET', '/meetings?state=open&limit=1')
  const [found] = listOf(meetings)
  return found === undefined ? null : String(found['id'])
}

async function makeMeeting(request: APIRequestContext): Promise<string> {
  const [unit] = listOf((await ask(request, 'GET', '/me'))['units'])
  const now = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 16)
  const agenda = ['通报四季度工作和党费收缴情况', '讨论预备党员按期转正', '学习总结和明年计划']
  const plan = {
    unitId: unit?.['id'],
    kind: 'general_meeting',
    title,
    place: '三楼会议室',
    plannedAt: now,
    agenda,
  }
  const { id } = await ask(request, 'POST', '/meetings', plan)
  const path = `/meetings/${String(id)}`
  const { version } = await ask(request, 'GET', path)
  await ask(request, 'POST', `${path}/open`, { version, startedAt: now })
  const { roll, agenda: items } = await ask(request, 'GET', path)
  const entries = listOf(roll).map(({ personId }, at) => ({
    personId,
    attendance: at % 9 === 4 ? 'excused' : at % 11 === 7 ? 'absent' : 'present',
    excuse: at % 9 === 4 ? '值班' : null,
  }))
  await ask(request, 'PUT', `${path}/attendance`, { entries })
  const agendaItemId = listOf(items)[1]?.['id']
  const text = '同意预备党员按期转为中共正式党员'
  const resolution = await ask(request, 'POST', `${path}/resolutions`, { text, agendaItemId })
  const there = new Set(entries.flatMap((entry) => (entry.attendance === 'present' ? [entry.personId] : [])))
  const votes = listOf(roll)
    .filter(({ personId, hasVote }) => hasVote === true && there.has(personId))
    .slice(0, -2)
    .map(({ personId }) => ({ personId, choice: 'yes' }))
  await ask(request, 'PUT', `${path}/resolutions/${String(resolution['id'])}/votes`, { votes })
  return String(id)
}

async function openFinding(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { expanded: false }).first().click()
  await page.getByText('现在怎么办').first().waitFor()
}

async function openUnit(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: '按名称或编码查找' }).fill('支部')
  await page.getByRole('treeitem').getByRole('link', { name: /支部$/ }).first().click()
  await page.getByRole('region', { name: '人员' }).getByRole('table').waitFor()
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
  await shot.act?.(page)
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

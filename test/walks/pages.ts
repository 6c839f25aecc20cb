// Every page of the product, with who opens it and its heading in both languages; and a hospital in which none of them is bare.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDesk } from '../../demo/life/desk.ts'
import { ownThemes } from '../../demo/life/themes.ts'
import { findUnit } from '../../src/foundation/org/index.ts'
import { writePlainSheet } from '../../src/core/workbook/index.ts'
import { remindAll } from '../../src/foundation/notices/remind.ts'
import { demoSheets, type Ground, openGround, password, today } from './product.ts'

export const sheets = demoSheets('s0')
const uncovered = '妇产儿科'
const institution = 'GYGW'
const peerTable = '省内传染病医院 2025'
const firstBranch = sheets.units.find(({ name }) => name === '第一党支部')?.['code']
const member = sheets.people.find(
  ({ partyUnit, staffNo, status }) =>
    partyUnit === firstBranch &&
    status === 'full' &&
    !sheets.posts.some((post) => post['staffNo'] === staffNo),
)

export const seers = [
  'gy.office',
  'gy.branch1',
  'gy.member',
  'gy.performance',
  'gy.auditor',
  'gy.admin',
  'gy.security',
] as const
export type Seen = {
  readonly who: (typeof seers)[number]
  readonly path: string
  readonly zh: string | RegExp
  readonly en: string | RegExp
  /** A text of the page in Chinese that stands there when it is not bare. */
  readonly shown?: string | RegExp
}

/** A hospital with a department that no branch covers, a scheme in force, reminders sent, a partner, a plan, a layout. */
export async function openHospital(): Promise<{
  readonly ground: Ground
  readonly pages: readonly Seen[]
}> {
  const code = sheets.units.find(({ name }) => name === uncovered)?.['code']
  const coverage = sheets.coverage.filter((row) => row['department'] !== code)
  const whole = { institution, unit: institution, staffNo: null }
  const ground = await openGround({
    workbooks: [{ key: 's0', sheets: { ...sheets, coverage } }],
    accounts: [
      { username: 'gy.auditor', role: 'auditor', ...whole },
      { username: 'gy.admin', role: 'system_admin', ...whole },
      { username: 'gy.security', role: 'security_admin', ...whole },
      { username: 'gy.performance', role: 'performance_office', ...whole },
      {
        username: 'gy.member',
        role: 'member',
        institution,
        unit: String(firstBranch),
        staffNo: String(member?.['staffNo']),
      },
    ],
  })
  await live(ground)
  return { ground, pages: await pagesOf(ground) }
}

async function live({ harness }: Ground): Promise<void> {
  await ownThemes(await openDesk(harness.product, 'gy.office', password, today))
  const [row] = await harness.owner('select id from institution where code = $1', [institution])
  const institutionId = String(row?.['id'])
  await remindAll(harness.product.floor, [institutionId])
  const place = (code: string) =>
    harness.product.database.inScope([institutionId], (tx) => findUnit(tx, institution, code))
  const unit = await place(institution)
  const office = await harness.as('party_office', unit)
  await office.call('life.createAgreement', {
    unitId: unit.id,
    partner: '某社区党委',
    content: '联合开展义诊',
    plan: '每季度一次',
    signedOn: '2026-03-01',
    untilOn: '2026-12-31',
  })
  await office.call('join.make', {
    unitId: (await place(String(firstBranch))).id,
    what: '每周查房讨论四级手术',
    indicatorId: 'GK3-06',
    direction: 'up',
    fromOn: '2026-03-01',
    untilOn: '2026-12-31',
  })
  const peers = await writePlainSheet({
    sheet: '同组机构',
    titles: [],
    headings: ['医院', '出院患者四级手术比例', '抗菌药物使用强度'],
    rows: [
      ['本院', 18.2, 41.5],
      ['甲医院', 21.4, 38],
      ['乙医院', 16.9, 44.1],
    ],
  })
  await office.call('assessment.importPeers', {
    unitId: unit.id,
    file: new File([new Uint8Array(peers)], 'peers.xlsx'),
    name: peerTable,
    year: 2025,
    source: '测试',
    own: '本院',
  })
}

async function pagesOf({ harness }: Ground): Promise<readonly Seen[]> {
  const idOf = async (query: string): Promise<string> => String((await harness.owner(query))[0]?.['id'])
  const meeting = await idOf(
    `select id from meeting where kind = 'general_meeting' order by started_at desc limit 1`,
  )
  const hospital = await idOf(`select id from unit where kind = 'institution'`)
  const branch = await idOf(`select id from unit where name = '第一党支部'`)
  const person = await idOf(`select id from person where name = '郭永瑶'`)
  const department = await idOf(`select id from unit where kind = 'department' order by code limit 1`)
  const action = await idOf('select id from join_action')
  const peers = await idOf('select id from peer_table')
  const scheme = await idOf(`select id from theme_scheme order by id limit 1`)
  const name = String(sheets.institutions[0]?.['name'])
  const office = (path: string, zh: Seen['zh'], en: Seen['en'], shown?: Seen['shown']): Seen => ({
    who: 'gy.office',
    path,
    zh,
    en,
    ...(shown === undefined ? {} : { shown }),
  })
  return [
    office('/', '工作台', 'Workbench', '262 / 266'),
    office('/duties', '应办事项', 'Duties', /主题党日/),
    office('/duties/rate', '落实率', 'Fulfilment rate', /第一党支部/),
    office('/notices/preferences', '提醒设置', 'Reminders', '静默时段'),
    office('/notices/channels', '提醒渠道', 'Channels', '提醒与升级'),
    office('/units', '组织树', 'Organization tree', '贵阳市公共卫生救治中心党委'),
    office(`/units/${branch}`, '第一党支部', '第一党支部', /^共 \d+ 人$/),
    office(`/units/${branch}/duplicates`, '疑似重复人员', 'Possible duplicates', '没有疑似重复的人员'),
    office(`/people/${person}`, '郭永瑶', '郭永瑶', '基本信息'),
    office(`/people/${person}?tab=party`, '郭永瑶', '郭永瑶', '党员信息'),
    office(`/people/${person}?tab=identity`, '郭永瑶', '郭永瑶', /证件/),
    office('/transfers', '组织关系转接', 'Transfers of affiliation', '没有待接收的转接'),
    office('/meetings', '会议', 'Meetings', '主题党日'),
    office('/meetings/new?kind=theme_day', '安排会议', 'Plan a meeting'),
    office(`/meetings/${meeting}`, /党员大会/, /党员大会/, '记录已确认，不再改动。'),
    office('/meeting-settings', '会议设置', 'Meeting settings'),
    office('/talks', '谈心谈话', 'Heart-to-heart talks'),
    office('/life/table', '支部活动一览表', 'Yearly activity table', '第一'),
    office('/life/plan', '年度计划', 'Year plan'),
    office('/life/coverage', '主题覆盖', 'Theme coverage', '廉政警示教育'),
    office('/life/schemes', '主题方案', 'Theme schemes', '执行中'),
    office(`/life/schemes/${scheme}`, /主题党日$/, /主题党日$/, '执行中'),
    office('/life/partners', '共建与党课', 'Partners and lectures', '某社区党委'),
    office('/monthly', '组织生活月报', 'Monthly report of Party activities', '下级月报'),
    office(`/monthly/reports/${branch}`, /月报$/, /report of/, '落实情况'),
    office('/monthly/layouts', '平台格式', 'Platform layouts'),
    office('/monthly/settings', '报送设置', 'Settings of monthly reports'),
    office('/forms', '制式文书', 'Standard forms', '签到表'),
    office('/forms/minutes', '会议记录', 'Minutes', '上传新模板'),
    office('/figures', name, name, '633.5'),
    office(`/figures/${hospital}`, name, name, '633.5'),
    office('/discharges', '病案首页指标', 'Front-page indicators'),
    office(`/figures/${hospital}/peers/${peers}`, peerTable, peerTable, '甲医院'),
    office('/indicators', '绩效指标', 'Indicators'),
    office(`/indicators/${hospital}`, '绩效指标', 'Indicators', '出院患者手术占比'),
    office(`/indicators/${hospital}/GK3-04`, /出院患者手术占比/, /Surgery share of discharges/),
    office(`/indicators/${hospital}/figures`, '年度填报数据', 'Yearly figures'),
    office(`/indicators/${hospital}/scheme`, '高质量发展指标', 'High-quality development'),
    office('/grouping', 'DRG 分组', 'DRG grouping'),
    office(`/grouping/${hospital}`, 'DRG 分组', 'DRG grouping'),
    office(`/grouping/${hospital}/schemes`, '分组方案', 'Grouping schemes'),
    office('/cockpit', name, name),
    office('/join', '党建业务融合', 'Party work and hospital results', '每周查房讨论四级手术'),
    office(`/join/actions/${action}`, '每周查房讨论四级手术', '每周查房讨论四级手术'),
    office(`/join/charts/${hospital}?indicator=GK3-06`, /四级手术比例/, /Level-IV/),
    office(`/join/pack/${department}`, /综合查房数据/, /data for a round/),
    office('/findings', '问题提示', 'Findings', /没有党支部覆盖/),
    office('/calendar', '工作日历', 'Working calendar'),
    office('/me', '我的账号', 'My account', '谁能做什么'),
    office('/permissions', '谁能做什么', 'Who can do what', '党委办公室'),
    office('/workbook', '机构工作簿', 'Institution workbook', '下载空白模板'),
    { who: 'gy.branch1', path: '/', zh: '工作台', en: 'Workbench', shown: '下一步' },
    { who: 'gy.branch1', path: '/notices', zh: '消息', en: 'Messages', shown: /今日提醒/ },
    { who: 'gy.branch1', path: '/monthly', zh: /月报$/, en: /report of/, shown: '落实情况' },
    { who: 'gy.branch1', path: '/life/plan', zh: '年度计划', en: 'Year plan' },
    { who: 'gy.member', path: '/my-meetings', zh: '我的会议', en: 'My meetings' },
    {
      who: 'gy.member',
      path: `/sign-in-meeting?m=${meeting}&c=none`,
      zh: '会议签到',
      en: 'Sign in to the meeting',
    },
    {
      who: 'gy.performance',
      path: `/discharges/${hospital}`,
      zh: '病案首页指标',
      en: 'Front-page indicators',
    },
    {
      who: 'gy.performance',
      path: `/discharges/${hospital}/import`,
      zh: '导入病案首页',
      en: 'Import front pages',
    },
    { who: 'gy.auditor', path: '/audit', zh: '审计日志', en: 'Audit log', shown: '登录' },
    { who: 'gy.admin', path: '/accounts', zh: '账号', en: 'Accounts', shown: 'gy.office' },
    { who: 'gy.security', path: '/access', zh: '权限一览', en: 'Who may do what where', shown: 'gy.office' },
    {
      who: 'gy.security',
      path: '/access?by=unit',
      zh: '权限一览',
      en: 'Who may do what where',
      shown: 'gy.office',
    },
    { who: 'gy.security', path: '/security-policy', zh: '安全设置', en: 'Security policy', shown: /密码/ },
  ]
}

/** Screens that none of these pages shows; the sign-in has walks of its own. */
export function screensWithout(pages: readonly Seen[]): readonly string[] {
  const src = join(import.meta.dirname, '../../src')
  const screens = globSync('*/*/web/index.ts', { cwd: src }).flatMap((file) =>
    [...readFileSync(join(src, file), 'utf8').matchAll(/^ {4}path: '([^']+)'/gm)].map(
      ([, path = '']) => path,
    ),
  )
  const shows = (screen: string): boolean => {
    const pattern = new RegExp(`^${screen.replaceAll(/\$\w+/g, '[^/]+')}$`)
    return pages.some(({ path }) => pattern.test(path.replace(/\?.*/, '')))
  }
  return screens.filter((screen) => !shows(screen))
}

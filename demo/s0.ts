// S0 贵阳市公共卫生救治中心: nine in-service branches whose secretaries all head a department.
import { committeeLedger } from './committee.ts'
import { holder, plainMember } from './find.ts'
import { buildInstitution, branchCode, committeeCode } from './institution.ts'
import type { BranchPlan, InstitutionPlan } from './plan.ts'
import type { Account, ResultRow, Sheets } from './rows.ts'

const code = 'GYGW'

/** The report's six compulsory themes. */
export const compulsory = ['意识形态研判', '党性教育', '廉政警示教育', '为群众办实事', '榜样教育', '志愿服务']

const branches: readonly BranchPlan[] = [
  { name: '第一党支部', departments: ['党委办公室', '院长办公室', '人力资源部'], full: 17, work: 'office' },
  { name: '第二党支部', departments: ['财务部', '医务部', '护理部', '信息科'], full: 14, work: 'office' },
  { name: '第三党支部', departments: ['感染一科', '感染二科'], full: 13 },
  { name: '第四党支部', departments: ['结核一科', '结核二科'], full: 12 },
  { name: '第五党支部', departments: ['肝病科', '消化内科'], full: 12 },
  { name: '第六党支部', departments: ['外科', '麻醉手术室'], full: 14 },
  { name: '第七党支部', departments: ['重症医学科', '急诊科'], full: 11 },
  { name: '第八党支部', departments: ['门诊部', '妇产儿科'], full: 8 },
  { name: '第九党支部', departments: ['检验科', '放射科', '药学部'], full: 13, work: 'technical' },
]

const plan: InstitutionPlan = {
  code,
  name: '贵阳市公共卫生救治中心',
  kind: 'institution',
  parent: null,
  level: '三级专科医院',
  dutiesFrom: '2022-01-01',
  committee: '贵阳市公共卫生救治中心党委',
  generalBranches: [],
  branches,
  leaders: [
    { branch: 0, posts: [['committee', 'secretary']] },
    {
      branch: 1,
      posts: [
        ['institution', 'president'],
        ['committee', 'deputy_secretary'],
      ],
    },
    { branch: 0, posts: [['committee', 'discipline_member']] },
    {
      branch: 5,
      posts: [
        ['institution', 'vice_president'],
        ['committee', 'committee_member'],
      ],
    },
    {
      branch: 2,
      posts: [
        ['institution', 'vice_president'],
        ['committee', 'committee_member'],
      ],
    },
  ],
  uncovered: [],
  others: [2, 3],
  themes: compulsory,
}

const results: readonly ResultRow[] = [
  {
    institution: code,
    year: 2022,
    assessment: 'national_tertiary',
    peerGroup: '全国其他专科手术组',
    score: 633.5,
    scoreChange: 74.5,
    rank: 84,
    rankChange: 28,
    groupSize: null,
    grade: 'B',
    gradeBefore: 'C+',
    source:
      '前不久，国家卫生健康委公布了2022年度全国三级公立医院绩效考核结果，在全国其他专科手术组序列中，贵阳市公共卫生救治中心（以下称贵阳市公卫中心）再创佳绩：总得分633.5分，较上年提高74.5分；排名84名，较上年进步28名；等级由C+提升至B，实现总分及排名双提升。',
  },
]

export function s0(today: string): { readonly sheets: Sheets; readonly accounts: readonly Account[] } {
  const built = buildInstitution(plan, today)
  const year = Number(today.slice(0, 4))
  const sheets: Sheets = {
    ...built,
    results,
    ledger: [
      ...built.ledger,
      ...committeeLedger(built, { institution: code, today, years: [year - 1, year] }),
    ],
  }
  const branch = branchCode(0)
  const accounts: readonly Account[] = [
    {
      username: 'gy.office',
      staffNo: plainMember(sheets, code, branch),
      institution: code,
      role: 'party_office',
      unit: code,
    },
    {
      username: 'gy.secretary',
      staffNo: holder(sheets, code, committeeCode, 'secretary'),
      institution: code,
      role: 'party_secretary',
      unit: code,
    },
    {
      username: 'gy.branch1',
      staffNo: holder(sheets, code, branch, 'secretary'),
      institution: code,
      role: 'branch_secretary',
      unit: branch,
    },
  ]
  return { sheets, accounts }
}

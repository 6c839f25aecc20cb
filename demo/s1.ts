// S1 普洱市人民医院: a committee with 29 branches, the assessments of 2022 and the workload of 2023.
import { committeeLedger } from './committee.ts'
import { holder, plainMember } from './find.ts'
import { buildInstitution, branchCode } from './institution.ts'
import { withLectures } from './lectures.ts'
import type { BranchPlan, InstitutionPlan } from './plan.ts'
import type { Account, ResultRow, Sheets, WorkloadRow } from './rows.ts'

const code = 'PEHP'

const branches: readonly BranchPlan[] = [
  {
    name: '机关第一党支部',
    departments: ['党委办公室', '院长办公室', '宣传统战部'],
    full: 26,
    work: 'office',
  },
  { name: '机关第二党支部', departments: ['医务部', '护理部', '质控科'], full: 17, work: 'office' },
  { name: '机关第三党支部', departments: ['财务部', '审计科', '医保科'], full: 13, work: 'office' },
  { name: '机关第四党支部', departments: ['信息中心', '设备科'], full: 11, work: 'office' },
  { name: '后勤党支部', departments: ['总务科', '保卫科'], full: 10, work: 'office' },
  { name: '内科第一党支部', departments: ['心血管内科'], full: 16 },
  { name: '内科第二党支部', departments: ['呼吸与危重症医学科'], full: 14 },
  { name: '内科第三党支部', departments: ['消化内科'], full: 13 },
  { name: '内科第四党支部', departments: ['神经内科'], full: 15 },
  { name: '内科第五党支部', departments: ['内分泌科', '肾内科'], full: 14 },
  { name: '内科第六党支部', departments: ['血液内科', '风湿免疫科'], full: 8 },
  { name: '肿瘤党支部', departments: ['肿瘤科', '放疗科'], full: 12 },
  { name: '感染党支部', departments: ['感染性疾病科'], full: 9 },
  { name: '老年康复党支部', departments: ['老年医学科', '康复医学科'], full: 10 },
  { name: '外科第一党支部', departments: ['普外一科', '普外二科'], full: 18 },
  { name: '外科第二党支部', departments: ['骨科'], full: 17 },
  { name: '外科第三党支部', departments: ['神经外科'], full: 13, endsInMonths: 4 },
  { name: '外科第四党支部', departments: ['泌尿外科', '心胸外科'], full: 12 },
  { name: '外科第五党支部', departments: ['烧伤整形科'], full: 6 },
  { name: '手术麻醉党支部', departments: ['麻醉科', '手术室'], full: 15 },
  { name: '急诊重症党支部', departments: ['急诊科', '重症医学科'], full: 19 },
  { name: '妇产党支部', departments: ['妇科', '产科'], full: 14 },
  { name: '儿科党支部', departments: ['儿科', '新生儿科'], full: 11 },
  { name: '五官党支部', departments: ['眼科', '耳鼻喉科', '口腔科'], full: 12 },
  { name: '门诊党支部', departments: ['门诊部', '体检中心'], full: 12 },
  { name: '医技第一党支部', departments: ['检验科', '输血科'], full: 13, work: 'technical' },
  { name: '医技第二党支部', departments: ['放射科', '超声科', '病理科'], full: 14, work: 'technical' },
  { name: '药学党支部', departments: ['药学部'], full: 11, work: 'pharmacy' },
  { name: '离退休党支部', departments: ['离退休职工管理科'], full: 32, work: 'retired' },
]

const plan: InstitutionPlan = {
  code,
  name: '普洱市人民医院',
  kind: 'institution',
  parent: null,
  level: '三级甲等综合医院',
  dutiesFrom: '2022-01-01',
  committee: '普洱市人民医院党委',
  generalBranches: [],
  branches,
  leaders: [
    { branch: 0, posts: [['committee', 'secretary']] },
    {
      branch: 0,
      posts: [
        ['institution', 'president'],
        ['committee', 'deputy_secretary'],
      ],
    },
    { branch: 0, posts: [['committee', 'deputy_secretary']] },
    { branch: 1, posts: [['committee', 'discipline_member']] },
    {
      branch: 5,
      posts: [
        ['institution', 'vice_president'],
        ['committee', 'committee_member'],
      ],
    },
    {
      branch: 14,
      posts: [
        ['institution', 'vice_president'],
        ['committee', 'committee_member'],
      ],
    },
    {
      branch: 16,
      posts: [
        ['institution', 'vice_president'],
        ['committee', 'committee_member'],
      ],
    },
  ],
  uncovered: [],
  others: [0, 1],
  themes: null,
}

const none = {
  score: null,
  scoreChange: null,
  rankChange: null,
  groupSize: null,
  grade: null,
  gradeBefore: null,
}

const results: readonly ResultRow[] = [
  {
    ...none,
    institution: code,
    year: 2022,
    assessment: 'national_tertiary_monitored',
    peerGroup: '全国三级综合医院',
    rank: 357,
    rankChange: 108,
    groupSize: 1521,
    source: '●普洱市人民医院在全国1521家三级综合医院中位列第357名,进入全国前25%行列,较2021年进步了108名;',
  },
  // The same assessment in a second ranking: among the hospitals of the province's prefectures.
  {
    ...none,
    institution: code,
    year: 2022,
    assessment: 'national_tertiary_monitored',
    peerGroup: '云南省州（市）级医院',
    rank: 2,
    source: '●在云南省州(市)级医院中排名第2名。',
  },
  // The report says when the provincial ranking was published (2024), not which year it assesses:
  // 2022 is taken from the national ranking beside it.
  {
    ...none,
    institution: code,
    year: 2022,
    assessment: 'provincial_tertiary',
    peerGroup: '云南省三级医院',
    rank: 6,
    groupSize: 47,
    source: '●普洱市人民医院在全省47家三级医院中位列第6名,其中“省考”监测指标排名全省第1名。',
  },
  {
    ...none,
    institution: code,
    year: 2022,
    assessment: 'provincial_monitored',
    peerGroup: '云南省三级医院',
    rank: 1,
    source: '●普洱市人民医院在全省47家三级医院中位列第6名,其中“省考”监测指标排名全省第1名。',
  },
]

const source =
  '全院门急诊诊疗110.73万人次,同比上升8.42%;出院8.9万人次,同比上升10.66%;手术2.41万人次,同比上升18%;平均患者满意度99.79%。'
const inYear = { institution: code, year: 2023, source }

const workload: readonly WorkloadRow[] = [
  { ...inYear, item: 'visits', value: 1_107_300, unit: '人次', growthPercent: 8.42 },
  { ...inYear, item: 'discharges', value: 89_000, unit: '人次', growthPercent: 10.66 },
  { ...inYear, item: 'operations', value: 24_100, unit: '人次', growthPercent: 18 },
  { ...inYear, item: 'satisfaction', value: 99.79, unit: '%', growthPercent: null },
]

/** 2023年,组织召开党委理论学习中心组学习10次,班子成员及各基层党组织书记讲授党课237次 */
export const counted = { year: 2023, lectures: 237, sessions: 10 } as const

export function s1(today: string): { readonly sheets: Sheets; readonly accounts: readonly Account[] } {
  const built = buildInstitution(plan, today)
  const year = Number(today.slice(0, 4))
  const sheets: Sheets = {
    ...built,
    results,
    workload,
    ledger: [
      ...withLectures(built.ledger, {
        institution: code,
        year: counted.year,
        count: counted.lectures,
        leaders: plan.leaders.length,
      }),
      ...committeeLedger(built, {
        institution: code,
        today,
        years: [counted.year, year - 1, year],
        sessions: { [counted.year]: counted.sessions },
      }),
    ],
  }
  const branch = branchCode(0)
  const accounts: readonly Account[] = [
    {
      username: 'pe.office',
      staffNo: plainMember(sheets, code, branch),
      institution: code,
      role: 'party_office',
      unit: code,
    },
    {
      username: 'pe.branch1',
      staffNo: holder(sheets, code, branch, 'secretary'),
      institution: code,
      role: 'branch_secretary',
      unit: branch,
    },
  ]
  return { sheets, accounts }
}

// S2 广东省卫生健康系统: a commission, eight institutions below it and the ten branches that the report names.
import { plainMember } from './find.ts'
import { buildInstitution, branchCode, together } from './institution.ts'
import type { BranchPlan, InstitutionPlan } from './plan.ts'
import type { Account, Sheets } from './rows.ts'

const commission = 'GDHC'

/** Code, name, committee and branches; with the province's name cut to 省, name + branch is the report's own wording. */
const institutions: readonly (readonly [string, string, readonly BranchPlan[]])[] = [
  [
    commission,
    '广东省卫生健康委',
    [{ name: '体制改革处党支部', departments: ['体制改革处'], full: 9, work: 'office' }],
  ],
  [
    'GDCDC',
    '广东省疾病预防控制中心',
    [
      { name: '传染病预防控制所党支部', departments: ['传染病预防控制所'], full: 19, work: 'technical' },
      {
        name: '慢性非传染性疾病预防控制所党支部',
        departments: ['慢性非传染性疾病预防控制所'],
        full: 16,
        work: 'technical',
      },
    ],
  ],
  ['GDMCH', '广东省妇幼保健院', [{ name: '产科一党支部', departments: ['产科'], full: 18 }]],
  [
    'GDMU2',
    '广东医科大学附属第二医院',
    [{ name: '呼吸与危重症医学中心党支部', departments: ['呼吸与危重症医学中心'], full: 14 }],
  ],
  [
    'GDHPE',
    '广东省卫生健康宣传教育中心',
    [{ name: '第一党支部', departments: ['综合部', '传播部'], full: 11, work: 'office' }],
  ],
  ['GDRHH', '广东省生殖医院', [{ name: '男科党支部', departments: ['男科'], full: 12 }]],
  [
    'GDHSI',
    '原广东省卫生监督所',
    [{ name: '第一党支部', departments: ['监督一科', '监督二科'], full: 13, work: 'office' }],
  ],
  ['GDSAH', '广东省泗安医院', [{ name: '医疗第一党支部', departments: ['医疗一科', '医疗二科'], full: 12 }]],
  ['GDPPH', '广东省人民医院', [{ name: '内科第三党支部', departments: ['血液内科'], full: 22 }]],
]

function planOf([code, name, branches]: (typeof institutions)[number], today: string): InstitutionPlan {
  const root = code === commission
  const head: InstitutionPlan['leaders'] = root
    ? [{ branch: 0, posts: [['committee', 'secretary']] }]
    : [
        { branch: 0, posts: [['committee', 'secretary']] },
        {
          branch: 0,
          posts: [
            ['institution', 'president'],
            ['committee', 'deputy_secretary'],
          ],
        },
      ]
  return {
    code,
    name,
    kind: root ? 'commission' : 'institution',
    parent: root ? null : commission,
    level: null,
    dutiesFrom: `${today.slice(0, 4)}-01-01`,
    committee: root ? '直属机关党委' : `${name}党委`,
    generalBranches: [],
    branches,
    leaders: head,
    uncovered: [],
    others: [2, 3],
    themes: null,
  }
}

export function s2(today: string): { readonly sheets: Sheets; readonly accounts: readonly Account[] } {
  const sheets = together(institutions.map((each) => buildInstitution(planOf(each, today), today)))
  const branch = branchCode(0)
  const accounts: readonly Account[] = [
    {
      username: 'gd.superior',
      staffNo: plainMember(sheets, commission, branch, 0),
      institution: commission,
      role: 'superior',
      unit: commission,
    },
    {
      username: 'gd.office',
      staffNo: plainMember(sheets, commission, branch, 1),
      institution: commission,
      role: 'party_office',
      unit: commission,
    },
  ]
  return { sheets, accounts }
}

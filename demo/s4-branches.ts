// The 70 branches of S4 below its 8 general branches; the report gives the counts, names and sizes are made up.
import { workingDay } from './calendar.ts'
import type { BranchPlan } from './plan.ts'

export const generalBranches = [
  '内科第一党总支',
  '内科第二党总支',
  '外科第一党总支',
  '骨伤党总支',
  '妇儿五官党总支',
  '门诊急诊党总支',
  '医技药学党总支',
  '机关后勤党总支',
] as const

/** A clinical department without a branch; two of its staff are members elsewhere. */
export const uncovered = '睡眠医学科'

/** Names under which the tests and the tour find the branches with something to show. */
export const shown = {
  tooLarge: '骨伤第一党支部',
  tooSmall: '预防保健党支部',
  withoutCommittee: '皮肤科党支部',
  endsSoon: ['内科第三党支部', '医技第四党支部'],
  founded: '日间诊疗党支部',
} as const

type Line = readonly [
  name: string,
  departments: string,
  full: number,
  rest?: Omit<BranchPlan, 'name' | 'departments' | 'full'>,
]

const office = { work: 'office' } as const
const technical = { work: 'technical' } as const
const pharmacy = { work: 'pharmacy' } as const

/** Secretaries are generally department heads (一般): all but three are. */
const deputy = { secretaryAlso: 'department_deputy' } as const

function lines(today: string): readonly (readonly Line[])[] {
  // Founded within a quarter: the branch owes nothing for the time before. Early in January, last year's February.
  const year = today.slice(5) > '03-15' ? Number(today.slice(0, 4)) : Number(today.slice(0, 4)) - 1
  const founded = workingDay(`${year}-02-20`)
  return [
    [
      ['内科第一党支部', '心血管内科一病区,心血管内科二病区', 33, { groups: 2 }],
      ['内科第二党支部', '脑病科一病区,脑病科二病区', 18],
      ['内科第三党支部', '脾胃病科一病区,脾胃病科二病区', 15, { endsInMonths: 2 }],
      ['内科第四党支部', '肺病科', 14],
      ['内科第五党支部', '肾病科,血液净化中心', 13],
      ['内科第六党支部', '内分泌科', 10],
      ['内科第七党支部', '血液科', 8],
      ['内科第八党支部', '风湿免疫科', 9],
      ['内科第九党支部', '心脏重症监护室', 7],
    ],
    [
      ['内科第十党支部', '肿瘤科一病区,肿瘤科二病区', 15, { guests: { department: uncovered, members: 2 } }],
      ['内科第十一党支部', '老年病科', 12],
      ['内科第十二党支部', '针灸科一病区,针灸科二病区', 16],
      ['内科第十三党支部', '推拿科', 9],
      ['内科第十四党支部', '康复科', 12],
      ['内科第十五党支部', '肝病科', 8],
      ['内科第十六党支部', '感染性疾病科', 6],
      ['内科第十七党支部', '心身医学科', 5],
      [shown.founded, '日间诊疗中心', 8, { foundedOn: founded }],
    ],
    [
      ['外科第一党支部', '普外科一病区,普外科二病区', 16],
      ['外科第二党支部', '泌尿外科', 10],
      ['外科第三党支部', '神经外科', 11],
      ['外科第四党支部', '心胸外科', 8],
      ['外科第五党支部', '肛肠科一病区,肛肠科二病区', 14],
      ['外科第六党支部', '周围血管病科', 7],
      ['外科第七党支部', '甲乳外科', 7],
      ['外科第八党支部', '麻醉科,手术室', 38, { groups: 2 }],
      ['外科第九党支部', '疼痛科', 5],
    ],
    [
      [shown.tooLarge, '创伤骨科一病区,创伤骨科二病区,创伤骨科三病区', 52, { groups: 3 }],
      ['骨伤第二党支部', '脊柱骨科一病区,脊柱骨科二病区', 17],
      ['骨伤第三党支部', '关节骨科一病区,关节骨科二病区', 15],
      ['骨伤第四党支部', '运动医学科', 8],
      ['骨伤第五党支部', '手足外科', 9],
      ['骨伤第六党支部', '小儿骨科', 7],
      ['骨伤第七党支部', '骨病科', 8],
      ['骨伤第八党支部', '骨伤康复科', 10],
      ['骨伤第九党支部', '骨伤科研究所', 5, technical],
    ],
    [
      ['妇儿第一党支部', '妇科', 12],
      ['妇儿第二党支部', '产科', 9],
      ['妇儿第三党支部', '儿科', 13],
      ['五官第一党支部', '眼科', 8],
      ['五官第二党支部', '耳鼻喉科', 8],
      ['五官第三党支部', '口腔科', 10],
      [shown.withoutCommittee, '皮肤科', 9, { withoutCommittee: true }],
      ['医学美容党支部', '医学美容科', 5, deputy],
    ],
    [
      ['门诊第一党支部', '门诊部,名医馆', 17],
      ['门诊第二党支部', '治未病中心', 9],
      ['门诊第三党支部', '体检中心', 8],
      ['急诊党支部', '急诊科,急诊重症监护室', 20],
      ['重症党支部', '重症医学科', 12],
      [shown.tooSmall, '预防保健科', 2, deputy],
      ['护理党支部', '护理部,消毒供应中心', 36, { groups: 2 }],
      ['分院党支部', '社区门诊部', 7],
    ],
    [
      ['医技第一党支部', '检验科,输血科', 19, technical],
      ['医技第二党支部', '放射科,介入室', 18, technical],
      ['医技第三党支部', '超声科', 9, technical],
      ['医技第四党支部', '病理科,核医学科', 8, { ...technical, endsInMonths: 4 }],
      ['医技第五党支部', '心电与脑功能检查室', 7, technical],
      ['药学第一党支部', '西药房,临床药学室', 15, pharmacy],
      ['药学第二党支部', '中药房,煎药室', 16, pharmacy],
      ['制剂党支部', '制剂中心', 10, pharmacy],
      ['科研党支部', '中心实验室', 8, technical],
    ],
    [
      ['机关第一党支部', '党委办公室,院长办公室,纪检监察室', 28, office],
      ['机关第二党支部', '组织人事部,宣传部,工会', 17, office],
      ['机关第三党支部', '医务部,质控部,医保部', 16, office],
      ['机关第四党支部', '财务部,审计部', 12, office],
      ['机关第五党支部', '科教部,规培办公室', 11, office],
      ['机关第六党支部', '信息部,设备部', 11, office],
      ['后勤党支部', '总务部,基建部,保卫部', 13, office],
      ['离退休第一党支部', '离退休职工管理部', 45, { work: 'retired', groups: 3 }],
      ['离退休第二党支部', '老年活动中心', 41, { work: 'retired', groups: 3, secretaryAlso: null }],
    ],
  ]
}

export function branchesOf(today: string): readonly BranchPlan[] {
  return lines(today).flatMap((below, generalBranch) =>
    below.map(([name, departments, full, rest]) => ({
      name,
      departments: departments.split(','),
      full,
      generalBranch,
      ...rest,
    })),
  )
}

// The yearly figures: the named inputs that formulas need and no record gives, with unit and the office that has them. No I/O.

/** The offices that fill in yearly figures, in the order of the form. */
export const offices = [
  'statistics',
  'finance',
  'personnel',
  'medical',
  'outpatient',
  'nursing',
  'pharmacy',
  'equipment',
  'laboratory',
  'information',
  'education',
  'research',
  'satisfaction',
] as const
export type Office = (typeof offices)[number]

/**
 * How a figure is counted. Stored are whole numbers of the smallest unit: fen, hundredths of a ton, a DDD, a point or a
 * percent; `digits` says how many decimals people type. `words`: a result in words, which is no number.
 */
export const figureUnits = {
  yuan: 2,
  tons: 2,
  ddd: 2,
  points: 2,
  percent: 2,
  persons: 0,
  visits: 0,
  days: 0,
  minutes: 0,
  items: 0,
  level: 0,
  yes_no: 0,
  words: 0,
} as const
export type FigureUnit = keyof typeof figureUnits

type Shape = { readonly zh: string; readonly en: string; readonly unit: FigureUnit; readonly office: Office }

const of =
  (office: Office) =>
  (unit: FigureUnit, zh: string, en: string): Shape => ({ zh, en, unit, office })
const [statistics, finance, personnel, medical, outpatient, nursing, pharmacy] = [
  of('statistics'),
  of('finance'),
  of('personnel'),
  of('medical'),
  of('outpatient'),
  of('nursing'),
  of('pharmacy'),
]
const [equipment, laboratory, information, education, research, satisfaction] = [
  of('equipment'),
  of('laboratory'),
  of('information'),
  of('education'),
  of('research'),
  of('satisfaction'),
]

export const figures = {
  outpatient_visits: statistics(
    'visits',
    '门诊患者人次数（不含急诊、健康体检）',
    'Outpatient visits (without emergency and health checks)',
  ),
  discharges: statistics('persons', '出院患者人次数', 'Discharges'),
  bed_days_occupied: statistics('days', '实际占用总床日数', 'Bed-days occupied'),
  bed_days_discharged: statistics('days', '出院者占用总床日数', 'Bed-days of those discharged'),
  beds_open: statistics('items', '实际开放床位数', 'Beds open'),

  medical_revenue: finance('yuan', '医疗收入', 'Medical revenue'),
  outpatient_revenue: finance('yuan', '门诊收入', 'Outpatient revenue'),
  outpatient_insurance: finance(
    'yuan',
    '门诊收入中来自医保基金的收入',
    'Outpatient revenue from insurance funds',
  ),
  outpatient_drug_revenue: finance('yuan', '门诊药品收入', 'Outpatient drug revenue'),
  inpatient_revenue: finance('yuan', '住院收入', 'Inpatient revenue'),
  inpatient_insurance: finance(
    'yuan',
    '住院收入中来自医保基金的收入',
    'Inpatient revenue from insurance funds',
  ),
  inpatient_drug_revenue: finance('yuan', '住院药品收入', 'Inpatient drug revenue'),
  drug_revenue: finance('yuan', '药品总收入', 'Drug revenue'),
  monitored_drug_revenue: finance(
    'yuan',
    '辅助用药（重点监控药品）收入',
    'Revenue of adjuvant (key-monitored) drugs',
  ),
  consumable_revenue: finance('yuan', '卫生材料（耗材）总收入', 'Consumables revenue'),
  monitored_consumable_revenue: finance(
    'yuan',
    '重点监控高值医用耗材收入',
    'Revenue of key-monitored high-value consumables',
  ),
  examination_revenue: finance('yuan', '检查收入', 'Examination revenue'),
  laboratory_revenue: finance('yuan', '化验收入', 'Laboratory revenue'),
  activity_revenue: finance('yuan', '医疗活动收入', 'Revenue of medical activities'),
  activity_cost: finance('yuan', '医疗活动费用', 'Cost of medical activities'),
  personnel_cost: finance('yuan', '人员经费', 'Personnel cost'),
  total_revenue: finance('yuan', '年总收入', 'Total revenue'),
  energy: finance('tons', '年总能耗（吨标准煤）', 'Energy used (tons of standard coal)'),
  liabilities: finance('yuan', '负债合计', 'Liabilities'),
  assets: finance('yuan', '资产合计', 'Assets'),
  special_revenue: finance('yuan', '特需医疗服务收入', 'Revenue of special-need services'),
  all_service_revenue: finance('yuan', '全部医疗服务收入', 'Revenue of all medical services'),
  training_cost: finance('yuan', '人才培养经费', 'Expenditure on training'),
  budget_management: finance('words', '全面预算管理', 'Comprehensive budget management'),
  chief_accountant: finance('yes_no', '设立总会计师', 'Chief accountant in place'),
  credit_rating: finance('words', '公共信用综合评价等级', 'Public credit rating'),

  physicians_mean: personnel('persons', '平均执业（助理）医师人数', 'Mean number of licensed physicians'),
  doctors: personnel('persons', '注册医师数', 'Registered doctors'),
  nurses: personnel('persons', '注册护士数', 'Registered nurses'),
  doctors_anaesthesia: personnel('persons', '麻醉医师数', 'Anaesthetists'),
  doctors_paediatric: personnel('persons', '儿科医师数', 'Paediatricians'),
  doctors_intensive: personnel('persons', '重症医师数', 'Intensive-care doctors'),
  doctors_pathology: personnel('persons', '病理医师数', 'Pathologists'),
  doctors_chinese: personnel('persons', '中医医师数', 'Doctors of Chinese medicine'),
  pharmacists: personnel('persons', '药师总人数', 'Pharmacists'),
  health_staff: personnel('persons', '卫生技术人员总数', 'Health professionals'),
  medical_staff: personnel('persons', '全院医务人员总数', 'Medical staff'),
  senior_staff: personnel('persons', '高级职称医务人员数', 'Medical staff with a senior title'),

  referred_outpatient: medical(
    'visits',
    '门急诊下转人次数',
    'Patients referred down from outpatient and emergency',
  ),
  referred_inpatient: medical('visits', '住院下转人次数', 'Patients referred down from the wards'),
  special_services: medical('visits', '特需医疗服务量', 'Special-need services'),
  all_services: medical('visits', '全部医疗服务量', 'All medical services'),

  appointments: outpatient('visits', '预约诊疗人次数', 'Visits by appointment'),
  waiting_minutes: outpatient(
    'minutes',
    '预约患者等待时间合计（报到至进入诊室）',
    'Waiting time of appointments, from check-in to the consulting room',
  ),

  quality_wards: nursing('items', '已开展优质护理服务的病房总数', 'Wards with quality nursing'),
  wards: nursing('items', '全院病房总数', 'Wards'),

  prescriptions_reviewed: pharmacy('items', '点评处方数', 'Prescriptions reviewed'),
  prescriptions: pharmacy('items', '处方总数', 'Prescriptions'),
  antibacterial_ddd: pharmacy(
    'ddd',
    '住院患者抗菌药物累计 DDD 数',
    'Antibacterials used by inpatients, in DDD',
  ),
  essential_outpatients: pharmacy(
    'visits',
    '门诊使用基本药物人次数',
    'Outpatient visits with essential drugs',
  ),
  drug_outpatients: pharmacy(
    'visits',
    '门诊诊疗总人次数（不含体检及未开药者）',
    'Outpatient visits with any drug',
  ),
  essential_inpatients: pharmacy(
    'persons',
    '出院患者使用基本药物总人次数',
    'Discharged patients with essential drugs',
  ),
  essential_varieties: pharmacy('items', '采购基本药物品种数', 'Essential drugs purchased'),
  varieties: pharmacy('items', '采购药物品种总数', 'Drugs purchased'),
  winning_volume: pharmacy('items', '集采中标药品用量', 'Use of centrally procured winning drugs'),
  same_volume: pharmacy('items', '集采同种药品用量', 'Use of all drugs of the same kinds'),
  essential_purchases: pharmacy('yuan', '基本药物采购金额', 'Purchases of essential drugs'),
  purchases: pharmacy('yuan', '药品采购金额', 'Purchases of drugs'),
  winning_purchases: pharmacy('yuan', '集采中标药品金额', 'Purchases of centrally procured winning drugs'),
  same_purchases: pharmacy('yuan', '集采同种药品金额', 'Purchases of all drugs of the same kinds'),

  examinations_positive: equipment(
    'visits',
    '大型设备检查阳性人次数',
    'Positive large-equipment examinations',
  ),
  examinations: equipment('visits', '大型设备检查人次数', 'Large-equipment examinations'),
  equipment_management: equipment(
    'words',
    '大型医用设备维修保养及质量控制管理',
    'Maintenance and quality control of large equipment',
  ),

  eqa_organised: laboratory(
    'items',
    '本院已开展且国家组织室间质评的项目数',
    'Tests done here that national EQA covers',
  ),
  eqa_joined: laboratory('items', '参加国家室间质评的项目数', 'Tests entered for national EQA'),
  eqa_passed: laboratory('items', '通过国家室间质评的项目数', 'Tests passing national EQA'),
  provincial_eqa_organised: laboratory(
    'items',
    '本院已开展且省级组织室间质评的项目数',
    'Tests done here that provincial EQA covers',
  ),
  provincial_eqa_joined: laboratory('items', '参加省级室间质评的项目数', 'Tests entered for provincial EQA'),
  provincial_eqa_passed: laboratory('items', '通过省级室间质评的项目数', 'Tests passing provincial EQA'),

  record_level: information('level', '电子病历应用功能水平分级（0–8 级）', 'EMR functional level (0–8)'),

  trainees_returned: education(
    'persons',
    '进修半年及以上并返回独立工作人数',
    'Trainees of half a year or more who returned to work independently',
  ),
  trainees: education('persons', '同期招收进修总人数', 'Trainees taken in'),
  licence_passed: education(
    'persons',
    '首次参加医师资格考试并通过人数',
    'Residents passing the licence examination at the first attempt',
  ),
  licence_first: education(
    'persons',
    '首次参加医师资格考试人数',
    'Residents sitting the licence examination for the first time',
  ),
  teaching_share: education(
    'percent',
    '教学经费投入占比（按手册算出后填报）',
    'Share of teaching expenditure (computed by the manual)',
  ),
  teachers_trained: education('persons', '带教教师受训人次', 'Teachers trained'),
  students_taught: education('persons', '承担医学教育人数', 'Students taught'),
  teaching_papers: education('items', '教学论文数', 'Papers on teaching'),

  research_funds: research('yuan', '本年度科研项目立项经费总金额', 'Research funds granted in the year'),
  transfer_funds: research('yuan', '本年度科研成果转化总金额', 'Technology transfer in the year'),

  score_outpatient: satisfaction('points', '门诊患者满意度得分', 'Outpatient satisfaction score'),
  score_inpatient: satisfaction('points', '住院患者满意度得分', 'Inpatient satisfaction score'),
  score_patient: satisfaction('points', '患者满意度得分', 'Patient satisfaction score'),
  score_staff: satisfaction('points', '医务人员满意度得分', 'Staff satisfaction score'),
} as const satisfies Readonly<Record<string, Shape>>

export type FigureId = keyof typeof figures
export const figureIds = Object.keys(figures) as readonly FigureId[]
export const figureOf = (id: FigureId): Shape => figures[id]
export const isFigure = (id: string): id is FigureId => id in figures

/**
 * A figure that records give as well: used where nobody entered it and the records cover all twelve months. Both
 * known and different is a finding of the cross-checks, never silently settled.
 */
export const countedFigures: Readonly<
  Partial<Record<FigureId, { readonly indicator: string; readonly part: 'numerator' | 'denominator' }>>
> = {
  discharges: { indicator: 'discharges', part: 'numerator' },
  bed_days_discharged: { indicator: 'GK2-13', part: 'numerator' },
}

/** The largest value that may be stored, in the smallest unit. */
export function mostOf(id: FigureId): number {
  const { unit } = figureOf(id)
  if (unit === 'points' || unit === 'percent') return 10_000
  if (unit === 'level') return 8
  if (unit === 'yes_no') return 1
  return 9_000_000_000_000_000
}

/** The number that people type and read, from the stored one. */
export const shown = (id: FigureId, stored: number): number => stored / 10 ** figureUnits[figureOf(id).unit]
/** The stored number, from what people type; the binary fraction is off by far less than half a unit. */
export const stored = (id: FigureId, typed: number): number =>
  Math.round(typed * 10 ** figureUnits[figureOf(id).unit])

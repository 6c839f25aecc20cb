// The indicators that front pages alone give: numerator and denominator as data over derived facts. No I/O.

import type { Flag } from './derive.ts'

/**
 * What is counted or added over the stays that have all flags of `where` and none of `not`. Costs of drugs and materials
 * are missing as a whole when one of these stays does not state them.
 */
export type Measure = {
  readonly of: 'stays' | 'los_days' | 'cost_fen' | 'drug_fen' | 'material_fen'
  readonly where?: readonly Flag[]
  readonly not?: readonly Flag[]
}

/**
 * Where the formula was read. 'manual': in the text of the official manual; 'implementation': in a public program that
 * computes it, the official text not seen; 'recollection': parts from memory; 'arithmetic': a plain count or mean of ours.
 */
export type Basis = 'manual' | 'implementation' | 'recollection' | 'arithmetic'

export type Indicator = {
  readonly id: string
  /** Number in the tertiary list; null where it is not of that list. */
  readonly no: number | null
  readonly zh: string
  readonly en: string
  readonly unit: 'percent' | 'days' | 'yuan' | 'count'
  /** compare: neither high nor low is good in itself. */
  readonly direction: 'up' | 'down' | 'compare'
  /** A nationally monitored indicator (▲). */
  readonly monitored: boolean
  readonly numerator: Measure
  /** null: a count that has no denominator. */
  readonly denominator: Measure | null
  readonly formulaZh: string
  readonly formulaEn: string
  readonly basis: Basis
  readonly source: string
  /** Only a formula that was read in the official text, with code lists that are the official ones, is more than an approximation. */
  readonly verified: boolean
}

const list = '国家三级公立医院绩效监测操作手册（指标序号按公开转载的 2025 版表）'
const noClaim = { basis: 'implementation', verified: false } as const

export const indicators: readonly Indicator[] = [
  {
    id: 'discharges',
    no: null,
    zh: '出院人次',
    en: 'Discharges',
    unit: 'count',
    direction: 'compare',
    monitored: false,
    numerator: { of: 'stays' },
    denominator: null,
    formulaZh: '病案首页条数（同一住院只计一次）',
    formulaEn: 'Front pages, each stay once',
    basis: 'arithmetic',
    source: '病案首页计数',
    verified: true,
  },
  {
    id: 'GK3-03',
    no: 3,
    zh: '日间手术占择期手术比例',
    en: 'Day surgery share of elective surgery',
    unit: 'percent',
    direction: 'compare',
    monitored: false,
    numerator: { of: 'stays', where: ['day_surgery'] },
    denominator: { of: 'stays', where: ['elective'] },
    formulaZh: '日间手术人次（日间目录内且 24 小时内出院）÷ 择期手术人次（入院途径不是急诊）',
    formulaEn:
      'Operated with a listed day procedure and out within 24 h ÷ operated, not admitted as emergency',
    basis: 'recollection',
    source: list,
    verified: false,
  },
  {
    id: 'GK3-04',
    no: 4,
    zh: '出院患者手术占比',
    en: 'Surgery share of discharges',
    unit: 'percent',
    direction: 'up',
    monitored: true,
    numerator: { of: 'stays', where: ['operated'] },
    denominator: { of: 'stays' },
    formulaZh: '出院患者手术人数（手术与介入治疗；一次住院多次手术只计一人次）÷ 出院人次',
    formulaEn: 'Persons operated on (surgery or intervention, once a stay) ÷ discharges',
    basis: 'manual',
    source: '2019 版操作手册该指标的说明（经公开转载读到）',
    verified: true,
  },
  {
    id: 'GK3-05',
    no: 5,
    zh: '出院患者微创手术占比',
    en: 'Minimally invasive share of surgery',
    unit: 'percent',
    direction: 'up',
    monitored: true,
    numerator: { of: 'stays', where: ['minimally_invasive'] },
    denominator: { of: 'stays', where: ['operated'] },
    formulaZh: '微创手术人数（微创目录内）÷ 出院患者手术人数',
    formulaEn: 'Persons with a listed minimally invasive procedure ÷ persons operated on',
    source: list,
    ...noClaim,
  },
  {
    id: 'GK3-06',
    no: 6,
    zh: '出院患者四级手术比例',
    en: 'Level-IV share of surgery',
    unit: 'percent',
    direction: 'up',
    monitored: true,
    numerator: { of: 'stays', where: ['level4'] },
    denominator: { of: 'stays', where: ['operated'] },
    formulaZh: '四级手术人数（含按四级管理的介入治疗）÷ 出院患者手术人数',
    formulaEn: 'Persons with a level-IV operation or intervention ÷ persons operated on',
    source: list,
    ...noClaim,
  },
  {
    id: 'GK3-08',
    no: 8,
    zh: '手术患者并发症发生率',
    en: 'Surgical complication rate',
    unit: 'percent',
    direction: 'down',
    monitored: true,
    numerator: { of: 'stays', where: ['complication'] },
    denominator: { of: 'stays', where: ['elective'], not: ['obstetric', 'newborn'] },
    formulaZh:
      '手术患者中出院诊断在并发症目录且入院病情为“无”的例数 ÷ 择期手术人数（不含妊娠、分娩、围产期、新生儿）',
    formulaEn:
      'Operated patients with a listed complication not present at admission ÷ elective patients without obstetric, perinatal, newborn',
    source: list,
    ...noClaim,
  },
  {
    id: 'GK3-09',
    no: 9,
    zh: 'Ⅰ类切口手术部位感染率',
    en: 'Class-I incision infection rate',
    unit: 'percent',
    direction: 'down',
    monitored: true,
    numerator: { of: 'stays', where: ['class1_infected'] },
    denominator: { of: 'stays', where: ['class1'] },
    formulaZh: 'Ⅰ类切口愈合等级为丙的人次 ÷ Ⅰ类切口手术人次（只计类别为“手术”的操作）',
    formulaEn: 'Class-I incisions healed at grade C ÷ class-I incisions, class “surgery” only',
    source: list,
    ...noClaim,
  },
  {
    id: 'GK2-13',
    no: null,
    zh: '平均住院日',
    en: 'Mean length of stay',
    unit: 'days',
    direction: 'compare',
    monitored: true,
    numerator: { of: 'los_days' },
    denominator: { of: 'stays' },
    formulaZh: '出院者占用总床日（实际住院天数之和）÷ 出院人次（二级医院第 13 项）',
    formulaEn: 'Bed-days of those discharged ÷ discharges (no. 13 of the secondary list)',
    basis: 'implementation',
    source: '国家二级公立医院绩效考核指标（公开转载）',
    verified: false,
  },
  {
    id: 'cost',
    no: null,
    zh: '首页次均总费用',
    en: 'Mean total charge on the front page',
    unit: 'yuan',
    direction: 'compare',
    monitored: false,
    numerator: { of: 'cost_fen' },
    denominator: { of: 'stays' },
    formulaZh: '住院总费用之和 ÷ 出院人次。不是第 40 项：那一项用财务收入按床日折算',
    formulaEn: 'Sum of total charges ÷ discharges. Not no. 40, which converts revenue by bed-days',
    basis: 'arithmetic',
    source: '病案首页求和',
    verified: true,
  },
  {
    id: 'death',
    no: null,
    zh: '住院死亡率',
    en: 'In-hospital deaths',
    unit: 'percent',
    direction: 'compare',
    monitored: false,
    numerator: { of: 'stays', where: ['death'] },
    denominator: { of: 'stays' },
    formulaZh: '离院方式为死亡的人次 ÷ 出院人次。不是第 14 项：那一项只计低风险组',
    formulaEn: 'Stays that ended in death ÷ discharges. Not no. 14, which counts low-risk groups only',
    basis: 'arithmetic',
    source: '病案首页计数',
    verified: true,
  },
]

/** A ratio for people: null for an empty base, never 0. Yuan and days as they are, shares in percent. */
export function valueOf(
  indicator: Pick<Indicator, 'unit'>,
  numerator: number,
  denominator: number | null,
): number | null {
  if (denominator === null) return numerator
  if (denominator === 0) return null
  const ratio = numerator / denominator
  if (indicator.unit === 'percent') return ratio * 100
  return indicator.unit === 'yuan' ? ratio / 100 : ratio
}

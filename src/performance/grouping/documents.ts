// The figures as an Excel workbook: by department, by month, and the groups; each sheet says what it is and what it rests on.

import { type Column, type Sheet, writeWorkbook } from '../../core/workbook/index.ts'
import type { Basis, GroupingMeasure } from './measures.ts'
import { ratios } from './rules/figures.ts'
import type { Stratum } from './rules/scheme.ts'

type Shown = { readonly [K in keyof GroupingMeasure]: GroupingMeasure[K] | null } & {
  readonly grouped: number
  readonly ungrouped: number
}
type Group = {
  readonly code: string
  readonly name: string
  readonly cases: number
  readonly weight: number
  readonly losDays: number | null
  readonly costFen: number | null
  readonly deaths: number | null
  readonly referenceDaysHundredths: number | null
  readonly referenceCostFen: number | null
  readonly stratum: Stratum | null
}

const number = (key: string, zh: string, en: string): Column => ({ key, zh, en, type: 'number' })
const words = (key: string, zh: string, en: string): Column => ({ key, zh, en, type: 'text', max: 400 })

const measured: readonly Column[] = [
  number('grouped', '入组病例', 'Grouped'),
  number('ungrouped', '未入组', 'Ungrouped'),
  number('groups', 'DRG 组数', 'Groups'),
  number('weight', '总权重', 'Total weight'),
  number('case_mix', 'CMI', 'CMI'),
  number('cost_index', '费用消耗指数', 'Cost index'),
  number('time_index', '时间消耗指数', 'Time index'),
  number('low_cases', '低风险组病例', 'Low-risk cases'),
  number('low_deaths', '低风险组死亡', 'Low-risk deaths'),
]
const stratumWords: Readonly<Record<Stratum, readonly [zh: string, en: string]>> = {
  low: ['低', 'low'],
  medium_low: ['中低', 'medium-low'],
  medium_high: ['中高', 'medium-high'],
  high: ['高', 'high'],
}

export async function figuresWorkbook(
  of: {
    readonly name: string
    readonly basis: Basis | null
    readonly scope: { readonly from: number; readonly to: number }
    readonly departments: readonly Shown[]
    readonly months: readonly Shown[]
    readonly groups: readonly Group[]
  },
  language: 'zh' | 'en',
): Promise<File> {
  const note = noteOf(of.basis)
  const sheet = (key: string, zh: string, en: string, columns: readonly Column[]): Sheet => ({
    key,
    zh,
    en,
    columns,
    id: [],
    note,
  })
  const parts = [
    {
      sheet: sheet('departments', '按科室', 'Departments', [
        words('place', '出院科别', 'Department'),
        ...measured,
      ]),
      rows: of.departments.map((row) => ({ place: row.department ?? '', ...cellsOf(row) })),
    },
    {
      sheet: sheet('months', '按月', 'Months', [words('place', '月份', 'Month'), ...measured]),
      rows: of.months.map((row) => ({ place: String(row.month ?? ''), ...cellsOf(row) })),
    },
    {
      sheet: sheet('groups', 'DRG', 'DRG', [
        words('code', '编码', 'Code'),
        words('name', '名称', 'Name'),
        number('cases', '病例', 'Cases'),
        number('weight', '权重', 'Weight'),
        number('days', '平均住院日', 'Mean days'),
        number('reference_days', '参考平均住院日', 'Reference days'),
        number('cost', '次均费用（元）', 'Mean cost, yuan'),
        number('reference_cost', '参考次均费用（元）', 'Reference cost, yuan'),
        number('deaths', '死亡', 'Deaths'),
        words('stratum', '风险分层', 'Risk stratum'),
      ]),
      rows: of.groups.map((group) => ({
        code: group.code,
        name: group.name,
        cases: group.cases,
        weight: group.weight / 10_000,
        days: rounded(group.losDays, group.cases, 2),
        reference_days: group.referenceDaysHundredths === null ? null : group.referenceDaysHundredths / 100,
        cost: rounded(group.costFen === null ? null : group.costFen / 100, group.cases, 2),
        reference_cost: group.referenceCostFen === null ? null : group.referenceCostFen / 100,
        deaths: group.deaths,
        stratum: group.stratum === null ? '' : stratumWords[group.stratum][language === 'zh' ? 0 : 1],
      })),
    },
  ]
  const { from, to } = of.scope
  const title =
    language === 'zh' ? `${of.name} DRG 分组（${note.zh}）` : `${of.name}: DRG grouping (${note.en})`
  const bytes = await writeWorkbook(parts, { language, title })
  return new File([new Uint8Array(bytes)], `drg-${from}-${to}.xlsx`, {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}

function noteOf(basis: Basis | null): { readonly zh: string; readonly en: string } {
  const of = basis === null ? '—' : `${basis.scheme.edition}，${basis.scheme.source}`
  const sample = basis?.scheme.synthetic === true
  return {
    zh: `本地估算，非国家分组结果。分组方案：${of}${sample ? '（样例，不得上报）' : ''}`,
    en: `A local estimate, not the national grouping. Scheme: ${of}${sample ? ' (a sample, not to be reported)' : ''}`,
  }
}

const rounded = (sum: number | null, base: number, places: number): number | null =>
  sum === null || base === 0 ? null : Math.round((sum / base) * 10 ** places) / 10 ** places

const four = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10_000) / 10_000

function cellsOf(row: Shown) {
  return {
    grouped: row.grouped,
    ungrouped: row.ungrouped,
    groups: row.groups,
    weight: (row.weightSum ?? 0) / 10_000,
    case_mix: four(ratios.caseMix(row)),
    cost_index: four(ratios.costIndex(row)),
    time_index: four(ratios.timeIndex(row)),
    low_cases: row.lowRiskCases,
    low_deaths: row.lowRiskDeaths,
  }
}

// The Excel sheet 年度数据: yearly workload.

import type { Choice, Sheet } from '../../../core/workbook/index.ts'
import type { Port } from '../../../foundation/org/index.ts'
import { mostOf, type WorkloadItem, workloadItems } from '../rules.ts'
import { changeWorkload, insertWorkload, readWorkload, type WorkloadEntry } from '../store.ts'
import { institution, number, outside, source, text, year, years } from './cells.ts'
import { port } from './port.ts'

const itemNames: Readonly<Record<WorkloadItem, Omit<Choice, 'value'>>> = {
  visits: { zh: '门急诊诊疗人次', en: 'Outpatient and emergency visits' },
  discharges: { zh: '出院人次', en: 'Discharges' },
  operations: { zh: '手术', en: 'Operations' },
  satisfaction: { zh: '患者满意度', en: 'Patient satisfaction (%)' },
}

const workloadSheet: Sheet = {
  key: 'workload',
  zh: '年度数据',
  en: 'Yearly figures',
  note: {
    zh: '每机构、每年度、每项一行；人次按实际数填写，满意度按百分数填写（如 99.79）；上年值由系统计算',
    en: 'One row per institution, year and item; visits as counted, satisfaction in percent (such as 99.79); the year before is computed',
  },
  id: ['institution', 'year', 'item'],
  columns: [
    institution,
    year,
    {
      key: 'item',
      zh: '项目',
      en: 'Item',
      type: 'choice',
      required: true,
      choices: workloadItems.map((value) => ({ value, ...itemNames[value] })),
    },
    { key: 'value', zh: '数值', en: 'Value', type: 'number', required: true },
    {
      key: 'growthPercent',
      zh: '较上年增长（%）',
      en: 'Growth (%)',
      type: 'number',
      note: { zh: '按来源所述，下降为负', en: 'as the source says; a fall is negative' },
    },
    source,
  ],
}

/** The sheet 年度数据. Faults: reference_missing, not_allowed, duplicate, conflict (a value outside its limits). */
export const workloadPort: Port = port<WorkloadEntry>({
  sheet: workloadSheet,
  keyOf: (values) => `${String(values['year'])} ${String(values['item'])}`,
  entryOf: (institutionId, values, present) => ({
    institutionId,
    year: number(values['year'], 0, undefined) ?? 0,
    item: values['item'] as WorkloadItem,
    value: number(values['value'], 4, present?.value) ?? -1,
    growthPercent: number(values['growthPercent'], 2, present?.growthPercent),
    source: text(values['source'], present?.source) ?? '',
  }),
  problemsOf: (entry) => [
    ...outside('year', entry.year, ...years),
    ...outside('value', entry.value, 0, mostOf(entry.item)),
    ...outside('growthPercent', entry.growthPercent, -99.99, 100_000),
  ],
  read: readWorkload,
  insert: insertWorkload,
  change: changeWorkload,
})

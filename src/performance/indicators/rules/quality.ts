// The 18 indicators of high-quality development as a scheme that each institution edits: the official table was not found. No I/O.

/** One row of the scheme; `indicatorId` names the indicator whose value stands for it, null where there is none yet. */
export type SchemeRow = {
  readonly dimension: string
  readonly name: string
  readonly indicatorId: string | null
  readonly note: string
}

/**
 * A proposal from memory, for layout only: 国卫办医发〔2022〕9号 is certain (five dimensions, 18 indicators), its table
 * was not found. Never shown as official; what an institution saves takes its place.
 */
export const proposedScheme: readonly SchemeRow[] = [
  row('党建引领', '党委领导下的院长负责制落实情况', null),
  row('党建引领', '公立医院党的建设', 'fulfilment'),
  row('能力提升', '病例组合指数（CMI）', 'cmi'),
  row('能力提升', '出院患者四级手术比例', 'GK3-06'),
  row('能力提升', '出院患者微创手术占比', 'GK3-05'),
  row('能力提升', '手术患者并发症发生率', 'GK3-08'),
  row('能力提升', '智慧医院建设成效', null),
  row('结构优化', '医疗服务收入占医疗收入比例', 'GK3-31'),
  row('结构优化', '人员经费占比', 'GK3-33'),
  row('结构优化', '门诊人次数与出院人次数比', 'GK3-01'),
  row('结构优化', '医护比', 'GK3-46'),
  row('结构优化', '门诊次均费用增幅', 'GK3-38'),
  row('创新增效', '每百名卫生技术人员科研项目经费', 'GK3-50'),
  row('创新增效', '每百名卫生技术人员科研成果转化金额', 'GK3-51'),
  row('创新增效', '万元收入能耗', 'GK3-34'),
  row('创新增效', '医疗盈余率', 'GK3-35'),
  row('文化聚力', '患者满意度', 'GK3-54'),
  row('文化聚力', '医务人员满意度', 'GK3-55'),
]

function row(dimension: string, name: string, indicatorId: string | null): SchemeRow {
  return { dimension, name, indicatorId, note: '' }
}

// Further figures beside the national lists: of records, of the grouping, and of Party work, on the same screens. No I/O.

import { grouping, partyWork } from './formula.ts'
import { listed, ratio, recorded } from './indicator.ts'

export const own = listed('own', (no) => no, [
  {
    no: 'discharges',
    zh: '出院人次（病案首页）',
    en: 'Discharges (front pages)',
    sub: 'function',
    unit: 'persons',
    direction: 'compare',
    source: 'front_page',
    confidence: 'A',
    formula: recorded('discharges'),
  },
  {
    no: 'cost',
    zh: '首页次均总费用',
    en: 'Mean total charge on the front page',
    sub: 'costs',
    unit: 'yuan',
    direction: 'compare',
    source: 'front_page',
    confidence: 'A',
    formula: recorded('cost'),
  },
  {
    no: 'death',
    zh: '住院死亡率',
    en: 'In-hospital deaths',
    sub: 'safety',
    unit: 'percent',
    direction: 'compare',
    source: 'front_page',
    confidence: 'A',
    formula: recorded('death'),
  },
  {
    no: 'cmi',
    zh: '病例组合指数（CMI）',
    en: 'Case-mix index',
    sub: 'function',
    unit: 'weight',
    direction: 'up',
    source: 'grouping',
    confidence: 'B',
    words: [
      '∑（组权重 × 该组病例数）÷ 入组病例数（本地分组，是全国分组的估计）',
      'Sum of weight × cases over the groups ÷ cases grouped (local grouping, an estimate of the national one)',
    ],
    // Weights are summed in ten-thousandths.
    formula: ratio(grouping('weight'), grouping('cases'), 0.0001),
  },
  {
    no: 'cost_index',
    zh: '费用消耗指数',
    en: 'Cost index',
    sub: 'costs',
    unit: 'weight',
    direction: 'down',
    source: 'grouping',
    confidence: 'B',
    words: [
      '∑（本院组均费用 ÷ 参考组均费用 × 该组病例数）÷ 病例数（本地分组，是全国分组的估计）',
      'Sum of mean cost ÷ reference cost × cases over the groups ÷ cases (local grouping, an estimate of the national one)',
    ],
    // Quotients are summed in millionths.
    formula: ratio(grouping('cost_index'), grouping('cost_index_cases'), 0.000_001),
  },
  {
    no: 'time_index',
    zh: '时间消耗指数',
    en: 'Time index',
    sub: 'process',
    unit: 'weight',
    direction: 'down',
    source: 'grouping',
    confidence: 'B',
    words: [
      '∑（本院组均住院日 ÷ 参考组均住院日 × 该组病例数）÷ 病例数（本地分组，是全国分组的估计）',
      'Sum of mean stay ÷ reference stay × cases over the groups ÷ cases (local grouping, an estimate of the national one)',
    ],
    formula: ratio(grouping('time_index'), grouping('time_index_cases'), 0.000_001),
  },
])

export const party = listed('party', (no) => no, [
  {
    no: 'fulfilment',
    zh: '应办事项落实率',
    en: 'Fulfilment of duties',
    sub: 'party',
    unit: 'percent',
    direction: 'up',
    source: 'party_work',
    confidence: 'A',
    words: ['已完成的应办事项 ÷ 到期的应办事项', 'Duties done ÷ duties due'],
    formula: ratio(partyWork('duties_done'), partyWork('duties_due')),
  },
  {
    no: 'lectures',
    zh: '党课次数',
    en: 'Party lectures held',
    sub: 'party',
    unit: 'count',
    direction: 'up',
    source: 'party_work',
    confidence: 'A',
    words: ['年内已确认的党课次数', 'Confirmed Party lectures of the year'],
    formula: { as: 'count', numerator: partyWork('lectures'), factor: 1 },
  },
  {
    no: 'theme_coverage',
    zh: '主题方案覆盖率',
    en: 'Coverage of theme schemes',
    sub: 'party',
    unit: 'percent',
    direction: 'up',
    source: 'party_work',
    confidence: 'A',
    words: [
      '至少覆盖过一次的（支部 × 方案内容）÷ 全部（支部 × 方案内容）',
      'Branch × part pairs covered at least once ÷ all such pairs',
    ],
    formula: ratio(partyWork('parts_covered'), partyWork('parts_due')),
  },
])

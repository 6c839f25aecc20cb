// The sums of the grouping as facts of formulas: by month, by department, a year as the sum of its months.

import type { groupingMeasures } from '../grouping/index.ts'
import type { Group, MeasureSource } from './facts.ts'

type Sum = Awaited<ReturnType<typeof groupingMeasures>>[number]
/** What is read of them. */
type Sums = Omit<Sum, 'ungrouped' | 'groups'>
type Measures = (...asked: Parameters<typeof groupingMeasures>) => Promise<readonly Sums[]>

const facts = {
  cases: 'grouped',
  weight: 'weightSum',
  cost_index: 'costIndexSum',
  cost_index_cases: 'costIndexCases',
  time_index: 'timeIndexSum',
  time_index_cases: 'timeIndexCases',
  low_risk_cases: 'lowRiskCases',
  low_risk_deaths: 'lowRiskDeaths',
} as const satisfies Readonly<Record<string, keyof Sums>>

/** The facts `grouping/…` out of the grouping's own measures. */
export const groupingSource = (measures: Measures): MeasureSource => ({
  origin: 'grouping',
  read: async ({ tx, columns }, { institutionId, from, to, department, by }) => {
    const dimension = by === 'department' ? 'department' : 'month'
    const rows = await measures(tx, columns, institutionId, { from, to, department }, [dimension])
    const groups = new Map<string | number, Map<string, number>>()
    for (const row of rows) {
      const group = dimension === 'department' ? row.department : row.month
      if (group === null) continue
      const key = by === 'year' && typeof group === 'number' ? Math.floor(group / 100) : group
      const into = groups.getOrInsertComputed(key, () => new Map())
      for (const [name, of] of Object.entries(facts)) {
        into.set(`grouping/${name}`, (into.get(`grouping/${name}`) ?? 0) + row[of])
      }
    }
    return [...groups].map(
      ([key, sums]): Group =>
        typeof key === 'string'
          ? { period: null, department: key, facts: sums }
          : { period: key, department: null, facts: sums },
    )
  },
})

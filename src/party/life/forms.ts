// What organisational life hands in to be printed: the yearly activity table of a unit (支部活动一览表).

import { targetOf } from '../../core/pipeline.ts'
import { type FormValues, provide, yearlyTable } from '../../foundation/forms/index.ts'
import { locateUnit, readInstitution } from '../../foundation/org/index.ts'
import { readTable } from './actions/table.ts'

type Rows = FormValues<typeof yearlyTable>['支部']
type Counts = { onTime: number; counted: number; overdue: number }
type Ratio = { readonly numerator: number; readonly denominator: number }

const share = ({ numerator, denominator }: Ratio): string => {
  if (denominator === 0) return '—'
  const tenths = Math.round((numerator / denominator) * 1000)
  // Never 100 % while something is missing.
  return `${((numerator < denominator ? Math.min(tenths, 999) : tenths) / 10).toFixed(1).replace(/\.0$/, '')}%`
}

/** 4/5！: on time of what counts in the rate, with a sign for what is overdue; nothing where nothing counts yet. */
const cell = ({ onTime, counted, overdue }: Counts): string =>
  counted === 0 ? '' : `${onTime}/${counted}${overdue > 0 ? '！' : ''}`

function countsOf(states: Iterable<readonly [state: string, count: number]>): Counts {
  const counts = { onTime: 0, counted: 0, overdue: 0 }
  for (const [state, count] of states) {
    if (state === 'done') counts.onTime += count
    if (state === 'overdue') counts.overdue += count
    if (state === 'done' || state === 'late' || state === 'overdue') counts.counted += count
  }
  return counts
}

function row(name: string, above: string | null, months: readonly Counts[], rate: Ratio): Rows[number] {
  const [a, b, c, d, e, f, g, h, i, j, k, l] = months.map(cell)
  return {
    名称: name,
    上级: above,
    一月: a ?? '',
    二月: b ?? '',
    三月: c ?? '',
    四月: d ?? '',
    五月: e ?? '',
    六月: f ?? '',
    七月: g ?? '',
    八月: h ?? '',
    九月: i ?? '',
    十月: j ?? '',
    十一月: k ?? '',
    十二月: l ?? '',
    应办: rate.denominator,
    完成: rate.numerator,
    落实率: share(rate),
  }
}

export const lifeForms = [
  provide(yearlyTable, {
    locate: locateUnit,
    permission: 'duty.read',
    read: async (work, _unitId, period) => {
      const target = targetOf(work)
      const year = Number((period ?? work.today).slice(0, 4))
      const table = await readTable(work, target, year, 0, Infinity)
      const { demo } = await readInstitution(work.tx, target.institutionId)
      // Of a large unit there are only the sums of those right below; else each branch and group is a row.
      const sums = table.folded ? table.rolled.slice(1) : []
      const title = `${table.unitName}${year}年度支部活动一览表`
      return {
        values: {
          标题: title,
          单位: table.unitName,
          年度: year,
          制表日期: work.today,
          应办合计: table.rate.denominator,
          完成合计: table.rate.numerator,
          落实率合计: share(table.rate),
          图例: '每格为“按期完成数／应办数”；！为有逾期；未到期、免办和不适用的不计。',
          支部: [
            ...sums.map((unit) =>
              row(
                unit.unitName,
                table.unitName,
                unit.months.map((month) => countsOf(month.flatMap(({ counts }) => Object.entries(counts)))),
                unit.rate,
              ),
            ),
            ...table.rows.map((unit) =>
              row(
                unit.unitName,
                unit.above,
                unit.months.map((month) => countsOf(month.map(({ state }) => [state, 1]))),
                unit.rate,
              ),
            ),
          ],
          标记: demo ? '演示数据' : null,
        },
        name: title,
      }
    },
  }),
]

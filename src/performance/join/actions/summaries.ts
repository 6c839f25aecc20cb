// The indicators of a hospital or department in one line each, for the data pack and the cockpit.

import type { Work } from '../../../core/pipeline.ts'
import type { PackIndicator } from '../contract.ts'
import { addMonths, summaryOf } from '../rules.ts'
import { type IndicatorHead, readMonths } from '../series.ts'

/** How many months the small line and the control chart behind it have. */
const trend = 24

/** This year to `to` against the same months before; an indicator without any value is left out. */
export async function summariesOf(
  work: Work,
  indicators: readonly IndicatorHead[],
  of: { readonly institutionId: string; readonly codes: readonly string[] | null; readonly to: string },
): Promise<PackIndicator[]> {
  const range = { ...of, from: addMonths(of.to, 1 - trend) }
  const series = await readMonths(
    work,
    indicators.map(({ id }) => id),
    range,
  )
  return indicators.flatMap((indicator) => {
    const points = series.get(indicator.id) ?? []
    if (points.every((point) => point.value === null && !point.hidden)) return []
    const { signals, ...summary } = summaryOf(points, of.to, indicator.scale)
    return [
      {
        indicator,
        ...summary,
        signals: [...signals],
        points: points.map(({ period, value, hidden }) => ({ period, value, hidden })),
      },
    ]
  })
}

// What the join adds to the page of an indicator: its control chart and actions, where it has months and the place is known.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import type { IndicatorPartProps } from '../../indicators/web/index.ts'
import { IndicatorJoin } from './indicator-part.tsx'

export function IndicatorPagePart({ unitId, indicatorId, department }: IndicatorPartProps) {
  const scope = useQuery(api.join.scope.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const monthly = scope.data?.indicators.some(({ id }) => id === indicatorId) ?? false
  const codes = useQuery(
    api.join.departments.queryOptions({ input: { unitId }, enabled: monthly && department !== null }),
  )
  const meant = codes.data?.departments.find(({ code }) => code === department)?.unitId ?? null
  const place = department === null ? unitId : meant
  if (!monthly || place === null) return null
  return <IndicatorJoin key={`${place} ${indicatorId}`} unitId={place} indicatorId={indicatorId} />
}

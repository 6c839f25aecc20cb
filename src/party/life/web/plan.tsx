// The year plan of a branch month by month beside what is due by rule; of a unit above, its template and the plans below.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { Page } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useAddressView } from '../../../foundation/duties/web/index.ts'
import './plan.css'
import { PlanDesk } from './plan/desk.tsx'
import { planText } from './plan-words.ts'

export function PlanPage() {
  const text = useText(planText)
  const { unit, year } = useAddressView()
  const query = useQuery(
    api.life.plan.queryOptions({ input: { unitId: unit?.id ?? '', year }, enabled: unit !== null }),
  )
  if (!unit) return <EmptyState title={text.noUnit} />
  if (query.data) {
    const { plan } = query.data
    return (
      <PlanDesk
        key={`${unit.id} ${year} ${plan?.id ?? ''} ${plan?.version ?? 0}`}
        unitId={unit.id}
        year={year}
        data={query.data}
      />
    )
  }
  return (
    <Page title={text.title}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading what={text.title} rows={8} />
      )}
    </Page>
  )
}

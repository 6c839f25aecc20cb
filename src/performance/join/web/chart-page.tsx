// One indicator of a hospital or a department on a page of its own: chosen from a list, with its chart and actions.
import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { usePathPart, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { EmptyState } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { ActionForm } from './action-form.tsx'
import { chartText } from './chart-words.ts'
import { IndicatorJoin } from './indicator-part.tsx'
import { joinText } from './words.ts'

export function ChartPage() {
  const text = useText(chartText)
  const words = useText(joinText)
  const [language] = useLanguage()
  const may = useMay()
  const unitId = usePathPart('unitId')
  const [indicatorId, choose] = useQueryPart('indicator')
  const [making, setMaking] = useState(false)
  const { data } = useQuery(api.join.scope.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const department = data?.institutions
    .flatMap(({ departments }) => departments)
    .find(({ id }) => id === unitId)
  const hospital = data?.institutions.find((each) => each.unitId === unitId)
  const indicator = data?.indicators.find(({ id }) => id === indicatorId)
  const name = department?.name ?? hospital?.name ?? ''
  return (
    <Page
      title={indicator ? `${name} · ${indicator[language]}` : name || text.pick}
      up={{ to: '/join', label: words.back }}
      primary={
        may('duty.impose') && indicatorId !== null
          ? { label: words.make, icon: <PlusOutlined />, act: () => setMaking(true) }
          : undefined
      }
      filters={
        <Select
          aria-label={text.pick}
          placeholder={text.pick}
          value={indicatorId}
          onChange={choose}
          showSearch={{ optionFilterProp: 'label' }}
          options={(data?.indicators ?? []).map((each) => ({ value: each.id, label: each[language] }))}
          style={{ minWidth: 260 }}
        />
      }
    >
      {indicatorId === null ? (
        <EmptyState title={text.pick} hint={text.pickHint} />
      ) : (
        <IndicatorJoin key={indicatorId} unitId={unitId} indicatorId={indicatorId} />
      )}
      {making && (
        <ActionForm
          close={() => setMaking(false)}
          begin={{
            ...(indicatorId === null ? {} : { indicatorId }),
            departmentId: department?.id ?? '',
          }}
        />
      )}
    </Page>
  )
}

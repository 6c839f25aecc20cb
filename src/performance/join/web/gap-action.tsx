// What the join adds to a gap: an action that aims at the indicator, where it has months and one may make actions.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useMay } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import type { GapPlace } from '../../assessment/web/index.ts'
import { ActionForm } from './action-form.tsx'
import { joinText } from './words.ts'

export function GapAction({ gap: { indicator: indicatorId, direction } }: GapPlace) {
  const text = useText(joinText)
  const may = useMay()
  const [open, setOpen] = useState(false)
  const scope = useQuery(api.join.scope.queryOptions({ input: {}, staleTime: 5 * 60_000 }))
  const monthly = scope.data?.indicators.some(({ id }) => id === indicatorId) ?? false
  if (indicatorId === null || !monthly || !may('duty.impose')) return null
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {text.make}
      </Button>
      {open && (
        <ActionForm
          close={() => setOpen(false)}
          begin={{ indicatorId, ...(direction === 'compare' ? {} : { direction }) }}
        />
      )}
    </>
  )
}

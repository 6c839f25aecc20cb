// The target of an indicator for a year: set, changed or taken away.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import type { IndicatorValue } from '../contract.ts'
import type { Indicator } from '../rules.ts'
import { pageText } from './indicator-words.ts'
import { indicatorText } from './words.ts'

type TargetFormProps = {
  unitId: string
  indicator: Indicator
  year: number
  target: IndicatorValue['target']
  close: () => void
}

export function TargetForm({ unitId, indicator, year, target, close }: TargetFormProps) {
  const text = useText(indicatorText)
  const words = useText(pageText)
  const queries = useQueryClient()
  const [wanted, setWanted] = useState<number | null>(target?.target ?? null)
  const saving = useMutation({
    mutationFn: (next: number | null) =>
      client.indicators.setTarget({
        unitId,
        indicator: indicator.id,
        year,
        target: next,
        version: target?.version ?? null,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.indicators.key() })
      close()
    },
    onError: useFailure(),
  })
  return (
    <Modal
      open
      title={words.targetTitle(year)}
      okText={words.saveTarget}
      okButtonProps={{ disabled: wanted === null, loading: saving.isPending }}
      onOk={() => saving.mutate(wanted)}
      onCancel={close}
      footer={(_, { OkBtn, CancelBtn }) => (
        <>
          {target !== null && (
            <Button danger type="text" onClick={() => saving.mutate(null)}>
              {words.removeTarget}
            </Button>
          )}
          <CancelBtn />
          <OkBtn />
        </>
      )}
    >
      <InputNumber<number>
        aria-label={words.targetTitle(year)}
        value={wanted}
        onChange={setWanted}
        suffix={text.units[indicator.unit]}
        controls={false}
        autoFocus
      />
    </Modal>
  )
}

// The smallest base that is shown to those who may not read records: the hospital's own setting.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, InputNumber } from 'antd'
import { useState } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { indicatorText } from './words.ts'

type Overview = Awaited<ReturnType<Client['indicators']['overview']>>

export function SmallestShown({ overview }: { overview: Overview }) {
  const text = useText(indicatorText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [wanted, setWanted] = useState<number | null>(overview.smallestShown)
  const saving = useMutation({
    mutationFn: (smallestShown: number) =>
      client.indicators.setSmallest({
        unitId: overview.unitId,
        smallestShown,
        version: overview.settingVersion,
      }),
    onSuccess: async () => {
      message.success(text.smallestSaved)
      await queries.invalidateQueries({ queryKey: api.indicators.key() })
    },
    onError: useFailure(),
  })
  return (
    <Section title={text.smallest} hint={text.smallestHint}>
      <div className="row">
        <InputNumber<number>
          aria-label={text.smallest}
          min={1}
          max={100}
          precision={0}
          value={wanted}
          onChange={setWanted}
        />
        <Button
          disabled={wanted === null || wanted === overview.smallestShown}
          loading={saving.isPending}
          onClick={() => wanted !== null && saving.mutate(wanted)}
        >
          {text.smallestSave}
        </Button>
      </div>
    </Section>
  )
}

// Merges other units into this one, from a day on.
import { App, Form } from 'antd'
import { useCallback } from 'react'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import { divisibleKinds } from '../../rules.ts'
import { actText } from '../act-words.ts'
import { today } from '../day-field.tsx'
import { UnitsField } from '../unit-field.tsx'
import type { UnitChoice } from '../use-unit-choices.ts'
import { type ActProps, Dialog, OnField } from './dialog.tsx'

export function Merge({ unit, close }: ActProps) {
  const text = useText(actText)
  const { message } = App.useApp()
  const { id, kind, institutionId, path } = unit
  const suits = useCallback(
    (each: UnitChoice) =>
      each.kind === kind && each.institutionId === institutionId && each.id !== id && !path.includes(each.id),
    [id, kind, institutionId, path],
  )
  return (
    <Dialog<{ sources: string[]; on: string }>
      title={text.mergeOf(unit.name)}
      button={text.mergeNow}
      danger
      close={close}
      initial={{ on: today() }}
      act={async ({ sources, on }) => {
        const whole = await Promise.all(sources.map((unitId) => client.org.unit({ unitId })))
        const { planned } = await client.org.mergeUnits({
          unitId: unit.id,
          version: unit.version,
          sources: whole.map((source) => ({ unitId: source.id, version: source.version })),
          on,
        })
        const count = sources.length
        void message.success(planned ? text.willMerge(count, unit.name, on) : text.merged(count, unit.name))
      }}
    >
      <p className="second prose dialog-hint">{text.mergeHint}</p>
      <Form.Item
        name="sources"
        label={text.mergeSources}
        rules={[{ required: true, message: text.needSources }]}
      >
        <UnitsField kinds={divisibleKinds} suits={suits} placeholder={text.needSources} />
      </Form.Item>
      <OnField unit={unit} />
    </Dialog>
  )
}

// Moves a unit with all below it, from a day on.
import { Form } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import { actText } from '../act-words.ts'
import { today } from '../day-field.tsx'
import { MoveField } from '../move-field.tsx'
import { type ActProps, Dialog, OnField, useTakeBack } from './dialog.tsx'

export function Move({ unit, close }: ActProps) {
  const text = useText(actText)
  const offerUndo = useTakeBack()
  const [parentName, setParentName] = useState('')
  const now = unit.above.at(-1)
  return (
    <Dialog<{ parentId: string; on: string }>
      title={text.moveOf(unit.name)}
      button={text.moveNow}
      close={close}
      initial={{ on: today() }}
      act={async ({ parentId, on }) => {
        const { version, planned } = await client.org.moveUnit({
          unitId: unit.id,
          parentId,
          on,
          version: unit.version,
        })
        const said = planned ? text.willMove(unit.name, parentName, on) : text.moved(unit.name, parentName)
        offerUndo(said, async () => {
          if (now) await client.org.moveUnit({ unitId: unit.id, parentId: now.id, on, version })
        })
      }}
    >
      <Form.Item
        name="parentId"
        label={text.moveTo}
        extra={text.moveHint}
        rules={[
          { required: true, message: text.needParent },
          {
            validator: (_, value) =>
              value === now?.id ? Promise.reject(new Error(text.sameParent)) : Promise.resolve(),
          },
        ]}
      >
        <MoveField unit={unit} onName={setParentName} />
      </Form.Item>
      <OnField unit={unit} />
    </Dialog>
  )
}

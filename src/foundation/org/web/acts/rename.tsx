// Renames a unit from a day on.
import { Form, Input } from 'antd'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import { actText } from '../act-words.ts'
import { today } from '../day-field.tsx'
import { type ActProps, Dialog, OnField, useTakeBack } from './dialog.tsx'

export function Rename({ unit, close }: ActProps) {
  const text = useText(actText)
  const offerUndo = useTakeBack()
  return (
    <Dialog<{ name: string; on: string }>
      title={text.renameOf(unit.name)}
      button={text.renameNow}
      close={close}
      initial={{ name: unit.name, on: today() }}
      act={async ({ name, on }) => {
        const { version, planned } = await client.org.renameUnit({
          unitId: unit.id,
          name,
          on,
          version: unit.version,
        })
        offerUndo(planned ? text.willRename(name.trim(), on) : text.renamed(unit.name, name.trim()), () =>
          client.org.renameUnit({ unitId: unit.id, name: unit.name, on, version }),
        )
      }}
    >
      <Form.Item
        name="name"
        label={text.name}
        rules={[{ required: true, whitespace: true, message: text.needName }]}
      >
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <OnField unit={unit} />
    </Dialog>
  )
}

// Dissolves a unit.
import { Form } from 'antd'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import { actText } from '../act-words.ts'
import { DayField, today } from '../day-field.tsx'
import { unitText } from '../words.ts'
import { type ActProps, Dialog, useTakeBack } from './dialog.tsx'

export function Dissolve({ unit, close }: ActProps) {
  const text = useText(actText)
  const page = useText(unitText)
  const takeBack = useTakeBack()
  return (
    <Dialog<{ on: string }>
      title={text.dissolveOf(unit.name)}
      button={text.dissolveNow}
      danger
      close={close}
      initial={{ on: today() }}
      known={() => ({ foundedOn: unit.foundedOn })}
      act={async ({ on }) => {
        const { version } = await client.org.dissolveUnit({ unitId: unit.id, on, version: unit.version })
        // Said with its own verb: 撤销 is both what was done here and the usual word for taking something back.
        takeBack(
          text.dissolved(unit.name, on),
          () => client.org.dissolveUnit({ unitId: unit.id, on: null, version }),
          page.restore,
        )
      }}
    >
      <p className="second prose dialog-hint">{text.dissolveHint}</p>
      <Form.Item name="on" label={text.dissolveOn} rules={[{ required: true, message: text.needDay }]}>
        <DayField />
      </Form.Item>
    </Dialog>
  )
}

// Founds a unit below another.
import { App, Button, Form, Input, Select } from 'antd'
import { client } from '../../../../core/web/client.ts'
import { useGo } from '../../../../core/web/go.tsx'
import { useText } from '../../../../core/web/text.ts'
import { type UnitForm, unitForms, type UnitKind, unitKinds } from '../../words.ts'
import { actText } from '../act-words.ts'
import { DayField, today } from '../day-field.tsx'
import { useName } from '../names.tsx'
import { foundable } from '../tree.ts'
import { type ActProps, Dialog } from './dialog.tsx'

type FoundFields = { kind: UnitKind; form?: UnitForm; code: string; name: string; foundedOn: string }

export function Found({ unit, close }: ActProps) {
  const text = useText(actText)
  const name = useName()
  const go = useGo()
  const { notification } = App.useApp()
  const kinds = foundable(unit.kind)
  const [first] = kinds
  return (
    <Dialog<FoundFields>
      title={text.foundIn(unit.name)}
      button={text.foundNow}
      close={close}
      initial={{ foundedOn: today(), ...(first ? { kind: first } : {}) }}
      known={({ code }) => (code === undefined ? {} : { code })}
      act={async (fields) => {
        const { id } = await client.org.createUnit({ parentId: unit.id, ...fields })
        notification.success({
          key: `founded-${id}`,
          title: text.founded(fields.name),
          actions: (
            <Button
              size="small"
              onClick={() => {
                notification.destroy(`founded-${id}`)
                go(`/units/${id}`)
              }}
            >
              {text.open}
            </Button>
          ),
        })
      }}
    >
      <Form.Item name="kind" label={text.kind} rules={[{ required: true, message: text.needKind }]}>
        <Select
          options={kinds.map((value) => ({ value, label: name(unitKinds, value) }))}
          className="short-field"
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'branch' && (
            <Form.Item name="form" label={text.form} initialValue="plain">
              <Select
                options={unitForms.map(({ value }) => ({ value, label: name(unitForms, value) }))}
                className="short-field"
              />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item
        name="name"
        label={text.name}
        rules={[{ required: true, whitespace: true, message: text.needName }]}
      >
        <Input maxLength={80} autoFocus />
      </Form.Item>
      <Form.Item
        name="code"
        label={text.code}
        extra={text.codeHint}
        rules={[{ required: true, whitespace: true, message: text.needCode }]}
      >
        <Input maxLength={40} className="short-field" />
      </Form.Item>
      <Form.Item name="foundedOn" label={text.foundedOn} rules={[{ required: true, message: text.needDay }]}>
        <DayField />
      </Form.Item>
    </Dialog>
  )
}

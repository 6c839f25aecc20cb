// Two acts on identity data of a unit: find one person by the whole number, and export with a reason.
import { Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { type Client, client } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { useText } from '../../../core/web/text.ts'
import { type UnitPage, useName } from '../../org/web/index.ts'
import { identityFields } from '../words.ts'
import { Change, Refused } from './change.tsx'
import { changeText } from './change-words.ts'

type By = 'idNumber' | 'phone'
type Found = Awaited<ReturnType<Client['people']['find']>>['people']

export function FindExact({ close }: { close: () => void }) {
  const text = useText(changeText)
  const name = useName()
  const [form] = Form.useForm<{ by: By; value: string }>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [found, setFound] = useState<Found | null>(null)
  const find = async (fields: { by: By; value: string }) => {
    setBusy(true)
    setError(null)
    setFound(null)
    try {
      setFound((await client.people.find(fields)).people)
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <Modal
      open
      title={text.findTitle}
      okText={text.findNow}
      cancelText={text.cancel}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="second prose change-hint">{text.findHint}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ by: 'idNumber' }}
        onFinish={(fields) => void find(fields)}
      >
        <Form.Item name="by">
          <Radio.Group
            optionType="button"
            options={(['idNumber', 'phone'] as const).map((value) => ({
              value,
              label: name(identityFields, value),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="value"
          label={text.value}
          rules={[{ required: true, whitespace: true, message: text.need }]}
        >
          <Input maxLength={40} autoComplete="off" autoFocus />
        </Form.Item>
      </Form>
      <Refused error={error} />
      {found !== null && (
        <div role="status">
          {found.length === 0
            ? text.findNone
            : found.map((person) => (
                <p key={person.id}>
                  <Go to={`/people/${person.id}`}>{person.name}</Go>{' '}
                  <span className="second">
                    {[person.staffNo, person.partyUnitName].filter(Boolean).join(' · ')}
                  </span>
                </p>
              ))}
        </div>
      )}
    </Modal>
  )
}

export function ExportIdentity({ unit, close }: { unit: UnitPage; close: () => void }) {
  const text = useText(changeText)
  return (
    <Change<{ reason: string }>
      title={text.exportTitle}
      button={text.exportNow}
      hint={text.exportHint(unit.name)}
      close={close}
      act={async ({ reason }) => {
        const file = await client.people.exportIdentity({ unitId: unit.id, reason })
        const link = document.createElement('a')
        link.href = URL.createObjectURL(file)
        link.download = file.name
        link.click()
        URL.revokeObjectURL(link.href)
      }}
    >
      <Form.Item
        name="reason"
        label={text.reason}
        rules={[{ required: true, whitespace: true, min: 4, message: text.needReason }]}
      >
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} autoFocus />
      </Form.Item>
    </Change>
  )
}

// The one dialog that makes a planned meeting: which day, at what time, under what name.
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import { DayField, today } from '../../../foundation/org/web/index.ts'
import { holdText } from './plan-words.ts'

export type Held = { plannedAt: string; title: string; place: string | null }

type HoldProps = {
  title: string
  unitId: string
  /** The month it is meant for, when there is one; from this month on otherwise. */
  month?: number
  name: string
  /** The name is that of the plan and stays. */
  fixedName?: boolean
  place: string | null
  close: () => void
  /** Resolves when the meeting is there; rejects never: failures are told by the caller. */
  hold: (held: Held) => Promise<void>
}

export function HoldDialog(props: HoldProps) {
  const { title, unitId, month, close, hold } = props
  const text = useText(holdText)
  const [form] = Form.useForm<{ day: string | null; time: string; name: string; place?: string }>()
  const [busy, setBusy] = useState(false)
  const now = today()
  const year = Number(now.slice(0, 4))
  const query = useQuery(api.life.plan.queryOptions({ input: { unitId, year } }))
  const proposal = query.data?.proposals.find(
    (each) => each.day >= now && (month === undefined || each.month === month),
  )
  const inMonth = month === undefined ? null : `${year}-${String(month).padStart(2, '0')}-01`
  const day = proposal?.day ?? (inMonth !== null && inMonth > now ? inMonth : now)
  if (query.isPending) return null
  return (
    <Modal
      open
      title={title}
      okText={text.go}
      cancelText={text.cancel}
      confirmLoading={busy}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          day,
          time: query.data?.fixed?.time ?? '16:00',
          name: props.name,
          place: props.place ?? query.data?.fixed?.place ?? '',
        }}
        onFinish={(fields) => {
          setBusy(true)
          void hold({
            plannedAt: `${fields.day}T${fields.time}`,
            title: fields.name.trim(),
            place: fields.place === undefined || fields.place.trim() === '' ? null : fields.place.trim(),
          }).finally(() => setBusy(false))
        }}
      >
        <Form.Item
          name="day"
          label={text.day}
          rules={[{ required: true, message: text.missing }]}
          {...(proposal === undefined
            ? {}
            : { extra: (proposal.moved ? text.moved : text.fixed)(proposal.day) })}
        >
          <DayField />
        </Form.Item>
        <Form.Item
          name="time"
          label={text.time}
          rules={[{ required: true, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: text.badTime }]}
        >
          <Input style={{ width: 96 }} maxLength={5} inputMode="numeric" />
        </Form.Item>
        <Form.Item
          name="name"
          label={text.name}
          rules={[{ required: true, whitespace: true, message: text.missing }]}
        >
          <Input maxLength={120} disabled={props.fixedName === true} />
        </Form.Item>
        <Form.Item name="place" label={text.place} hidden={props.fixedName === true}>
          <Input maxLength={120} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

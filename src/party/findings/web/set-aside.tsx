// The dialog that sets a finding aside: a written reason and the day until which it holds.
import { useQueryClient } from '@tanstack/react-query'
import { App, DatePicker, Form, Input, Modal } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { today } from '../../../foundation/org/web/index.ts'
import type { Finding } from '../contract.ts'
import { asideText } from './words.ts'

type Fields = { reason: string; until: dayjs.Dayjs }

type SetAsideProps = { finding: Finding; sentence: string; close: () => void }

export function SetAside({ finding, sentence, close }: SetAsideProps) {
  const text = useText(asideText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const now = dayjs(today())
  const run = async ({ reason, until }: Fields) => {
    setBusy(true)
    setError(null)
    try {
      await client.findings.setAside({
        unitId: finding.unitId,
        rule: finding.rule,
        personId: finding.person?.id ?? null,
        reason,
        untilOn: until.format('YYYY-MM-DD'),
      })
      message.success(text.done(until.format('YYYY-MM-DD')))
      close()
      await queries.invalidateQueries({ queryKey: api.findings.key() })
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={text.title}
      onCancel={close}
      onOk={() => form.submit()}
      okText={text.act}
      cancelText={text.cancel}
      confirmLoading={busy}
    >
      <p className="prose finding-matter-line">
        <strong>
          {finding.person === null ? finding.unitName : `${finding.unitName} · ${finding.person.name}`}
        </strong>{' '}
        {sentence}
      </p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        validateTrigger="onBlur"
        initialValues={{ reason: finding.override?.reason ?? '', until: now.add(3, 'month') }}
        onFinish={(fields) => void run(fields)}
      >
        <Form.Item
          name="reason"
          label={text.reason}
          extra={text.reasonHint}
          rules={[{ required: true, whitespace: true, min: 10, max: 500, message: text.reasonNeeded }]}
        >
          <Input.TextArea autoFocus rows={4} maxLength={500} />
        </Form.Item>
        <Form.Item name="until" label={text.until} rules={[{ required: true, message: text.untilNeeded }]}>
          <DatePicker
            format="YYYY-MM-DD"
            minDate={now.add(1, 'day')}
            maxDate={now.add(1, 'year')}
            allowClear={false}
          />
        </Form.Item>
      </Form>
      <p className="third">{text.ends}</p>
      {error !== null && <ErrorState error={error} />}
    </Modal>
  )
}

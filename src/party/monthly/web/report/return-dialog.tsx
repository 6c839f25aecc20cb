// Returning a report: one reason, and the lines that it concerns with a word on each.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { useFailure } from '../../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../../core/web/text.ts'
import type { Report } from '../../contract/report.ts'
import { reportText } from '../words.ts'

type Values = { reason: string; notes?: Record<string, string> }

export function ReturnDialog({ report, close }: { report: Report; close: () => void }) {
  const text = useText(reportText)
  const words = text.returnDialog
  const [language] = useLanguage()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const fail = useFailure()
  const [form] = Form.useForm<Values>()
  const [refs, setRefs] = useState<string[]>([])
  const content = report.snapshot?.content ?? report.now
  const lines = [
    ...content.duties.map((duty) => ({
      value: duty.dutyId,
      label: `${duty.unitName} · ${duty[language]} · ${text.statesOfDuty[duty.state]}`,
    })),
    ...content.meetings.map(({ meetingId, day, title }) => ({ value: meetingId, label: `${day} ${title}` })),
    ...content.below.map(({ unitId, unitName }) => ({ value: unitId, label: unitName })),
    ...content.missing.map(({ unitId, unitName }) => ({ value: unitId, label: unitName })),
  ]
  const labelOf = (ref: string): string => lines.find(({ value }) => value === ref)?.label ?? ref
  const giveBack = useMutation({
    mutationFn: ({ reason, notes }: Values) => {
      const { unitId, month, number } = report.line
      return client.monthly.giveBack({
        unitId,
        month,
        number: number ?? 0,
        reason: reason.trim(),
        accepted: report.line.state === 'accepted',
        lines: refs.map((ref) => ({
          ref,
          label: labelOf(ref),
          note: notes?.[ref]?.trim() || reason.trim().slice(0, 300),
        })),
      })
    },
    onSuccess: () => {
      message.success(text.returned)
      close()
    },
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey: api.monthly.key() }),
  })
  return (
    <Modal
      open
      title={words.title}
      okText={words.do}
      cancelText={words.cancel}
      confirmLoading={giveBack.isPending}
      onOk={() =>
        void form.validateFields().then(
          (values) => giveBack.mutate(values),
          () => undefined,
        )
      }
      onCancel={close}
    >
      <Form form={form} layout="vertical" validateTrigger="onBlur">
        <Form.Item
          name="reason"
          label={words.reason}
          rules={[{ required: true, whitespace: true, message: words.needReason }]}
        >
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            placeholder={words.reasonHint}
          />
        </Form.Item>
        <Form.Item label={words.lines} htmlFor="return-lines">
          <Select
            id="return-lines"
            mode="multiple"
            value={refs}
            onChange={setRefs}
            options={lines}
            placeholder={words.lineHint}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        {refs.map((ref) => (
          <Form.Item key={ref} name={['notes', ref]} label={`${labelOf(ref)} · ${words.note}`}>
            <Input maxLength={300} />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  )
}

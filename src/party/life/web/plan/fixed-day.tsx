// The relatively fixed day of each month on which a branch holds its theme day.
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import { useLifeFailure } from '../failure.ts'
import { planText } from '../plan-words.ts'
import type { Plan } from './drafted.ts'

type Fields = { basis: 'working_day' | 'day'; nth: number; time: string; place?: string }

export function FixedDay(props: { unitId: string; fixed: Plan['fixed']; mayWrite: boolean }) {
  const { unitId, fixed, mayWrite } = props
  const text = useText(planText)
  const { message } = App.useApp()
  const fail = useLifeFailure()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<Fields>()
  const save = async ({ basis, nth, time, place }: Fields) => {
    try {
      await client.life.saveFixedDay({
        unitId,
        basis,
        nth,
        time,
        place: place === undefined || place.trim() === '' ? null : place.trim(),
        version: fixed?.version ?? 0,
      })
      void message.success(text.fixedSaved)
      setOpen(false)
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
    }
  }
  const said =
    fixed === null
      ? text.fixedNone
      : (fixed.basis === 'day' ? text.fixedDayOf : text.fixedOf)(fixed.nth, fixed.time)
  return (
    <Section
      title={text.fixed}
      hint={text.fixedHint}
      extra={mayWrite && <Button onClick={() => setOpen(true)}>{text.fixedSet}</Button>}
    >
      <p className={fixed === null ? 'third' : ''}>
        {said}
        {typeof fixed?.place === 'string' && ` · ${fixed.place}`}
      </p>
      {open && (
        <Modal
          open
          title={text.fixedTitle}
          okText={text.fixedSave}
          cancelText={text.cancel}
          onCancel={() => setOpen(false)}
          onOk={() => form.submit()}
        >
          <Form<Fields>
            form={form}
            layout="vertical"
            requiredMark={false}
            initialValues={{
              basis: fixed?.basis ?? 'working_day',
              nth: fixed?.nth ?? 5,
              time: fixed?.time ?? '16:00',
              place: fixed?.place ?? '',
            }}
            onFinish={(fields) => void save(fields)}
          >
            <Form.Item name="basis" label={text.basis}>
              <Segmented
                options={[
                  { value: 'working_day', label: text.bases.working_day },
                  { value: 'day', label: text.bases.day },
                ]}
              />
            </Form.Item>
            <Form.Item name="nth" label={text.nth} rules={[{ required: true, message: text.missing }]}>
              <InputNumber min={1} max={28} precision={0} />
            </Form.Item>
            <Form.Item
              name="time"
              label={text.time}
              rules={[{ required: true, pattern: /^([01]\d|2[0-3]):[0-5]\d$/, message: text.badTime }]}
            >
              <Input style={{ width: 96 }} maxLength={5} />
            </Form.Item>
            <Form.Item name="place" label={text.place}>
              <Input maxLength={120} />
            </Form.Item>
          </Form>
        </Modal>
      )}
    </Section>
  )
}

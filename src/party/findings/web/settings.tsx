// What the institution settles for itself: the province, and the numbers that the regulations leave open.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { settingsText } from './words.ts'

type Settings = Awaited<ReturnType<Client['findings']['settings']>>
type Fields = Pick<Settings, 'province' | 'groupsFrom' | 'weakFrom' | 'absencesFrom'>

/** The numbers that may be settled, each within what makes sense; empty is off. */
const numbers = [
  { name: 'groupsFrom', min: 3, max: 50, hint: 'groupsHint', unit: 'people' },
  { name: 'absencesFrom', min: 1, max: 12, hint: 'absencesHint', unit: 'times' },
  { name: 'weakFrom', min: 1, max: 10, hint: 'weakHint', unit: 'rules' },
] as const

/** The button and its dialog; nothing for whoever may not settle them. */
export function FindingSettings({ unitId }: { unitId: string }) {
  const text = useText(settingsText)
  const [open, setOpen] = useState(false)
  const query = useQuery(api.findings.settings.queryOptions({ input: { unitId } }))
  if (query.data?.mayWrite !== true) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{text.open}</Button>
      {open && <Dialog settings={query.data} close={() => setOpen(false)} />}
    </>
  )
}

function Dialog({ settings, close }: { settings: Settings; close: () => void }) {
  const text = useText(settingsText)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (fields: Fields) => {
    setBusy(true)
    setError(null)
    try {
      await client.findings.saveSettings({
        unitId: settings.topUnitId,
        version: settings.version,
        province: fields.province ?? null,
        groupsFrom: fields.groupsFrom ?? null,
        weakFrom: fields.weakFrom ?? null,
        absencesFrom: fields.absencesFrom ?? null,
      })
      message.success(text.saved)
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
      title={text.open}
      onCancel={close}
      onOk={() => form.submit()}
      okText={text.save}
      cancelText={text.cancel}
      confirmLoading={busy}
    >
      <p className="second prose finding-matter-line">{text.what}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={settings}
        onFinish={(fields) => void run(fields)}
      >
        <Form.Item name="province" label={text.province} extra={text.provinceHint}>
          <Select
            allowClear
            className="finding-filter"
            placeholder={text.national}
            options={[{ value: 'hubei', label: text.hubei }]}
          />
        </Form.Item>
        {numbers.map(({ name, min, max, hint, unit }) => (
          <Form.Item key={name} name={name} label={text[name]} extra={text[hint]}>
            <InputNumber
              className="finding-filter"
              min={min}
              max={max}
              precision={0}
              placeholder={text.off}
              suffix={text[unit]}
            />
          </Form.Item>
        ))}
      </Form>
      {error !== null && <ErrorState error={error} />}
    </Modal>
  )
}

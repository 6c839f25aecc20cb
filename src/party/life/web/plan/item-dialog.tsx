// One item of a plan: month, kind, name; theme, lecturer and place where they are known already.
import { Form, Input, Modal, Select } from 'antd'
import { useText } from '../../../../core/web/text.ts'
import { useMeetingKind } from '../kinds.ts'
import { planText } from '../plan-words.ts'
import { allMonths, type Drafted, type Plan } from './drafted.ts'

type Fields = {
  month: number
  kind: string
  title: string
  theme?: string
  lecturer?: string
  place?: string
}

export function ItemDialog(props: {
  item: Drafted | null
  month: number
  year: number
  parts: Plan['parts']
  put: (item: Drafted) => void
  close: () => void
}) {
  const { item, parts, put, close } = props
  const text = useText(planText)
  const kinds = useMeetingKind()
  const [form] = Form.useForm<Fields>()
  const key = (part: { schemeId: string | null; partId: string | null }) => `${part.schemeId} ${part.partId}`
  const orNull = (typed: string | undefined) =>
    typed === undefined || typed.trim() === '' ? null : typed.trim()
  const suggest = () => {
    if (form.isFieldTouched('title') || item !== null) return
    const { month, kind, theme } = form.getFieldsValue()
    const part = parts.find((each) => key(each) === theme)
    form.setFieldValue(
      'title',
      `${text.months(month)}${part === undefined ? '' : part.name}${kinds.name(kind)}`,
    )
  }
  return (
    <Modal
      open
      title={item === null ? text.add : text.editItem(item.title)}
      okText={text.keep}
      cancelText={text.cancel}
      onCancel={close}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          month: props.month,
          kind: item?.kind ?? 'theme_day',
          title: item?.title ?? `${text.months(props.month)}${kinds.name('theme_day')}`,
          theme: item === null || item.partId === null ? undefined : key(item),
          lecturer: item?.lecturer ?? '',
          place: item?.place ?? '',
        }}
        onValuesChange={suggest}
        onFinish={({ month, kind, title, theme, lecturer, place }) => {
          const part = parts.find((each) => key(each) === theme)
          put({
            id: item?.id ?? crypto.randomUUID(),
            fresh: item?.fresh ?? true,
            meeting: item?.meeting ?? null,
            month,
            kind,
            title: title.trim(),
            schemeId: part?.schemeId ?? null,
            partId: part?.partId ?? null,
            partName: part?.name ?? null,
            lecturer: orNull(lecturer),
            place: orNull(place),
          })
        }}
      >
        <Form.Item name="month" label={text.month}>
          <Select
            style={{ width: 120 }}
            options={allMonths.map((month) => ({ value: month, label: text.months(month) }))}
          />
        </Form.Item>
        <Form.Item name="kind" label={text.kind}>
          <Select style={{ width: 240 }} options={kinds.options} />
        </Form.Item>
        {parts.length > 0 && (
          <Form.Item name="theme" label={text.theme}>
            <Select
              allowClear
              options={parts.map((part) => ({
                value: key(part),
                label: `${part.name} · ${part.schemeName}`,
              }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name="title"
          label={text.name}
          rules={[{ required: true, whitespace: true, message: text.missing }]}
        >
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="lecturer" label={text.lecturer}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="place" label={text.place}>
          <Input maxLength={120} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

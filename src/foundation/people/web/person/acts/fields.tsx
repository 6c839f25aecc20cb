// What the drawers of a person share: what a field needs, the fields of a person's facts, a change that only wants a reason.
import { Form, Input, Select } from 'antd'
import { useText } from '../../../../../core/web/text.ts'
import { DayField, useName } from '../../../../org/web/index.ts'
import { educations, genders, services, type UnitKind } from '../../../../org/words.ts'
import { Change, UnitField } from '../../change.tsx'
import { changeText } from '../../change-words.ts'
import { personText } from '../../words.ts'

type Needed = { required: true; message: string; whitespace?: true }

export const useNeed = (): { text: Needed[]; day: Needed[]; choice: Needed[] } => {
  const text = useText(changeText)
  return {
    text: [{ required: true, whitespace: true, message: text.need }],
    day: [{ required: true, message: text.needDay }],
    choice: [{ required: true, message: text.need }],
  }
}

/** The empty text of a cleared field is nothing. */
export const orNull = (value: string | null | undefined): string | null =>
  value === undefined || value === null || value.trim() === '' ? null : value

export function NameField() {
  const labels = useText(personText)
  const need = useNeed()
  return (
    <Form.Item name="name" label={labels.fullName} rules={need.text}>
      <Input maxLength={60} className="short-field" />
    </Form.Item>
  )
}

const departments: readonly UnitKind[] = ['department']

export function FactsFields({ institutionId }: { institutionId: string }) {
  const name = useName()
  const labels = useText(personText)
  const options = <V extends string>(words: readonly { value: V; zh: string; en: string }[]) =>
    words.map(({ value }) => ({ value, label: name(words, value) }))
  return (
    <>
      <Form.Item name="gender" label={labels.gender}>
        <Select allowClear options={options(genders)} className="short-field" />
      </Form.Item>
      <Form.Item name="bornOn" label={labels.bornOn}>
        <DayField />
      </Form.Item>
      <Form.Item name="education" label={labels.education}>
        <Select allowClear options={options(educations)} className="short-field" />
      </Form.Item>
      <Form.Item name="title" label={labels.title}>
        <Input maxLength={60} className="short-field" />
      </Form.Item>
      <Form.Item name="departmentId" label={labels.department}>
        <UnitField institutionId={institutionId} kinds={departments} clearable />
      </Form.Item>
      <Form.Item name="service" label={labels.service}>
        <Select options={options(services)} className="short-field" />
      </Form.Item>
    </>
  )
}

/** A change that needs nothing but its reason. */
export function ReasonChange(props: {
  title: string
  button: string
  hint?: string
  label?: string
  close: () => void
  act: (reason: string) => Promise<unknown>
}) {
  const text = useText(changeText)
  const need = useNeed()
  return (
    <Change<{ reason: string }>
      title={props.title}
      button={props.button}
      hint={props.hint}
      danger
      close={props.close}
      act={({ reason }) => props.act(reason)}
    >
      <Form.Item name="reason" label={props.label ?? text.reason} rules={need.text}>
        <Input.TextArea maxLength={200} autoSize={{ minRows: 2 }} autoFocus />
      </Form.Item>
    </Change>
  )
}

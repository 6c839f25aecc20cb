// The dialog in which something is said about a duty before it is settled.
import { Form, type FormProps, Modal } from 'antd'
import type { ReactNode } from 'react'

type Props<Values> = {
  open: boolean
  close: () => void
  title: string
  /** The verb on the button. */
  act: string
  cancel: string
  busy: boolean
  /** Which duty. */
  what: string
  hint: string | null
  initial?: NonNullable<FormProps<Values>['initialValues']>
  finish: (values: Values) => void
  /** The fields. */
  children: ReactNode
}

export function DutyDialog<Values extends object>(props: Props<Values>) {
  const [form] = Form.useForm<Values>()
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.act}
      cancelText={props.cancel}
      confirmLoading={props.busy}
      destroyOnHidden
      onCancel={props.close}
      onOk={() => form.submit()}
      // A press in the dialog must not open the row that the button stands in.
      modalRender={(dialog) => <div onClick={(event) => event.stopPropagation()}>{dialog}</div>}
    >
      <p>
        <strong>{props.what}</strong>
      </p>
      {props.hint !== null && <p className="second">{props.hint}</p>}
      <Form<Values>
        form={form}
        layout="vertical"
        className="waive-form"
        preserve={false}
        validateTrigger="onBlur"
        {...(props.initial === undefined ? {} : { initialValues: props.initial })}
        onFinish={props.finish}
      >
        {props.children}
      </Form>
    </Modal>
  )
}

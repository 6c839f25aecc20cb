// The dialog that creates an account without power, with the role that is wished for it.
import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import type { Role } from '../../../core/access.ts'
import { api, client } from '../../../core/web/client.ts'
import { useText } from '../../../core/web/text.ts'
import type { Handed } from './first-password.tsx'
import { GrantItems } from './grant-fields.tsx'
import { AccountFailure } from './refusals.tsx'
import { accountsText } from './words.ts'

type Fields = {
  username: string
  displayName: string
  staffNo?: string
  unitId: string
  wishedRole?: Role
}

type CreateAccountProps = {
  close: () => void
  created: (handed: Handed) => void
}

export function CreateAccount({ close, created }: CreateAccountProps) {
  const text = useText(accountsText)
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ error: unknown; username: string } | null>(null)
  const run = async ({ staffNo, ...fields }: Fields) => {
    setBusy(true)
    setFailed(null)
    try {
      const person = staffNo?.trim()
      const { wishedRole, ...rest } = fields
      const { firstPassword } = await client.accounts.create({
        ...rest,
        ...(wishedRole ? { wishedRole } : {}),
        ...(person ? { staffNo: person } : {}),
      })
      created({ name: fields.displayName, username: fields.username, password: firstPassword })
      await queries.invalidateQueries({ queryKey: api.accounts.list.key() })
    } catch (error) {
      setFailed({ error, username: fields.username })
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={text.create}
      okText={text.create}
      cancelText={text.back}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        validateTrigger="onBlur"
        onFinish={(fields) => void run(fields)}
      >
        <Form.Item
          name="displayName"
          label={text.displayName}
          rules={[{ required: true, whitespace: true, message: text.needName }]}
        >
          <Input maxLength={60} autoFocus autoComplete="off" className="account-field" />
        </Form.Item>
        <Form.Item
          name="username"
          label={text.username}
          extra={text.usernameHint}
          rules={[{ required: true, whitespace: true, message: text.needUsername }]}
        >
          <Input maxLength={60} autoComplete="off" autoCapitalize="none" className="account-field" />
        </Form.Item>
        <GrantItems wish />
        <Form.Item name="staffNo" label={text.staffNo} extra={text.staffNoHint}>
          <Input maxLength={40} autoComplete="off" className="account-field" />
        </Form.Item>
      </Form>
      <AccountFailure error={failed?.error} username={failed?.username} />
    </Modal>
  )
}

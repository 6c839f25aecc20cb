// Changing one's own password, and what is wrong with a new one.
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api, client, readError } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useMe } from '../../../core/web/session.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { defaultPolicy, lengthOf } from '../rules.ts'
import { myText } from './words.ts'

type Fields = { current: string; next: string; repeat: string }

export function Password() {
  const text = useText(myText)
  const { message } = App.useApp()
  const me = useMe()
  const security = useQuery(api.accounts.mySecurity.queryOptions({ input: {} }))
  const least = security.data?.passwordLength ?? defaultPolicy.passwordLength
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const change = async ({ current, next }: Fields) => {
    setBusy(true)
    setError(null)
    try {
      await client.accounts.changePassword({ current, next })
      form.resetFields()
      message.success(text.changed)
      await security.refetch()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <Section title={text.password} hint={text.passwordHint(least)}>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        validateTrigger="onBlur"
        className="password-form"
        onFinish={(fields) => void change(fields)}
      >
        {/* So that a password manager knows whose password changes. */}
        <input type="text" autoComplete="username" value={me.username} readOnly hidden />
        <Form.Item
          name="current"
          label={text.current}
          rules={[{ required: true, message: text.needCurrent }]}
        >
          <Input.Password autoComplete="current-password" maxLength={128} />
        </Form.Item>
        <NewPasswordItems least={least} current="current" />
        {error !== null && <PasswordFailure error={error} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {text.change}
        </Button>
      </Form>
    </Section>
  )
}

/** The new password twice. `current` names the field of the present one, where the form has it. */
export function NewPasswordItems({ least, current }: { least: number; current?: string }) {
  const text = useText(myText)
  return (
    <>
      <Form.Item
        name="next"
        label={text.next}
        dependencies={current === undefined ? [] : [current]}
        rules={[
          { required: true, message: text.needNext },
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) => {
              const next = typeof value === 'string' ? value : ''
              const length = lengthOf(next)
              if (next !== '' && length < least) return Promise.reject(new Error(text.short(least, length)))
              if (next !== '' && current !== undefined && next === getFieldValue(current))
                return Promise.reject(new Error(text.same))
              return Promise.resolve()
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={text.repeat}
        dependencies={['next']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              (value ?? '') === (getFieldValue('next') ?? '')
                ? Promise.resolve()
                : Promise.reject(new Error(text.differs)),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={128} />
      </Form.Item>
    </>
  )
}

export function PasswordFailure({ error }: { error: unknown }) {
  const text = useText(myText)
  const { code, facts } = readError(error)
  const fault = facts['reason'] === 'password' ? facts['fault'] : undefined
  const faults: Readonly<Record<string, (least: number) => string>> = text.faults
  const worded = typeof fault === 'string' ? faults[fault]?.(Number(facts['least'])) : undefined
  return (
    <div className="password-failure">
      {worded !== undefined ? (
        <Alert type="warning" showIcon role="alert" title={worded} description={text.faultNext} />
      ) : code === 'wrong_credentials' ? (
        <Alert type="warning" showIcon role="alert" title={text.wrong} description={text.wrongNext} />
      ) : (
        <ErrorState error={error} />
      )}
    </div>
  )
}

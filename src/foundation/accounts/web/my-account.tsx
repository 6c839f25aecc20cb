// The page of one's own account: roles, language, password.
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { client, readError } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Columns, FactList, Page, Section } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { meOptions, useChooseLanguage, useMay, useMe } from '../../../core/web/session.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import './accounts.css'
import { myText } from './words.ts'

const shortest = 10

export function MyAccount() {
  const text = useText(myText)
  const roles = useText(roleText)
  const me = useMe()
  const may = useMay()
  const facts = [
    { label: text.name, value: me.name },
    { label: text.username, value: me.username },
    { label: text.institution, value: me.institution.name },
    ...(me.personId !== null && may('person.read')
      ? [{ label: text.person, value: <Go to={`/people/${me.personId}`}>{text.openPerson}</Go> }]
      : []),
  ]
  return (
    <Page title={text.title} what={text.what}>
      <Columns min={320}>
        <div className="account-stack">
          <Section title={text.who}>
            <FactList facts={facts} />
          </Section>
          <Section title={text.roles} hint={text.rolesHint}>
            {me.grants.length === 0 ? (
              <p className="third">{text.noRoles}</p>
            ) : (
              <ul className="grant-list">
                {me.grants.map((grant) => (
                  <li key={`${grant.role} ${grant.unitId}`}>
                    <span>
                      <strong>{roles[grant.role]}</strong>
                      <span className="second">{grant.unitName}</span>
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <Go to="/permissions">{text.permissions}</Go>
          </Section>
          <LanguageChoice />
        </div>
        <Password />
      </Columns>
    </Page>
  )
}

function LanguageChoice() {
  const text = useText(myText)
  const queries = useQueryClient()
  const [language, choose] = useChooseLanguage()
  return (
    <Section title={text.language} hint={text.languageHint}>
      <Radio.Group
        aria-label={text.language}
        value={language}
        onChange={(event) => {
          choose(event.target.value === 'en' ? 'en' : 'zh')
          void queries.invalidateQueries(meOptions())
        }}
        options={[
          { value: 'zh', label: text.chinese },
          { value: 'en', label: text.english },
        ]}
      />
    </Section>
  )
}

type Fields = { current: string; next: string; repeat: string }

function Password() {
  const text = useText(myText)
  const { message } = App.useApp()
  const me = useMe()
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
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <Section title={text.password} hint={text.passwordHint}>
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
        <Form.Item
          name="next"
          label={text.next}
          dependencies={['current']}
          rules={[
            { required: true, message: text.needNext },
            ({ getFieldValue }) => ({
              validator: (_, value: unknown) => {
                const next = typeof value === 'string' ? value : ''
                if (next !== '' && next.length < shortest)
                  return Promise.reject(new Error(text.short(next.length)))
                if (next !== '' && next === getFieldValue('current'))
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
        {error !== null && <PasswordFailure error={error} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {text.change}
        </Button>
      </Form>
    </Section>
  )
}

function PasswordFailure({ error }: { error: unknown }) {
  const text = useText(myText)
  return (
    <div className="password-failure">
      {readError(error).code === 'wrong_credentials' ? (
        <Alert type="warning" showIcon role="alert" title={text.wrong} description={text.wrongNext} />
      ) : (
        <ErrorState error={error} />
      )}
    </div>
  )
}

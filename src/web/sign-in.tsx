// The sign-in: two fields, one button, and what to do when it fails.
import { Alert, Button, Form, Input, type InputRef } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { api, readError } from '../core/web/client.ts'
import { Mark } from '../core/web/frame/mark.tsx'
import { safePath, useGo, useQueryPart } from '../core/web/go.tsx'
import { roleText } from '../core/web/roles.ts'
import { statusText } from '../core/web/status-words.ts'
import { useLanguage, useText } from '../core/web/text.ts'
import { signInText } from './words.ts'

type Fields = { username: string; password: string }

export function SignIn() {
  const text = useText(signInText)
  const [language, setLanguage] = useLanguage()
  const [back] = useQueryPart('back')
  const go = useGo()
  const queries = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const password = useRef<InputRef>(null)
  const [caps, setCaps] = useState(false)
  const signIn = useMutation(
    api.accounts.signIn.mutationOptions({
      onSuccess: async () => {
        await queries.resetQueries()
        go(safePath(back), true)
      },
    }),
  )
  useEffect(() => {
    document.title = `${text.title} · 领航`
  }, [text])
  const watchCaps = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <header className="sign-in-head">
          <Mark size={44} />
          <div>
            <p className="sign-in-name">
              领航 <span className="brand-latin">Linghang</span>
            </p>
            <p className="second">{text.product}</p>
          </div>
        </header>
        <h1 className="visually-hidden">{text.title}</h1>
        <Form<Fields>
          form={form}
          layout="vertical"
          requiredMark={false}
          validateTrigger="onBlur"
          onFinish={(fields) =>
            signIn.mutate(fields, { onError: () => password.current?.focus({ cursor: 'all' }) })
          }
        >
          {signIn.isError && <Failure error={signIn.error} />}
          <Form.Item
            name="username"
            label={text.username}
            rules={[{ required: true, whitespace: true, message: text.needUsername }]}
          >
            <Input
              size="large"
              autoComplete="username"
              autoCapitalize="none"
              placeholder={text.usernameHint}
              autoFocus
            />
          </Form.Item>
          <Form.Item
            name="password"
            label={text.password}
            rules={[{ required: true, message: text.needPassword }]}
            extra={caps ? <span className="caps-lock">{text.capsLock}</span> : undefined}
          >
            <Input.Password
              ref={password}
              size="large"
              autoComplete="current-password"
              onKeyDown={watchCaps}
              onKeyUp={watchCaps}
            />
          </Form.Item>
          <Button type="primary" size="large" block htmlType="submit" loading={signIn.isPending}>
            {text.submit}
          </Button>
        </Form>
        <DemoAccounts
          choose={(username) => {
            form.setFieldsValue({ username })
            password.current?.focus()
          }}
        />
        <footer className="sign-in-foot">
          <p className="third">{text.help}</p>
          <Button type="link" size="small" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
            {text.otherLanguage}
          </Button>
        </footer>
      </div>
    </main>
  )
}

function Failure({ error }: { error: unknown }): ReactNode {
  const words = useText(statusText)
  const { code, requestId } = readError(error)
  return (
    <Alert
      className="sign-in-failure"
      type={code === 'wrong_credentials' ? 'warning' : 'error'}
      showIcon
      title={words.happened[code]}
      description={
        <>
          {words.todo[code]}
          {code === 'internal' && requestId !== null && <div>{words.requestId(requestId)}</div>}
        </>
      }
    />
  )
}

/** Only where the server has a demo: choosing one fills in the user name. */
function DemoAccounts({ choose }: { choose: (username: string) => void }) {
  const text = useText(signInText)
  const roles = useText(roleText)
  const { data } = useQuery(
    api.accounts.demoAccounts.queryOptions({ input: {}, staleTime: Infinity, retry: false }),
  )
  if (!data || data.accounts.length === 0) return null
  return (
    <section className="demo-accounts" aria-label={text.demo}>
      <p>
        <strong>{text.demo}</strong> <span className="third">{text.demoHint}</span>
      </p>
      <ul>
        {data.accounts.map(({ username, role, institution, unit }) => (
          <li key={username}>
            <button type="button" className="plain" onClick={() => choose(username)}>
              <span>
                {roles[role]}
                <span className="third place">
                  {unit === institution ? institution : `${institution} · ${unit}`}
                </span>
              </span>
              <span className="third username">{username}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

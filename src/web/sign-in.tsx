// The sign-in: two fields, one button, what to do when it fails, and the steps that may follow.
import { Alert, App, Button, Form, Input, type InputRef } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { api, client, readError } from '../core/web/client.ts'
import { Mark } from '../core/web/frame/mark.tsx'
import { safePath, useGo, useQueryPart } from '../core/web/go.tsx'
import { roleText } from '../core/web/roles.ts'
import { statusText } from '../core/web/status-words.ts'
import { useLanguage, useText } from '../core/web/text.ts'
import { minuteOf } from '../foundation/accounts/web/moment.ts'
import { beginSignOn, finishSignOn } from './sign-on.ts'
import { NextStep, type Step } from './sign-in-steps.tsx'
import { signInText } from './words.ts'

type Fields = { username: string; password: string }

/** What a finished sign-in says, and the way to where the person was going. */
function useArrival(back: string | null): (step: Step) => Promise<void> {
  const text = useText(signInText)
  const go = useGo()
  const queries = useQueryClient()
  const { notification } = App.useApp()
  return async ({ last, failures }) => {
    await queries.resetQueries()
    go(safePath(back), true)
    if (last === null) return
    notification.open({
      key: 'last-sign-in',
      title: text.last(minuteOf(last.at), last.address),
      description: failures > 0 ? text.failures(failures) : undefined,
      type: failures > 0 ? 'warning' : 'info',
      duration: failures > 0 ? 0 : 6,
      role: 'status',
    })
  }
}

export function SignIn() {
  const text = useText(signInText)
  const [back] = useQueryPart('back')
  const [step, setStep] = useState<Step | null>(null)
  const arrive = useArrival(back)
  const proceed = (next: Step) => {
    if (next.next === 'done') void arrive(next)
    else setStep(next)
  }
  return (
    <Card title={step === null || step.next === 'done' ? text.title : text.steps[step.next]}>
      {step === null ? (
        <Credentials back={back} proceed={proceed} />
      ) : (
        <NextStep step={step} proceed={proceed} again={() => setStep(null)} />
      )}
    </Card>
  )
}

/** Where the identity provider sends people back to. */
export function SignOnReturn() {
  const text = useText(signInText)
  const [returned] = useState(finishSignOn)
  const [step, setStep] = useState<Step | null>(null)
  const [error, setError] = useState<unknown>(null)
  const arrive = useArrival(returned.back)
  const proceed = (next: Step) => {
    if (next.next === 'done') void arrive(next)
    else setStep(next)
  }
  const asked = useRef(false)
  useEffect(() => {
    // The provider's answer serves once.
    if (asked.current) return
    asked.current = true
    client.accounts.finishSignOn(returned).then((next) => {
      if (next.next === 'done') void arrive(next)
      else setStep(next)
    }, setError)
  }, [returned, arrive])
  const again = () => location.assign('/sign-in')
  return (
    <Card title={step === null || step.next === 'done' ? text.title : text.steps[step.next]}>
      {error !== null ? (
        <>
          <Failure error={error} />
          <Button block onClick={again}>
            {text.again}
          </Button>
        </>
      ) : step === null ? (
        <p className="second" role="status">
          {text.returning}
        </p>
      ) : (
        <NextStep step={step} proceed={proceed} again={again} />
      )}
    </Card>
  )
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  const text = useText(signInText)
  const [language, setLanguage] = useLanguage()
  useEffect(() => {
    document.title = `${title} · 领航`
  }, [title])
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
        <h1 className={title === text.title ? 'visually-hidden' : 'sign-in-step'}>{title}</h1>
        {children}
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

function Credentials({ back, proceed }: { back: string | null; proceed: (step: Step) => void }) {
  const text = useText(signInText)
  const [form] = Form.useForm<Fields>()
  const password = useRef<InputRef>(null)
  const [caps, setCaps] = useState(false)
  const signIn = useMutation(api.accounts.signIn.mutationOptions({ onSuccess: proceed }))
  const watchCaps = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'))
  return (
    <>
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
      <SignOnButton back={back} />
      <DemoAccounts
        choose={(username) => {
          form.setFieldsValue({ username })
          password.current?.focus()
        }}
      />
    </>
  )
}

/** Only where the house has an identity provider. */
function SignOnButton({ back }: { back: string | null }) {
  const text = useText(signInText)
  const { data } = useQuery(
    api.accounts.signOnProvider.queryOptions({ input: {}, staleTime: Infinity, retry: false }),
  )
  const begin = useMutation({ mutationFn: () => beginSignOn(back) })
  if (!data || data.name === null) return null
  return (
    <div className="sign-on">
      {begin.isError && <Failure error={begin.error} />}
      <Button size="large" block loading={begin.isPending} onClick={() => begin.mutate()}>
        {text.signOn(data.name)}
      </Button>
    </div>
  )
}

function Failure({ error }: { error: unknown }): ReactNode {
  const words = useText(statusText)
  const text = useText(signInText)
  const { code, facts, requestId } = readError(error)
  const reasons: Readonly<Record<string, { happened: string; todo: string }>> = text.reasons
  const reason = reasons[String(facts['reason'])]
  const until = facts['until']
  return (
    <Alert
      className="sign-in-failure"
      type={code === 'wrong_credentials' ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={reason?.happened ?? words.happened[code]}
      description={
        <>
          {typeof until === 'string' ? text.until(timeOf(until)) : (reason?.todo ?? words.todo[code])}
          {code === 'internal' && requestId !== null && <div>{words.requestId(requestId)}</div>}
        </>
      }
    />
  )
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})
const timeOf = (instant: string): string => clock.format(new Date(instant))

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

// The steps that may follow a password: an own one in place of a first one, the code of the second factor, enrolling one.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api, type Client, client, readError } from '../core/web/client.ts'
import { useText } from '../core/web/text.ts'
import { NewPasswordItems, PasswordFailure } from '../foundation/accounts/web/my-password.tsx'
import { CodeFailure, Enrol, RecoveryCodes } from '../foundation/accounts/web/second-factor.tsx'
import { signInText } from './words.ts'

export type Step = Awaited<ReturnType<Client['accounts']['signIn']>>

type StepProps = {
  step: Step
  proceed: (step: Step) => void
  /** Back to name and password. */
  again: () => void
}

export function NextStep(props: StepProps) {
  const { next } = props.step
  if (next === 'password') return <OwnPassword {...props} />
  if (next === 'code') return <Code {...props} />
  return <FirstEnrolment {...props} />
}

/** Runs a step; one that took too long says so and leads back. */
function useStep(proceed: (step: Step) => void) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (work: () => Promise<Step>) => {
    setBusy(true)
    setError(null)
    try {
      proceed(await work())
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return { busy, error, run, over: error !== null && readError(error).code === 'unauthenticated' }
}

function Over({ again }: { again: () => void }) {
  const text = useText(signInText)
  return (
    <Alert
      className="sign-in-failure"
      type="warning"
      showIcon
      role="alert"
      title={text.stepOver}
      action={<Button onClick={again}>{text.again}</Button>}
    />
  )
}

function OwnPassword({ step, proceed, again }: StepProps) {
  const text = useText(signInText)
  const { busy, error, run, over } = useStep(proceed)
  if (over) return <Over again={again} />
  return (
    <Form<{ next: string }>
      layout="vertical"
      requiredMark={false}
      validateTrigger="onBlur"
      onFinish={({ next }) => void run(() => client.accounts.setFirstPassword({ next }))}
    >
      <Form.Item>
        <p>{step.why === 'first' ? text.first : text.wornOut}</p>
        <p className="third">{text.least(step.passwordLength)}</p>
      </Form.Item>
      <NewPasswordItems least={step.passwordLength} />
      {error !== null && <PasswordFailure error={error} />}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {text.save}
      </Button>
    </Form>
  )
}

function Code({ proceed, again }: StepProps) {
  const text = useText(signInText)
  const { busy, error, run, over } = useStep(proceed)
  if (over) return <Over again={again} />
  return (
    <Form<{ code: string }>
      layout="vertical"
      requiredMark={false}
      onFinish={({ code }) => void run(() => client.accounts.enterCode({ code }))}
    >
      <Form.Item
        name="code"
        label={text.code}
        extra={text.codeHint}
        rules={[{ required: true, whitespace: true, message: text.needCode }]}
      >
        <Input size="large" autoComplete="one-time-code" autoCapitalize="none" maxLength={40} autoFocus />
      </Form.Item>
      {error !== null && <CodeFailure error={error} />}
      <Button type="primary" size="large" block htmlType="submit" loading={busy}>
        {text.go}
      </Button>
    </Form>
  )
}

function FirstEnrolment({ proceed, again }: StepProps) {
  const text = useText(signInText)
  const begun = useQuery(
    api.accounts.beginEnrolment.queryOptions({ input: {}, staleTime: Infinity, retry: false }),
  )
  const [done, setDone] = useState<{ codes: readonly string[]; step: Step } | null>(null)
  if (begun.isError) return <Over again={again} />
  if (done) return <RecoveryCodes codes={done.codes} done={() => proceed(done.step)} />
  return (
    <>
      <p className="second">{text.enrolFirst}</p>
      <Enrol
        begun={begun.data}
        confirm={async (code) => {
          const { recoveryCodes, ...step } = await client.accounts.finishEnrolment({ code })
          setDone({ codes: recoveryCodes, step })
        }}
      />
    </>
  )
}

// Where one is signed in, and one's second factor.
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { StateTag } from '../../../core/web/state.tsx'
import { Loading, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { minuteOf } from './moment.ts'
import { PasswordFailure } from './my-password.tsx'
import { Enrol, RecoveryCodes } from './second-factor.tsx'
import { myText, secondFactorText } from './words.ts'

const useSecurity = () => useQuery(api.accounts.mySecurity.queryOptions({ input: {} }))

/** Browser and system of a user agent, as far as people know them. */
function deviceName(userAgent: string | null): string | null {
  if (userAgent === null) return null
  const browser = /Edg|MicroMessenger|Firefox|Chrome|Safari/.exec(userAgent)?.[0]
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(userAgent)?.[0]
  const names: Readonly<Record<string, string>> = { Edg: 'Edge', MicroMessenger: '微信', 'Mac OS X': 'macOS' }
  const parts = [browser, system].flatMap((part) => (part === undefined ? [] : [names[part] ?? part]))
  return parts.length === 0 ? userAgent.slice(0, 40) : parts.join(' · ')
}

export function Devices() {
  const text = useText(myText)
  const { message } = App.useApp()
  const failed = useFailure()
  const security = useSecurity()
  const act = (work: Promise<unknown>) =>
    void work.then(() => message.success(text.ended), failed).then(() => security.refetch())
  const sessions = security.data?.sessions
  return (
    <Section
      title={text.sessions}
      hint={text.sessionsHint}
      extra={
        (sessions?.length ?? 0) > 1 && (
          <Button size="small" onClick={() => act(client.accounts.endOtherSessions({}))}>
            {text.endOthers}
          </Button>
        )
      }
    >
      {!sessions ? (
        <Loading />
      ) : (
        <ul className="grant-list">
          {sessions.map((session) => {
            const device = deviceName(session.userAgent) ?? text.unknownDevice
            return (
              <li key={session.id}>
                <span>
                  <strong>{device}</strong>
                  {session.here && <span className="chip">{text.here}</span>}
                  <div className="third">
                    {[
                      session.address,
                      text.since(minuteOf(session.createdAt)),
                      text.seen(minuteOf(session.lastSeenAt)),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </span>
                {!session.here && (
                  <Button
                    size="small"
                    aria-label={text.endOf(device)}
                    onClick={() => act(client.accounts.endSession({ sessionId: session.id }))}
                  >
                    {text.end}
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  )
}

export function SecondFactor() {
  const text = useText(secondFactorText)
  const security = useSecurity()
  const failed = useFailure()
  const [begun, setBegun] = useState<{ secret: string; uri: string } | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [leaving, setLeaving] = useState(false)
  const { totp = false, totpDemanded = false, recoveryCodesLeft = 0 } = security.data ?? {}
  const begin = () => void client.accounts.beginTotp({}).then(setBegun, failed)
  const confirm = async (code: string) => {
    const { recoveryCodes } = await client.accounts.finishTotp({ code })
    setBegun(null)
    setCodes(recoveryCodes)
    await security.refetch()
  }
  return (
    <Section
      title={text.title}
      hint={text.hint}
      extra={<StateTag state={totp ? 'done' : 'not_applicable'}>{totp ? text.on : text.off}</StateTag>}
    >
      {totpDemanded && <p className="second">{text.demanded}</p>}
      {codes !== null ? (
        <RecoveryCodes codes={codes} done={() => setCodes(null)} />
      ) : begun !== null ? (
        <Enrol begun={begun} confirm={confirm} />
      ) : totp ? (
        <>
          <p className="third">{text.codesLeft(recoveryCodesLeft)}</p>
          {recoveryCodesLeft <= 2 && <Alert type="warning" showIcon title={text.fewCodes} />}
          {leaving ? (
            <Leave
              done={() => {
                setLeaving(false)
                void security.refetch()
              }}
            />
          ) : (
            !totpDemanded && <Button onClick={() => setLeaving(true)}>{text.disable}</Button>
          )}
        </>
      ) : (
        <Button onClick={begin}>{text.enable}</Button>
      )}
    </Section>
  )
}

function Leave({ done }: { done: () => void }) {
  const text = useText(secondFactorText)
  const { message } = App.useApp()
  const [error, setError] = useState<unknown>(null)
  const leave = async ({ password }: { password: string }) => {
    setError(null)
    try {
      await client.accounts.removeTotp({ password })
      message.success(text.disabled)
      done()
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <Form<{ password: string }>
      layout="vertical"
      requiredMark={false}
      className="password-form"
      onFinish={(fields) => void leave(fields)}
    >
      <p className="second">{text.disableHint}</p>
      <Form.Item
        name="password"
        label={text.password}
        rules={[{ required: true, message: text.needPassword }]}
      >
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      {error !== null && <PasswordFailure error={error} />}
      <Button danger htmlType="submit">
        {text.disable}
      </Button>
    </Form>
  )
}

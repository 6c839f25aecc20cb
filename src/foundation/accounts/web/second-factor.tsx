// Enrolling a second factor: the QR code, the first code, and the recovery codes, shown once.
import { CopyOutlined } from '@ant-design/icons'
import { Alert, App, Button, Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import { readError } from '../../../core/web/client.ts'
import { ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import './accounts.css'
import { copyText } from './copy.ts'
import { secondFactorText } from './words.ts'

type EnrolProps = {
  /** undefined while the secret is made. */
  begun: { secret: string; uri: string } | undefined
  confirm: (code: string) => Promise<unknown>
}

export function Enrol({ begun, confirm }: EnrolProps) {
  const text = useText(secondFactorText)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (!begun) return <Loading />
  const finish = async ({ code }: { code: string }) => {
    setBusy(true)
    setError(null)
    await confirm(code.replaceAll(/\s/g, '')).catch(setError)
    setBusy(false)
  }
  return (
    <div className="enrol">
      <p>
        <strong>{text.scan}</strong>
      </p>
      <p className="third">{text.apps}</p>
      {/* Dark on light in both themes: cameras read it so. */}
      <QRCode value={begun.uri} size={184} color="#000" bgColor="#fff" errorLevel="M" />
      <p className="third">
        {text.byHand}
        <code className="secret">{begun.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <Form<{ code: string }>
        layout="vertical"
        requiredMark={false}
        onFinish={(fields) => void finish(fields)}
      >
        <Form.Item name="code" label={text.code} rules={[{ required: true, message: text.needCode }]}>
          <Input
            size="large"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            autoFocus
            className="code-field"
          />
        </Form.Item>
        {error !== null && <CodeFailure error={error} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {text.confirm}
        </Button>
      </Form>
    </div>
  )
}

export function CodeFailure({ error }: { error: unknown }) {
  const text = useText(secondFactorText)
  return (
    <div className="password-failure">
      {readError(error).code === 'wrong_credentials' ? (
        <Alert type="warning" showIcon role="alert" title={text.wrong} description={text.wrongHint} />
      ) : (
        <ErrorState error={error} />
      )}
    </div>
  )
}

export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const text = useText(secondFactorText)
  const { message } = App.useApp()
  const copy = () =>
    void copyText(codes.join('\n')).then((copied) =>
      copied ? message.success(text.copied) : message.warning(text.notCopied),
    )
  return (
    <div className="enrol">
      <p>
        <strong>{text.recovery}</strong>
      </p>
      <p className="second prose">{text.recoveryHint}</p>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button icon={<CopyOutlined />} onClick={copy}>
          {text.copy}
        </Button>
        <Button type="primary" onClick={done}>
          {text.kept}
        </Button>
      </div>
    </div>
  )
}

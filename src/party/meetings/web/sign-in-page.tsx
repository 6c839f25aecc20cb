// What the code on the screen opens on a phone: one button, and in plain words what came of it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Result } from 'antd'
import { api, client, readError } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useMe } from '../../../core/web/session.ts'
import { useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import './mine.css'
import { mineText } from './mine-words.ts'
import { showInstant } from './moment.ts'

export function SignInMeeting() {
  const text = useText(mineText).signIn
  const { name } = useMe()
  const [meetingId] = useQueryPart('m')
  const [code] = useQueryPart('c')
  const queries = useQueryClient()
  const otherwise = useFailure()
  const sign = useMutation({
    mutationFn: () => client.meetings.signIn({ meetingId: meetingId ?? '', code: code ?? '' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.meetings.mine.key() }),
    onError: (error) => {
      if (reasonOf(error, text.refused) === null) otherwise(error)
    },
  })
  const reason = sign.error === null ? null : reasonOf(sign.error, text.refused)
  const mine = <Go to="/my-meetings">{text.mine}</Go>
  return (
    <Page title={text.title}>
      <div className="sign-in-page section">
        {meetingId === null || code === null ? (
          <Result status="warning" title={text.broken} extra={mine} />
        ) : sign.data !== undefined ? (
          <Result
            status="success"
            title={sign.data.already ? text.already : text.done}
            subTitle={`${sign.data.unitName} · ${sign.data.title} · ${showInstant(sign.data.signedAt).slice(11)}`}
            extra={mine}
          />
        ) : reason !== null ? (
          <Result status="error" title={text.refused[reason]} subTitle={text.help[reason]} extra={mine} />
        ) : (
          <>
            <p className="mine-when">{text.ready(name)}</p>
            <Button type="primary" size="large" loading={sign.isPending} onClick={() => sign.mutate()}>
              {text.go}
            </Button>
          </>
        )}
      </div>
    </Page>
  )
}

function reasonOf<T extends object>(error: unknown, words: T): (keyof T & string) | null {
  const { code, facts } = readError(error)
  const reason = code === 'invalid_input' ? facts['reason'] : code
  return typeof reason === 'string' && Object.hasOwn(words, reason) ? (reason as keyof T & string) : null
}

// The sign-in screen: a code that changes by itself, the live count, and who has just come; large enough for a projector.
import { QrcodeOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Modal, QRCode } from 'antd'
import { useEffect, useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
import { deskText } from '../meeting-words.ts'
import { showInstant } from '../moment.ts'
import { meetingOptions } from './use-acts.ts'

/** The count on the screen is never older than this. */
const every = 2500

type SignInProps = {
  meeting: Meeting
  /** Marks whoever has not signed in as present; null where nobody is left. */
  allPresent: (() => Promise<void>) | null
}

export function SignInButton({ meeting, allPresent }: SignInProps) {
  const text = useText(lifeText).signIn
  const { next } = useText(deskText)
  const [open, setOpen] = useState(false)
  const queries = useQueryClient()
  if (!meeting.mayWrite || !mayEdit(meeting.state, 'signIn')) return null
  const close = () => {
    setOpen(false)
    // Those who signed in meanwhile stand on the roll at once.
    void queries.invalidateQueries({ queryKey: meetingOptions(meeting.id).queryKey })
  }
  return (
    <>
      <Button icon={<QrcodeOutlined />} onClick={() => setOpen(true)}>
        {text.open}
      </Button>
      <Modal
        open={open}
        title={`${text.title} · ${meeting.title}`}
        footer={
          <>
            {allPresent !== null && (
              <Button onClick={() => void allPresent().then(close)}>{next.presentRest}</Button>
            )}
            <Button onClick={close}>{text.close}</Button>
          </>
        }
        onCancel={close}
        width="min(760px, 100vw)"
        centered
        destroyOnHidden
      >
        <Code meeting={meeting} />
      </Modal>
    </>
  )
}

function Code({ meeting }: { meeting: Meeting }) {
  const text = useText(lifeText).signIn
  const code = useQuery({
    queryKey: ['meeting-sign-in', meeting.id],
    queryFn: () => client.meetings.signInCode({ meetingId: meeting.id }),
    refetchInterval: every,
    refetchIntervalInBackground: true,
    gcTime: 0,
    staleTime: 0,
    retry: true,
  })
  const seconds = useCountdown(code.data?.freshFor ?? 0, code.dataUpdatedAt)
  const { data } = code
  const address =
    data === undefined
      ? ''
      : `${location.origin}/sign-in-meeting?${new URLSearchParams({ m: meeting.id, c: data.code })}`
  return (
    <div className="sign-in-screen">
      <div className="sign-in-code">
        {/* A code is black on white whatever the theme: that is how phones read it. */}
        <QRCode
          value={address === '' ? '-' : address}
          size={320}
          color="#000"
          bgColor="#fff"
          errorLevel="M"
          status={address === '' ? 'loading' : 'active'}
          data-address={address}
        />
        <p className="third" aria-live="off">
          {code.isError ? text.lost : text.fresh(seconds)}
        </p>
      </div>
      <div className="sign-in-count">
        <p className="sign-in-number" role="status">
          {text.counted(data?.present ?? meeting.present, data?.due ?? meeting.due)}
        </p>
        <p className="second prose">{text.how}</p>
        <p className="third prose">{text.byHand}</p>
        {data !== undefined && data.latest.length > 0 && (
          <>
            <h3 className="third">{text.latest}</h3>
            <ul className="sign-in-latest">
              {data.latest.map((each) => (
                <li key={`${each.name} ${each.signedAt}`}>
                  <span>{each.name}</span>
                  <span className="third">{showInstant(each.signedAt).slice(11)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}

/** Whole seconds until `milliseconds` after `since` (epoch). */
function useCountdown(milliseconds: number, since: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.ceil((since + milliseconds - now) / 1000))
}

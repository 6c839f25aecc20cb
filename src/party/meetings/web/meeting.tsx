// The page of one meeting: the whole record on one screen, kept fresh while it is under way.
import { useQuery } from '@tanstack/react-query'
import { usePathPart } from '../../../core/web/go.tsx'
import { ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { Desk } from './meeting/desk.tsx'
import { meetingOptions, useActs } from './meeting/use-acts.ts'
import { deskText } from './meeting-words.ts'
import './meetings.css'
import './meeting.css'

/** Roll and minutes are often taken by two people on two devices. */
const freshEvery = 15_000

export function MeetingScreen() {
  const meetingId = usePathPart('meetingId')
  return <OneMeeting key={meetingId} meetingId={meetingId} />
}

function OneMeeting({ meetingId }: { meetingId: string }) {
  const text = useText(deskText)
  const { run, busy } = useActs(meetingId)
  const meeting = useQuery({
    ...meetingOptions(meetingId),
    refetchInterval: (query) => (query.state.data?.state === 'open' && !busy ? freshEvery : false),
  })
  if (meeting.data) return <Desk meeting={meeting.data} run={run} busy={busy} />
  return (
    <div className="page">
      {meeting.error ? (
        <ErrorState error={meeting.error} retry={() => void meeting.refetch()} />
      ) : (
        <Loading what={text.loading} rows={8} />
      )}
    </div>
  )
}

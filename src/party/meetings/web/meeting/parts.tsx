// The parts of a meeting's page as a row of ways on phones, where the page is long.
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { takesVotes } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
import { deskText } from '../meeting-words.ts'
import { rollText, voteText } from '../roll-words.ts'
import { reach } from './reach.ts'

export function Parts({ meeting }: { meeting: Meeting }) {
  const desk = useText(deskText)
  const roll = useText(rollText)
  const votes = useText(voteText)
  const life = useText(lifeText)
  const parts: readonly (readonly [string, string])[] = [
    ['meeting-roll', meeting.state === 'open' ? roll.title : roll.roll],
    ['meeting-agenda', desk.agenda.title],
    ...(takesVotes(meeting.kind) ? ([['meeting-resolutions', votes.short]] as const) : []),
    ['meeting-minutes-part', desk.minutes.title],
    ['meeting-files', life.files.title],
  ]
  return (
    <nav className="meeting-parts no-print" aria-label={desk.parts}>
      {parts.map(([id, label]) => (
        <button key={id} type="button" className="plain meeting-part" onClick={() => reach(id, 'start')}>
          {label}
        </button>
      ))}
    </nav>
  )
}

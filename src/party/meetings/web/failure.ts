// What a failed act at a meeting says: this room's own reasons in plain words, everything else as on every screen.
import { App } from 'antd'
import { readError } from '../../../core/web/client.ts'
import { useFailure } from '../../../core/web/status.tsx'
import { type SameKeys, useText } from '../../../core/web/text.ts'
import { meetingText } from './words.ts'

type Words = SameKeys<typeof meetingText.zh>

const has = <T extends object>(record: T, key: unknown): key is keyof T & string =>
  typeof key === 'string' && Object.hasOwn(record, key)

/** The sentence for an error of this room, or null when the general words say it better. */
export function failureSentence(error: unknown, text: Words): string | null {
  const { code, facts } = readError(error)
  if (code === 'stale') return text.stale
  if (code === 'taken') return text.taken
  if (code === 'wrong_state') {
    const { state, move } = facts
    if (!has(text.moves, move)) return null
    const known = ['vote', 'decide', 'withdraw'].includes(move) ? text.resolutions : text.states
    return text.wrongState(has(known, state) ? String(known[state]) : String(state), text.moves[move])
  }
  const reason = facts['reason']
  if (code !== 'invalid_input' || !has(text.reasons, reason)) return null
  const words = text.reasons
  const count = Number(facts['count'] ?? 0)
  switch (reason) {
    case 'dissolved':
      return words.dissolved(String(facts['dissolvedOn']))
    case 'not_founded':
      return words.not_founded(String(facts['foundedOn']))
    case 'make_up':
      return words.make_up(String(facts['makeUpFor']))
    case 'ended_before_started':
      return words.ended_before_started(String(facts['startedAt']).replace('T', ' '))
    case 'voted':
    case 'may_not_vote':
    case 'not_on_roll':
    case 'not_present':
    case 'agenda_in_use':
      return words[reason](count)
    case 'not_members':
      return words.not_members(count)
    case 'too_many_files':
      return words.too_many_files(Number(facts['most'] ?? 0))
    case 'also_as':
    case 'partners':
    case 'matter':
    case 'candidate':
    case 'secret':
    case 'not_counted':
    case 'no_opinions':
    case 'opinion_present':
    case 'opinion_late':
    case 'no_person':
    case 'leave_answered':
    case 'may_not_cast':
    case 'cast_already':
    case 'code_expired':
    case 'code_forged':
    case 'not_on_roll_yourself':
    case 'nothing_changed':
    case 'no_minutes':
    case 'kind':
    case 'future':
    case 'empty_roll':
    case 'agenda_item':
    case 'no_votes':
    case 'twice':
      return words[reason]
  }
}

export function useMeetingFailure(): (error: unknown) => void {
  const { notification } = App.useApp()
  const text = useText(meetingText)
  const otherwise = useFailure()
  return (error) => {
    const sentence = failureSentence(error, text)
    if (sentence === null) {
      otherwise(error)
      return
    }
    notification.open({
      key: 'meeting-failure',
      title: text.notDone,
      description: sentence,
      duration: 8,
      role: 'alert',
      placement: 'top',
    })
  }
}

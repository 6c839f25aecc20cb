// The one next act of a meeting and the sentence that says why; null when there is nothing to do.
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { isPast } from '../marks.tsx'
import { deskText } from '../meeting-words.ts'

import { ownRoll } from './live.ts'

export type NextAct = 'notify' | 'open' | 'present' | 'close' | 'confirm'

export function useNext(
  meeting: Meeting,
  missing: number,
): { act: NextAct | null; label: string; hint: string } {
  const { next, hint } = useText(deskText)
  const none = { act: null, label: '' } as const
  if (meeting.state === 'confirmed') return { ...none, hint: hint.confirmed }
  if (meeting.state === 'cancelled') return { ...none, hint: hint.cancelled }
  if (!meeting.mayWrite) return { ...none, hint: hint.readOnly }
  if (isPast(meeting)) return { act: 'open', label: next.openLate, hint: hint.openLate }
  switch (meeting.state) {
    case 'planned':
      return { act: 'notify', label: next.notify, hint: hint.notify }
    case 'notified':
      return { act: 'open', label: next.open, hint: hint.open }
    case 'open': {
      const roll = ownRoll(meeting)
      const absent = roll.filter((entry) => entry.attendance === 'absent').length
      return meeting.present === 0 && absent > 0
        ? {
            act: 'present',
            label: absent === roll.length ? next.present(absent) : `${next.presentRest} (${absent})`,
            hint: hint.present,
          }
        : { act: 'close', label: next.close, hint: hint.close }
    }
    case 'held':
      return {
        act: 'confirm',
        label: next.confirm,
        hint: missing > 0 ? hint.confirmMissing : hint.confirm,
      }
  }
}

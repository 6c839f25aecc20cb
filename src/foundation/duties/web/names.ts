// What a duty is called, and beside it its period, or where it was imposed from.
import { useLanguage, useText } from '../../../core/web/text.ts'
import { postNames } from '../../org/words.ts'
import type { DutyLine } from '../contract.ts'
import { periodText, periodWords } from './period.ts'
import { useRhythms } from './rhythms.ts'

type Named = Pick<DutyLine, 'rhythm' | 'what' | 'origin' | 'periodFrom' | 'periodTo'>

export function useDutyNames() {
  const [language] = useLanguage()
  const rhythms = useRhythms()
  const periods = useText(periodText)
  const name = (duty: Pick<Named, 'rhythm' | 'what'>): string => duty.what ?? rhythms.name(duty.rhythm)
  const origin = (duty: Pick<Named, 'origin'>): string => rhythms.origin(duty.origin)
  /** '2026 年 11 月' or '上级交办'. */
  const beside = (duty: Named): string => (duty.what === null ? periodWords(periods, duty) : origin(duty))
  return {
    name,
    beside,
    origin,
    whole: (duty: Named): string => `${name(duty)} · ${beside(duty)}`,
    /** The person or the post that owes it; null: the unit. */
    who: (duty: Pick<DutyLine, 'post' | 'personName'>): string | null => {
      if (duty.personName !== null) return duty.personName
      const post = postNames.find(({ value }) => value === duty.post)
      return post === undefined ? null : post[language]
    },
  }
}

// The name of one of the periods in which a kind of meeting is owed.
import { monthsIn } from '../../../core/calendar.ts'
import { useText } from '../../../core/web/text.ts'
import { everyOf, type MeetingKind } from '../rules.ts'
import { planText } from './plan-words.ts'

/** A period by its first day, in words. */
export function usePeriodName(): (kind: MeetingKind, from: string) => string {
  const text = useText(planText)
  return (kind, from) => {
    const [year = '', month = '1'] = from.split('-')
    const every = everyOf(kind)
    if (every === 'year') return text.year(year)
    const nth = Math.ceil(Number(month) / monthsIn[every])
    if (every === 'month') return text.month(year, nth)
    return every === 'quarter' ? text.quarter(year, nth) : text.half(year, nth)
  }
}

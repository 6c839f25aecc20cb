// How often a kind of meeting is owed, and the name of one of its periods.
import { useText } from '../../../core/web/text.ts'
import { type MeetingKind, rhythms } from '../rules.ts'
import { planText } from './plan-words.ts'

export const everyOf = (kind: MeetingKind) => rhythms.find((each) => each.id === kind)?.every ?? 'month'

/** A period by its first day, in words. */
export function usePeriodName(): (kind: MeetingKind, from: string) => string {
  const text = useText(planText)
  return (kind, from) => {
    const [year = '', month = '1'] = from.split('-')
    return everyOf(kind) === 'quarter'
      ? text.quarter(year, Math.ceil(Number(month) / 3))
      : text.month(year, Number(month))
  }
}

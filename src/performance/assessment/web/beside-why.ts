// Why a year has no rate of Party work.
import { useText } from '../../../core/web/text.ts'
import { besideText } from './beside-words.ts'
import type { YearLine } from './beside-years.ts'

/** Before the first duties that the product keeps, or nothing fell due. */
export function useWhy(lines: readonly YearLine[]): (year: number) => string {
  const text = useText(besideText)
  const first = lines.find(({ rate }) => rate !== null)?.year
  return (year) => (first !== undefined && year < first ? text.noDutiesYet(first) : text.noDuties)
}

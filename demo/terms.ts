// Terms of office counted back from their end, so that reminders fall where the demo wants them.
import { dayBetween, earliest, move, workingDay } from './calendar.ts'
import type { Random } from './random.ts'
import type { TermRow } from './rows.ts'

export type Tenure = {
  readonly foundedOn: string
  /** Start of the oldest term written down; those elected are in office since then. */
  readonly inOfficeFrom: string
  readonly terms: readonly TermRow[]
}

type Wanted = {
  readonly institution: string
  readonly unit: string
  readonly years: 3 | 5
  readonly today: string
  /** Terms are written down far enough back to cover this date. */
  readonly dutiesFrom: string
  /** The unit is founded on the start of a term, on or before this date. */
  readonly foundedBefore: string
  readonly endsInMonths?: number | undefined
}

export function tenure(random: Random, wanted: Wanted): Tenure {
  const { institution, unit, years, today } = wanted
  const months = wanted.endsInMonths ?? random.int(9, years * 12 - 3)
  const near = move(today, { months: months - years * 12 })
  const started = workingDay(dayBetween(random, move(near, { days: -8 }), move(near, { days: 8 })))
  const covered = earliest(wanted.dutiesFrom, today)
  let past = 0
  let inOffice = 0
  while (move(started, { years: -years * past }) > wanted.foundedBefore) past += 1
  while (move(started, { years: -years * inOffice }) > covered) inOffice += 1
  past = Math.max(past, inOffice) + random.int(0, 1)
  const terms: TermRow[] = []
  for (let back = inOffice; back >= 0; back -= 1) {
    const startedOn = move(started, { years: -years * back })
    terms.push({ institution, unit, number: past - back + 1, startedOn, years })
  }
  return {
    foundedOn: move(started, { years: -years * past }),
    inOfficeFrom: move(started, { years: -years * inOffice }),
    terms,
  }
}

/** The tenure of a unit founded on a given day: its first term starts with it. */
export function newTenure(institution: string, unit: string, foundedOn: string): Tenure {
  return {
    foundedOn,
    inOfficeFrom: foundedOn,
    terms: [{ institution, unit, number: 1, startedOn: foundedOn, years: 3 }],
  }
}

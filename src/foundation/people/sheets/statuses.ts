// What a row of the sheet of people adds to the history of their standing.

import type { PersonRecord, StatusRecord } from '../store/records.ts'

type Standing = Pick<PersonRecord, 'institutionId' | 'id' | 'status' | 'probationOn' | 'fullOn'>
export type StandingChange = { readonly before: Standing | undefined; readonly after: Standing }

/** Whoever is one of these was once admitted; the rest of their history is not the sheet's to tell. */
const admitted = (person: Standing): boolean => person.status === 'full' || person.status === 'probationary'

/** The steps that the row itself dates: probation and full membership; of a person who was never either, none. */
function dated(person: Standing): readonly StatusRecord[] {
  const step = (fromOn: string, status: StatusRecord['status']): StatusRecord => ({
    institutionId: person.institutionId,
    personId: person.id,
    fromOn,
    status,
  })
  const { probationOn, fullOn } = person
  return [
    // Someone who became a full member on the day of admission (before 1982 there was such a thing) has one step.
    ...(probationOn === null || probationOn === fullOn ? [] : [step(probationOn, 'probationary')]),
    ...(fullOn === null ? [] : [step(fullOn, 'full')]),
  ]
}

/**
 * Steps to take back (their day was corrected) and to write: probation and full membership on their days, any other
 * status on `today` when it is new.
 */
export function statusSteps(
  changes: readonly StandingChange[],
  today: string,
): { readonly gone: readonly StatusRecord[]; readonly come: readonly StatusRecord[] } {
  const gone: StatusRecord[] = []
  const come: StatusRecord[] = []
  for (const { before, after } of changes) {
    const was = before === undefined ? [] : dated(before)
    const is = dated(after)
    const same = (a: StatusRecord, b: StatusRecord): boolean => a.fromOn === b.fromOn && a.status === b.status
    gone.push(...was.filter((step) => !is.some((other) => same(step, other))))
    come.push(...is.filter((step) => !was.some((other) => same(step, other))))
    const isNew = before === undefined ? after.status !== 'none' : before.status !== after.status
    if (isNew && !admitted(after)) {
      come.push({
        institutionId: after.institutionId,
        personId: after.id,
        fromOn: today,
        status: after.status,
      })
    }
  }
  return { gone, come: latestOfDay(come) }
}

/** One step a person and day: the last one told. */
function latestOfDay(steps: readonly StatusRecord[]): readonly StatusRecord[] {
  return [...new Map(steps.map((step) => [`${step.personId} ${step.fromOn}`, step])).values()]
}

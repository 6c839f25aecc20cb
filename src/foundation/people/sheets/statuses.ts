// What a row of the sheet of people adds to the history of their standing.

import type { StatusStep } from '../../org/rules.ts'
import type { PersonRecord, StatusRecord } from '../store/records.ts'

type Standing = Pick<PersonRecord, 'institutionId' | 'id' | 'status' | 'probationOn' | 'fullOn'>
export type StandingChange = { readonly before: Standing | undefined; readonly after: Standing }

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
 * Steps to take back (their day was corrected) and to write: probation and full membership on their days, and on
 * `today` the new status where the history would otherwise end in another one.
 */
export function statusSteps(
  changes: readonly StandingChange[],
  historyOf: (personId: string) => readonly StatusStep[],
  today: string,
): { readonly gone: readonly StatusRecord[]; readonly come: readonly StatusRecord[] } {
  const gone: StatusRecord[] = []
  const come: StatusRecord[] = []
  for (const { before, after } of changes) {
    const was = before === undefined ? [] : dated(before)
    const is = dated(after)
    const back = was.filter((step) => !is.some((other) => same(step, other)))
    const fresh = is.filter((step) => !was.some((other) => same(step, other)))
    gone.push(...back)
    come.push(...fresh)
    if ((before?.status ?? 'none') === after.status && back.length + fresh.length === 0) continue
    const steps = new Map(
      [...historyOf(after.id).filter((step) => !back.some((other) => same(step, other))), ...fresh].map(
        (step) => [step.fromOn, step.status],
      ),
    )
    const [, last = 'none'] = [...steps].toSorted(([a], [b]) => a.localeCompare(b)).at(-1) ?? []
    if (last !== after.status) {
      const { institutionId, id, status } = after
      come.push({ institutionId, personId: id, fromOn: today, status })
    }
  }
  return { gone, come: latestOfDay(come) }
}

const same = (a: StatusStep, b: StatusStep): boolean => a.fromOn === b.fromOn && a.status === b.status

/** One step a person and day: the last one told. */
function latestOfDay(steps: readonly StatusRecord[]): readonly StatusRecord[] {
  return [...new Map(steps.map((step) => [`${step.personId} ${step.fromOn}`, step])).values()]
}

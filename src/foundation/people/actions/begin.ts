// How every change of a person begins and ends: the row locked, the version checked, the change written and logged.

import type { Updateable } from 'kysely'
import type { DB } from '../../../../db/schema.gen.ts'
import { AppError } from '../../../core/errors.ts'
import type { Fact } from '../../../core/law.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import type { StatusStep } from '../../org/rules.ts'
import type { peopleContract } from '../contract.ts'
import { historyFromDates } from '../rules/standing.ts'
import {
  insertStatuses,
  lockPeople,
  type PersonKey,
  type PersonRow,
  readPlace,
  readStatuses,
  updatePerson,
} from '../store/index.ts'

export type Handler<K extends keyof typeof peopleContract> = Handlers<typeof peopleContract>[K]

export type Held = PersonKey & { readonly row: PersonRow }

export const invalid = (reason: string, facts: Readonly<Record<string, Fact>> = {}): AppError =>
  new AppError('invalid_input', { reason, ...facts })

/**
 * Locks a person for a change. `stale` when it was changed since `version`, or merged into another meanwhile: whoever
 * edits sees the newest before writing.
 */
export async function begin(work: Work, personId: string, version: number): Promise<Held> {
  const { institutionId } = targetOf(work)
  return held(await lockPeople(work.tx, institutionId, [personId]), personId, version)
}

/** One of the locked rows, at this version. */
export function held(rows: readonly PersonRow[], personId: string, version: number): Held {
  const row = rows.find((each) => each.id === personId)
  if (row === undefined) throw new AppError('not_found', { kind: 'person' })
  if (row.version !== version || row.merged_into !== null) throw new AppError('stale', { kind: 'person' })
  return { institutionId: row.institution_id, id: row.id, row }
}

/** Writes the fields that differ and logs what happened; answers the new version. */
export async function finish(
  work: Work,
  person: Held,
  change: {
    readonly set?: Omit<Updateable<DB['person']>, 'version' | 'institution_id' | 'id'>
    readonly before?: unknown
    readonly after: unknown
  },
): Promise<{ version: number }> {
  const version = await updatePerson(work.tx, person, change.set ?? {})
  const { before, after } = change
  work.changed({ subject: 'person', id: person.id, institutionId: person.institutionId, before, after })
  return { version }
}

/**
 * The changes of status as they are recorded. One whose dates were imported without them gets the changes that the
 * dates tell, so that a new one has neighbours.
 */
export async function recordedHistory(work: Work, person: Held): Promise<readonly StatusStep[]> {
  const history = await readStatuses(work.tx, person)
  if (history.length > 0) return history
  const { status, probation_on: probationOn, full_on: fullOn } = person.row
  const told = historyFromDates({ status, probationOn, fullOn, since: null })
  await insertStatuses(work.tx, person, told, null)
  return told
}

/** A unit of this institution that exists today; fails when there is none. */
export async function livingUnit(work: Work, institutionId: string, unitId: string) {
  const unit = await readPlace(work.tx, institutionId, unitId)
  if (unit === null) throw new AppError('not_found', { kind: 'unit' })
  if (unit.dissolvedOn !== null && unit.dissolvedOn < work.today)
    throw invalid('dissolved', { dissolvedOn: unit.dissolvedOn })
  return unit
}

// Writes the people of a sheet: the person, the history of standing, sealed identity data, and the affiliation.

import { dayBefore } from '../../../../core/calendar.ts'
import {
  type AffiliationRecord,
  insertAffiliations,
  type Planning,
  readHistories,
  updateAffiliations,
} from '../../../org/index.ts'
import {
  insertPeople,
  removeStatuses,
  updatePeople,
  writeIdentities,
  writeStatuses,
} from '../../store/records.ts'
import { statusSteps } from '../statuses.ts'
import type { Existing, Read } from './read.ts'

export async function apply(
  planning: Planning,
  existing: Existing,
  created: readonly Read[],
  updated: readonly Read[],
): Promise<void> {
  const { tx, pace, today } = planning
  const all = [...created, ...updated]
  await insertPeople(
    tx,
    created.map((read) => read.person),
    pace,
  )
  await updatePeople(
    tx,
    updated.map((read) => read.person),
    pace,
  )
  const changes = all.map(({ person }) => ({ before: existing.people.get(person.id), after: person }))
  const histories = await readHistories(
    tx,
    planning.institutionIds,
    updated.map(({ person }) => person.id),
  )
  const { gone, come } = statusSteps(changes, histories, today)
  await removeStatuses(tx, gone)
  await writeStatuses(tx, come, (step) => existing.people.has(step.personId), pace)
  const sealed = await existing.identities.seal(
    all.flatMap(({ identity }) => (identity === null ? [] : [identity])),
  )
  await writeIdentities(tx, sealed, (row) => existing.people.has(row.person_id), pace)

  const begun: AffiliationRecord[] = []
  const changed: AffiliationRecord[] = []
  for (const { person, living: next } of all) {
    const now = existing.living.get(person.id)
    const record =
      next === null
        ? null
        : { institutionId: person.institutionId, personId: person.id, ...next, untilOn: null }
    if (now === undefined) {
      if (record !== null) begun.push(record)
    } else if (record === null) changed.push({ ...now, untilOn: dayBefore(today) })
    else if (record.fromOn === now.fromOn) changed.push(record)
    else {
      changed.push({ ...now, untilOn: dayBefore(record.fromOn) })
      begun.push(record)
    }
  }
  await updateAffiliations(tx, changed, pace)
  await insertAffiliations(tx, begun, pace)
}

// Deletion on request: says first what goes and what must stay, then deletes what may go.

import { targetOf, type Work } from '../../../core/pipeline.ts'
import { type Erasable, mayReplaceName } from '../rules/erasure.ts'
import {
  type PersonKey,
  type PersonRow,
  emptyMerges,
  mergedInto,
  readAffiliations,
  readIdentity,
  readMeasures,
  readPerson,
  readStatuses,
  renameOnTransfers,
  transfersOf,
  transfersOfAll,
  updatePerson,
  writeIdentity,
} from '../store/index.ts'
import { begin, finish, type Handler, invalid } from './begin.ts'

/** Stands in the place of a name that was deleted. */
const noName = '已删除'
const nothing = { idNumber: null, phone: null, health: null }

async function deletable(work: Work, person: PersonKey, row: PersonRow): Promise<readonly Erasable[]> {
  const identity = await readIdentity(work.tx, work.vault, person)
  const facts = [row.gender, row.born_on, row.education, row.title].some((value) => value !== null)
  const situation =
    row.infirm ||
    [row.floating_since, row.abroad_since, row.lost_contact_since].some((value) => value !== null)
  return [
    ...(['idNumber', 'phone', 'health'] as const).filter((field) => identity[field] !== null),
    ...(facts ? (['facts'] as const) : []),
    ...(situation ? (['situation'] as const) : []),
  ]
}

export const erasure: Handler<'erasure'> = async (work, { personId }) => {
  const { institutionId } = targetOf(work)
  const row = await readPerson(work.tx, institutionId, personId)
  const person = { institutionId, id: row.id }
  const history = await readStatuses(work.tx, person)
  return {
    version: row.version,
    deletes: await deletable(work, person, row),
    keeps: [
      { what: 'status_history', count: history.length },
      { what: 'affiliations', count: (await readAffiliations(work.tx, person)).length },
      { what: 'measures', count: (await readMeasures(work.tx, person)).length },
      { what: 'transfers', count: (await transfersOf(work.tx, person)).length },
      // Kept by later rooms, which this one does not know: named, not counted.
      { what: 'meeting_rolls', count: null },
      { what: 'audit', count: null },
    ],
    mayReplaceName: mayReplaceName(row.status, history),
  }
}

export const erase: Handler<'erase'> = async (work, { personId, version, reason, replaceName }) => {
  const person = await begin(work, personId, version)
  const history = await readStatuses(work.tx, person)
  if (replaceName && !mayReplaceName(person.row.status, history)) throw invalid('name_kept')
  const deleted = await deletable(work, person, person.row)
  const set = {
    gender: null,
    born_on: null,
    education: null,
    title: null,
    floating_since: null,
    floating_place: null,
    abroad_since: null,
    abroad_for: null,
    lost_contact_since: null,
    infirm: false,
    ...(replaceName ? { name: noName, name_sort: '' } : {}),
  }
  await writeIdentity(work.tx, work.vault, person, nothing)
  // Records that were merged into this one still hold what theirs had: it is the same person's.
  const merged = await mergedInto(work.tx, person)
  for (const id of merged) {
    const gone = { institutionId: person.institutionId, id }
    await writeIdentity(work.tx, work.vault, gone, nothing)
    await updatePerson(work.tx, gone, set)
  }
  // The new version keeps a merge from being taken back: what it kept aside for that serves nobody any more.
  await emptyMerges(work.tx, person.institutionId, [person.id, ...merged])
  if (replaceName) await eraseNameOnTransfers(work, person, [person.id, ...merged])
  return finish(work, person, {
    set,
    after: { erased: replaceName ? [...deleted, 'name'] : deleted, reason },
  })
}

/** The name also stands on transfers that never came about, here and with the institution that was asked. */
async function eraseNameOnTransfers(
  work: Work,
  { institutionId }: PersonKey,
  personIds: readonly string[],
): Promise<void> {
  const transfers = await transfersOfAll(work.tx, institutionId, personIds)
  await work.widen(transfers.flatMap(({ otherId }) => otherId ?? []))
  const changed = await renameOnTransfers(
    work.tx,
    transfers.map(({ id }) => id),
    personIds,
    noName,
  )
  for (const { id, institutionId: theirs } of changed) {
    if (theirs === institutionId) continue
    work.changed({ subject: 'transfer', id, institutionId: theirs, after: { erased: ['name'] } })
  }
}

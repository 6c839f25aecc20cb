// Accepting a transfer: within an institution the unit changes; between two, a person arises here with their history.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import type { StatusStep } from '../../org/rules.ts'
import { holdsPeople } from '../rules/transfers.ts'
import {
  endAffiliation,
  endPosts,
  holderOf,
  insertAffiliation,
  insertMeasure,
  insertPerson,
  insertStatuses,
  lockPeople,
  type PersonRow,
  readIdentity,
  readMeasures,
  readStatuses,
  updatePerson,
  writeIdentity,
} from '../store/index.ts'
import { type Handler, type Held, invalid, livingUnit } from './begin.ts'
import { leave } from './leave.ts'
import { openTransfer, seeBoth, settle } from './transfers.ts'

export const acceptTransfer: Handler<'acceptTransfer'> = async (work, input) => {
  const transfer = await openTransfer(work, input.transferId, input.version, 'accept')
  await seeBoth(work, transfer)
  const here = targetOf(work).institutionId
  const there = transfer.from_institution_id
  if (there === null) throw invalid('not_outside')
  const [row] = await lockPeople(work.tx, there, [transfer.person_id])
  if (row === undefined || row.merged_into !== null) throw new AppError('stale', { kind: 'person' })
  const sender: Held = { institutionId: there, id: row.id, row }
  const unitId = transfer.side === 'within' ? transfer.to_unit_id : (input.unitId ?? transfer.to_unit_id)
  if (unitId === null) throw invalid('unit_missing')
  const unit = await livingUnit(work, here, unitId)
  if (!holdsPeople(unit.kind)) throw invalid('not_a_party_unit', { kind: unit.kind })
  if (!may(work.principal, 'transfer.settle', unit.path)) throw new AppError('not_found', { kind: 'unit' })

  let personId = row.id
  if (transfer.side === 'within') {
    await endAffiliation(work.tx, sender, work.today)
    if (transfer.from_unit_id !== null) await endPosts(work.tx, sender, work.today, transfer.from_unit_id)
    await insertAffiliation(work.tx, sender, unit.id, work.today)
    await updatePerson(work.tx, sender, {})
  } else {
    // Settled by the state of both rows: whoever withdraws in this moment waits and finds it accepted.
    personId = await arrive(work, sender, { institutionId: here, unitId: unit.id, staffNo: input.staffNo })
  }
  await settle(work, transfer, { state: 'accepted', on: work.today, toUnitId: unit.id, personId })
  return { personId }
}

type Arrival = {
  readonly institutionId: string
  readonly unitId: string
  readonly staffNo: string | undefined
}

/** The person on the receiving side, with facts, history, measures and identity sealed for the new place. */
async function arrive(work: Work, sender: Held, arrival: Arrival): Promise<string> {
  const { tx, vault, today } = work
  const { institutionId, unitId } = arrival
  const { row } = sender
  const identity = await readIdentity(tx, vault, sender)
  const measures = await readMeasures(tx, sender)
  const history = await leave(work, sender, today)
  const known =
    identity.idNumber === null ? null : await holderOf(tx, vault, institutionId, identity.idNumber)
  const person = { institutionId, id: known ?? newId() }
  if (known === null) {
    if (arrival.staffNo === undefined) throw invalid('staff_no_missing')
    await insertPerson(tx, {
      institution_id: institutionId,
      id: person.id,
      staff_no: arrival.staffNo,
      ...carried(row),
    })
  } else {
    const [before] = await lockPeople(tx, institutionId, [known])
    // Somebody who left this institution comes back; anybody else with this number is to be settled first.
    if (before?.status !== 'transferred')
      throw new AppError('taken', { kind: 'person', staffNo: before?.staff_no ?? '' })
    const { name: _, name_sort: __, ...rest } = carried(row)
    await updatePerson(tx, person, rest)
  }
  const own = await readStatuses(tx, person)
  await insertStatuses(tx, person, since(own, history, row.status, today), work.principal.accountId)
  await insertAffiliation(tx, person, unitId, today)
  for (const measure of known === null ? measures : []) {
    await insertMeasure(tx, person, { ...measure, id: newId() }, work.principal.accountId)
  }
  await writeIdentity(tx, vault, person, identity)
  return person.id
}

const carried = (row: PersonRow) => ({
  name: row.name,
  name_sort: row.name_sort,
  gender: row.gender,
  born_on: row.born_on,
  education: row.education,
  title: row.title,
  status: row.status,
  probation_on: row.probation_on,
  full_on: row.full_on,
  service: row.service,
  floating_since: row.floating_since,
  floating_place: row.floating_place,
  abroad_since: row.abroad_since,
  abroad_for: row.abroad_for,
  lost_contact_since: row.lost_contact_since,
  infirm: row.infirm,
})

/** What the receiver's history lacks: all of the sender's, or for one who comes back what happened since they left. */
function since(
  own: readonly StatusStep[],
  theirs: readonly StatusStep[],
  status: PersonRow['status'],
  today: string,
): readonly StatusStep[] {
  const left = own.at(-1)
  if (left === undefined) return theirs
  const later = theirs.filter((step) => step.fromOn > left.fromOn)
  // Back on the day they left, or without a change elsewhere: today's status holds from today.
  const days = new Set(own.map((step) => step.fromOn))
  return later.length > 0 || days.has(today) ? later : [{ fromOn: today, status }]
}

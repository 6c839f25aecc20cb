// Adds a person: to a Party unit or a department, with the dates of their Party life and what identifies them.

import { newId } from '../../../core/ids.ts'
import { targetOf } from '../../../core/pipeline.ts'
import { isMember } from '../../org/rules.ts'
import { nameSort } from '../rules/name-sort.ts'
import { historyFromDates } from '../rules/standing.ts'
import { holdsPeople } from '../rules/transfers.ts'
import {
  insertAffiliation,
  insertPerson,
  insertStatuses,
  insertTransfer,
  writeIdentity,
} from '../store/index.ts'
import { type Handler, invalid, livingUnit } from './begin.ts'
import { checkDepartment } from './edit.ts'
import { readClear } from './identity.ts'

export const add: Handler<'add'> = async (work, input) => {
  const { institutionId } = targetOf(work)
  const unit = await livingUnit(work, institutionId, input.unitId)
  const inParty = holdsPeople(unit.kind)
  if (!inParty && unit.kind !== 'department') throw invalid('not_a_place', { kind: unit.kind })
  if (isMember(input.status) && !inParty) throw invalid('member_needs_unit')
  if (isMember(input.status) && input.probationOn === null) throw invalid('probation_missing')
  if (input.status === 'full' && input.fullOn === null) throw invalid('full_missing')
  if (input.status === 'transferred') throw invalid('transferred')
  if (input.arrival !== null && !isMember(input.status)) throw invalid('arrival_of_member')
  for (const day of [
    input.probationOn,
    input.fullOn,
    input.statusSince,
    input.bornOn,
    input.fromOn ?? null,
  ]) {
    if (day !== null && day > work.today) throw invalid('future', { day })
  }
  const departmentId = inParty ? input.departmentId : unit.id
  if (departmentId !== null) await checkDepartment(work, institutionId, departmentId)
  const clear = readClear({ idNumber: input.idNumber, phone: input.phone })
  const person = { institutionId, id: newId() }
  const facts = {
    staffNo: input.staffNo,
    name: input.name,
    status: input.status,
    probationOn: input.probationOn,
    fullOn: input.status === 'probationary' ? null : input.fullOn,
  }
  await insertPerson(work.tx, {
    institution_id: institutionId,
    id: person.id,
    staff_no: facts.staffNo,
    name: facts.name,
    name_sort: nameSort(facts.name),
    gender: input.gender ?? clear.gender,
    born_on: input.bornOn ?? clear.bornOn,
    education: input.education,
    title: input.title,
    status: facts.status,
    probation_on: facts.probationOn,
    full_on: facts.fullOn,
    department_id: departmentId,
    service: input.service,
  })
  const steps = historyFromDates({ ...facts, since: input.statusSince })
  await insertStatuses(work.tx, person, steps, work.principal.accountId)
  if (inParty) await insertAffiliation(work.tx, person, unit.id, input.fromOn ?? work.today)
  await writeIdentity(work.tx, work.vault, person, { ...clear.identity, health: null })
  if (input.arrival !== null) {
    await insertTransfer(work.tx, {
      institution_id: institutionId,
      id: newId(),
      side: 'in',
      person_id: person.id,
      person_name: input.name,
      from_institution_id: null,
      from_name: input.arrival.fromName,
      to_institution_id: institutionId,
      to_unit_id: unit.id,
      to_name: unit.name,
      state: 'accepted',
      requested_on: work.today,
      requested_by: work.principal.accountId,
      settled_on: work.today,
      settled_by: work.principal.accountId,
      letter_no: input.arrival.letterNo,
    })
  }
  work.changed({
    subject: 'person',
    id: person.id,
    after: { ...facts, unitId: unit.id, departmentId, letterNo: input.arrival?.letterNo ?? null },
  })
  return { id: person.id }
}

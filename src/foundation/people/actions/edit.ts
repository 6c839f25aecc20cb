// Changes the facts of a person, and what supervision asks about.

import { AppError } from '../../../core/errors.ts'
import type { Work } from '../../../core/pipeline.ts'
import { nameSort } from '../rules/name-sort.ts'
import { readPlace } from '../store/index.ts'
import { begin, finish, type Handler, invalid } from './begin.ts'

/** A department of this institution. */
export async function checkDepartment(work: Work, institutionId: string, id: string): Promise<void> {
  const unit = await readPlace(work.tx, institutionId, id)
  if (unit === null) throw new AppError('not_found', { kind: 'unit' })
  if (unit.kind !== 'department') throw invalid('not_a_department', { kind: unit.kind })
}

export const edit: Handler<'edit'> = async (work, { personId, version, ...given }) => {
  const person = await begin(work, personId, version)
  const { row, institutionId } = person
  if (given.departmentId) await checkDepartment(work, institutionId, given.departmentId)
  if (given.bornOn && given.bornOn > work.today) throw invalid('future', { day: given.bornOn })
  const before = {
    name: row.name,
    gender: row.gender,
    bornOn: row.born_on,
    education: row.education,
    title: row.title,
    departmentId: row.department_id,
    service: row.service,
  }
  // What was left out of the request stays as it is.
  const after = {
    ...before,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }
  const differs = (Object.keys(before) as (keyof typeof before)[]).filter(
    (field) => before[field] !== after[field],
  )
  const only = (facts: typeof before) => Object.fromEntries(differs.map((field) => [field, facts[field]]))
  return finish(work, person, {
    set: {
      name: after.name,
      ...(after.name === row.name ? {} : { name_sort: nameSort(after.name) }),
      gender: after.gender,
      born_on: after.bornOn,
      education: after.education,
      title: after.title,
      department_id: after.departmentId,
      service: after.service,
    },
    before: only(before),
    after: only(after),
  })
}

export const setSituation: Handler<'setSituation'> = async (work, { personId, version, ...after }) => {
  const person = await begin(work, personId, version)
  const { row } = person
  if ((after.abroadSince === null) !== (after.abroadFor === null)) throw invalid('abroad_for')
  if (after.floatingPlace !== null && after.floatingSince === null) throw invalid('floating_since')
  for (const day of [after.floatingSince, after.abroadSince, after.lostContactSince]) {
    if (day !== null && day > work.today) throw invalid('future', { day })
  }
  return finish(work, person, {
    set: {
      floating_since: after.floatingSince,
      floating_place: after.floatingPlace,
      abroad_since: after.abroadSince,
      abroad_for: after.abroadFor,
      lost_contact_since: after.lostContactSince,
      infirm: after.infirm,
    },
    before: {
      floatingSince: row.floating_since,
      floatingPlace: row.floating_place,
      abroadSince: row.abroad_since,
      abroadFor: row.abroad_for,
      lostContactSince: row.lost_contact_since,
      // Infirmity is health: the log says that it was set, not of what kind the change was.
      infirm: row.infirm === after.infirm ? undefined : 'changed',
    },
    after: { ...after, infirm: row.infirm === after.infirm ? undefined : 'changed' },
  })
}

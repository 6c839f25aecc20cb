// Reads: the people of a unit, the page of one person, both-leaders; identity data only masked.

import { may } from '../../../core/access.ts'
import { targetOf } from '../../../core/pipeline.ts'
import { readInstitution, readPosts, readUnit, unitNames } from '../../org/index.ts'
import { standingUncertain, standingYears } from '../../org/rules.ts'
import { dualRate, headPosts, isDualLeader } from '../rules/dual.ts'
import { maskIdNumber, maskPhone } from '../rules/identity.ts'
import {
  branchSecretaries,
  type Identity,
  listPeople,
  openIdentities,
  readAffiliations,
  readIdentity,
  readMeasures,
  readPerson,
  readPostsOf,
  readStatuses,
  transfersOf,
} from '../store/index.ts'
import type { Handler } from './begin.ts'

const masked = ({ idNumber, phone }: Identity) => ({
  idNumber: idNumber === null ? null : maskIdNumber(idNumber),
  phone: phone === null ? null : maskPhone(phone),
})

export const list: Handler<'list'> = async (work, { unitId, ...query }) => {
  const rows = await listPeople(work.tx, unitId, query)
  const ids = rows.map((row) => row.id)
  const posts = await readPosts(work.tx, targetOf(work).institutionId, { personIds: ids, on: work.today })
  const postsOf = Map.groupBy(posts, (post) => post.personId)
  const identityOf = await openIdentities(work.tx, work.vault, ids)
  return {
    total: rows[0]?.total ?? 0,
    people: rows.map(({ total: _, institutionId: __, ...person }) => ({
      ...person,
      ...masked(identityOf(person.id)),
      posts: (postsOf.get(person.id) ?? []).map((post) => post.post),
    })),
  }
}

export const person: Handler<'person'> = async (work, { personId }) => {
  const { tx, today, principal } = work
  const target = targetOf(work)
  const { institutionId } = target
  const row = await readPerson(tx, institutionId, personId)
  const key = { institutionId, id: row.id }
  const institution = await readInstitution(tx, institutionId)
  const history = await readStatuses(tx, key)
  const dated = { status: row.status, probationOn: row.probation_on, fullOn: row.full_on, history }
  const department = row.department_id === null ? null : await readUnit(tx, institutionId, row.department_id)
  const identity = await readIdentity(tx, work.vault, key)
  work.changed({ subject: 'person', id: row.id, after: { read: true } })
  return {
    id: row.id,
    version: row.version,
    staffNo: row.staff_no,
    name: row.name,
    gender: row.gender,
    bornOn: row.born_on,
    education: row.education,
    title: row.title,
    ...dated,
    standingYears: standingYears(dated, today),
    standingUncertain: standingUncertain(dated, today),
    department: department === null ? null : { id: department.id, name: department.name },
    service: row.service,
    demo: institution.demo,
    unit: { id: target.id, institutionId },
    floatingSince: row.floating_since,
    floatingPlace: row.floating_place,
    abroadSince: row.abroad_since,
    abroadFor: row.abroad_for,
    lostContactSince: row.lost_contact_since,
    infirm: row.infirm,
    affiliations: await readAffiliations(tx, key),
    posts: await readPostsOf(tx, key),
    measures: await readMeasures(tx, key),
    transfers: await transfersOf(tx, key),
    identity: { ...masked(identity), health: identity.health !== null },
    mayWrite: may(principal, 'person.write', target.path),
    mayReadIdentity: may(principal, 'identity.read', target.path),
  }
}

export const dualLeaders: Handler<'dualLeaders'> = async (work, { unitId }) => {
  const target = targetOf(work)
  const rows = await branchSecretaries(work.tx, unitId, headPosts, work.today)
  const lines = rows.map((row) => ({
    ...row,
    inService: row.service === 'in_service',
    headPosts: row.heads.map((head) => head.post),
  }))
  const below = [...new Set(lines.flatMap((line) => line.branchPath[target.path.length] ?? []))]
  const names = await unitNames(work.tx, below)
  return {
    rate: dualRate(lines, unitId),
    units: below.map((id) => ({ id, name: names.get(id)?.name ?? '', rate: dualRate(lines, id) })),
    secretaries: lines.map((line) => ({
      personId: line.personId,
      name: line.name,
      branchId: line.branchId,
      branchName: line.branchName,
      inService: line.inService,
      dual: isDualLeader(line),
      heads: line.heads,
    })),
  }
}

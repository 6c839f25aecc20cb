// What the endpoints of people do: list those of a unit, read one.

import { type Handlers, targetOf } from '../../core/pipeline.ts'
import { readInstitution, readPosts, readUnit } from '../org/index.ts'
import { standingYears } from '../org/rules.ts'
import type { peopleContract } from './contract.ts'
import { listPeople, readAffiliations, readPerson } from './store.ts'

export const peopleHandlers: Handlers<typeof peopleContract> = {
  list: async (work, { unitId, ...query }) => {
    const rows = await listPeople(work.tx, unitId, query)
    const posts = await readPosts(work.tx, targetOf(work).institutionId, {
      personIds: rows.map((row) => row.id),
      on: work.today,
    })
    return {
      total: rows[0]?.total ?? 0,
      people: rows.map(({ total: _, institutionId: __, ...person }) => ({
        ...person,
        posts: posts.filter((post) => post.personId === person.id).map((post) => post.post),
      })),
    }
  },

  person: async (work, { personId }) => {
    const { institutionId } = targetOf(work)
    const person = await readPerson(work.tx, institutionId, personId)
    const institution = await readInstitution(work.tx, institutionId)
    const dated = { status: person.status, probationOn: person.probation_on, fullOn: person.full_on }
    const department =
      person.department_id === null ? null : await readUnit(work.tx, institutionId, person.department_id)
    work.changed({ subject: 'person', id: personId, after: { read: true } })
    return {
      id: person.id,
      staffNo: person.staff_no,
      name: person.name,
      gender: person.gender,
      bornOn: person.born_on,
      education: person.education,
      title: person.title,
      ...dated,
      standingYears: standingYears(dated, work.today),
      department: department === null ? null : { id: department.id, name: department.name },
      service: person.service,
      demo: institution.demo,
      affiliations: await readAffiliations(work.tx, institutionId, personId),
      posts: (await readPosts(work.tx, institutionId, { personIds: [personId] })).map(
        ({ institutionId: _, ...post }) => post,
      ),
    }
  },
}

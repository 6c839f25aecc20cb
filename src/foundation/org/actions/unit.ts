// The page of one unit.

import { may } from '../../../core/access.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import type { CountedUnit, orgContract } from '../contract.ts'
import { branchActs, formCites, mayNot } from '../rules.ts'
import {
  childrenIn,
  countByStatus,
  kidsOf,
  memberCounts,
  readCoverage,
  readInstitution,
  readPosts,
  readTerm,
  readUnit,
  unitNames,
} from '../store/index.ts'

// A commission with thousands of institutions: the page shows some, the tree has all.
const shownChildren = 200
const mostKids = 1_000

export const unit: Handlers<typeof orgContract>['unit'] = async (work) => {
  const target = targetOf(work)
  const { tx, today, principal } = work
  const own = await readUnit(tx, target.institutionId, target.id)
  const { form } = own
  const institution = await readInstitution(tx, own.institutionId)
  const look = { today, at: null, withDissolved: false }
  const children = await childrenIn(tx, [own.id], look, { offset: 0, limit: shownChildren })
  const ids = [own.id, ...children.map((child) => child.id)]
  const members = await memberCounts(tx, ids)
  const kids = await kidsOf(tx, ids, look, mostKids)
  const names = await unitNames(tx, own.path)
  const counted = <U extends { readonly id: string }>(
    each: U,
  ): U & Pick<CountedUnit, 'kids' | 'members'> => ({
    ...each,
    kids: kids.get(each.id) ?? 0,
    members: members.get(each.id) ?? 0,
  })
  return {
    ...counted({ ...own, form, parentId: own.parentId ?? own.path.at(-2) ?? null }),
    institutionName: institution.name,
    demo: institution.demo,
    above: own.path.slice(0, -1).flatMap((id, depth) => {
      const above = names.get(id)
      const within = may(principal, 'org.read', own.path.slice(0, depth + 1))
      return above === undefined ? [] : [{ id, ...above, within }]
    }),
    children: children.map(counted),
    posts: (await readPosts(tx, own.institutionId, { unitId: own.id, on: today })).map(
      ({ institutionId: _, ...post }) => post,
    ),
    term: await readTerm(tx, own.institutionId, own.id),
    covers: await readCoverage(tx, own.institutionId, 'branch_id', own.id, today),
    coveredBy: await readCoverage(tx, own.institutionId, 'department_id', own.id, today),
    byStatus: await countByStatus(tx, own.id),
    formCites: formCites[form],
    mayNot: branchActs.filter((act) => !mayNot(form, act).ok),
    mayWrite: may(principal, 'org.write', own.path),
    mayReadPeople: may(principal, 'person.read', own.path),
  }
}

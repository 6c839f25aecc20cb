// Ties to the tree: the Party unit of somebody without one, Party and administrative posts.

import { AppError, refuse } from '../../../core/errors.ts'
import { dayBefore } from '../../../core/calendar.ts'
import { holdsPeople, judgeAffiliation } from '../rules/transfers.ts'
import {
  deletePost,
  endAffiliation,
  insertAffiliation,
  insertPost,
  readAffiliations,
  readPostsOf,
  setPostEnd,
} from '../store/index.ts'
import { begin, finish, type Handler, invalid, livingUnit } from './begin.ts'

export const affiliate: Handler<'affiliate'> = async (work, { personId, version, unitId, fromOn }) => {
  const person = await begin(work, personId, version)
  const unit = await livingUnit(work, person.institutionId, unitId)
  if (!holdsPeople(unit.kind)) throw invalid('not_a_party_unit', { kind: unit.kind })
  if (fromOn > work.today) throw invalid('future', { day: fromOn })
  const affiliations = await readAffiliations(work.tx, person)
  const living = affiliations.find((each) => each.untilOn === null)
  refuse(judgeAffiliation({ hasUnit: living !== undefined, status: person.row.status }))
  const clash = affiliations.find((each) => each !== living && (each.untilOn ?? '9999') >= fromOn)
  if (clash !== undefined || (living !== undefined && living.fromOn > fromOn)) {
    throw new AppError('overlap', { fromOn, until: dayBefore(fromOn) })
  }
  await endAffiliation(work.tx, person, fromOn)
  await insertAffiliation(work.tx, person, unitId, fromOn)
  return finish(work, person, { before: { unitId: living?.unitId ?? null }, after: { unitId, fromOn } })
}

export const addPost: Handler<'addPost'> = async (work, { personId, version, ...post }) => {
  const person = await begin(work, personId, version)
  const unit = await livingUnit(work, person.institutionId, post.unitId)
  const partyPost = ![
    'president',
    'vice_president',
    'department_head',
    'department_deputy',
    'head_nurse',
  ].includes(post.post)
  const partyUnit = ['committee', 'discipline_commission', 'general_branch', 'branch', 'group'].includes(
    unit.kind,
  )
  if (partyPost !== partyUnit) throw invalid('post_of_unit', { kind: unit.kind, post: post.post })
  if (post.untilOn !== null && post.untilOn < post.fromOn) throw invalid('until_before_from')
  const same = (await readPostsOf(work.tx, person)).find(
    (each) =>
      each.unitId === post.unitId &&
      each.post === post.post &&
      each.fromOn <= (post.untilOn ?? '9999') &&
      (each.untilOn ?? '9999') >= post.fromOn,
  )
  if (same !== undefined) throw new AppError('overlap', { fromOn: same.fromOn, until: same.untilOn })
  await insertPost(work.tx, person, post)
  return finish(work, person, { after: post })
}

export const endPost: Handler<'endPost'> = async (work, { personId, version, untilOn, ...post }) => {
  const person = await begin(work, personId, version)
  if (untilOn !== null && untilOn < post.fromOn) throw invalid('until_before_from')
  const before = (await readPostsOf(work.tx, person)).find(
    (each) => each.unitId === post.unitId && each.post === post.post && each.fromOn === post.fromOn,
  )
  if (before === undefined || !(await setPostEnd(work.tx, person, post, untilOn)))
    throw new AppError('not_found', { kind: 'post' })
  return finish(work, person, { before: { ...post, untilOn: before.untilOn }, after: { ...post, untilOn } })
}

export const removePost: Handler<'removePost'> = async (work, { personId, version, reason, ...post }) => {
  const person = await begin(work, personId, version)
  if (!(await deletePost(work.tx, person, post))) throw new AppError('not_found', { kind: 'post' })
  return finish(work, person, { before: post, after: { removed: true, reason } })
}

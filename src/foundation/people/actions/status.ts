// Changes of Party status: recorded with day and basis where they fit, and the latest taken back.

import { AppError } from '../../../core/errors.ts'
import type { Work } from '../../../core/pipeline.ts'
import { isMember, type StatusStep } from '../../org/rules.ts'
import { datesOf, misfitOf } from '../rules/standing.ts'
import { deleteStatus, endPosts, insertStatuses } from '../store/index.ts'
import { begin, finish, type Handler, type Held, recordedHistory } from './begin.ts'

/** Brings today's row in line with the history. */
async function show(work: Work, person: Held, history: readonly StatusStep[], log: object, back?: object) {
  const status = history.at(-1)?.status ?? 'none'
  const dates = datesOf(history)
  const keeps = isMember(status) || status === 'suspended'
  const set = {
    status,
    probation_on: dates.probationOn ?? (keeps ? person.row.probation_on : null),
    full_on: dates.fullOn ?? (status === 'full' ? person.row.full_on : null),
  }
  return finish(work, person, { set, before: { status: person.row.status, ...back }, after: log })
}

export const changeStatus: Handler<'changeStatus'> = async (work, input) => {
  const { personId, version, status, fromOn, basis } = input
  const person = await begin(work, personId, version)
  const history = await recordedHistory(work, person)
  const misfit = misfitOf(history, person.row.status, { status, fromOn }, work.today)
  if (misfit !== null)
    throw new AppError('wrong_state', { kind: 'person', move: status, state: misfit.before, ...misfit })
  await insertStatuses(work.tx, person, [{ status, fromOn, basis }], work.principal.accountId)
  const next = [...history, { status, fromOn }].sort((a, b) => a.fromOn.localeCompare(b.fromOn))
  // The dead hold no posts; what else follows from a change is decided by people.
  if (status === 'deceased') await endPosts(work.tx, person, fromOn)
  return show(work, person, next, { status, fromOn, basis })
}

export const takeBackStatus: Handler<'takeBackStatus'> = async (work, { personId, version, reason }) => {
  const person = await begin(work, personId, version)
  const history = await recordedHistory(work, person)
  const last = history.at(-1)
  if (last === undefined)
    throw new AppError('wrong_state', { kind: 'person', state: 'no_history', reason: 'empty' })
  if (last.status === 'transferred')
    throw new AppError('wrong_state', { kind: 'person', state: last.status, reason: 'transfer' })
  await deleteStatus(work.tx, person, last.fromOn)
  const rest = history.slice(0, -1)
  return show(
    work,
    person,
    rest,
    { status: rest.at(-1)?.status ?? 'none', takenBack: last.status, reason },
    { fromOn: last.fromOn },
  )
}

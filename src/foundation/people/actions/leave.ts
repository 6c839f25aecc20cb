// What acceptance by somebody else means at the sender: the member belongs there until the day before.

import { AppError } from '../../../core/errors.ts'
import type { Work } from '../../../core/pipeline.ts'
import type { StatusStep } from '../../org/rules.ts'
import { standingCycle } from '../rules/standing.ts'
import { endAffiliation, endPosts, insertStatuses, updatePerson } from '../store/index.ts'
import { type Held, recordedHistory } from './begin.ts'

/** Ends affiliation and posts and marks the person as transferred from a day; answers the history until then. */
export async function leave(work: Work, person: Held, day: string): Promise<readonly StatusStep[]> {
  if (!standingCycle.allows(person.row.status, 'transfer_out'))
    throw new AppError('wrong_state', { kind: 'person', state: person.row.status, move: 'transfer' })
  const history = await recordedHistory(work, person)
  const last = history.at(-1)
  if (last !== undefined && last.fromOn >= day)
    throw new AppError('overlap', { fromOn: last.fromOn, status: last.status })
  await endAffiliation(work.tx, person, day)
  await endPosts(work.tx, person, day)
  await insertStatuses(work.tx, person, [{ fromOn: day, status: 'transferred' }], work.principal.accountId)
  await updatePerson(work.tx, person, { status: 'transferred', department_id: null })
  return history
}

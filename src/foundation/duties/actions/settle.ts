// Settling a duty: waive it with a reason, complete an imposed one with evidence, withdraw it, and take each of that back.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { readPosts } from '../../org/index.ts'
import type { dutiesContract } from '../contract.ts'
import { fromRhythm, order } from '../rules.ts'
import {
  type DutyRow,
  fulfilOne,
  locateDuty,
  readDuty,
  setWaiver,
  setWithdrawn,
  unfulfilOne,
} from '../store/index.ts'
import { owed } from './read.ts'

type Settling = Pick<
  Handlers<typeof dutiesContract>,
  'waive' | 'unwaive' | 'complete' | 'reopen' | 'withdraw' | 'restore'
>

/** How evidence that is only text is named among the records. */
const statement = 'statement'

const begin = (work: Work, dutyId: string): Promise<DutyRow> =>
  readDuty(work.tx, targetOf(work).institutionId, dutyId, work.today)

const wrongState = (duty: DutyRow, move: string) => new AppError('wrong_state', { state: duty.state, move })

/** Whoever owes it may complete it: by name, by post, or by looking after the unit. */
async function mayComplete(work: Work, duty: DutyRow): Promise<boolean> {
  const { personId } = work.principal
  if (may(work.principal, 'duty.complete', duty.path)) return true
  if (personId === null) return false
  if (duty.personId !== null) return duty.personId === personId
  if (duty.post === null) return false
  const { institutionId, unitId } = duty
  const held = await readPosts(work.tx, institutionId, { unitId, personIds: [personId], on: work.today })
  return held.some(({ post }) => post === duty.post)
}

async function beginOwn(work: Work, dutyId: string): Promise<DutyRow> {
  const at = await locateDuty(work.tx, dutyId)
  const duty = at === null ? null : await readDuty(work.tx, at.institutionId, dutyId, work.today)
  // Out of reach looks absent.
  if (duty === null || !(await mayComplete(work, duty))) throw new AppError('not_found', { kind: 'duty' })
  // What comes back each period is fulfilled by its record, never by a word.
  if (duty.origin === fromRhythm) throw wrongState(duty, 'complete')
  return duty
}

async function beginOrder(work: Work, dutyId: string): Promise<DutyRow> {
  const duty = await begin(work, dutyId)
  // Another room takes back what it has imposed.
  if (duty.origin !== order.id) throw wrongState(duty, 'withdraw')
  return duty
}

function report(work: Work, duty: DutyRow, before: object, after: object): void {
  work.changed({ subject: 'duty', id: duty.id, unitId: duty.unitId, before, after })
}

export const settleHandlers: Settling = {
  waive: async (work, { dutyId, reason }) => {
    const duty = await begin(work, dutyId)
    if (!owed.includes(duty.state)) throw wrongState(duty, 'waive')
    await setWaiver(work.tx, duty.institutionId, duty.id, {
      at: work.now.toString(),
      by: work.principal.accountId,
      reason,
    })
    const { state, rhythm, periodFrom, what } = duty
    report(
      work,
      duty,
      { state, rhythm, periodFrom, ...(what === null ? {} : { what }) },
      { state: 'waived', reason },
    )
    return {}
  },

  unwaive: async (work, { dutyId }) => {
    const duty = await begin(work, dutyId)
    if (duty.state !== 'waived') throw wrongState(duty, 'unwaive')
    await setWaiver(work.tx, duty.institutionId, duty.id, null)
    report(work, duty, { state: 'waived', reason: duty.waivedReason }, { state: 'owed' })
    return {}
  },

  complete: async (work, { dutyId, doneOn, evidence }) => {
    const duty = await beginOwn(work, dutyId)
    if (!owed.includes(duty.state)) throw wrongState(duty, 'complete')
    if (doneOn > work.today) throw new AppError('invalid_input', { field: 'doneOn', latest: work.today })
    if (doneOn < duty.periodFrom)
      throw new AppError('invalid_input', { field: 'doneOn', earliest: duty.periodFrom })
    const done = await fulfilOne(work.tx, duty.institutionId, duty.id, {
      recordKind: statement,
      recordId: newId(),
      happenedOn: doneOn,
      evidence,
      recordedBy: work.principal.accountId,
    })
    if (!done) throw wrongState({ ...duty, state: 'done' }, 'complete')
    const state = doneOn <= duty.dueOn ? 'done' : 'late'
    report(work, duty, { state: duty.state, what: duty.what }, { state, doneOn, evidence })
    return {}
  },

  reopen: async (work, { dutyId }) => {
    const duty = await beginOwn(work, dutyId)
    // A record of another room stays its answer until that room takes it back.
    if (duty.recordKind !== statement) throw wrongState(duty, 'reopen')
    await unfulfilOne(work.tx, duty.institutionId, duty.id)
    report(
      work,
      duty,
      { state: duty.state, doneOn: duty.happenedOn, evidence: duty.evidence },
      { state: 'owed' },
    )
    return {}
  },

  withdraw: async (work, { dutyId }) => {
    const duty = await beginOrder(work, dutyId)
    if (!owed.includes(duty.state)) throw wrongState(duty, 'withdraw')
    await setWithdrawn(work.tx, duty.institutionId, duty.id, work.now.toString())
    report(work, duty, { state: duty.state, what: duty.what }, { state: 'not_applicable' })
    return {}
  },

  restore: async (work, { dutyId }) => {
    const duty = await beginOrder(work, dutyId)
    if (!duty.withdrawn) throw wrongState(duty, 'restore')
    await setWithdrawn(work.tx, duty.institutionId, duty.id, null)
    report(work, duty, { state: 'not_applicable' }, { state: 'owed', what: duty.what })
    return {}
  },
}

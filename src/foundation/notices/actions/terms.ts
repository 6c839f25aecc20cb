// The approval of an early or late election (R-TRM-3): recorded, changed, and taken back; what reminds follows the approved day.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { approveTerm, readTerm, readUnit } from '../../org/index.ts'
import type { noticesContract } from '../contract.ts'
import { imposeTermDuty } from '../terms.ts'
import { readLetters } from '../store/index.ts'

type Approving = Pick<Handlers<typeof noticesContract>, 'term' | 'approveTerm' | 'withdrawTermApproval'>
type Term = NonNullable<Awaited<ReturnType<typeof readTerm>>>

/** The newest term of the unit, if it still ends on the day that the caller has seen. */
async function beginTerm(work: Work, number: number, seenEndsOn: string): Promise<Term> {
  const { institutionId, id } = targetOf(work)
  const term = await readTerm(work.tx, institutionId, id)
  if (term === null) throw new AppError('not_found', { kind: 'term' })
  if (term.number !== number || term.endsOn !== seenEndsOn)
    throw new AppError('stale', { number: term.number, endsOn: term.endsOn })
  return term
}

/** The duty of the unit above falls due on the day on which the term now ends, if a letter has begun it. */
async function follow(work: Work, number: number): Promise<void> {
  const { institutionId, id } = targetOf(work)
  const term = await readTerm(work.tx, institutionId, id)
  const letter = (await readLetters(work.tx, institutionId, id)).find((each) => each.number === number)
  if (term === null || letter === undefined) return
  const unit = await readUnit(work.tx, institutionId, id)
  await imposeTermDuty(
    work.tx,
    institutionId,
    {
      unitId: id,
      unitName: unit.name,
      unitKind: unit.kind,
      number,
      endsOn: term.endsOn,
      upperUnitId: letter.upperUnitId,
    },
    work.now,
  )
}

const facts = ({ endsOn, approval }: Term) => ({ endsOn, ...approval })

export const termHandlers: Approving = {
  term: async (work) => {
    const { institutionId, id, path } = targetOf(work)
    const term = await readTerm(work.tx, institutionId, id)
    return { term, mayWrite: may(work.principal, 'org.write', path) }
  },

  approveTerm: async (work, { unitId, number, seenEndsOn, ...approval }) => {
    const { institutionId } = targetOf(work)
    const before = await beginTerm(work, number, seenEndsOn)
    const { approvedOn, endsOn } = approval
    if (approvedOn > work.today)
      throw new AppError('invalid_input', { field: 'approvedOn', latest: work.today })
    if (approvedOn < before.startedOn)
      throw new AppError('invalid_input', { field: 'approvedOn', earliest: before.startedOn })
    if (endsOn <= before.startedOn)
      throw new AppError('invalid_input', { field: 'endsOn', earliest: before.startedOn })
    if (endsOn === before.regularEndsOn)
      throw new AppError('invalid_input', { field: 'endsOn', reason: 'regular_end' })
    await approveTerm(work.tx, institutionId, unitId, number, approval)
    await follow(work, number)
    work.changed({
      subject: 'unit',
      id: unitId,
      unitId,
      before: { term: number, ...facts(before) },
      after: { term: number, ...approval },
    })
    return {}
  },

  withdrawTermApproval: async (work, { unitId, number, seenEndsOn }) => {
    const { institutionId } = targetOf(work)
    const before = await beginTerm(work, number, seenEndsOn)
    if (before.approval === null) throw new AppError('wrong_state', { state: 'regular', move: 'withdraw' })
    await approveTerm(work.tx, institutionId, unitId, number, null)
    await follow(work, number)
    work.changed({
      subject: 'unit',
      id: unitId,
      unitId,
      before: { term: number, ...facts(before) },
      after: { term: number, endsOn: before.regularEndsOn },
    })
    return {}
  },
}

// Transfers: asked for by the sender, seen in the inbox, turned down, called back, receipted from outside.

import { may } from '../../../core/access.ts'
import { dateOf } from '../../../core/calendar.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import { readInstitution } from '../../org/index.ts'
import { standingCycle } from '../rules/standing.ts'
import { holdsPeople, transferCycle, type TransferMove } from '../rules/transfers.ts'
import {
  countTransfers,
  findInstitutions,
  insertTransfer,
  listTransfers,
  lockPeople,
  readAffiliations,
  readTransfer,
  type Settlement,
  settleTransfer,
} from '../store/index.ts'
import { begin, finish, type Handler, invalid, livingUnit } from './begin.ts'
import { leave } from './leave.ts'

type Transfer = Awaited<ReturnType<typeof readTransfer>>

export const transfers: Handler<'transfers'> = async (work, { tab, limit }) => {
  const rows = await listTransfers(work.tx, work.reach, tab, limit)
  return {
    transfers: rows.map(({ fromPath, toPath, fromInstitutionId, toInstitutionId, ...row }) => {
      const outside = fromInstitutionId === null || toInstitutionId === null
      const open = row.state === 'requested'
      return {
        ...row,
        outside,
        mayAccept: open && toPath !== null && may(work.principal, 'transfer.settle', toPath),
        mayWithdraw: open && fromPath !== null && may(work.principal, 'person.write', fromPath),
      }
    }),
    counts: await countTransfers(work.tx, work.reach),
  }
}

export const institutions: Handler<'institutions'> = async (work, { search }) => ({
  institutions: await findInstitutions(work.tx, search, work.principal.institutionId),
})

export const requestTransfer: Handler<'requestTransfer'> = async (work, { personId, version, to, note }) => {
  const person = await begin(work, personId, version)
  const { institutionId, row } = person
  if (!standingCycle.allows(row.status, 'transfer_out'))
    throw new AppError('wrong_state', { kind: 'person', state: row.status, move: 'transfer' })
  const from = (await readAffiliations(work.tx, person)).find((each) => each.untilOn === null)
  const own = await readInstitution(work.tx, institutionId)
  const id = newId()
  const common = {
    id,
    person_id: personId,
    person_name: row.name,
    from_institution_id: institutionId,
    from_unit_id: from?.unitId ?? null,
    state: 'requested' as const,
    requested_on: work.today,
    requested_by: work.principal.accountId,
    note: note?.trim() === '' ? null : note,
  }
  if (to.where === 'within') {
    const unit = await livingUnit(work, institutionId, to.unitId)
    if (!holdsPeople(unit.kind)) throw invalid('not_a_party_unit', { kind: unit.kind })
    if (from === undefined) throw invalid('no_unit')
    if (from.unitId === unit.id) throw invalid('same_unit')
    await insertTransfer(work.tx, {
      ...common,
      institution_id: institutionId,
      side: 'within',
      from_name: from.unitName,
      to_institution_id: institutionId,
      to_unit_id: unit.id,
      to_name: unit.name,
    })
  } else if (to.where === 'outside') {
    await insertTransfer(work.tx, {
      ...common,
      institution_id: institutionId,
      side: 'out',
      from_name: from?.unitName ?? own.name,
      to_name: to.name,
      letter_no: to.letterNo,
    })
  } else {
    if (to.institutionId === institutionId) throw invalid('same_institution')
    await work.widen([to.institutionId])
    const theirs = await readInstitution(work.tx, to.institutionId).catch(() => null)
    if (theirs === null) throw new AppError('not_found', { kind: 'institution' })
    const both = { ...common, to_institution_id: theirs.id, to_name: theirs.name }
    const fromName = from === undefined ? own.name : `${own.name} ${from.unitName}`
    await insertTransfer(work.tx, {
      ...both,
      institution_id: institutionId,
      side: 'out',
      from_name: fromName,
    })
    await insertTransfer(work.tx, {
      ...both,
      institution_id: theirs.id,
      side: 'in',
      from_unit_id: null,
      from_name: fromName,
    })
  }
  await finish(work, person, { after: { transferId: id, transferTo: to.where } })
  return { id }
}

/** The transfer of the endpoint with the institutions of both sides in scope; fails when the move is not open. */
export async function openTransfer(
  work: Work,
  transferId: string,
  version: number,
  move: TransferMove,
): Promise<Transfer> {
  const { institutionId } = targetOf(work)
  const transfer = await readTransfer(work.tx, institutionId, transferId)
  if (!transferCycle.allows(transfer.state, move))
    throw new AppError('wrong_state', { kind: 'transfer', state: transfer.state, move })
  if (transfer.version !== version) throw new AppError('stale', { kind: 'transfer' })
  return transfer
}

/** Settles every row of a transfer, the sender's first, and logs it in each institution's chain in a fixed order. */
export async function settle(
  work: Work,
  transfer: Transfer,
  settlement: Omit<Settlement, 'by'>,
): Promise<void> {
  const sides = [transfer.from_institution_id, transfer.to_institution_id].filter((each) => each !== null)
  const { personId: arrived, ...same } = settlement
  for (const institutionId of new Set(sides)) {
    const done = await settleTransfer(
      work.tx,
      { institutionId, id: transfer.id, version: transfer.version },
      {
        ...same,
        by: work.principal.accountId,
        ...(arrived !== undefined && institutionId === transfer.to_institution_id
          ? { personId: arrived }
          : {}),
      },
    )
    if (!done) throw new AppError('stale', { kind: 'transfer' })
  }
  for (const institutionId of [...new Set(sides)].sort()) {
    work.changed({
      subject: 'transfer',
      id: transfer.id,
      institutionId,
      unitId: institutionId === targetOf(work).institutionId ? targetOf(work).id : null,
      before: { state: transfer.state },
      after: { state: settlement.state, personId: transfer.person_id, answer: settlement.answer },
    })
  }
}

/** Both institutions of a transfer, as far as they use the product, come into scope. */
export async function seeBoth(work: Work, transfer: Transfer): Promise<void> {
  await work.widen([transfer.from_institution_id, transfer.to_institution_id].filter((each) => each !== null))
}

export const rejectTransfer: Handler<'rejectTransfer'> = async (work, { transferId, version, reason }) => {
  const transfer = await openTransfer(work, transferId, version, 'reject')
  await seeBoth(work, transfer)
  await settle(work, transfer, { state: 'rejected', on: work.today, answer: reason })
  return {}
}

export const withdrawTransfer: Handler<'withdrawTransfer'> = async (
  work,
  { transferId, version, reason },
) => {
  const transfer = await openTransfer(work, transferId, version, 'withdraw')
  await seeBoth(work, transfer)
  await settle(work, transfer, { state: 'withdrawn', on: work.today, answer: reason })
  return {}
}

export const recordReceipt: Handler<'recordReceipt'> = async (work, input) => {
  const { transferId, version, receiptNo, on } = input
  const transfer = await openTransfer(work, transferId, version, 'accept')
  if (transfer.to_institution_id !== null) throw invalid('not_outside')
  if (on < transfer.requested_on || on > dateOf(work.now)) throw invalid('receipt_day', { day: on })
  const { institutionId } = targetOf(work)
  const [row] = await lockPeople(work.tx, institutionId, [transfer.person_id])
  if (row === undefined) throw new AppError('not_found', { kind: 'person' })
  await leave(work, { institutionId, id: row.id, row }, on)
  await settle(work, transfer, { state: 'accepted', on, receiptNo })
  return {}
}

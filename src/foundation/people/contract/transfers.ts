// Endpoints of transfers of organizational affiliation: ask, accept, reject, withdraw, and the inbox.

import * as z from 'zod'
import { endpoint, id, isoDate, line, prose, subject } from '../../../core/contract.ts'
import { values } from '../../org/words.ts'
import { transferStates } from '../words.ts'
import { atPerson, version } from './person.ts'

const transferLine = z.object({
  id,
  side: z.enum(['within', 'out', 'in']),
  personId: id,
  personName: z.string(),
  fromUnitId: id.nullable(),
  fromName: z.string(),
  toUnitId: id.nullable(),
  toName: z.string(),
  /** To or from an organisation that does not use the product. */
  outside: z.boolean(),
  state: z.enum(values(transferStates)),
  requestedOn: isoDate,
  settledOn: isoDate.nullable(),
  letterNo: z.string().nullable(),
  receiptNo: z.string().nullable(),
  note: z.string().nullable(),
  answer: z.string().nullable(),
  version,
  /** What the caller may do now. */
  mayAccept: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type TransferLine = z.infer<typeof transferLine>

const receiving = subject('incoming transfer', 'transferId')
const sending = subject('outgoing transfer', 'transferId')

export const transferEndpoints = {
  transfers: endpoint({
    method: 'GET',
    path: '/transfers',
    summary: 'Transfers within reach: sent and open, to accept, or settled',
    permission: 'person.read',
    place: { at: 'reach' },
  })
    .input(
      z.object({
        tab: z.enum(['sent', 'to_accept', 'settled']),
        limit: z.coerce.number().int().min(1).max(500).default(200),
      }),
    )
    .output(
      z.object({
        transfers: z.array(transferLine),
        counts: z.object({ sent: z.number().int(), to_accept: z.number().int(), settled: z.number().int() }),
      }),
    ),

  institutions: endpoint({
    method: 'GET',
    path: '/transfers/institutions',
    summary: 'Institutions that use the product by name or code, to transfer a member to',
    permission: 'person.write',
    place: { at: 'reach' },
  })
    .input(z.object({ search: line(50).min(2) }))
    .output(z.object({ institutions: z.array(z.object({ id, code: z.string(), name: z.string() })) })),

  requestTransfer: endpoint({
    method: 'POST',
    path: '/org/people/{personId}/transfers',
    summary: 'Ask another Party unit, institution or outside organisation to take a person over',
    permission: 'person.write',
    place: atPerson,
  })
    .input(
      z.object({
        personId: id,
        version,
        to: z.discriminatedUnion('where', [
          z.object({ where: z.literal('within'), unitId: id }),
          z.object({ where: z.literal('institution'), institutionId: id }),
          z.object({ where: z.literal('outside'), name: line(120), letterNo: line(60) }),
        ]),
        note: prose(500).nullable().default(null),
      }),
    )
    .output(z.object({ id })),

  acceptTransfer: endpoint({
    method: 'POST',
    path: '/transfers/{transferId}/accept',
    summary: 'Take the person over from today; from another institution into a unit and under a staff number',
    permission: 'transfer.settle',
    place: receiving,
  })
    .input(z.object({ transferId: id, version, unitId: id.optional(), staffNo: line(40).optional() }))
    .output(z.object({ personId: id })),

  rejectTransfer: endpoint({
    method: 'POST',
    path: '/transfers/{transferId}/reject',
    summary: 'Send a transfer back; the person stays with the sender',
    permission: 'transfer.settle',
    place: receiving,
  })
    .input(z.object({ transferId: id, version, reason: line(200) }))
    .output(z.object({})),

  withdrawTransfer: endpoint({
    method: 'POST',
    path: '/transfers/{transferId}/withdraw',
    summary: 'Call a transfer back before it is accepted',
    permission: 'person.write',
    place: sending,
  })
    .input(z.object({ transferId: id, version, reason: line(200) }))
    .output(z.object({})),

  recordReceipt: endpoint({
    method: 'POST',
    path: '/transfers/{transferId}/receipt',
    summary: 'Record the receipt of an organisation outside the product: from that day the person is theirs',
    permission: 'person.write',
    place: sending,
  })
    .input(z.object({ transferId: id, version, receiptNo: line(60), on: isoDate }))
    .output(z.object({})),
}

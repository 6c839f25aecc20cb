// The office's side: groups of units, what went out and what did not arrive, who was reminded, and the letters about terms.

import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { readGroupAddress } from '../channels/address.ts'
import type { noticesContract } from '../contract.ts'
import { groupPlace } from '../deliver.ts'
import { queueTrial } from '../notify.ts'
import type { NoticesSettings } from '../settings.ts'
import {
  deleteGroup,
  lastReminder,
  listDeliveries,
  listGroups,
  readGroup,
  readLetters,
  saveGroup,
} from '../store/index.ts'

type Office = Pick<
  Handlers<typeof noticesContract>,
  'groups' | 'saveGroup' | 'removeGroup' | 'tryGroup' | 'deliveries' | 'reminded' | 'letters' | 'letter'
>

const wordFile = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const officeHandlers = (settings: NoticesSettings): Office => ({
  groups: async ({ tx, reach }) => ({ groups: [...(await listGroups(tx, reach))] }),

  saveGroup: async (work, { address, enabled, version }) => {
    const { tx, vault } = work
    const { institutionId, id: unitId } = targetOf(work)
    const before = await readGroup(tx, institutionId, unitId)
    if (address !== null && readGroupAddress(address, settings.privateGroups) === null)
      throw new AppError('invalid_input', { field: 'address', reason: 'insecure' })
    const sealed =
      address === null
        ? (before?.address ?? null)
        : vault.seal(groupPlace(institutionId, unitId), address.trim())
    if (sealed === null) throw new AppError('invalid_input', { field: 'address' })
    const saved = await saveGroup(tx, {
      institutionId,
      unitId,
      keyId: address === null && before !== null ? vault.keyOf(sealed) : vault.keyId,
      address: sealed,
      enabled,
      version,
      by: work.principal.accountId,
      at: work.now.toString(),
    })
    if (!saved) throw new AppError('stale', { version: before?.version ?? 0 })
    work.changed({
      subject: 'unit',
      id: unitId,
      // Its first saving makes it: then there was nothing before.
      before: { group: before === null ? null : { enabled: before.enabled } },
      after: { group: { enabled, addressChanged: address !== null } },
    })
    return {}
  },

  removeGroup: async (work) => {
    const { institutionId, id: unitId } = targetOf(work)
    if (!(await deleteGroup(work.tx, institutionId, unitId)))
      throw new AppError('not_found', { kind: 'group' })
    work.changed({ subject: 'unit', id: unitId, before: { group: true }, after: { group: null } })
    return {}
  },

  tryGroup: async (work) => {
    const { institutionId, id: unitId } = targetOf(work)
    if ((await readGroup(work.tx, institutionId, unitId)) === null)
      throw new AppError('not_found', { kind: 'group' })
    const key = work.now.toString().slice(0, 16)
    await queueTrial(work.tx, institutionId, { channel: 'group', unitId }, key, work.now)
    work.changed({ subject: 'unit', id: unitId, after: { groupTried: true } })
    return {}
  },

  deliveries: async ({ tx }, { unitId, failed, limit }) => ({
    deliveries: (await listDeliveries(tx, unitId, { failed, limit })).map((each) => ({
      ...each,
      state: each.state as 'waiting',
    })),
  }),

  reminded: async (work, { dutyId }) => ({
    last: await lastReminder(work.tx, targetOf(work).institutionId, dutyId),
  }),

  letters: async (work) => {
    const { institutionId, id } = targetOf(work)
    const letters = await readLetters(work.tx, institutionId, id)
    return {
      letters: letters.map(({ id: letterId, number, endsOn, madeOn, upperName }) => ({
        id: letterId,
        number,
        endsOn,
        madeOn,
        upperName,
      })),
    }
  },

  letter: async (work, { letterId }) => {
    const { institutionId, id } = targetOf(work)
    const letter = (await readLetters(work.tx, institutionId, id)).find((each) => each.id === letterId)
    if (letter === undefined) throw new AppError('not_found', { kind: 'letter' })
    const bytes = await work.files.get(work.tx, institutionId, letter.fileSha256)
    return new File([bytes as Uint8Array<ArrayBuffer>], `换届提醒函-${letter.endsOn}.docx`, {
      type: wordFile,
    })
  },
})

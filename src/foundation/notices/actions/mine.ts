// One's own messages, how one wants to be told, and one's calendar.

import { createHash, randomBytes } from 'node:crypto'
import { AppError } from '../../../core/errors.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import { dateOf } from '../../../core/calendar.ts'
import { writeCalendar } from '../calendar.ts'
import type { noticesContract } from '../contract.ts'
import { mailPlace } from '../deliver.ts'
import { queueTrial } from '../notify.ts'
import type { NoticesSettings } from '../settings.ts'
import {
  countUnread,
  listNotices,
  markNotices,
  openCalendar,
  readCalendar,
  readPreferences,
  readReader,
  savePreference,
  setCalendar,
} from '../store/index.ts'

type Mine = Pick<
  Handlers<typeof noticesContract>,
  | 'list'
  | 'unread'
  | 'mark'
  | 'preference'
  | 'savePreference'
  | 'tryMail'
  | 'renewCalendar'
  | 'revokeCalendar'
  | 'calendar'
>

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The secret names its institution, so that it is found by its whole key, and ends like a file for programs that look. */
const calendarFile = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[\w-]{43}\.ics$/

export const mineHandlers = (settings: NoticesSettings): Mine => ({
  list: async ({ tx, principal }, { unread, kind = null, before = null, limit }) => {
    const { institutionId, accountId } = principal
    const query = { unread, kind, before, limit: limit + 1 }
    const found = await listNotices(tx, institutionId, accountId, query)
    return { notices: found.slice(0, limit), more: found.length > limit }
  },

  unread: async ({ tx, principal }) => {
    const { institutionId, accountId } = principal
    const { bell } = (await readPreferences(tx, institutionId, [accountId]))(accountId)
    return { count: bell ? await countUnread(tx, institutionId, accountId) : 0 }
  },

  mark: async ({ tx, principal, now }, { ids = null, read }) => {
    const { institutionId, accountId } = principal
    const readAt = read ? now.toString() : null
    return { changed: await markNotices(tx, institutionId, accountId, ids, readAt) }
  },

  preference: async ({ tx, principal, vault }) => {
    const { institutionId, accountId } = principal
    const { address, ...preference } = (await readPreferences(tx, institutionId, [accountId]))(accountId)
    return {
      ...preference,
      address: address === null ? null : vault.open(mailPlace(institutionId, accountId), address),
      mailOffered: settings.mail !== null,
      calendar: await readCalendar(tx, institutionId, accountId),
    }
  },

  savePreference: async (work, { address, ...wanted }) => {
    const { tx, vault, principal } = work
    const { institutionId, accountId } = principal
    if (wanted.email && address === null) throw new AppError('invalid_input', { field: 'address' })
    const before = (await readPreferences(tx, institutionId, [accountId]))(accountId)
    const saved = await savePreference(tx, institutionId, accountId, {
      ...wanted,
      keyId: vault.keyId,
      address: address === null ? null : vault.seal(mailPlace(institutionId, accountId), address),
    })
    if (!saved) throw new AppError('stale', { version: before.version })
    // The address itself is nobody else's to read.
    const shown = (kept: typeof wanted & { readonly address: unknown }) => {
      const { version: _, address: given, ...rest } = kept
      return { ...rest, address: given !== null }
    }
    work.changed({
      subject: 'account',
      id: accountId,
      before: shown(before),
      after: shown({ ...wanted, address }),
    })
    return { version: before.version === 0 ? 1 : before.version + 1 }
  },

  tryMail: async (work) => {
    const { tx, principal, now } = work
    const { institutionId, accountId } = principal
    const { address } = (await readPreferences(tx, institutionId, [accountId]))(accountId)
    if (settings.mail === null || address === null)
      throw new AppError('wrong_state', { move: 'try', reason: 'no_mail' })
    // Once a minute: a trial is no way to fill somebody's mailbox.
    await queueTrial(tx, institutionId, { channel: 'email', accountId }, now.toString().slice(0, 16), now)
    work.changed({ subject: 'account', id: accountId, after: { mailTried: true } })
    return {}
  },

  renewCalendar: async (work) => {
    const { institutionId, accountId } = work.principal
    const file = `${institutionId}.${randomBytes(32).toString('base64url')}.ics`
    await setCalendar(work.tx, institutionId, accountId, { sha256: sha256(file), at: work.now.toString() })
    work.changed({ subject: 'account', id: accountId, after: { calendarAddress: 'renewed' } })
    return { path: `/api/v1/notices/calendars/${file}` }
  },

  revokeCalendar: async (work) => {
    const { institutionId, accountId } = work.principal
    await setCalendar(work.tx, institutionId, accountId, null)
    work.changed({ subject: 'account', id: accountId, after: { calendarAddress: null } })
    return {}
  },

  calendar: async (work, { file }) => {
    const absent = new AppError('not_found', { kind: 'calendar' })
    const institutionId = calendarFile.exec(file)?.[1]
    if (institutionId === undefined) throw absent
    await work.widen([institutionId])
    const accountId = await openCalendar(work.tx, institutionId, sha256(file), work.now.toString())
    const reader =
      accountId === null ? null : await readReader(work.tx, institutionId, accountId, dateOf(work.now))
    if (reader === null) throw absent
    const text = await writeCalendar(work.tx, institutionId, reader, work.now, settings.publicUrl)
    return new File([text], 'linghang.ics', { type: 'text/calendar; charset=utf-8' })
  },
})

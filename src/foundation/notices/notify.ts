// Telling people: a message into the product at once, and with the one mail of the day to those who want mail.

import type { Tx } from '../../core/db.ts'
import { dateOf, dayAfter } from '../../core/calendar.ts'
import { enqueue } from '../../core/jobs.ts'
import { momentOf, plainPreference, sendTime } from './rules.ts'
import { insertNotices, type NewNotice, queueDelivery, readPreferences, type Target } from './store/index.ts'

/** The job that brings one delivery on its way. */
export const deliverName = 'notices:deliver'

/**
 * Tells accounts of one institution, in this transaction: the same key is told an account once, whoever calls how often.
 * Answers how many were told. E-mail follows with the digest of the day, never within quiet hours.
 */
export async function notify(
  tx: Tx,
  institutionId: string,
  notices: readonly NewNotice[],
  now: Temporal.Instant,
): Promise<number> {
  const told = await insertNotices(tx, institutionId, now.toString(), notices)
  const preferenceOf = await readPreferences(
    tx,
    institutionId,
    told.map(({ accountId }) => accountId),
  )
  for (const [accountId, own] of Map.groupBy(told, (notice) => notice.accountId)) {
    const preference = preferenceOf(accountId)
    if (!preference.email) continue
    await queueDaily(
      tx,
      institutionId,
      { channel: 'email', accountId },
      { noticeIds: own.map(({ id }) => id), now, ...preference },
    )
  }
  return told.length
}

/** Puts notices into the mail of today, or of tomorrow when that of today has gone out. */
async function queueDaily(
  tx: Tx,
  institutionId: string,
  target: Target,
  message: {
    readonly noticeIds: readonly string[]
    readonly now: Temporal.Instant
    readonly digestAt: string
    readonly quietFrom: string
    readonly quietUntil: string
  },
): Promise<void> {
  const { now } = message
  for (let day = dateOf(now), left = 2; left > 0; day = dayAfter(day), left -= 1) {
    const wanted = momentOf(day, message.digestAt)
    const dueAt = sendTime(Temporal.Instant.compare(wanted, now) < 0 ? now : wanted, message)
    const id = await queueDelivery(tx, institutionId, target, {
      key: `day:${day}`,
      noticeIds: message.noticeIds,
      dueAt: dueAt.toString(),
      at: now.toString(),
    })
    if (id === null) continue
    await enqueueDelivery(tx, institutionId, id, dueAt)
    return
  }
}

/** Puts the message of the day to a unit's group on its way; its text is made when it goes out. */
export async function queueGroup(
  tx: Tx,
  institutionId: string,
  unitId: string,
  now: Temporal.Instant,
): Promise<void> {
  await queueDaily(
    tx,
    institutionId,
    { channel: 'group', unitId },
    { noticeIds: [], now, ...plainPreference },
  )
}

/** A message that somebody asked for to try a channel: at once, also within quiet hours. */
export async function queueTrial(
  tx: Tx,
  institutionId: string,
  target: Target,
  key: string,
  now: Temporal.Instant,
): Promise<void> {
  const at = now.toString()
  const id = await queueDelivery(tx, institutionId, target, {
    key: `${trial}${key}`,
    noticeIds: [],
    dueAt: at,
    at,
  })
  if (id !== null) await enqueueDelivery(tx, institutionId, id, now)
}

const trial = 'trial:'
export const isTrial = (key: string): boolean => key.startsWith(trial)

export const enqueueDelivery = (
  tx: Tx,
  institutionId: string,
  id: string,
  at: Temporal.Instant,
): Promise<void> => enqueue(tx, deliverName, { institutionId, id }, `${deliverName}:${id}`, at)

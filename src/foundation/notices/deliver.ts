// Bringing one delivery on its way: never within quiet hours, tried again with growing waits, and its end kept for the office.

import { dateOf } from '../../core/calendar.ts'
import type { Tx } from '../../core/db.ts'
import type { JobFloor } from '../../core/jobs.ts'
import { unitNames } from '../org/index.ts'
import { daysOverdue, readDuties, withReminders } from '../duties/index.ts'
import { sendToGroup } from './channels/group.ts'
import { sendMail } from './channels/mail.ts'
import { enqueueDelivery, isTrial } from './notify.ts'
import { nameOf } from './remind.ts'
import {
  cutToBytes,
  type Fault,
  groupLimit,
  isLasting,
  nextTry,
  plainMarkdown,
  plainPreference,
  type Quiet,
  sendTime,
} from './rules.ts'
import type { NoticesSettings } from './settings.ts'
import {
  type Delivery,
  endDelivery,
  noticesById,
  postpone,
  readGroup,
  readPreferences,
  readReader,
  takeDelivery,
} from './store/index.ts'

/** Where sealed addresses stand. */
export const mailPlace = (institutionId: string, accountId: string) => ({
  institutionId,
  subjectId: accountId,
  column: 'notice_preference.address',
})
export const groupPlace = (institutionId: string, unitId: string) => ({
  institutionId,
  subjectId: unitId,
  column: 'notice_group.address',
})

/** What is to be sent and how; or why there is nothing to send any more. */
type Prepared = { readonly quiet: Quiet; readonly send: (() => Promise<Fault | null>) | 'dropped' }

/**
 * Sends one delivery. The row is held while it is on its way: two workers never send the same. What the other side has
 * taken right before a crash may arrive twice, never not at all.
 */
export async function deliver(
  floor: JobFloor,
  settings: NoticesSettings,
  institutionId: string,
  id: string,
): Promise<void> {
  await floor.database.inScope([institutionId], async (tx) => {
    const delivery = await takeDelivery(tx, institutionId, id)
    if (delivery === null) return
    const now = floor.now()
    const prepared =
      delivery.channel === 'email'
        ? await prepareMail(tx, floor, settings, institutionId, delivery)
        : await prepareGroup(tx, floor, settings, institutionId, delivery)
    // A server that was off comes back at night, and hours may have been changed since.
    const earliest = isTrial(delivery.key) ? now : sendTime(now, prepared.quiet)
    if (Temporal.Instant.compare(earliest, now) > 0) {
      await postpone(tx, institutionId, id, {
        dueAt: earliest.toString(),
        attempts: delivery.attempts,
        fault: null,
      })
      await enqueueDelivery(tx, institutionId, id, earliest)
      return
    }
    const { send } = prepared
    const at = now.toString()
    if (send === 'dropped') {
      await endDelivery(tx, institutionId, id, {
        state: 'dropped',
        attempts: delivery.attempts,
        fault: null,
        at,
      })
      return
    }
    const fault = await send()
    const attempts = delivery.attempts + 1
    if (fault === null) {
      await endDelivery(tx, institutionId, id, { state: 'sent', attempts, fault, at })
      return
    }
    const wait = isTrial(delivery.key) || isLasting(fault) ? null : nextTry(attempts)
    floor.log.warn(
      { institution: institutionId, delivery: id, channel: delivery.channel, attempts, fault },
      'not delivered',
    )
    if (wait === null) {
      await endDelivery(tx, institutionId, id, { state: 'failed', attempts, fault, at })
      return
    }
    const again = sendTime(now.add({ minutes: wait }), prepared.quiet)
    await postpone(tx, institutionId, id, { dueAt: again.toString(), attempts, fault })
    await enqueueDelivery(tx, institutionId, id, again)
  })
}

async function prepareMail(
  tx: Tx,
  floor: JobFloor,
  settings: NoticesSettings,
  institutionId: string,
  delivery: Delivery,
): Promise<Prepared> {
  const accountId = delivery.accountId ?? ''
  const preference = (await readPreferences(tx, institutionId, [accountId]))(accountId)
  const reader = await readReader(tx, institutionId, accountId, dateOf(floor.now()))
  const { address } = preference
  // Mail switched off or the account closed since it was queued.
  if (reader === null || address === null || (!preference.email && !isTrial(delivery.key)))
    return { quiet: preference, send: 'dropped' }
  const to = floor.vault.open(mailPlace(institutionId, accountId), address)
  const { language } = reader
  const notices = await noticesById(tx, institutionId, delivery.noticeIds)
  const [first] = notices
  if (first === undefined && !isTrial(delivery.key)) return { quiet: preference, send: 'dropped' }
  const words = mailWords[language]
  const link = (path: string | null): readonly string[] =>
    settings.publicUrl === null || path === null ? [] : [`${settings.publicUrl}${path}`]
  const mail =
    first === undefined
      ? { to, subject: words.trial, text: words.trialText }
      : {
          to,
          subject:
            notices.length === 1
              ? first.title[language]
              : words.several(first.title[language], notices.length),
          text: [
            ...notices.flatMap((notice) => [
              notice.title[language],
              '',
              notice.body[language],
              ...link(notice.link),
              '',
            ]),
            words.why,
            ...link('/notices/preferences'),
          ].join('\n'),
        }
  return { quiet: preference, send: () => sendMail(settings.mail, mail) }
}

const mailWords = {
  zh: {
    trial: '领航：邮件提醒已接通',
    trialText: '收到这封邮件，说明邮件提醒可以送达。',
    several: (first: string, count: number) => `${first}（共 ${count} 条）`,
    why: '您在领航中开启了邮件提醒，可随时在“提醒设置”中关闭。',
  },
  en: {
    trial: 'Linghang: e-mail reminders work',
    trialText: 'This mail has arrived: reminders by e-mail can reach you.',
    several: (first: string, count: number) => `${first} (${count} messages)`,
    why: 'You have switched on e-mail reminders in Linghang; switch them off under "Reminders" at any time.',
  },
}

async function prepareGroup(
  tx: Tx,
  floor: JobFloor,
  settings: NoticesSettings,
  institutionId: string,
  delivery: Delivery,
): Promise<Prepared> {
  const unitId = delivery.unitId ?? ''
  const quiet = plainPreference
  const group = await readGroup(tx, institutionId, unitId)
  if (group === null || (!group.enabled && !isTrial(delivery.key))) return { quiet, send: 'dropped' }
  const address = floor.vault.open(groupPlace(institutionId, unitId), group.address)
  const unit = (await unitNames(tx, [unitId])).get(unitId)?.name ?? ''
  const content = isTrial(delivery.key)
    ? `**${plainMarkdown(unit)}**\n领航群提醒已接通。`
    : await groupContent(tx, unitId, unit, floor.now(), settings.publicUrl)
  if (content === null) return { quiet, send: 'dropped' }
  return { quiet, send: () => sendToGroup(address, content, settings.privateGroups) }
}

/** What presses below a unit now, without anybody's name; null when nothing does any more. */
async function groupContent(
  tx: Tx,
  unitId: string,
  unit: string,
  now: Temporal.Instant,
  publicUrl: string | null,
): Promise<string | null> {
  const today = dateOf(now)
  const rows = await withReminders(
    tx,
    await readDuties(tx, { unitIds: [unitId], today, states: ['overdue', 'due'], sort: 'all', limit: 5_000 }),
  )
  const pressing = rows.filter(
    (duty) => duty.personId === null && (duty.state === 'overdue' || duty.remindOn <= today),
  )
  if (pressing.length === 0) return null
  const overdue = pressing.filter((duty) => duty.state === 'overdue').length
  const head = `**${plainMarkdown(unit)}应办事项**　逾期 <font color="warning">${overdue}</font> 项，快到期 ${pressing.length - overdue} 项`
  const lines = pressing.map((duty) => {
    const days = daysOverdue(duty.dueOn, today)
    const when = days > 0 ? `已逾期 ${days} 天` : `${duty.dueOn} 前`
    return `> ${plainMarkdown(duty.unitName)}：${plainMarkdown(nameOf(duty).zh)}，${when}`
  })
  const foot = publicUrl === null ? [] : [`[打开领航](${publicUrl}/duties?unit=${unitId})`]
  const room = groupLimit - new TextEncoder().encode([head, ...foot].join('\n')).length - 2
  return [head, cutToBytes(lines, room, (left) => `> 另有 ${left} 项`), ...foot].join('\n')
}

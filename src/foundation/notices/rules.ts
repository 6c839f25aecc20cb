// The law of notices: quiet hours, the time of a digest, how often a channel is tried again, and what may go wrong. No I/O.

import { zone } from '../../core/calendar.ts'

/** Times of day in China, 'HH:MM'. Quiet from one to the other, also over midnight; equal: never quiet. */
export type Quiet = { readonly quietFrom: string; readonly quietUntil: string }

export type Preference = Quiet & {
  /** Whether the bell counts what is unread. */
  readonly bell: boolean
  readonly email: boolean
  /** When the one message of the day goes out. */
  readonly digestAt: string
}

/** What holds for everybody who has not said otherwise. */
export const plainPreference: Preference = {
  bell: true,
  email: false,
  digestAt: '08:00',
  quietFrom: '21:00',
  quietUntil: '07:30',
}

/** Whether a time of day is quiet: the first minute is, the last is not. */
export function isQuiet(time: string, { quietFrom, quietUntil }: Quiet): boolean {
  if (quietFrom === quietUntil) return false
  return quietFrom < quietUntil
    ? quietFrom <= time && time < quietUntil
    : time >= quietFrom || time < quietUntil
}

/** The first moment from `wanted` on that is not quiet. */
export function sendTime(wanted: Temporal.Instant, quiet: Quiet): Temporal.Instant {
  const local = wanted.toZonedDateTimeISO(zone)
  if (!isQuiet(local.toPlainTime().toString().slice(0, 5), quiet)) return wanted
  const end = local.withPlainTime(quiet.quietUntil)
  return (Temporal.ZonedDateTime.compare(end, local) > 0 ? end : end.add({ days: 1 })).toInstant()
}

/** A time of day in China on a day. */
export function momentOf(day: string, time: string): Temporal.Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant()
}

/** Minutes until the next try after so many failed ones; null: given up. */
const waits = [1, 5, 15, 60, 240, 720] as const
export const nextTry = (failedTries: number): number | null => waits[failedTries - 1] ?? null

/** What can keep a message from its channel. The text of the other side is never kept: it may quote an address. */
export const faults = [
  'not_configured',
  'no_address',
  'unreachable',
  'timeout',
  'sign_in_refused',
  'address_refused',
  'refused',
  'private_address',
  'insecure',
  'bad_answer',
] as const
export type Fault = (typeof faults)[number]

/** Faults that another try does not mend. */
const lasting: readonly Fault[] = ['no_address', 'address_refused', 'private_address', 'insecure']
export const isLasting = (fault: Fault): boolean => lasting.includes(fault)

export const deliveryStates = ['waiting', 'sent', 'failed', 'dropped'] as const

/** Names in both languages. */
export type Both = { readonly zh: string; readonly en: string }

/** What a message is about; a page filters by it. */
export const noticeKinds = ['digest', 'imposed', 'term', 'channel', 'message'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** How a duty is brought to mind, the most pressing first. */
export const reminderKinds = ['escalated', 'overdue', 'soon'] as const
export type ReminderKind = (typeof reminderKinds)[number]

export type DigestLine = {
  readonly kind: ReminderKind
  readonly what: Both
  readonly unit: string
  readonly dueOn: string
  readonly days: number
}

const mostLines = 60

/** The one message of the day: what is new in it by kind, then how much that was told before is still overdue. */
export function wordDigest(
  lines: readonly DigestLine[],
  stillOverdue: number,
): { readonly title: Both; readonly body: Both } {
  const count = (kind: ReminderKind): number => lines.filter((line) => line.kind === kind).length
  const parts = reminderKinds.flatMap((kind) => {
    const n = count(kind)
    if (n === 0) return []
    return [
      {
        escalated: { zh: `${n} 项下级逾期`, en: `${n} overdue below you` },
        overdue: { zh: `${n} 项逾期`, en: `${n} overdue` },
        soon: { zh: `${n} 项快到期`, en: `${n} due soon` },
      }[kind],
    ]
  })
  const sorted = reminderKinds.flatMap((kind) =>
    lines.filter((line) => line.kind === kind).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)),
  )
  const shown = sorted.slice(0, mostLines)
  const left = sorted.length - shown.length
  const zh = shown.map(
    (line) =>
      `${{ escalated: '〔下级逾期〕', overdue: '〔逾期〕', soon: '〔快到期〕' }[line.kind]}${line.unit}：${line.what.zh}，截止 ${line.dueOn}${line.days > 0 ? `，已逾期 ${line.days} 天` : ''}`,
  )
  const en = shown.map(
    (line) =>
      `[${{ escalated: 'overdue below you', overdue: 'overdue', soon: 'due soon' }[line.kind]}] ${line.unit}: ${line.what.en}, due ${line.dueOn}${line.days > 0 ? `, ${line.days} ${line.days === 1 ? 'day' : 'days'} overdue` : ''}`,
  )
  if (left > 0) {
    zh.push(`另有 ${left} 项，见应办事项。`)
    en.push(`${left} more under duties.`)
  }
  if (stillOverdue > 0) {
    zh.push(`此前提醒过的还有 ${stillOverdue} 项逾期未办。`)
    en.push(
      `${stillOverdue} that you were told of before ${stillOverdue === 1 ? 'is' : 'are'} still overdue.`,
    )
  }
  return {
    title: {
      zh: `今日提醒：${parts.map((part) => part.zh).join('，')}`,
      en: `Today: ${parts.map((part) => part.en).join(', ')}`,
    },
    body: { zh: zh.join('\n'), en: en.join('\n') },
  }
}

/** The most that a group's robot takes, in bytes of UTF-8. */
export const groupLimit = 4096

/** Text cut at the end of a line so that it stays below the limit in bytes. */
export function cutToBytes(lines: readonly string[], limit: number, more: (left: number) => string): string {
  const size = (text: string): number => new TextEncoder().encode(text).length
  let kept = lines.length
  const text = (): string =>
    [...lines.slice(0, kept), ...(kept < lines.length ? [more(lines.length - kept)] : [])].join('\n')
  while (kept > 0 && size(text()) > limit) kept -= 1
  return text()
}

/** What stands in a robot's message must not become its markup: a name could otherwise hold a link or a mention. */
export function plainMarkdown(text: string): string {
  return text.replaceAll(/[[\]()<>*_`#@\\!|~]/g, (sign) => fullWidth[sign] ?? sign).replaceAll(/\s+/g, ' ')
}

const fullWidth: Readonly<Record<string, string>> = {
  '[': '［',
  ']': '］',
  '(': '（',
  ')': '）',
  '<': '＜',
  '>': '＞',
  '*': '＊',
  _: '＿',
  '`': '｀',
  '#': '＃',
  '@': '＠',
  '\\': '＼',
  '!': '！',
  '|': '｜',
  '~': '～',
}

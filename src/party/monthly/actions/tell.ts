// What units are told of their reports: accepted, returned with the reason, reminded; to the accounts that answer for the unit.

import type { Work } from '../../../core/pipeline.ts'
import { answering, notify } from '../../../foundation/notices/index.ts'
import type { Reporter } from './gather.ts'

/** A unit and the submission that was judged; null where there is none yet. */
export type Told = { readonly unit: Reporter; readonly number: number | null }
type Message =
  | { readonly what: 'accepted' | 'reminded' }
  | { readonly what: 'returned'; readonly reason: string }

function wordsOf(message: Message, of: string, month: string) {
  const zh = `${of}${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月月报`
  const en = `Report ${month} of ${of}`
  switch (message.what) {
    case 'accepted':
      return {
        title: { zh: `月报已接收：${of}`, en: `Report accepted: ${of}` },
        body: { zh: `${zh}已被上级接收。`, en: `${en} was accepted.` },
      }
    case 'returned':
      return {
        title: { zh: `月报被退回：${of}`, en: `Report returned: ${of}` },
        body: { zh: `${zh}被退回：${message.reason}`, en: `${en} was returned: ${message.reason}` },
      }
    case 'reminded':
      return {
        title: { zh: `请报送月报：${of}`, en: `Report is awaited: ${of}` },
        body: { zh: `${zh}尚未报送，请尽快核对后报送。`, en: `${en} has not come yet.` },
      }
  }
}

/** Of a submission once for each verdict, of a reminder once a day; whoever acts is not told of the own act. */
export async function tell(
  work: Work,
  month: string,
  message: Message,
  told: readonly Told[],
): Promise<void> {
  for (const [institutionId, own] of Map.groupBy(told, ({ unit }) => unit.institutionId)) {
    const { owners } = await answering(work.tx, institutionId, work.today, [])
    const notices = own.flatMap(({ unit: { id, name, path }, number }) =>
      owners({ unitId: id, path, post: null, personId: null })
        .filter((accountId) => accountId !== work.principal.accountId)
        .map((accountId) => ({
          accountId,
          kind: 'message' as const,
          key: `monthly:${id}:${month}:${message.what}:${number ?? work.today}`,
          ...wordsOf(message, name, month),
          link: `/monthly/reports/${id}?month=${month}`,
        })),
    )
    await notify(work.tx, institutionId, notices, work.now)
  }
}

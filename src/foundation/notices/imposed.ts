// Whoever is asked for something hears of it at once, in the transaction that asks.

import { whenImposed } from '../duties/index.ts'
import { answering } from './answering.ts'
import { dateOf } from '../../core/calendar.ts'
import { notify } from './notify.ts'
import { termOrigin } from './terms.ts'

whenImposed(async (tx, institutionId, imposed, now) => {
  // A term's letter tells more than its duty, and is told by itself.
  const duties = imposed.filter(({ origin }) => origin !== termOrigin.id)
  if (duties.length === 0) return
  const { owners } = await answering(tx, institutionId, dateOf(now), duties)
  await notify(
    tx,
    institutionId,
    duties.flatMap((duty) =>
      owners(duty)
        .filter((accountId) => accountId !== duty.by)
        .map((accountId) => ({
          accountId,
          kind: 'imposed' as const,
          key: `duty:${duty.id}`,
          title: { zh: `交办：${duty.what}`, en: `Asked of you: ${duty.what}` },
          body: { zh: `请于 ${duty.dueOn} 前办结。`, en: `Due on ${duty.dueOn}.` },
          link: `/duties?unit=${duty.unitId}`,
        })),
    ),
    now,
  )
})

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
  const asked = duties.flatMap((duty) =>
    owners(duty)
      .filter((accountId) => accountId !== duty.by)
      .map((accountId) => ({ accountId, duty })),
  )
  // Whoever answers for several units hears of the same thing once.
  const things = Map.groupBy(asked, ({ accountId, duty }) => `${accountId} ${duty.origin}:${duty.originId}`)
  await notify(
    tx,
    institutionId,
    [...things.values()].flatMap((own) => {
      const [first] = own
      if (first === undefined) return []
      const { accountId, duty } = first
      const units = own.length
      return [
        {
          accountId,
          kind: 'imposed' as const,
          // Imposed on further units later, it is told for those.
          key: `imposed:${duty.id}`,
          title: { zh: `交办：${duty.what}`, en: `Asked of you: ${duty.what}` },
          body:
            units === 1
              ? { zh: `请于 ${duty.dueOn} 前办结。`, en: `Due on ${duty.dueOn}.` }
              : {
                  zh: `您负责的 ${units} 个单位应于 ${duty.dueOn} 前办结。`,
                  en: `Due on ${duty.dueOn} in ${units} of your units.`,
                },
          link: units === 1 ? `/duties?unit=${duty.unitId}` : '/duties?of=imposed',
        },
      ]
    }),
    now,
  )
})

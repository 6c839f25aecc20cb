// The room's work in the background: the day's reminders, single deliveries, and those whose jobs were lost.

import type { Job } from '../../core/jobs.ts'
import { everyInstitution } from '../org/index.ts'
import { deliver } from './deliver.ts'
import { deliverName, enqueueDelivery } from './notify.ts'
import { remindAll } from './remind.ts'
import type { NoticesSettings } from './settings.ts'
import { waitingSince } from './store/index.ts'
import { remindTerms } from './terms.ts'

/** Minutes after which a delivery that was not tried has lost its job. */
const lostAfter = 30

export const noticeJobs = (settings: NoticesSettings): readonly Job[] => [
  {
    // Ten past midnight in China, when the duties of the day have been issued.
    name: 'notices:day',
    cron: '10 16 * * *',
    work: async (floor) => {
      const institutions = await floor.database.inScope([], (tx) => everyInstitution(tx))
      for (const id of institutions) {
        const written = await floor.database.inScope([id], (tx) => remindTerms(floor, tx, id, floor.now()))
        if (written > 0) floor.log.info({ institution: id, written }, 'letters before terms end')
      }
      await remindAll(floor, institutions)
    },
  },
  {
    name: deliverName,
    work: (floor, { institutionId = '', id = '' }) => deliver(floor, settings, institutionId, id),
  },
  {
    name: 'notices:lost',
    cron: '*/30 * * * *',
    work: async (floor) => {
      const now = floor.now()
      const before = now.subtract({ minutes: lostAfter }).toString()
      for (const id of await floor.database.inScope([], (tx) => everyInstitution(tx))) {
        await floor.database.inScope([id], async (tx) => {
          for (const delivery of await waitingSince(tx, id, before))
            await enqueueDelivery(tx, id, delivery, now)
        })
      }
    },
  },
]

// Duties as they are read: those of a unit, everything due to me, and the rate.

import { reachOf } from '../../../core/access.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import { unitNames } from '../../org/index.ts'
import type { dutiesContract } from '../contract.ts'
import { declaredOrigins, declaredRhythms, type DutyState, noCounts, rateOf } from '../rules.ts'
import { type Counts, countsOfYear, readDuties, type Viewer, workbenchCounts } from '../store/index.ts'
import { withReminders } from './reminders.ts'

export const owed: readonly DutyState[] = ['overdue', 'due']

const viewerOf = ({ principal }: Work): Viewer => ({
  personId: principal.personId,
  oversees: reachOf(principal, 'duty.impose'),
})

type Reads = Pick<Handlers<typeof dutiesContract>, 'rhythms' | 'list' | 'mine' | 'rate'>

export const readHandlers: Reads = {
  rhythms: async () => ({
    rhythms: declaredRhythms().map(({ id, zh, en, every, cites, start }) => ({
      id,
      zh,
      en,
      every,
      cites,
      start: start ?? null,
    })),
    origins: declaredOrigins().map(({ id, zh, en }) => ({ id, zh, en })),
  }),

  list: async (work, input) => {
    const { unitId, state, ...query } = input
    const rows = await readDuties(work.tx, {
      ...query,
      unitIds: [unitId],
      today: work.today,
      viewer: viewerOf(work),
      states: state === undefined ? undefined : [state],
    })
    return { duties: await withReminders(work.tx, rows) }
  },

  mine: async (work, input) => {
    const { tx, today, principal } = work
    const meant = {
      unitIds: reachOf(principal, 'duty.read'),
      today,
      viewer: viewerOf(work),
      owedBy: principal.personId,
    }
    const rows = await readDuties(tx, { ...meant, sort: 'all', states: owed, limit: input.limit })
    return { today, counts: await workbenchCounts(tx, meant), duties: await withReminders(tx, rows) }
  },

  rate: async (work, { unitId, year, rhythm, sort }) => {
    const { whole, byChild, byMonth } = await countsOfYear(work.tx, unitId, {
      year,
      rhythm,
      sort,
      today: work.today,
    })
    const names = await unitNames(
      work.tx,
      [...byChild.keys()].filter((id) => id !== ''),
    )
    const rated = (counts: Counts) => ({ rate: rateOf(counts), counts })
    return {
      ...rated(whole),
      children: [...byChild].flatMap(([id, counts]) => {
        const unit = names.get(id)
        return unit === undefined
          ? []
          : [{ unitId: id, unitName: unit.name, unitKind: unit.kind, ...rated(counts) }]
      }),
      months: Array.from({ length: 12 }, (_, index) => ({
        month: index + 1,
        ...rated(byMonth.get(index + 1) ?? noCounts()),
      })),
    }
  },
}

// The door of hospital figures: its actions, its two sheets of the institution workbook, and the gaps to the peers.

import { provideFigures } from '../indicators/index.ts'
import { readWorkload } from './store.ts'

export { assessmentHandlers } from './actions.ts'
export { assessmentPorts } from './sheets/index.ts'

// 出院人次 is kept here; the indicators read it instead of asking for it again. Visits here include emergencies, theirs do not.
provideFigures({
  figures: ['discharges'],
  read: async (work, institutionId) =>
    new Map(
      (await readWorkload(work.tx, [institutionId]))
        .filter(({ item }) => item === 'discharges')
        .map(({ year, value }) => [year, new Map([['discharges', Math.round(value)]])]),
    ),
})

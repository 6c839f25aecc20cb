// What the endpoints of discharge records do, put together; each subject in its own file.

import type { Handlers } from '../../../core/pipeline.ts'
import type { dischargesContract } from '../contract.ts'
import { faults } from './faults.ts'
import { figures } from './figures.ts'
import { lists } from './lists.ts'
import { records } from './records.ts'
import { runs } from './runs.ts'

export const dischargesHandlers: Handlers<typeof dischargesContract> = {
  ...figures,
  ...records,
  ...runs,
  ...faults,
  ...lists,
}

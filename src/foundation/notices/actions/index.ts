// What the notice endpoints do.

import type { Handlers } from '../../../core/pipeline.ts'
import type { noticesContract } from '../contract.ts'
import type { NoticesSettings } from '../settings.ts'
import { mineHandlers } from './mine.ts'
import { officeHandlers } from './office.ts'
import { termHandlers } from './terms.ts'

export const noticesHandlers = (settings: NoticesSettings): Handlers<typeof noticesContract> => ({
  ...mineHandlers(settings),
  ...officeHandlers(settings),
  ...termHandlers,
})

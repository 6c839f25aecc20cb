// What the duty endpoints do.

import type { Handlers } from '../../../core/pipeline.ts'
import type { dutiesContract } from '../contract.ts'
import { imposeHandlers } from './impose.ts'
import { readHandlers } from './read.ts'
import { settleHandlers } from './settle.ts'

export const dutiesHandlers: Handlers<typeof dutiesContract> = {
  ...readHandlers,
  ...settleHandlers,
  ...imposeHandlers,
}

// Every handler of organisational life under its name.

import type { Handlers } from '../../../core/pipeline.ts'
import type { lifeContract } from '../contract.ts'
import { coverageHandlers } from './coverage.ts'
import { partnerHandlers } from './partners.ts'
import { planHandlers } from './plans.ts'
import { schemeHandlers } from './schemes.ts'
import { tableHandlers } from './table.ts'
import { themeHandlers } from './themes.ts'

export const lifeHandlers: Handlers<typeof lifeContract> = {
  ...tableHandlers,
  ...schemeHandlers,
  ...themeHandlers,
  ...coverageHandlers,
  ...planHandlers,
  ...partnerHandlers,
}

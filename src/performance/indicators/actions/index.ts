// What the endpoints of indicators do, put together; each subject in its own file.

import type { Handlers } from '../../../core/pipeline.ts'
import type { indicatorsContract } from '../contract.ts'
import { figures } from './figures.ts'
import { reports } from './reports.ts'
import { settings } from './settings.ts'
import { values } from './values.ts'

export const indicatorsHandlers: Handlers<typeof indicatorsContract> = {
  ...values,
  ...figures,
  ...settings,
  ...reports,
}

// All actions of grouping under the names of their endpoints.

import type { Handlers } from '../../../core/pipeline.ts'
import type { groupingContract } from '../contract.ts'
import { figures } from './figures.ts'
import { records } from './records.ts'
import { schemes } from './schemes.ts'

export const groupingHandlers: Handlers<typeof groupingContract> = { ...figures, ...records, ...schemes }

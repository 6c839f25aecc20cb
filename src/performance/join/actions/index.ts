// What the endpoints of the join do, a matter a file.

import type { Handlers } from '../../../core/pipeline.ts'
import type { joinContract } from '../contract.ts'
import { charting } from './chart.ts'
import { cockpits } from './cockpit.ts'
import { departments } from './departments.ts'
import { making } from './make.ts'
import { packing } from './pack.ts'
import { viewing } from './view.ts'

export const joinHandlers: Handlers<typeof joinContract> = {
  ...viewing,
  ...making,
  ...charting,
  ...departments,
  ...packing,
  ...cockpits,
}

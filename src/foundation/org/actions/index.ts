// What the endpoints of the tree do, a verb a file.

import type { Handlers } from '../../../core/pipeline.ts'
import type { orgContract } from '../contract.ts'
import { cancelChange, cancelPlan } from './cancel.ts'
import { createUnit } from './create.ts'
import { dissolveUnit } from './dissolve.ts'
import { history } from './history.ts'
import { mergeUnits } from './merge.ts'
import { moveUnit } from './move.ts'
import { renameUnit } from './rename.ts'
import { splitUnit } from './split.ts'
import { changeDaysWithin, children, members, search, tree, way } from './tree.ts'
import { unit } from './unit.ts'

export const orgHandlers: Handlers<typeof orgContract> = {
  tree,
  children,
  search,
  way,
  members,
  changeDays: changeDaysWithin,
  history,
  unit,
  createUnit,
  renameUnit,
  moveUnit,
  cancelChange,
  dissolveUnit,
  mergeUnits,
  splitUnit,
  cancelPlan,
}

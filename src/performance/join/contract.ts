// Endpoints of the join: actions that aim at an indicator, what its series says, a department's data pack, the cockpit.

import { actionsContract } from './contract/actions.ts'
import { figuresContract } from './contract/figures.ts'

export type { Action, Department, Pack, PackIndicator } from './contract/shapes.ts'

export const joinContract = { ...actionsContract, ...figuresContract }

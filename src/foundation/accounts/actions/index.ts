// What the account endpoints do, put together; each subject in its own file.

import type { Handlers } from '../../../core/pipeline.ts'
import type { accountsContract } from '../contract.ts'
import type { AccountsSettings } from '../settings.ts'
import { delegationHandlers } from './delegation.ts'
import { importHandlers } from './import.ts'
import { keepingHandlers } from './keeping.ts'
import { mineHandlers } from './mine.ts'
import { powerHandlers } from './power.ts'
import { mySecondFactor } from './second-factor.ts'
import { signInHandlers } from './sign-in.ts'
import { signOnHandlers } from './sign-on.ts'

export const accountsHandlers = (settings: AccountsSettings): Handlers<typeof accountsContract> => ({
  ...signInHandlers(settings),
  ...signOnHandlers(settings),
  ...mineHandlers(settings),
  ...mySecondFactor(settings),
  ...delegationHandlers,
  ...keepingHandlers,
  ...importHandlers,
  ...powerHandlers,
})

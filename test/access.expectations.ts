// Who may call which endpoint, written by hand: the list is compared with the contracts, not made from them.

import { accounts } from './expectations/accounts.ts'
import type { Expectation } from './expectations/callers.ts'
import { foundation } from './expectations/foundation.ts'
import { party } from './expectations/party.ts'
import { partyLife } from './expectations/party-life.ts'
import { performance } from './expectations/performance.ts'

export type { World } from './expectations/callers.ts'

export const expectations: Readonly<Record<string, Expectation>> = {
  ...accounts,
  ...foundation,
  ...party,
  ...partyLife,
  ...performance,
}

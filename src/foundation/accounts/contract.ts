// Endpoints of accounts: signing in, one's own account, the accounts kept by administrators, roles and policy.

import { keepingContract } from './contract/keeping.ts'
import { mineContract } from './contract/mine.ts'
import { powerContract } from './contract/power.ts'
import { signInContract } from './contract/sign-in.ts'

export type { Account } from './contract/keeping.ts'
export type { Delegation } from './contract/power.ts'

export const accountsContract = { ...signInContract, ...mineContract, ...keepingContract, ...powerContract }

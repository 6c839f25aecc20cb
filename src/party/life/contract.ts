// Endpoints of organisational life: the activity table, theme schemes and their coverage, year plans, partners, lectures.

import { coverageContract } from './contract/coverage.ts'
import { partnersContract } from './contract/partners.ts'
import { plansContract } from './contract/plans.ts'
import { schemesContract } from './contract/schemes.ts'
import { tableContract } from './contract/table.ts'

export type { CoverageRow } from './contract/coverage.ts'
export type { PlanItemInput } from './contract/plans.ts'
export type { MeetingThemes, Scheme } from './contract/schemes.ts'
export type { Mark, TableRow } from './contract/table.ts'

export const lifeContract = {
  ...tableContract,
  ...schemesContract,
  ...coverageContract,
  ...plansContract,
  ...partnersContract,
}

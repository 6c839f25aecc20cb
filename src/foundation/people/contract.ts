// Endpoints of people: lists and pages, changes with history, identity, transfers, duplicates, deletion on request.

import { duplicateEndpoints } from './contract/duplicates.ts'
import { identityEndpoints } from './contract/identity.ts'
import { personEndpoints } from './contract/person.ts'
import { standingEndpoints } from './contract/standing.ts'
import { transferEndpoints } from './contract/transfers.ts'

export type { PersonLine } from './contract/person.ts'
export type { TransferLine } from './contract/transfers.ts'

export const peopleContract = {
  ...personEndpoints,
  ...standingEndpoints,
  ...identityEndpoints,
  ...transferEndpoints,
  ...duplicateEndpoints,
}

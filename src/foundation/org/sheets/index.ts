// The organisation's sheets of the institution workbook, in the order in which they refer to each other.

import type { Port } from '../port.ts'
import { institutionsPort } from './institutions.ts'
import { peoplePort } from './people.ts'
import { affiliationsPort, coveragePort, postsPort, termsPort } from './ties.ts'
import { unitsPort } from './units.ts'

export const orgPorts: readonly Port[] = [
  institutionsPort,
  unitsPort,
  coveragePort,
  peoplePort,
  affiliationsPort,
  postsPort,
  termsPort,
]

// The organisation's sheets of the institution workbook. People stand between the units and what ties people to them.

import type { Port } from '../port.ts'
import { institutionsPort } from './institutions.ts'
import { affiliationsPort, coveragePort, postsPort, termsPort } from './ties.ts'
import { unitsPort } from './units.ts'

/** What the sheet of people refers to. */
export const orgPorts: readonly Port[] = [institutionsPort, unitsPort, coveragePort]

/** What refers to people and units. */
export const tiePorts: readonly Port[] = [affiliationsPort, postsPort, termsPort]

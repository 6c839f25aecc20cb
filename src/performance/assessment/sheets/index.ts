// The two Excel sheets of hospital figures.

import type { Port } from '../../../foundation/org/index.ts'
import { resultsPort } from './results.ts'
import { workloadPort } from './workload.ts'

/** In the order of the workbook. */
export const assessmentPorts: readonly Port[] = [resultsPort, workloadPort]

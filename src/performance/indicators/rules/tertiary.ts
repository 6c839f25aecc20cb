// The list for tertiary hospitals: 55 indicators and one added, with their parts, in the order of the manual. No I/O.

import { listed, numbered } from './indicator.ts'
import { developmentAndSatisfaction } from './tertiary/development-and-satisfaction.ts'
import { efficiency } from './tertiary/efficiency.ts'
import { functionAndSafety } from './tertiary/function-and-safety.ts'
import { medicationAndProcess } from './tertiary/medication-and-process.ts'

export const tertiary = listed('tertiary', (no) => (no === '增1' ? 'GK3-X1' : `GK3-${numbered(no)}`), [
  ...functionAndSafety,
  ...medicationAndProcess,
  ...efficiency,
  ...developmentAndSatisfaction,
])

// The list for secondary hospitals: 28 indicators with their parts. No I/O.

import { listed, numbered } from './indicator.ts'
import { others } from './secondary/others.ts'
import { quality } from './secondary/quality.ts'

export const secondary = listed('secondary', (no) => `GK2-${numbered(no)}`, [...quality, ...others])

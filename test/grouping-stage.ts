// What tests of grouping share: the background work done now, and front pages with the codes that a test wants.

import { groupingJob } from '../src/performance/grouping/index.ts'
import { file, line, never } from './discharge-stage.ts'
import type { Harness, SeededUnit } from './harness.ts'

export function groupingStage(harness: () => Harness) {
  const work = ({ institutionId }: SeededUnit, stop = never): Promise<void> =>
    groupingJob.work(harness().product.floor, { institutionId }, stop)
  return { work }
}

export type Told = {
  readonly dx: string
  readonly others?: readonly string[]
  readonly op?: string
  readonly ops?: readonly string[]
  readonly department?: string
  readonly days?: number
  readonly yuan?: string
  readonly died?: boolean
  readonly more?: Readonly<Record<string, string>>
}

/** A file of these stays, each a man of 56 discharged in March 2025 unless it says otherwise. */
export function pagesOf(told: readonly Told[]): Buffer {
  return file(
    told.map(
      ({ dx, others = [], op, ops = [], department = '03', days = 7, yuan = '10000.00', died, more }, at) =>
        line(0, {
          A48: `G${at + 1}`,
          A12C: '1',
          A14: '56',
          C03C: dx,
          ...Object.fromEntries(
            others.map((code, place) => [`C06x${String(place + 1).padStart(2, '0')}C`, code]),
          ),
          ...(op === undefined ? {} : { C14x01C: op }),
          ...Object.fromEntries(
            ops.map((code, place) => [`C35x${String(place + 1).padStart(2, '0')}C`, code]),
          ),
          B12: '2025-03-01 08:00:00',
          B15: '2025-03-20 08:00:00',
          B16C: department,
          B20: String(days),
          D01: yuan,
          B34C: died === true ? '5' : '1',
          ...more,
        }),
    ),
  )
}

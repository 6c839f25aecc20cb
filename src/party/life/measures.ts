// What later rooms count of organisational life in a year: lectures held, and how far the theme scheme is covered.

import type { UnitRef, Work } from '../../core/pipeline.ts'
import { readCoverage } from './actions/coverage.ts'
import { readLectures } from './store/index.ts'

type LifeMeasures = {
  readonly lectures: number
  /** Branch × part pairs that owe something by the scheme, and those of them covered as asked; null without a scheme. */
  readonly coverage: { readonly covered: number; readonly due: number } | null
}

/** The measures of a unit with all below it, for one year. */
export async function lifeMeasures(
  work: Pick<Work, 'tx' | 'today' | 'widen'>,
  target: UnitRef,
  year: number,
): Promise<LifeMeasures> {
  const lectures = await readLectures(work.tx, target.id, year)
  const { scheme, rows } = await readCoverage(work, target, { year, gapsOnly: false })
  const cells = (rows.find(({ unitId }) => unitId === target.id)?.cells ?? []).filter(
    ({ state }) => state !== 'free',
  )
  return {
    lectures: new Set(lectures.flatMap(({ kind, meetingId }) => (kind === 'lecture' ? [meetingId] : [])))
      .size,
    coverage:
      scheme === null
        ? null
        : {
            covered: cells.reduce((sum, { count }) => sum + count, 0),
            due: cells.reduce((sum, { of }) => sum + of, 0),
          },
  }
}

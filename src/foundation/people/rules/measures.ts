// Measures: reminder talks, correction within a time limit, and the kinds of discipline, with their articles. No I/O.

import { broken, type Citation, type Refusal, rule } from '../../../core/law.ts'
import type { MeasureKind } from '../words.ts'

/** 《中国共产党党员教育管理工作条例》, read in full except article 20. */
export const memberEducation = (article: string): Citation => ({
  source: '中国共产党党员教育管理工作条例',
  article,
  level: 'national',
  verified: true,
  from: '2019-05-06',
})

const correctionLimit = rule<{ kind: MeasureKind; fromOn: string; untilOn: string | null }>({
  id: 'R-MEM-4a',
  zh: '限期改正的期限不超过一年',
  en: 'Correction within a time limit lasts at most one year',
  severity: 'block',
  cites: [memberEducation('第三十条')],
  holds: ({ kind, fromOn, untilOn }) =>
    kind !== 'correction' || (untilOn !== null && untilOn <= yearAfter(fromOn)),
})

const discipline = rule<{ kind: MeasureKind; basis: boolean }>({
  id: 'R-MEM-8a',
  zh: '党纪处分有五种：警告、严重警告、撤销党内职务、留党察看、开除党籍；须有处分决定作依据',
  en: 'Party discipline knows five kinds: warning, serious warning, removal from post, probation within the Party, expulsion; each rests on a decision',
  severity: 'block',
  cites: [
    {
      source: '中国共产党章程',
      article: '党的纪律一章',
      level: 'national',
      verified: false,
      from: '2022-10-22',
      note: '五种处分来自党章和纪律处分条例的转述，条文序号未核对原文',
    },
  ],
  holds: ({ basis }) => basis,
})

/** The same day a year later; from 29 February the 28th. */
export function yearAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ years: 1 }).toString()
}

/** What stands against a measure. */
export function judgeMeasure(measure: {
  readonly kind: MeasureKind
  readonly fromOn: string
  readonly untilOn: string | null
  readonly basis: string
}): readonly Refusal[] {
  return broken([
    correctionLimit.judge({ kind: measure.kind, fromOn: measure.fromOn, untilOn: measure.untilOn }),
    discipline.judge({ kind: measure.kind, basis: measure.basis.trim() !== '' }),
  ])
}

// Measures: reminder talks, correction within a time limit, and the kinds of discipline, with their articles. No I/O.

import { broken, type Refusal, rule } from '../../../core/law.ts'
import { memberRegulations, partyConstitution } from '../../../core/regulations.ts'
import type { MeasureKind } from '../words.ts'

const correctionLimit = rule<{ kind: MeasureKind; fromOn: string; untilOn: string | null }>({
  id: 'R-MEM-4a',
  zh: '登记限期改正须写明结束日期，时间不超过1年',
  en: 'Correction within a time limit is entered with its end, no more than a year away',
  severity: 'block',
  cites: [memberRegulations('第三十条')],
  holds: ({ kind, fromOn, untilOn }) =>
    kind !== 'correction' || (untilOn !== null && untilOn <= yearAfter(fromOn)),
})

const discipline = rule<{ kind: MeasureKind; basis: boolean }>({
  id: 'R-MEM-8a',
  zh: '党的纪律处分有警告、严重警告、撤销党内职务、留党察看、开除党籍五种；登记须写明所依据的处分决定',
  en: 'Party discipline knows five kinds: warning, serious warning, removal from post, probation within the Party, expulsion; each is entered with the decision it rests on',
  severity: 'block',
  cites: [
    partyConstitution('党的纪律一章（条次待核对）', '五种处分来自党章和纪律处分条例的转述，没有核对原文。'),
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

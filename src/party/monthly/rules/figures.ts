// The figures of a monthly report: counted from duties, summed over reports, and written in one canonical way. No I/O.

import type { Content, DutyLine, Figure } from '../contract/content.ts'

const counts = ['onTime', 'late', 'overdue', 'open', 'waived', 'notApplicable'] as const
type Count = (typeof counts)[number]
const countOf: Readonly<Record<DutyLine['state'], Count>> = {
  done: 'onTime',
  late: 'late',
  overdue: 'overdue',
  due: 'open',
  waived: 'waived',
  not_applicable: 'notApplicable',
}

const empty = (kind: Pick<Figure, 'kind' | 'zh' | 'en'>): Figure => ({
  kind: kind.kind,
  zh: kind.zh,
  en: kind.en,
  onTime: 0,
  late: 0,
  overdue: 0,
  open: 0,
  waived: 0,
  notApplicable: 0,
})

/** One figure a kind that occurs, in the order of `kinds`. */
export function figuresOf(
  duties: readonly Pick<DutyLine, 'kind' | 'state'>[],
  kinds: readonly Pick<Figure, 'kind' | 'zh' | 'en'>[],
): Figure[] {
  const figures = new Map<string, Figure>()
  for (const { kind, state } of duties) {
    const figure =
      figures.get(kind) ?? empty(kinds.find((each) => each.kind === kind) ?? { kind, zh: kind, en: kind })
    figure[countOf[state]] += 1
    figures.set(kind, figure)
  }
  // In the order of declaration; what is no longer declared stands last.
  const place = (kind: string): number => kinds.findIndex((each) => each.kind === kind) >>> 0
  return [...figures.values()].sort((a, b) => place(a.kind) - place(b.kind))
}

/** Figures of several reports as one, kind by kind. */
export function sumFigures(lists: readonly (readonly Figure[])[]): Figure[] {
  const sums = new Map<string, Figure>()
  for (const figure of lists.flat()) {
    const sum = sums.get(figure.kind) ?? empty(figure)
    for (const count of counts) sum[count] += figure[count]
    sums.set(figure.kind, sum)
  }
  return [...sums.values()]
}

/** The fulfilment rate as duties count it: on time ÷ what fell due and was neither waived nor not applicable. */
export function rateOf(figures: readonly Figure[]): {
  readonly numerator: number
  readonly denominator: number
} {
  const sum = (read: (figure: Figure) => number): number =>
    figures.reduce((total, figure) => total + read(figure), 0)
  return {
    numerator: sum((each) => each.onTime),
    denominator: sum((each) => each.onTime + each.late + each.overdue),
  }
}

/** People by status, of several lists as one. */
export function sumMembers(lists: readonly Content['members'][]): Content['members'] {
  const sums = new Map<string, number>()
  for (const { status, count } of lists.flat()) sums.set(status, (sums.get(status) ?? 0) + count)
  return [...sums]
    .map(([status, count]) => ({ status, count }))
    .sort((a, b) => a.status.localeCompare(b.status, 'en'))
}

/**
 * JSON with the keys of every object in order and no blanks: the same content gives the same text, which is what the
 * seal is computed from.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

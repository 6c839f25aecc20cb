// Cross-checks of yearly figures: parts within and beside their whole, plausible growth, bases that are there. No I/O.

import { type Citation, type Facts, rule, type Severity } from '../../../core/law.ts'
import { indicators } from './catalogue.ts'
import { countedFigures, type FigureId, figureOf, figures, isFigure } from './figures.ts'
import { evaluate, factsIn, factsOf, type Known } from './formula.ts'

const own = (article: string): readonly [Citation] => [
  {
    source: '年度填报数据核对（本产品的做法）',
    article,
    level: 'institution',
    verified: false,
    from: '2026-01-01',
    note: '核对方法与界限由本产品设定，不是官方手册的规定',
  },
]

/** A part cannot be more than its whole. */
export const atMost = rule<{ readonly part: number; readonly whole: number }>({
  id: 'indicators.at-most',
  zh: '部分不大于整体',
  en: 'A part is not more than its whole',
  severity: 'block',
  cites: own('部分与整体'),
  holds: ({ part, whole }) => part <= whole,
})

/** Parts that make up a whole: they may differ from it by one percent (what is settled later, rounding). */
export const sumOfParts = rule<{ readonly sum: number; readonly whole: number }>({
  id: 'indicators.sum-of-parts',
  zh: '各部分之和与整体相差不超过 1%',
  en: 'Parts add up to their whole, within one percent',
  severity: 'warn',
  cites: own('各部分之和'),
  holds: ({ sum, whole }) => Math.abs(sum - whole) * 100 <= whole,
})

/** More than half more or less than the year before is looked at twice. */
export const plausibleGrowth = rule<{ readonly value: number; readonly before: number }>({
  id: 'indicators.plausible-growth',
  zh: '较上年增减不超过 50%',
  en: 'Not more than half more or less than the year before',
  severity: 'warn',
  cites: own('较上年增减'),
  holds: ({ value, before }) => before === 0 || Math.abs(value - before) * 2 <= before,
})

/** A numerator is entered: its denominator is there, and not zero. */
export const basePresent = rule<{ readonly present: boolean }>({
  id: 'indicators.base-present',
  zh: '填了分子就要有不为零的分母',
  en: 'Where there is a numerator there is a denominator that is not zero',
  severity: 'warn',
  cites: own('分母'),
  holds: ({ present }) => present,
})

/** What was entered and what a whole year of front pages counts: within one percent. */
export const agreesWithRecords = rule<{ readonly entered: number; readonly counted: number }>({
  id: 'indicators.agrees-with-records',
  zh: '填报数与病案首页全年计数相差不超过 1%',
  en: 'The entered figure and a whole year of front pages differ by one percent at most',
  severity: 'warn',
  cites: own('与病案首页比对'),
  holds: ({ entered, counted }) => Math.abs(entered - counted) * 100 <= counted,
})

const within: readonly (readonly [part: FigureId, whole: FigureId])[] = [
  ['outpatient_revenue', 'medical_revenue'],
  ['inpatient_revenue', 'medical_revenue'],
  ['drug_revenue', 'medical_revenue'],
  ['consumable_revenue', 'medical_revenue'],
  ['examination_revenue', 'medical_revenue'],
  ['laboratory_revenue', 'medical_revenue'],
  ['outpatient_insurance', 'outpatient_revenue'],
  ['inpatient_insurance', 'inpatient_revenue'],
  ['outpatient_drug_revenue', 'outpatient_revenue'],
  ['inpatient_drug_revenue', 'inpatient_revenue'],
  ['monitored_drug_revenue', 'drug_revenue'],
  ['monitored_consumable_revenue', 'consumable_revenue'],
  ['personnel_cost', 'activity_cost'],
  ['training_cost', 'activity_cost'],
  ['special_revenue', 'all_service_revenue'],
  ['special_services', 'all_services'],
  ['appointments', 'outpatient_visits'],
  ['drug_outpatients', 'outpatient_visits'],
  ['essential_outpatients', 'drug_outpatients'],
  ['essential_inpatients', 'discharges'],
  ['essential_varieties', 'varieties'],
  ['winning_volume', 'same_volume'],
  ['essential_purchases', 'purchases'],
  ['winning_purchases', 'same_purchases'],
  ['prescriptions_reviewed', 'prescriptions'],
  ['examinations_positive', 'examinations'],
  ['quality_wards', 'wards'],
  ['eqa_joined', 'eqa_organised'],
  ['eqa_passed', 'eqa_joined'],
  ['provincial_eqa_joined', 'provincial_eqa_organised'],
  ['provincial_eqa_passed', 'provincial_eqa_joined'],
  ['senior_staff', 'medical_staff'],
  ['doctors', 'health_staff'],
  ['nurses', 'health_staff'],
  ['pharmacists', 'health_staff'],
  ['doctors_anaesthesia', 'doctors'],
  ['doctors_paediatric', 'doctors'],
  ['doctors_intensive', 'doctors'],
  ['doctors_pathology', 'doctors'],
  ['doctors_chinese', 'doctors'],
  ['licence_passed', 'licence_first'],
]

const sums: readonly { readonly parts: readonly FigureId[]; readonly whole: FigureId }[] = [
  { parts: ['outpatient_revenue', 'inpatient_revenue'], whole: 'medical_revenue' },
  { parts: ['outpatient_drug_revenue', 'inpatient_drug_revenue'], whole: 'drug_revenue' },
]

/** A finding of the checks: the rule, the figures it is about, and the numbers in stored units. */
export type Check = {
  readonly rule: string
  readonly severity: Severity
  readonly figures: readonly FigureId[]
  readonly facts: Facts
}

type Numbers = ReadonlyMap<FigureId, number>

/**
 * Everything that is doubtful about a year.
 * @param now what is known of the year, in stored units; @param before of the year before;
 * @param counted what twelve months of front pages count
 */
export function checksOf(now: Numbers, before: Numbers, counted: Numbers): readonly Check[] {
  const found: Check[] = []
  const note = (verdict: ReturnType<typeof atMost.judge>, about: readonly FigureId[]): void => {
    if (!verdict.ok)
      found.push({ rule: verdict.rule, severity: verdict.severity, figures: about, facts: verdict.facts })
  }
  for (const [part, whole] of within) {
    const [left, right] = [now.get(part), now.get(whole)]
    if (left !== undefined && right !== undefined)
      note(atMost.judge({ part: left, whole: right }), [part, whole])
  }
  for (const { parts, whole } of sums) {
    const values = parts.map((part) => now.get(part))
    const total = now.get(whole)
    if (total === undefined || !values.every((value) => value !== undefined)) continue
    note(sumOfParts.judge({ sum: values.reduce((sum, value) => sum + value, 0), whole: total }), [
      ...parts,
      whole,
    ])
  }
  for (const [id, value] of now) {
    const last = before.get(id)
    const { unit } = figureOf(id)
    if (last === undefined || unit === 'level' || unit === 'yes_no') continue
    note(plausibleGrowth.judge({ value, before: last }), [id])
  }
  for (const [id] of Object.entries(countedFigures)) {
    if (!isFigure(id)) continue
    const [entered, count] = [now.get(id), counted.get(id)]
    if (entered !== undefined && count !== undefined) {
      note(agreesWithRecords.judge({ entered, counted: count }), [id])
    }
  }
  for (const missing of basesMissing(now)) note(basePresent.judge({ present: false }), missing)
  return found
}

/** The denominators that are missing or zero although their numerator was entered, each once. */
function basesMissing(now: Numbers): readonly (readonly FigureId[])[] {
  const known: Known = (fact) => (fact.from === 'yearly' ? (now.get(fact.id) ?? null) : null)
  const bases = new Map<string, readonly FigureId[]>()
  for (const { formula } of indicators) {
    if (formula?.as !== 'ratio') continue
    const yearly = factsIn(formula.denominator).flatMap((fact) => (fact.from === 'yearly' ? [fact.id] : []))
    if (yearly.length === 0 || evaluate(formula.numerator, known) === null) continue
    const base = evaluate(formula.denominator, known)
    if (base === null) for (const id of yearly.filter((each) => !now.has(each))) bases.set(id, [id])
    else if (base === 0) for (const id of yearly) bases.set(id, [id])
  }
  return [...bases.values()]
}

/** The figures that the indicators of a list need, in the order of the form. */
export function figuresNeeded(ids: ReadonlySet<string>): readonly FigureId[] {
  const needed = new Set(
    indicators
      .filter(({ id }) => ids.has(id))
      .flatMap(({ formula }) => (formula === null ? [] : factsOf(formula)))
      .flatMap((fact) => (fact.from === 'yearly' ? [fact.id] : [])),
  )
  return (Object.keys(figures) as readonly FigureId[]).filter((id) => needed.has(id))
}

// The words that screens and documents share: the sentence on association, units, outcomes, and how numbers are written.

export type Language = 'zh' | 'en'
type Word = Readonly<Record<Language, string>>

/** Stands wherever something before and after is shown. */
export const association: Word = {
  zh: '关联不等于因果：前后变化可能另有原因，本页只作描述，不作归因。',
  en: 'Association, not cause: a change may have other reasons. This page describes and attributes nothing.',
}

export const outcomeWords: Readonly<Record<'reached' | 'partly' | 'not_reached' | 'open', Word>> = {
  reached: { zh: '达到目标', en: 'Aim reached' },
  partly: { zh: '部分达到', en: 'Partly reached' },
  not_reached: { zh: '未达到', en: 'Not reached' },
  open: { zh: '尚不能判断', en: 'Cannot be told yet' },
}

/** Units as they stand behind a number; what is not here has none. */
const units: Readonly<Record<string, Word>> = {
  percent: { zh: '%', en: '%' },
  days: { zh: '天', en: 'days' },
  yuan: { zh: '元', en: 'yuan' },
  persons: { zh: '人次', en: 'persons' },
  minutes: { zh: '分钟', en: 'minutes' },
  wan_yuan: { zh: '万元', en: '10 000 yuan' },
  points: { zh: '分', en: 'points' },
}
export const unitWord = (unit: string, language: Language): string => units[unit]?.[language] ?? ''
/** The unit of a difference: points where shares are subtracted. */
export const differenceUnit = (unit: string, language: Language): string =>
  unit === 'percent' ? (language === 'zh' ? '个百分点' : 'points') : unitWord(unit, language)

const digitsOf = (unit: string): number => (unit === 'count' || unit === 'persons' ? 0 : 2)

/** '12.34', '1,024'; '—' for what is not known. */
export function figureText(unit: string, value: number | null): string {
  if (value === null) return '—'
  const digits = digitsOf(unit)
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  const text = format.format(Math.abs(value))
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** '+1.20', '−0.40', '0.00'. */
export function changeText(unit: string, value: number | null): string {
  const text = figureText(unit, value)
  return value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** '12.34 %', '8.10 天' */
export function valueText(unit: string, value: number | null, language: Language): string {
  const word = unitWord(unit, language)
  return value === null || word === '' ? figureText(unit, value) : `${figureText(unit, value)} ${word}`
}

/** '41 / 42 = 97.6 %'; '—' without a base. */
export function rateText({
  numerator,
  denominator,
}: {
  readonly numerator: number
  readonly denominator: number
}): string {
  if (denominator === 0) return '—'
  return `${numerator} / ${denominator} = ${((numerator / denominator) * 100).toFixed(1)} %`
}

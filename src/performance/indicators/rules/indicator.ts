// What an indicator is, and the short hands in which the lists are written. No I/O.

import { indicators as recordIndicators } from '../../discharges/rules.ts'
import { type FigureId, figureOf } from './figures.ts'
import { type Expression, type Formula, records, yearly } from './formula.ts'

/** tertiary and secondary: the national lists. own: further figures of records and grouping. party: Party work. */
export const lists = ['tertiary', 'secondary', 'own', 'party'] as const
export type List = (typeof lists)[number]

export const dimensions = ['quality', 'efficiency', 'development', 'satisfaction', 'party'] as const
export type Dimension = (typeof dimensions)[number]

/** Sub-dimensions and the dimension that each belongs to. */
export const subDimensions = {
  function: 'quality',
  safety: 'quality',
  medication: 'quality',
  process: 'quality',
  resources: 'efficiency',
  revenue: 'efficiency',
  costs: 'efficiency',
  management: 'efficiency',
  added: 'efficiency',
  staff: 'development',
  training: 'development',
  discipline: 'development',
  credit: 'development',
  patients: 'satisfaction',
  employees: 'satisfaction',
  /** The secondary list was seen with dimensions only. */
  quality: 'quality',
  efficiency: 'efficiency',
  development: 'development',
  satisfaction: 'satisfaction',
  party: 'party',
} as const satisfies Readonly<Record<string, Dimension>>
export type SubDimension = keyof typeof subDimensions

export const units = [
  'percent',
  'ratio',
  'persons',
  'count',
  'days',
  'yuan',
  'wan_yuan',
  'minutes',
  'ddds',
  'energy',
  'one_to',
  'points',
  'level',
  'yes_no',
  'weight',
  'words',
] as const
export type Unit = (typeof units)[number]

/** compare: neither high nor low is good in itself. improve: to be completed step by step. */
export const directions = ['up', 'down', 'compare', 'improve'] as const
export type Direction = (typeof directions)[number]

/** Where the national lists say that an indicator comes from. */
export const sources = [
  'front_page',
  'front_page_and_hospital',
  'hospital',
  'finance_report',
  'finance_report_and_hospital',
  'platform',
  'platform_and_hospital',
  'satisfaction_platform',
  'grouping',
  'party_work',
] as const
export type Source = (typeof sources)[number]

/** A: the formula was seen in a source. B: parts were seen. C: from memory alone. */
export type Confidence = 'A' | 'B' | 'C'

/** Kinds of hospital with a list of their own. Which rows fall away for a specialised hospital was not seen. */
export const hospitalTypes = ['general', 'specialised'] as const
export type HospitalType = (typeof hospitalTypes)[number]

export type Indicator = {
  readonly id: string
  readonly list: List
  /** Its number in the list: 8, 45.1, 增1; empty outside of the national lists. */
  readonly no: string
  readonly zh: string
  readonly en: string
  /** Other names, of earlier or later editions. */
  readonly aliases: readonly string[]
  /** The indicator that this is a part of. */
  readonly parent: string | null
  readonly dimension: Dimension
  readonly sub: SubDimension
  readonly attribute: 'quantitative' | 'qualitative'
  /** Nationally monitored (▲). */
  readonly monitored: boolean
  readonly unit: Unit
  readonly direction: Direction
  /** null: its parts have values, or no formula for one number was found; `elsewhere` says which. */
  readonly formula: Formula | null
  readonly elsewhere: 'parts' | 'diseases' | 'no_formula' | null
  readonly formulaZh: string
  readonly formulaEn: string
  readonly source: Source
  readonly confidence: Confidence
  /** Only confidence A, and of records only what their own definition calls verified. */
  readonly verified: boolean
  /** Why it is not verified, for people. */
  readonly note: { readonly zh: string; readonly en: string } | null
  readonly appliesTo: readonly HospitalType[]
}

/** One line of a list as it is written down; the rest follows. */
export type Line = {
  readonly no: string
  readonly zh: string
  readonly en: string
  readonly aliases?: readonly string[]
  readonly sub: SubDimension
  readonly monitored?: true
  readonly qualitative?: true
  readonly unit: Unit
  readonly direction: Direction
  readonly source: Source
  readonly confidence: Confidence
  /** The formula in words, Chinese and English; of records that of their own definition. */
  readonly words?: readonly [zh: string, en: string]
  readonly formula: Formula | 'parts' | 'diseases' | 'no_formula'
  readonly parts?: readonly Omit<
    Line,
    'sub' | 'source' | 'confidence' | 'direction' | 'monitored' | 'parts'
  >[]
}

const notes: Readonly<Record<Exclude<Confidence, 'A'>, Indicator['note']>> = {
  B: {
    zh: '公式只见到一部分出处，其余凭记忆，未与官方手册核对',
    en: 'Only parts of the formula were seen in a source; not compared with the official manual',
  },
  C: {
    zh: '公式凭记忆写成，未见官方手册原文',
    en: 'The formula is from memory; the official manual was not seen',
  },
}
const ofRecords: Indicator['note'] = {
  zh: '按公开程序的算法计算，官方手册原文与官方代码表未见',
  en: 'Computed as public programs do; the official wording and code lists were not seen',
}
const noFormula: Indicator['note'] = {
  zh: '没有找到可以算成一个数的公式',
  en: 'No formula that gives one number was found',
}

/** The definition of the same indicator in the room of discharge records; null where records give none. */
function definitionOf(formula: Line['formula']) {
  if (typeof formula === 'string' || formula.as === 'words') return null
  const { numerator } = formula
  if (!('from' in numerator) || numerator.from !== 'records') return null
  return recordIndicators.find(({ id }) => id === numerator.id) ?? null
}

/** The indicators of a list, each followed by its parts. */
export function listed(
  list: List,
  idOf: (no: string) => string,
  lines: readonly Line[],
): readonly Indicator[] {
  return lines.flatMap((line) => [
    made(list, idOf(line.no), null, line),
    ...(line.parts ?? []).map((part) =>
      made(list, idOf(part.no), idOf(line.no), {
        sub: line.sub,
        source: line.source,
        confidence: line.confidence,
        direction: line.direction,
        ...(line.monitored === undefined ? {} : { monitored: line.monitored }),
        ...part,
      }),
    ),
  ])
}

function made(list: List, id: string, parent: string | null, line: Line): Indicator {
  const { no, zh, en, sub, unit, direction, source, confidence } = line
  const definition = definitionOf(line.formula)
  const elsewhere = typeof line.formula === 'string' ? line.formula : null
  const verified =
    confidence === 'A' && elsewhere !== 'no_formula' && (definition === null || definition.verified)
  const note = confidence === 'A' ? ofRecords : notes[confidence]
  return {
    id,
    list,
    no,
    zh,
    en,
    aliases: line.aliases ?? [],
    parent,
    dimension: subDimensions[sub],
    sub,
    attribute: line.qualitative === true ? 'qualitative' : 'quantitative',
    monitored: line.monitored === true,
    unit,
    direction,
    formula: typeof line.formula === 'string' ? null : line.formula,
    elsewhere,
    formulaZh: line.words?.[0] ?? definition?.formulaZh ?? '',
    formulaEn: line.words?.[1] ?? definition?.formulaEn ?? '',
    source,
    confidence,
    verified,
    note: verified ? null : elsewhere === 'no_formula' ? noFormula : note,
    appliesTo: hospitalTypes,
  }
}

/** Numerator ÷ denominator × factor; a figure may be named by its id alone. */
export const ratio = (
  numerator: Expression | FigureId,
  denominator: Expression | FigureId,
  factor = 100,
): Formula => ({ as: 'ratio', numerator: side(numerator), denominator: side(denominator), factor })

export const growth = (numerator: Expression | FigureId, denominator?: Expression | FigureId): Formula => ({
  as: 'growth',
  numerator: side(numerator),
  denominator: denominator === undefined ? null : side(denominator),
  factor: 100,
})

/** A figure as it is, in the unit that people read. */
export const entered = (id: FigureId): Formula =>
  figureOf(id).unit === 'words'
    ? { as: 'words', figure: id }
    : {
        as: 'count',
        numerator: yearly(id),
        factor: ['points', 'percent', 'ddd'].includes(figureOf(id).unit) ? 0.01 : 1,
      }

/** What records of care give by their own definition of that id. */
export function recorded(id: string): Formula {
  const definition = recordIndicators.find((each) => each.id === id)
  if (definition === undefined) throw new Error(`Records give no indicator ${id}`)
  const factor = definition.unit === 'percent' ? 100 : definition.unit === 'yuan' ? 0.01 : 1
  const numerator = records(id, 'numerator')
  return definition.denominator === null
    ? { as: 'count', numerator, factor }
    : { as: 'ratio', numerator, denominator: records(id, 'denominator'), factor }
}

const side = (of: Expression | FigureId): Expression => (typeof of === 'string' ? yearly(of) : of)

/** 4 is GK3-04, 45.1 is GK3-45.1. */
export function numbered(no: string): string {
  const [whole = '', part] = no.split('.')
  return part === undefined ? whole.padStart(2, '0') : `${whole.padStart(2, '0')}.${part}`
}

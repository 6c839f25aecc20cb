// All indicators in one place, by list and by edition. No I/O.

import { factsOf, type Origin } from './formula.ts'
import type { Indicator, List } from './indicator.ts'
import { own, party } from './own.ts'
import { secondary } from './secondary.ts'
import { tertiary } from './tertiary.ts'

export const indicators: readonly Indicator[] = [...tertiary, ...secondary, ...own, ...party]

const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]))
if (byId.size !== indicators.length) throw new Error('Two indicators have the same id')

export const indicatorOf = (id: string): Indicator | null => byId.get(id) ?? null

/** An edition of a national list: which rows it holds, and how it calls the whole. */
export type Edition = {
  readonly id: string
  readonly list: List
  readonly zh: string
  readonly en: string
  /** Ids of the list that this edition does not have. */
  readonly without: readonly string[]
  readonly verified: boolean
  readonly note: { readonly zh: string; readonly en: string }
}

export const editions: readonly Edition[] = [
  {
    id: 'tertiary-2025',
    list: 'tertiary',
    zh: '三级公立医院绩效监测操作手册（2025 版）',
    en: 'Monitoring manual for tertiary public hospitals (2025)',
    without: [],
    verified: false,
    note: {
      zh: '指标与导向按公开转载的 2025 版表，手册原文未见',
      en: 'Indicators and directions as in a public copy of the 2025 table; the manual itself was not seen',
    },
  },
  {
    id: 'tertiary-2019',
    list: 'tertiary',
    zh: '国办发〔2019〕4号 三级公立医院绩效考核指标（55 项）',
    en: 'State Council office 2019 No. 4, assessment of tertiary public hospitals (55 indicators)',
    without: ['GK3-X1'],
    verified: false,
    note: {
      zh: '项数与监测指标数有出处；名称按后来的版本，曾用名列为别名',
      en: 'The numbers of indicators are sourced; names are those of later editions, earlier ones are aliases',
    },
  },
  {
    id: 'secondary',
    list: 'secondary',
    zh: '二级公立医院绩效考核指标（28 项）',
    en: 'Assessment of secondary public hospitals (28 indicators)',
    without: [],
    verified: false,
    note: {
      zh: '按公开转载的指标表，手册原文未见',
      en: 'As in a public copy of the table; the manual itself was not seen',
    },
  },
]

/** The list that the level of an institution (三级甲等, 二级甲等 …) points at; tertiary where the level says nothing. */
export const listOf = (level: string | null): 'tertiary' | 'secondary' =>
  level?.includes('二级') === true ? 'secondary' : 'tertiary'

/** The indicators of an edition with what every hospital sees beside them: own figures and Party work. */
export function indicatorsOf(edition: Edition): readonly Indicator[] {
  const extra: readonly List[] = ['own', 'party']
  return indicators.filter(
    ({ id, list, parent }) =>
      extra.includes(list) ||
      (list === edition.list &&
        !edition.without.includes(id) &&
        (parent === null || !edition.without.includes(parent))),
  )
}

/** Where the facts of an indicator come from, each origin once. */
export function originsOf({ formula }: Pick<Indicator, 'formula'>): readonly Origin[] {
  return formula === null ? [] : [...new Set(factsOf(formula).map((fact) => fact.from))]
}

const monthly: ReadonlySet<Origin> = new Set(['records', 'grouping'])

/** Whether it can be told by month and by department: only what records alone give. */
export function isMonthly(indicator: Pick<Indicator, 'formula'>): boolean {
  const origins = originsOf(indicator)
  return origins.length > 0 && origins.every((origin) => monthly.has(origin))
}

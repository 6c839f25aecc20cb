// What everybody with figures reads: institutions, the list of a year, one indicator over time and by department.

import { may } from '../../../core/access.ts'
import { readInstitution, unitsBelow } from '../../../foundation/org/index.ts'
import type { IndicatorValue } from '../contract.ts'
import { readFacts } from '../facts.ts'
import { editions, indicatorOf, indicatorsOf, listOf, originsOf } from '../rules/catalogue.ts'
import { factsOf, keyOf } from '../rules/formula.ts'
import { readSetting, readTargets } from '../store.ts'
import { readDepartments, readSeries, readValues, readYears, smallestOf, type YearValue } from '../values.ts'
import { rootOf, type Some } from './begin.ts'

const firstYear = 2000

const viewed = (id: string, value: YearValue, target: IndicatorValue['target']): IndicatorValue => ({
  id,
  ...value,
  target,
})

export const values: Some<'institutions' | 'overview' | 'values' | 'series' | 'departments' | 'facts'> = {
  institutions: async ({ tx, reach, today }) => {
    const roots = await unitsBelow(tx, reach, { today, kinds: ['institution'] })
    return {
      institutions: await Promise.all(
        roots.map(async ({ id, name, institutionId }) => ({
          unitId: id,
          name,
          level: (await readInstitution(tx, institutionId)).level,
        })),
      ),
    }
  },

  overview: async (work) => {
    const { institutionId, id, path } = rootOf(work)
    const { name, level } = await readInstitution(work.tx, institutionId)
    const now = Number(work.today.slice(0, 4))
    const groups = await readFacts(
      work,
      { institutionId, from: firstYear * 100 + 1, to: now * 100 + 12, by: 'year', department: null },
      ['yearly', 'records'],
    )
    const setting = await readSetting(work.tx, institutionId)
    return {
      unitId: id,
      name,
      level,
      list: listOf(level),
      years: groups.flatMap(({ period }) => (period === null ? [] : [period])).reverse(),
      mayWrite: may(work.principal, 'figure.write', path),
      mayReadRecords: may(work.principal, 'record.read', path),
      smallestShown: await smallestOf(work, institutionId),
      settingVersion: setting?.version ?? null,
    }
  },

  values: async (work, { year, edition }) => {
    const { institutionId } = rootOf(work)
    const all = await readValues(work, institutionId, year)
    const targets = await readTargets(work.tx, institutionId, year)
    const chosen = editions.find(({ id }) => id === edition)
    return {
      values: (chosen === undefined ? [] : indicatorsOf(chosen)).flatMap(({ id }) => {
        const value = all.get(id)
        return value === undefined ? [] : [viewed(id, value, targets.get(id) ?? null)]
      }),
    }
  },

  series: async (work, { indicator, by, from, to, department }) => {
    const { institutionId } = rootOf(work)
    const asked = { institutionId, indicatorId: indicator, by, from, to, department: department ?? null }
    return { points: [...(await readSeries(work, asked))] }
  },

  departments: async (work, { indicator, from, to }) => {
    const { institutionId } = rootOf(work)
    return { points: [...(await readDepartments(work, { institutionId, indicatorId: indicator, from, to }))] }
  },

  facts: async (work, { indicator, year }) => {
    const { institutionId } = rootOf(work)
    const value = (await readValues(work, institutionId, year)).get(indicator)
    if (value === undefined) throw new Error(`No indicator ${indicator}`)
    const years = await readYears(work, institutionId, year)
    const formula = indicatorOf(indicator)?.formula ?? null
    // What is hidden as a value is not told by its parts either.
    const facts = formula === null || value.hidden ? [] : factsOf(formula)
    const guarded = new Set(['records', 'grouping'])
    const hiddenBefore = value.before === null && originsOf({ formula }).some((origin) => guarded.has(origin))
    const targets = await readTargets(work.tx, institutionId, year)
    return {
      value: viewed(indicator, value, targets.get(indicator) ?? null),
      facts: facts.map(keyOf).map((key) => ({
        key,
        value: years.get(year)?.facts.get(key) ?? null,
        before: hiddenBefore ? null : (years.get(year - 1)?.facts.get(key) ?? null),
      })),
    }
  },
}

// What everybody with figures reads: what is grouped, its sums, the groups, what has none; small bases are hidden from who reads no records.

import { may as mayAt } from '../../../core/access.ts'
import type { Work } from '../../../core/pipeline.ts'
import { readUnit, unitsBelow } from '../../../foundation/org/index.ts'
import { type Dimension, smallestShown, wholePart } from '../../discharges/index.ts'
import { figuresWorkbook } from '../documents.ts'
import { groupingBasis, type GroupingMeasure, groupingMeasures } from '../measures.ts'
import { type Reason, reasons } from '../rules/group.ts'
import { countDrgs, countUngrouped, readExtent } from '../store/groups.ts'
import { haveWhole, readRun } from '../store/runs.ts'
import { findScheme, currentScheme, readAdrgs, readDrgs } from '../store/schemes.ts'
import { readsRecords, rootOf, scopeOf, type Some, wholeOf } from './begin.ts'

const isSmall = (base: number): boolean => base > 0 && base < smallestShown
const mostPrincipals = 200

type ScopeInput = {
  readonly from: number
  readonly to: number
  readonly department?: string | undefined
}

export const figures: Some<'institutions' | 'overview' | 'figures' | 'groups' | 'ungrouped' | 'figuresFile'> =
  {
    institutions: async ({ tx, reach, today }) => {
      const roots = await unitsBelow(tx, reach, { today, kinds: ['institution'] })
      const grouped = await haveWhole(
        tx,
        roots.map((root) => root.institutionId),
      )
      return {
        institutions: roots.map(({ id, name, institutionId }) => ({
          unitId: id,
          name,
          grouped: grouped.has(institutionId),
        })),
      }
    },

    overview: async (work) => {
      const { tx, columns, principal } = work
      const { institutionId, id, path } = rootOf(work)
      const { name } = await readUnit(tx, institutionId, id)
      const schemeId = await currentScheme(tx, institutionId)
      const scheme = schemeId === null ? null : await findScheme(tx, institutionId, schemeId)
      const basis = await groupingBasis(tx, institutionId)
      const whole = await wholeOf(work)
      const extent = basis === null || whole === null ? null : await readExtent(columns, whole.part)
      const run = await readRun(tx, institutionId)
      return {
        unitId: id,
        name,
        published: (await wholePart(tx, institutionId)) !== null,
        scheme:
          scheme === null
            ? null
            : { edition: scheme.edition, source: scheme.source, synthetic: scheme.synthetic },
        groups: basis === null || extent === null ? null : { ...basis, ...extent },
        run:
          run === null ? null : { state: run.state, done: run.done, total: run.total, failure: run.failure },
        mayRead: mayAt(principal, 'record.read', path),
        mayWrite: mayAt(principal, 'figure.write', path),
      }
    },

    figures: async (work, { byDepartment, byMonth, ...input }) => {
      const by: Dimension[] = [
        ...(byDepartment ? (['department'] as const) : []),
        ...(byMonth ? (['month'] as const) : []),
      ]
      return { rows: await rowsOf(work, input, by) }
    },

    groups: async (work, input) => ({ groups: await groupsOf(work, input) }),

    ungrouped: async (work, input) => {
      const whole = await wholeOf(work)
      if (whole === null) return { reasons: [], principals: [] }
      const all = await countUngrouped(work.columns, whole.part, scopeOf(input))
      const sums = new Map<Reason, number>()
      for (const { reason, cases } of all) {
        sums.set(reason as Reason, (sums.get(reason as Reason) ?? 0) + cases)
      }
      const shown = readsRecords(work) ? all : all.filter(({ cases }) => !isSmall(cases))
      return {
        reasons: reasons.flatMap((reason) => {
          const cases = sums.get(reason)
          return cases === undefined ? [] : [{ reason, cases }]
        }),
        principals: shown
          .slice(0, mostPrincipals)
          .map((each) => ({ ...each, reason: each.reason as Reason })),
      }
    },

    figuresFile: async (work, { language, ...input }) => {
      const { institutionId, id } = rootOf(work)
      const { name } = await readUnit(work.tx, institutionId, id)
      return await figuresWorkbook(
        {
          name,
          basis: await groupingBasis(work.tx, institutionId),
          scope: input,
          departments: await rowsOf(work, input, ['department']),
          months: await rowsOf(work, input, ['month']),
          groups: await groupsOf(work, input),
        },
        language,
      )
    },
  }

async function rowsOf(work: Work, input: ScopeInput, by: readonly Dimension[]) {
  const { institutionId } = rootOf(work)
  const rows = await groupingMeasures(work.tx, work.columns, institutionId, scopeOf(input), by)
  const all = readsRecords(work)
  return rows.filter((row) => row.grouped + row.ungrouped > 0).map((row) => shownRow(row, all))
}

function shownRow(row: GroupingMeasure, all: boolean) {
  return {
    ...row,
    costIndexSum: all || !isSmall(row.costIndexCases) ? row.costIndexSum : null,
    timeIndexSum: all || !isSmall(row.timeIndexCases) ? row.timeIndexSum : null,
    lowRiskDeaths: all || !isSmall(row.lowRiskCases) ? row.lowRiskDeaths : null,
  }
}

async function groupsOf(work: Work, input: ScopeInput) {
  const { tx, columns } = work
  const { institutionId } = rootOf(work)
  const whole = await wholeOf(work)
  if (whole === null) return []
  const drgs = new Map((await readDrgs(tx, institutionId, whole.schemeId)).map((drg) => [drg.code, drg]))
  const adrgs = new Map((await readAdrgs(tx, institutionId, whole.schemeId)).map((adrg) => [adrg.code, adrg]))
  const all = readsRecords(work)
  return (await countDrgs(columns, whole.part, scopeOf(input), [])).flatMap((count) => {
    const drg = count.drg === null ? undefined : drgs.get(count.drg)
    const adrg = drg === undefined ? undefined : adrgs.get(drg.adrg)
    if (drg === undefined || adrg === undefined) return []
    const hidden = !all && isSmall(count.cases)
    return [
      {
        code: drg.code,
        name: drg.name,
        mdc: adrg.mdc,
        adrg: adrg.code,
        kind: adrg.kind,
        cases: count.cases,
        weight: drg.weight,
        losDays: hidden ? null : count.losDays,
        costFen: hidden ? null : count.costFen,
        deaths: hidden ? null : count.deaths,
        referenceDaysHundredths: drg.daysHundredths,
        referenceCostFen: drg.costFen,
        stratum: whole.strata.of[drg.code] ?? null,
        hidden,
      },
    ]
  })
}

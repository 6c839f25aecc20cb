// What everybody with figures reads: the extent, indicators, diseases; small bases are hidden from who reads no records.

import { may as mayAt } from '../../../core/access.ts'
import { readUnit, unitsBelow } from '../../../foundation/org/index.ts'
import { indicators } from '../rules/indicators.ts'
import type { CodeLists } from '../rules/lists.ts'
import { smallestShown } from '../rules/run.ts'
import { countDiseases, countIndicators, type Dimension, readExtent } from '../store/counts.ts'
import { readLists } from '../store/lists.ts'
import { havePublished, publishedRuns, readWhole } from '../store/runs.ts'
import { readsRecords, rootOf, type Some, wholeOf } from './begin.ts'

const nothing = { numerator: null, denominator: null }
const isSmall = (base: number): boolean => base > 0 && base < smallestShown

export const figures: Some<'institutions' | 'overview' | 'indicators' | 'diseases'> = {
  institutions: async ({ tx, reach, today }) => {
    const roots = await unitsBelow(tx, reach, { today, kinds: ['institution'] })
    const published = await havePublished(
      tx,
      roots.map((root) => root.institutionId),
    )
    return {
      institutions: roots.map(({ id, name, institutionId }) => ({
        unitId: id,
        name,
        published: published.has(institutionId),
      })),
    }
  },

  overview: async (work) => {
    const { tx, columns, principal } = work
    const { institutionId, id, path } = rootOf(work)
    const { name } = await readUnit(tx, institutionId, id)
    const { part } = await readWhole(tx, institutionId)
    const extent = part === null ? null : await readExtent(columns, part)
    const names = departmentNames(await readLists(tx, institutionId))
    const used = (await publishedRuns(tx, institutionId)).flatMap((run) => run.outcome?.lists ?? [])
    const different = new Map(used.map((list) => [`${list.kind} ${list.edition} ${list.source}`, list]))
    return {
      unitId: id,
      name,
      first: extent?.first ?? null,
      last: extent?.last ?? null,
      stays: extent?.stays ?? 0,
      departments: (extent?.departments ?? []).map((each) => ({
        ...each,
        name: names.get(each.code) ?? null,
      })),
      lists: [...different.values()],
      mayRead: mayAt(principal, 'record.read', path),
      mayWrite: mayAt(principal, 'record.write', path),
    }
  },

  indicators: async (work, { from, to, department, byDepartment, byMonth }) => {
    const part = await wholeOf(work)
    if (part === null) return { rows: [] }
    const by: Dimension[] = [
      ...(byDepartment ? (['department'] as const) : []),
      ...(byMonth ? (['month'] as const) : []),
    ]
    const scope = { from, to, department: department ?? null }
    const rows = await countIndicators(work.columns, part, indicators, by, scope)
    const all = readsRecords(work)
    return {
      rows: rows
        // Without a stay there is nothing to say; a query over the whole answers one row all the same.
        .filter((row) => (row.cells['discharges']?.numerator ?? 0) > 0)
        .map((row) => {
          const stays = row.cells['discharges']?.numerator ?? 0
          const cells = Object.entries(row.cells).map(([id, { numerator, denominator }]) => {
            const hidden = !all && isSmall(denominator ?? stays)
            return [id, hidden ? { ...nothing, hidden } : { numerator, denominator, hidden }]
          })
          return { ...row, cells: Object.fromEntries(cells) }
        }),
    }
  },

  diseases: async (work, { from, to, department }) => {
    const part = await wholeOf(work)
    if (part === null) return { diseases: [] }
    const lists = await readLists(work.tx, rootOf(work).institutionId)
    const names = new Map(lists.diseases.entries.map(({ id, name }) => [id, name]))
    const counts = await countDiseases(work.columns, part, { from, to, department: department ?? null })
    const all = readsRecords(work)
    return {
      diseases: counts.map(({ disease, stays, losDays, costFen, deaths }) => {
        const hidden = !all && isSmall(stays)
        return {
          id: disease,
          name: names.get(disease) ?? disease,
          stays,
          hidden,
          losDays: hidden ? null : losDays,
          costFen: hidden ? null : costFen,
          deaths: hidden ? null : deaths,
        }
      }),
    }
  },
}

function departmentNames(lists: CodeLists): ReadonlyMap<string, string> {
  return new Map(lists.departments.entries.map(({ code, name }) => [code, name]))
}

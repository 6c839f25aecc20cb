// What coverage does: branches × parts of a scheme for a year, rolled up, filtered to gaps, and as a file.

import { type Handlers, targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import { writeWorkbook } from '../../../core/workbook/index.ts'
import { unitNames, unitsBelow } from '../../../foundation/org/index.ts'
import type { CoverageRow } from '../contract.ts'
import type { coverageContract } from '../contract/coverage.ts'
import { isGap, judgeCover, monthOf, monthsWithin, type Part, versionOn } from '../rules.ts'
import { coverageSheet, coverageSheetRows } from '../sheets.ts'
import { coverageCounts, markedMeetings, readSchemes, type StoredScheme } from '../store/index.ts'
import { seeAbove } from './above.ts'
import { inTreeOrder } from './tree-order.ts'

/** So many branches are shown at once; of a larger unit the units right below it are. */
const mostBranches = 300

type Cell = CoverageRow['cells'][number]

/** The version that a year is judged by: the one in force today, or at its end, or else the first that begins in it. */
function versionOfYear(scheme: StoredScheme, year: number, today: string) {
  const end = `${year}-12-31`
  const day = today < end ? today : end
  const dated = scheme.versions.filter((version) => version.fromOn !== null && version.fromOn <= end)
  if (dated.length === 0 || (scheme.endedOn !== null && scheme.endedOn < `${year}-01-01`)) return null
  const last = scheme.endedOn !== null && scheme.endedOn < day ? scheme.endedOn : day
  return versionOn(scheme.versions, null, last) ?? dated[0] ?? null
}

/** When a part was first asked for: it keeps its id from version to version. */
const partFrom = (scheme: StoredScheme, partId: string): string =>
  scheme.versions
    .flatMap(({ fromOn, parts }) =>
      fromOn !== null && parts.some((part) => part.id === partId) ? [fromOn] : [],
    )
    .toSorted()[0] ?? '9999-12-31'

function rollUp(parts: readonly Part[], rows: readonly CoverageRow[]): Cell[] {
  return parts.map((part, index) => {
    const cells = rows.flatMap((row) => row.cells[index] ?? [])
    const owing = cells.filter((cell) => cell.state !== 'free')
    const planned = cells.reduce((sum, cell) => sum + cell.planned, 0)
    if (owing.length === 0) {
      return {
        partId: part.id,
        state: 'free',
        count: cells.filter((cell) => cell.count > 0).length,
        of: cells.length,
        planned,
      }
    }
    const some = (state: Cell['state']): boolean => owing.some((cell) => cell.state === state)
    return {
      partId: part.id,
      state: some('overdue') ? 'overdue' : some('due') ? 'due' : 'done',
      count: owing.filter((cell) => cell.state === 'done').length,
      of: owing.length,
      planned,
    }
  })
}

/** Branches × parts of a scheme for a year, in and below a unit. */
export async function readCoverage(
  work: Pick<Work, 'tx' | 'today' | 'widen'>,
  target: UnitRef,
  asked: { readonly year: number; readonly schemeId?: string | undefined; readonly gapsOnly: boolean },
) {
  const { year } = asked
  const { tx, today } = work
  const month = monthOf(year, today)
  const own = (await unitNames(tx, [target.id])).get(target.id)
  const branches = inTreeOrder(
    await unitsBelow(tx, [target.id], {
      today: `${year}-01-01`,
      kinds: ['commission', 'institution', 'committee', 'general_branch', 'branch'],
    }),
  )
  await seeAbove(work, target)
  const known = (await readSchemes(tx, target.path)).flatMap((scheme) => {
    const version = versionOfYear(scheme, year, today)
    return version === null ? [] : [{ scheme, version }]
  })
  const chosen = known.find(({ scheme }) => scheme.id === asked.schemeId) ?? known[0]
  const shared = {
    today,
    unitName: own?.name ?? '',
    schemes: known.map(({ scheme }) => ({ id: scheme.id, name: scheme.name })),
  }
  if (chosen === undefined) return { ...shared, scheme: null, rows: [], folded: false }
  const { scheme, version } = chosen
  const counts = await coverageCounts(tx, target.id, scheme, year)
  const begins = new Map(version.parts.map((part) => [part.id, partFrom(scheme, part.id)]))
  const names = new Map(branches.map((unit) => [unit.id, unit.name]))
  const leaves = branches.flatMap((unit) => {
    if (unit.kind !== 'branch') return []
    const meetings = counts.meetings.get(unit.id) ?? []
    const cells = version.parts.map((part): Cell => {
      const cover = judgeCover(
        part,
        version.every,
        {
          held: counts.held.get(`${unit.id} ${part.id}`) ?? [],
          meetings,
          planned: counts.planned.get(`${unit.id} ${part.id}`) ?? 0,
        },
        monthsWithin(year, { from: begins.get(part.id) ?? '9999-12-31', to: scheme.endedOn }, unit),
        month,
      )
      return {
        partId: part.id,
        state: cover.state,
        count: cover.held,
        of: cover.asked,
        planned: cover.planned,
      }
    })
    const row: CoverageRow = {
      unitId: unit.id,
      unitName: unit.name,
      unitKind: unit.kind,
      above: unit.path.slice(target.path.length, -1).flatMap((id) => names.get(id) ?? []),
      leaf: true,
      branches: 1,
      meetings: meetings.reduce((sum, count) => sum + count, 0),
      gaps: cells.filter(isGap).length,
      cells,
    }
    return [{ row, path: unit.path }]
  })
  const folded = leaves.length > mostBranches
  const leafOf = new Map(leaves.map(({ row }) => [row.unitId, row]))
  const rows = branches.flatMap((unit): CoverageRow[] => {
    if (unit.kind === 'branch') {
      const leaf = leafOf.get(unit.id)
      if (leaf === undefined || (asked.gapsOnly && leaf.gaps === 0)) return []
      return folded && unit.path.length > target.path.length + 1 ? [] : [leaf]
    }
    if (folded && unit.path.length > target.path.length + 1) return []
    const below = leaves.filter(({ path }) => path.includes(unit.id)).map(({ row }) => row)
    if (below.length === 0) return []
    const cells = rollUp(version.parts, below)
    const gaps = below.reduce((sum, row) => sum + row.gaps, 0)
    if (asked.gapsOnly && gaps === 0 && unit.id !== target.id) return []
    return [
      {
        unitId: unit.id,
        unitName: unit.name,
        unitKind: unit.kind,
        above: unit.path.slice(target.path.length, -1).flatMap((id) => names.get(id) ?? []),
        leaf: false,
        branches: below.length,
        meetings: below.reduce((sum, row) => sum + row.meetings, 0),
        gaps,
        cells,
      },
    ]
  })
  return {
    ...shared,
    scheme: {
      id: scheme.id,
      name: scheme.name,
      source: scheme.source,
      note: version.note,
      every: version.every,
      kinds: [...scheme.kinds],
      parts: version.parts.map((part) => ({ ...part })),
    },
    rows,
    folded,
  }
}

export const coverageHandlers: Handlers<typeof coverageContract> = {
  coverage: (work, { unitId: _, ...asked }) => readCoverage(work, targetOf(work), asked),

  coverageMeetings: async (work, { unitId, year, schemeId, partId }) => ({
    meetings: [...(await markedMeetings(work.tx, unitId, { schemeId, partId }, year))],
  }),

  coverageFile: async (work, { unitId: _, language, ...asked }) => {
    const found = await readCoverage(work, targetOf(work), asked)
    const name = found.scheme?.name ?? ''
    const title =
      language === 'zh'
        ? `${found.unitName} ${asked.year} 年${name}覆盖情况`
        : `Coverage of ${name} ${asked.year}, ${found.unitName}`
    const parts = found.scheme?.parts ?? []
    const bytes = await writeWorkbook(
      [{ sheet: coverageSheet(parts), rows: coverageSheetRows(parts, found.rows, language) }],
      { language, title },
    )
    return new File([bytes as Uint8Array<ArrayBuffer>], `${title}.xlsx`, {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
  },
}

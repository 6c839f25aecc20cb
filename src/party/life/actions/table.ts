// What the yearly activity table does: duties of a year laid out as units × months, rolled up, and as a file.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import { writeWorkbook } from '../../../core/workbook/index.ts'
import {
  addSums,
  declaredRhythms,
  dutiesOfYear,
  type DutyState,
  isBranchLife,
  noCounts,
  noSums,
  rateOf,
  readBehind,
  sumsByChild,
  type YearSums,
} from '../../../foundation/duties/index.ts'
import { rootUnit, unitNames, unitsBelow, unitsOf } from '../../../foundation/org/index.ts'
import type { Mark, TableRow } from '../contract.ts'
import type { tableContract } from '../contract/table.ts'
import { wantedRows } from '../rules.ts'
import { countLeaves, readGoal, unitsRightBelow, writeGoal } from '../store/index.ts'
import { tableSheet, tableSheetRows } from '../sheets.ts'
import { wrongState } from './above.ts'
import { inTreeOrder } from './tree-order.ts'

/** So many branches and groups are read row by row; of more only the sums of the units right below are. */
const mostRows = 240

/** Rows of a page of a folded table. */
const page = 200

type Rolled = {
  readonly unitId: string
  readonly unitName: string
  readonly unitKind: string
  readonly depth: number
  readonly rate: ReturnType<typeof rateOf>
  readonly units: number
  readonly behind: number
  readonly months: { rhythm: string; counts: Partial<Record<DutyState, number>> }[][]
}

function rolledOf(
  unit: { readonly id: string; readonly name: string; readonly kind: string },
  depth: number,
  sums: YearSums,
): Rolled {
  const counted = (counts: Record<DutyState, number>) =>
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
  return {
    unitId: unit.id,
    unitName: unit.name,
    unitKind: unit.kind,
    depth,
    rate: rateOf(sums.counts),
    units: sums.units,
    behind: sums.behind,
    months: sums.months.map((month) =>
      [...month].map(([rhythm, counts]) => ({ rhythm, counts: counted(counts) })),
    ),
  }
}

function sumsOf(row: TableRow): YearSums {
  const sums = noSums()
  let behind = false
  let owed = false
  row.months.forEach((marks, index) => {
    for (const mark of marks) {
      owed = true
      behind ||= mark.state === 'overdue'
      sums.counts[mark.state] += 1
      const cell = sums.months[index]?.getOrInsertComputed(mark.rhythm, noCounts)
      if (cell !== undefined) cell[mark.state] += 1
    }
  })
  return { ...sums, units: owed ? 1 : 0, behind: behind ? 1 : 0 }
}

/** The rows of branches and groups in and below units, in the order of the tree, and the units above them. */
async function readRows(work: Work, unitIds: readonly string[], year: number) {
  const { tx, today } = work
  const duties = await dutiesOfYear(tx, unitIds, year, today)
  const present = await unitsBelow(tx, unitIds, {
    today,
    withDissolved: true,
    kinds: ['commission', 'institution', 'committee', 'general_branch', 'branch', 'group'],
  })
  const here = new Set(present.map((unit) => unit.id))
  // A branch that has moved away since keeps the row of what it owed while it was here.
  const away = [...new Set(duties.map((duty) => duty.unitId))].filter((id) => !here.has(id))
  const units = [...present, ...(await unitsOf(tx, away, { today, at: null, withDissolved: true }))]
  const names = await unitNames(
    tx,
    units.flatMap((unit) => unit.path),
  )
  const byUnit = Map.groupBy(duties, (duty) => duty.unitId)
  const ordered = inTreeOrder(units)
  const rows = ordered.flatMap((unit) => {
    if (unit.kind !== 'branch' && unit.kind !== 'group') return []
    const own = byUnit.get(unit.id) ?? []
    const gone = unit.dissolvedOn !== null && unit.dissolvedOn < `${year}-01-01`
    if (own.length === 0 && gone) return []
    const counts = noCounts()
    const months: Mark[][] = Array.from({ length: 12 }, () => [])
    for (const duty of own) {
      counts[duty.state] += 1
      months[Number(duty.dueOn.slice(5, 7)) - 1]?.push({
        dutyId: duty.id,
        rhythm: duty.rhythm,
        state: duty.state satisfies DutyState,
        dueOn: duty.dueOn,
        recordKind: duty.recordKind,
        recordId: duty.recordId,
      })
    }
    const above = unit.path.at(-2)
    const row: TableRow = {
      unitId: unit.id,
      unitName: unit.name,
      unitKind: unit.kind,
      above: above === undefined ? null : (names.get(above)?.name ?? null),
      rate: rateOf(counts),
      months,
    }
    return [{ row, path: unit.path, away: !here.has(unit.id) }]
  })
  return { rows, units: ordered }
}

/** The table of a unit; of a folded one `most` units right below from `offset` on. */
export async function readTable(work: Work, target: UnitRef, year: number, offset: number, most = page) {
  const { tx, today } = work
  const own = (await unitNames(tx, [target.id])).get(target.id)
  const unit = { id: target.id, name: own?.name ?? '', kind: target.kind }
  const { goal } = await readGoal(tx, target.institutionId)
  const shared = {
    today,
    year,
    unitName: unit.name,
    unitKind: unit.kind,
    rhythms: declaredRhythms()
      .filter(isBranchLife)
      .map(({ id, zh, en, every }) => ({ id, zh, en, every })),
    goal,
  }
  if ((await countLeaves(tx, target.id)) <= mostRows) {
    const { rows, units } = await readRows(work, [target.id], year)
    const sums = rows.map(({ row, path, away }) => ({ path, away, sums: sumsOf(row) }))
    const total = addSums(sums.map((each) => each.sums))
    const rolled = units.flatMap((each) => {
      if (each.kind === 'branch' || each.kind === 'group' || !each.path.includes(target.id)) return []
      if (each.id === target.id) return [rolledOf(unit, 0, total)]
      const below = sums.filter(({ path }) => path.includes(each.id)).map((one) => one.sums)
      return below.length === 0 ? [] : [rolledOf(each, each.path.length - target.path.length, addSums(below))]
    })
    const below = units.filter((each) => each.path.at(-2) === target.id).length
    return {
      ...shared,
      rolled,
      rows: rows.map(({ row }) => row),
      folded: false,
      below,
      rate: rateOf(total.counts),
    }
  }
  const sums = await sumsByChild(tx, target.id, year, today)
  const present = await unitsRightBelow(tx, target)
  const gone = [...sums.keys()].filter((id) => id !== '' && !present.includes(id))
  const all = [...present, ...gone]
  const ids = all.slice(offset, offset + most)
  const names = await unitNames(tx, ids)
  const leaves = ids.filter((id) => ['branch', 'group'].includes(names.get(id)?.kind ?? ''))
  const total = addSums([...sums.values()])
  return {
    ...shared,
    rolled: [
      rolledOf(unit, 0, total),
      ...ids.flatMap((id) => {
        const named = names.get(id)
        return named === undefined || leaves.includes(id)
          ? []
          : [rolledOf({ id, ...named }, 1, sums.get(id) ?? noSums())]
      }),
    ],
    rows: leaves.length === 0 ? [] : (await readRows(work, leaves, year)).rows.map(({ row }) => row),
    folded: true,
    below: all.length,
    rate: rateOf(total.counts),
  }
}

export const tableHandlers: Handlers<typeof tableContract> = {
  table: (work, { year, offset }) => readTable(work, targetOf(work), year, offset),

  tableFile: async (work, { year, language, ...wish }) => {
    const table = await readTable(work, targetOf(work), year, 0)
    const rows = wantedRows(table.rows, {
      onlyBehind: wish.onlyBehind,
      rhythm: wish.rhythm ?? null,
      state: wish.state ?? null,
    })
    const title =
      language === 'zh'
        ? `${table.unitName} ${year} 年支部活动一览表`
        : `Yearly activity table ${year}, ${table.unitName}`
    const bytes = await writeWorkbook(
      [{ sheet: tableSheet, rows: tableSheetRows({ ...table, rows }, wish.rhythm ?? null, language) }],
      { language, title },
    )
    return new File([bytes as Uint8Array<ArrayBuffer>], `${title}.xlsx`, {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
  },

  behind: async (work, { unitId, ...query }) => {
    const { total, units } = await readBehind(work.tx, unitId, { ...query, today: work.today })
    const today = Temporal.PlainDate.from(work.today)
    return {
      total,
      units: units.map((unit) => ({
        ...unit,
        rhythms: [...unit.rhythms],
        days: today.since(unit.since, { largestUnit: 'day' }).days,
      })),
    }
  },

  goal: async (work) => {
    const { institutionId } = targetOf(work)
    const top = await rootUnit(work.tx, institutionId)
    return {
      ...(await readGoal(work.tx, institutionId)),
      topUnitId: top.id,
      mayWrite: may(work.principal, 'scheme.write', top.path),
    }
  },

  saveGoal: async (work, { unitId, ...goal }) => {
    const { institutionId, kind } = targetOf(work)
    // It holds for the whole institution: only who reaches all of it sets it.
    if (kind !== 'institution' && kind !== 'commission') throw wrongState(kind, 'set_goal')
    const before = await readGoal(work.tx, institutionId)
    const version = await writeGoal(work.tx, institutionId, goal)
    if (version === null) throw new AppError('stale', { version: before.version })
    work.changed({
      subject: 'rate_goal',
      id: institutionId,
      unitId,
      before: { goal: before.goal / 100, source: before.source },
      after: { goal: goal.goal / 100, source: goal.source },
    })
    return { version }
  },
}

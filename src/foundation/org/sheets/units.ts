// The sheet of units: committees, general branches, branches, Party groups and departments, each below its parent.

import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Fault, Row, Sheet } from '../../../core/workbook/index.ts'
import type { DirectoryUnit } from '../store/directory.ts'
import type { Planning, Port } from '../port.ts'
import { mayStandBelow } from '../rules.ts'
import { changeUnit, insertUnits, lockTree, readUnit, rehang, type Unit, unitsBelow } from '../store/index.ts'
import { type UnitForm, unitForms, type UnitKind, unitKinds } from '../words.ts'
import { institutionColumn, readRow, sameValues } from './keyed.ts'

const sheet: Sheet = {
  key: 'units',
  zh: '单位',
  en: 'Units',
  columns: [
    institutionColumn,
    { key: 'code', zh: '单位编码', en: 'Unit code', type: 'text', required: true, max: 40 },
    { key: 'name', zh: '单位名称', en: 'Name', type: 'text', required: true, max: 80 },
    {
      key: 'kind',
      zh: '类型',
      en: 'Kind',
      type: 'choice',
      required: true,
      choices: unitKinds.filter((kind) => kind.value !== 'commission' && kind.value !== 'institution'),
    },
    {
      key: 'parent',
      zh: '上级单位编码',
      en: 'Code of the unit above',
      type: 'text',
      max: 40,
      note: { zh: '空白表示直接隶属于机构', en: 'blank means directly below the institution' },
    },
    { key: 'foundedOn', zh: '成立日期', en: 'Founded on', type: 'date' },
    { key: 'dissolvedOn', zh: '撤销日期', en: 'Dissolved on', type: 'date' },
    {
      key: 'form',
      zh: '支部形式',
      en: 'Form',
      type: 'choice',
      choices: unitForms,
      note: {
        zh: '只有党支部可以是联合或临时；空白表示一般党支部',
        en: 'only branches are joint or temporary; blank means plain',
      },
    },
  ],
  id: ['institution', 'code'],
}

type Read = {
  readonly institution: string
  readonly code: string
  readonly values: Pick<Unit, 'name' | 'kind' | 'foundedOn' | 'dissolvedOn'>
  /** Undefined where the file leaves the column out: what exists keeps its form. */
  readonly form: UnitForm | undefined
  readonly parentCode: string | null
  readonly row: Row
}

export const unitsPort: Port = {
  sheet,
  plan: async (planning, rows) => {
    const { tx, directory, today } = planning
    const faults: Fault[] = []
    const existing = await loadUnits(planning)
    const created: Unit[] = []
    const updated: {
      readonly before: Unit
      readonly after: Read['values'] & Pick<Unit, 'form'>
      readonly parent: DirectoryUnit
    }[] = []
    let unchanged = 0
    /** Who stands above whom once the rows read so far are written. */
    const aboveOf = new Map(existing.values().map((unit) => [unit.id, unit.parentId]))
    const standsBelow = (id: string | null | undefined, unitId: string): boolean =>
      id === unitId || (id !== null && id !== undefined && standsBelow(aboveOf.get(id), unitId))

    let waiting = rows.flatMap((row) => {
      const read = readRow(planning, sheet, row, faults, (cells) => ({
        institution: cells.institution(),
        code: cells.text('code') ?? '',
        parentCode: cells.text('parent'),
        form: cells.absent('form') ? undefined : ((cells.text('form') ?? 'plain') as UnitForm),
        values: {
          name: cells.text('name') ?? '',
          kind: cells.text('kind') as UnitKind,
          foundedOn: cells.text('foundedOn'),
          dissolvedOn: cells.text('dissolvedOn'),
        },
        row,
      }))
      return read === null ? [] : [read]
    })

    // A parent may stand below its children in the sheet: rows wait until their parent is known.
    for (let settled = true; settled && waiting.length > 0; ) {
      settled = false
      const still: Read[] = []
      for (const read of waiting) {
        const parentCode = read.parentCode ?? read.institution
        const parent = directory.unit(read.institution, parentCode)
        if (parent === undefined) {
          still.push(read)
          continue
        }
        settled = true
        place(read, parent)
      }
      waiting = still
    }
    for (const read of waiting) {
      faults.push({
        sheet: sheet.key,
        row: read.row.row,
        column: read.parentCode === null ? 'institution' : 'parent',
        code: 'reference_missing',
        facts: { value: read.parentCode ?? read.institution },
      })
    }
    return {
      created: created.length,
      updated: updated.length,
      unchanged,
      faults,
      apply: async () => {
        await lockTrees(planning)
        await insertUnits(tx, await placedNow(planning, created))
        for (const { before, after, parent } of updated) {
          // Read again: an earlier row, or somebody else since the plan, may have moved the unit above this one.
          const now = await readUnit(tx, before.institutionId, before.id)
          await changeUnit(tx, now, { ...after, parentId: parent.id }, today)
          if (now.parentId !== parent.id) {
            const above = await readUnit(tx, parent.institutionId, parent.id)
            if (above.path.includes(now.id)) throw new AppError('stale', { kind: 'unit' })
            await rehang(tx, now.institutionId, now.id, now.path.length, above.path, today, today)
          }
        }
      },
    }

    function place(read: Read, parent: DirectoryUnit): void {
      const { institution, code, values, form, row } = read
      const fault = (column: string, faultCode: Fault['code'], facts: Fault['facts']): void => {
        faults.push({ sheet: sheet.key, row: row.row, column, code: faultCode, facts })
      }
      const known = directory.unit(institution, code)
      const before = known === undefined ? undefined : existing.get(known.id)
      if (!planning.mayWrite(parent.path)) return fault('parent', 'not_allowed', { value: parent.code })
      if (!mayStandBelow[parent.kind].includes(values.kind)) {
        return fault('parent', 'conflict', { kind: values.kind, parentKind: parent.kind })
      }
      if (values.foundedOn !== null && values.dissolvedOn !== null && values.dissolvedOn < values.foundedOn) {
        return fault('dissolvedOn', 'conflict', { from: values.foundedOn, until: values.dissolvedOn })
      }
      if (form !== undefined && form !== 'plain' && values.kind !== 'branch') {
        return fault('form', 'conflict', { kind: values.kind })
      }
      if (before === undefined) {
        const id = newId()
        const path = [...parent.path, id]
        const unit: Unit = {
          institutionId: parent.institutionId,
          id,
          code,
          parentId: parent.id,
          path,
          version: 1,
          form: form ?? 'plain',
          ...values,
        }
        created.push(unit)
        directory.addUnit(institution, {
          institutionId: unit.institutionId,
          id,
          code,
          kind: values.kind,
          path,
        })
        return
      }
      if (parent.path.includes(before.id) || standsBelow(parent.id, before.id)) {
        return fault('parent', 'conflict', { value: parent.code })
      }
      aboveOf.set(before.id, parent.id)
      const after = { ...values, form: form ?? before.form }
      if (sameValues(after, before) && before.parentId === parent.id) unchanged += 1
      else updated.push({ before, after, parent })
    }
  },
  rows: async (tx, institutionIds, directory) => {
    const roots = [...directory.institutions.values()].filter((institution) =>
      institutionIds.includes(institution.id),
    )
    const units = await unitsBelow(
      tx,
      roots.flatMap((root) => root.rootPath.slice(-1)),
      { withDissolved: true, today: '' },
    )
    const codes = new Map(units.map((unit) => [unit.id, unit]))
    return units
      .filter((unit) => unit.parentId !== null)
      .map((unit) => {
        const parent = codes.get(unit.parentId ?? '')
        return {
          institution: directory.codeOf(unit.institutionId) ?? null,
          code: unit.code,
          name: unit.name,
          kind: unit.kind,
          parent: parent === undefined || parent.parentId === null ? null : parent.code,
          foundedOn: unit.foundedOn,
          dissolvedOn: unit.dissolvedOn,
          form: unit.form === 'plain' ? null : unit.form,
        }
      })
  },
}

async function loadUnits({ tx, directory, institutionIds }: Planning): Promise<ReadonlyMap<string, Unit>> {
  const roots = [...directory.institutions.values()]
    .filter((institution) => institutionIds.includes(institution.id))
    .flatMap((institution) => institution.rootPath.slice(-1))
  const units = await unitsBelow(tx, roots, { withDissolved: true, today: '' })
  return new Map(units.map((unit) => [unit.id, unit]))
}

/** Holds the trees that this workbook writes to, in one order for everybody. */
async function lockTrees({ tx, institutionIds }: Planning): Promise<void> {
  for (const institutionId of institutionIds.toSorted()) await lockTree(tx, institutionId)
}

/** New units where their parents stand now: one may have been moved since the plan. Parents come before children. */
async function placedNow(planning: Planning, created: readonly Unit[]): Promise<readonly Unit[]> {
  if (created.length === 0) return created
  const paths = new Map((await loadUnits(planning)).values().map((unit) => [unit.id, unit.path]))
  return created.map((unit) => {
    const above = paths.get(unit.parentId ?? '')
    const placed = above === undefined ? unit : { ...unit, path: [...above, unit.id] }
    paths.set(unit.id, placed.path)
    return placed
  })
}

// Which unit a department code of the front pages means: kept by the hospital, suggested by name.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { targetOf, type UnitRef, type Work } from '../../../core/pipeline.ts'
import { allCoverage, readUnit, unitNames, unitsBelow } from '../../../foundation/org/index.ts'
import { publishedDepartments } from '../../discharges/index.ts'
import { branchesOn, monthOfNumber, suggest } from '../rules.ts'
import { monthly } from '../series.ts'
import { holdMappings, readMappings, removeMapping, setMapping } from '../store.ts'
import type { Some } from './view.ts'

function rootOf(work: Work): UnitRef {
  const unit = targetOf(work)
  if (unit.kind !== 'institution')
    throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
  return unit
}

/** The departments of a hospital that live today, by code. */
async function departmentsOf({ tx, today }: Work, root: Pick<UnitRef, 'id' | 'institutionId'>) {
  const units = await unitsBelow(tx, [root.id], { today, kinds: ['department'] })
  return units.filter((unit) => unit.institutionId === root.institutionId)
}

export const departments: Some<'scope' | 'departments' | 'saveDepartments'> = {
  scope: async (work) => {
    const { tx, reach, today, principal } = work
    const roots = await unitsBelow(tx, reach, { today, kinds: ['institution'] })
    const ids = roots.map((root) => root.institutionId)
    const mapped = new Set((await readMappings(tx, ids)).map(({ unitId }) => unitId))
    const coverage = await allCoverage(tx, ids)
    const names = await unitNames(tx, [...new Set(coverage.map(({ branchId }) => branchId))])
    const institutions = []
    for (const root of roots) {
      const { first, last } = await publishedDepartments(work, root.institutionId)
      institutions.push({
        unitId: root.id,
        name: root.name,
        first: first === null ? null : monthOfNumber(first),
        last: last === null ? null : monthOfNumber(last),
        departments: (await departmentsOf(work, root)).map(({ id, name }) => ({
          id,
          name,
          mapped: mapped.has(id),
          branches: branchesOn(coverage, id, today).map((branch) => ({
            id: branch,
            name: names.get(branch)?.name ?? '',
          })),
        })),
        mayMap: may(principal, 'figure.write', root.path),
      })
    }
    return { indicators: [...monthly], institutions }
  },

  departments: async (work) => {
    const root = rootOf(work)
    const { departments: codes } = await publishedDepartments(work, root.institutionId)
    const mappings = await readMappings(work.tx, [root.institutionId])
    const units = await departmentsOf(work, root)
    const names = await unitNames(work.tx, [
      ...units.map(({ id }) => id),
      ...mappings.map(({ unitId }) => unitId),
    ])
    const nameOf = (id: string): string => names.get(id)?.name ?? ''
    const unitOf = new Map(mappings.map(({ code, unitId }) => [code, unitId]))
    // Codes that were set once and that no front page uses any more stay in sight.
    const gone = mappings.filter(({ code }) => !codes.some((each) => each.code === code))
    const all = [...codes, ...gone.map(({ code }) => ({ code, name: null, stays: 0 }))]
    return {
      unitId: root.id,
      name: (await readUnit(work.tx, root.institutionId, root.id)).name,
      departments: all.map((each) => {
        const unitId = unitOf.get(each.code) ?? null
        const near = unitId === null ? suggest(each.name, units) : null
        return {
          ...each,
          unitId,
          unitName: unitId === null ? null : nameOf(unitId),
          suggestion: near === null ? null : { ...near, unitName: nameOf(near.unitId) },
        }
      }),
      units: units.map(({ id, name }) => ({ id, name })),
      mayWrite: may(work.principal, 'figure.write', root.path),
    }
  },

  saveDepartments: async (work, { entries }) => {
    const root = rootOf(work)
    const { institutionId } = root
    await holdMappings(work.tx, institutionId)
    const units = new Set((await departmentsOf(work, root)).map(({ id }) => id))
    const before = new Map(
      (await readMappings(work.tx, [institutionId])).map(({ code, unitId }) => [code, unitId]),
    )
    const changes = entries.filter(({ code, departmentId }) => departmentId !== (before.get(code) ?? null))
    for (const { code, departmentId, was } of changes) {
      if (was !== (before.get(code) ?? null)) throw new AppError('stale', { code })
      if (departmentId === null) await removeMapping(work.tx, institutionId, code)
      else if (units.has(departmentId))
        await setMapping(
          work.tx,
          { institutionId, code, unitId: departmentId },
          { accountId: work.principal.accountId, at: work.now.toString() },
        )
      else throw new AppError('not_found', { kind: 'unit' })
    }
    work.changed({
      subject: 'join_departments',
      id: institutionId,
      unitId: root.id,
      before: Object.fromEntries(changes.map(({ code }) => [code, before.get(code) ?? null])),
      after: Object.fromEntries(changes.map(({ code, departmentId }) => [code, departmentId])),
    })
    return { changed: changes.length }
  },
}

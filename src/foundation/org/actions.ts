// What the tree's endpoints do: read it, found, rename, move and dissolve units.

import { may } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import type { orgContract, UnitLine } from './contract.ts'
import { mayStandBelow } from './rules.ts'
import {
  affiliatedOn,
  changeUnit,
  childrenOf,
  countByStatus,
  insertUnits,
  locateUnit,
  memberCounts,
  readCoverage,
  readInstitution,
  readPosts,
  readTerm,
  readUnit,
  rehang,
  type Unit,
  unitNames,
  unitsBelow,
} from './store/index.ts'

const asLine = (unit: Unit, members: ReadonlyMap<string, number>): UnitLine => ({
  id: unit.id,
  institutionId: unit.institutionId,
  code: unit.code,
  name: unit.name,
  kind: unit.kind,
  parentId: unit.parentId ?? unit.path.at(-2) ?? null,
  path: unit.path,
  foundedOn: unit.foundedOn,
  dissolvedOn: unit.dissolvedOn,
  members: members.get(unit.id) ?? 0,
})

export const orgHandlers: Handlers<typeof orgContract> = {
  tree: async (work, { withDissolved }) => {
    const units = await unitsBelow(work.tx, work.reach, { withDissolved, today: work.today })
    const members = await memberCounts(
      work.tx,
      units.map((unit) => unit.id),
    )
    return { units: units.map((unit) => asLine(unit, members)) }
  },

  unit: async (work) => {
    const target = targetOf(work)
    const { tx, today, principal } = work
    const unit = await readUnit(tx, target.institutionId, target.id)
    const institution = await readInstitution(tx, unit.institutionId)
    const children = (await childrenOf(tx, unit.institutionId, unit.id)).filter(
      (child) => child.dissolvedOn === null || child.dissolvedOn >= today,
    )
    const members = await memberCounts(tx, [unit.id, ...children.map((child) => child.id)])
    const names = await unitNames(tx, unit.path)
    return {
      ...asLine(unit, members),
      version: unit.version,
      institutionName: institution.name,
      demo: institution.demo,
      above: unit.path.slice(0, -1).flatMap((id, depth) => {
        const above = names.get(id)
        const within = may(principal, 'org.read', unit.path.slice(0, depth + 1))
        return above === undefined ? [] : [{ id, ...above, within }]
      }),
      children: children.map((child) => asLine(child, members)),
      posts: (await readPosts(tx, unit.institutionId, { unitId: unit.id, on: today })).map(
        ({ institutionId: _, ...post }) => post,
      ),
      term: await readTerm(tx, unit.institutionId, unit.id),
      covers: await readCoverage(tx, unit.institutionId, 'branch_id', unit.id, today),
      coveredBy: await readCoverage(tx, unit.institutionId, 'department_id', unit.id, today),
      byStatus: await countByStatus(tx, unit.id),
      mayWrite: may(principal, 'org.write', unit.path),
      mayReadPeople: may(principal, 'person.read', unit.path),
    }
  },

  createUnit: async (work, { parentId, code, name, kind, foundedOn }) => {
    const parent = targetOf(work)
    const whole = await readUnit(work.tx, parent.institutionId, parentId)
    if (kind === 'institution' || kind === 'commission' || !mayStandBelow[whole.kind].includes(kind)) {
      throw new AppError('invalid_input', { reason: 'below', kind, parentKind: whole.kind })
    }
    if (whole.dissolvedOn !== null) throw new AppError('wrong_state', { state: 'dissolved', move: 'create' })
    const id = newId()
    const unit = {
      institutionId: parent.institutionId,
      id,
      code,
      name,
      kind,
      parentId,
      path: [...parent.path, id],
      foundedOn,
      dissolvedOn: null,
    }
    await insertUnits(work.tx, [unit])
    work.changed({ subject: 'unit', id, unitId: id, after: { code, name, kind, parentId, foundedOn } })
    return { id }
  },

  renameUnit: async (work, { unitId, name, version }) => {
    const before = await readUnit(work.tx, targetOf(work).institutionId, unitId)
    const next = await changeUnit(work.tx, { ...before, version }, { name })
    if (next === null) throw new AppError('stale', { kind: 'unit' })
    work.changed({ subject: 'unit', id: unitId, before: { name: before.name }, after: { name } })
    return { version: next }
  },

  moveUnit: async (work, { unitId, parentId, version }) => {
    const unit = await readUnit(work.tx, targetOf(work).institutionId, unitId)
    const parentRef = await locateUnit(work.tx, parentId)
    if (parentRef === null || !may(work.principal, 'org.write', parentRef.path)) {
      throw new AppError('not_found', { kind: 'unit' })
    }
    if (parentRef.institutionId !== unit.institutionId || unit.parentId === null) {
      throw new AppError('invalid_input', { reason: 'other_institution' })
    }
    const parent = await readUnit(work.tx, parentRef.institutionId, parentRef.id)
    if (parent.path.includes(unitId)) throw new AppError('invalid_input', { reason: 'below_itself' })
    if (!mayStandBelow[parent.kind].includes(unit.kind)) {
      throw new AppError('invalid_input', { reason: 'below', kind: unit.kind, parentKind: parent.kind })
    }
    const next = await changeUnit(work.tx, { ...unit, version }, { parentId })
    if (next === null) throw new AppError('stale', { kind: 'unit' })
    await rehang(work.tx, unit.institutionId, unitId, unit.path.length, parent.path)
    work.changed({ subject: 'unit', id: unitId, before: { parentId: unit.parentId }, after: { parentId } })
    return { version: next }
  },

  dissolveUnit: async (work, { unitId, on, version }) => {
    const unit = await readUnit(work.tx, targetOf(work).institutionId, unitId)
    if (on !== null) await guardDissolution(work, unit, on)
    const next = await changeUnit(work.tx, { ...unit, version }, { dissolvedOn: on })
    if (next === null) throw new AppError('stale', { kind: 'unit' })
    work.changed({
      subject: 'unit',
      id: unitId,
      before: { dissolvedOn: unit.dissolvedOn },
      after: { dissolvedOn: on },
    })
    return { version: next }
  },
}

async function guardDissolution(work: Work, unit: Unit, on: string): Promise<void> {
  if (unit.parentId === null) throw new AppError('invalid_input', { reason: 'root' })
  if (unit.foundedOn !== null && on < unit.foundedOn)
    throw new AppError('invalid_input', { reason: 'before_founding' })
  const children = await childrenOf(work.tx, unit.institutionId, unit.id)
  const living = children.filter((child) => child.dissolvedOn === null || child.dissolvedOn > on)
  const people = await affiliatedOn(work.tx, unit.institutionId, unit.id, on)
  if (living.length > 0 || people.length > 0) {
    throw new AppError('invalid_input', { reason: 'not_empty', units: living.length, people: people.length })
  }
}

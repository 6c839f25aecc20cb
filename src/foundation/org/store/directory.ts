// The directory of an import: codes and staff numbers of units and people, those that exist and those about to.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { PartyStatus, UnitKind } from '../words.ts'

export type DirectoryUnit = {
  readonly institutionId: string
  readonly id: string
  readonly code: string
  readonly kind: UnitKind
  readonly path: readonly string[]
}
export type DirectoryPerson = {
  readonly institutionId: string
  readonly id: string
  readonly staffNo: string
  readonly name: string
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
}

export type DirectoryInstitution = {
  readonly id: string
  /** Ids of the institutions above, then its own. */
  readonly path: readonly string[]
  /** The path of its root unit. */
  readonly rootPath: readonly string[]
}

/** Looks codes up while a workbook is planned; a planned row is added before the sheets that refer to it. */
export type Directory = {
  readonly institutions: ReadonlyMap<string, DirectoryInstitution>
  readonly addInstitution: (code: string, institution: DirectoryInstitution) => void
  /** By institution code and unit code. */
  readonly unit: (institution: string, code: string) => DirectoryUnit | undefined
  readonly addUnit: (institution: string, unit: DirectoryUnit) => void
  /** By institution code and staff number: that of a merged duplicate means the person who was kept. */
  readonly person: (institution: string, staffNo: string) => DirectoryPerson | undefined
  readonly addPerson: (institution: string, person: DirectoryPerson) => void
  /** The code of an institution, unit or the staff number of a person by id: for exports. */
  readonly codeOf: (id: string) => string | undefined
}

/**
 * Loads the institutions in scope, and the units and people of those among them that are `named` (by code); of all
 * when nothing is named.
 */
export async function loadDirectory(tx: Tx, named?: ReadonlySet<string>): Promise<Directory> {
  const institutionRows = await tx
    .selectFrom('institution')
    .select(['id', 'code', 'path'])
    .where(sql<boolean>`id = any (current_setting('app.institutions')::uuid[])`)
    .execute()
  const codes = new Map(institutionRows.map((row) => [row.id, row.code]))
  const wanted = institutionRows.filter((row) => named === undefined || named.has(row.code))
  const theirs = sql<boolean>`institution_id = any (${sql.val(wanted.map((row) => row.id))}::uuid[])`
  const unitRows = await tx
    .selectFrom('unit')
    .select(['institution_id as institutionId', 'id', 'code', 'kind', 'path', 'parent_id as parentId'])
    .where((where) => where.or([theirs, where('parent_id', 'is', null)]))
    .execute()
  const roots = new Map(
    unitRows.filter((unit) => unit.parentId === null).map((unit) => [unit.institutionId, unit.path]),
  )
  const institutions = new Map<string, DirectoryInstitution>(
    institutionRows.map((row) => [
      row.code,
      { id: row.id, path: row.path, rootPath: roots.get(row.id) ?? [] },
    ]),
  )
  const units = new Map<string, DirectoryUnit>()
  const people = new Map<string, DirectoryPerson>()
  const key = (institution: string, code: string): string => `${institution}\u0000${code}`
  for (const row of unitRows) {
    codes.set(row.id, row.code)
    units.set(key(codes.get(row.institutionId) ?? '', row.code), row)
  }
  const personRows = await tx
    .selectFrom('person')
    .select([
      'institution_id as institutionId',
      'id',
      'staff_no as staffNo',
      'name',
      'status',
      'probation_on as probationOn',
      'full_on as fullOn',
      'merged_into as mergedInto',
    ])
    .where(theirs)
    .execute()
  const rowOf = new Map(personRows.map((row) => [row.id, row]))
  for (const { mergedInto, ...row } of personRows) {
    const kept = mergedInto === null ? row : (rowOf.get(mergedInto) ?? row)
    codes.set(row.id, kept.staffNo)
    people.set(key(codes.get(row.institutionId) ?? '', row.staffNo), kept)
  }
  return {
    institutions,
    addInstitution: (code, institution) => {
      institutions.set(code, institution)
      codes.set(institution.id, code)
    },
    unit: (institution, code) => units.get(key(institution, code)),
    addUnit: (institution, unit) => {
      units.set(key(institution, unit.code), unit)
      codes.set(unit.id, unit.code)
    },
    person: (institution, staffNo) => people.get(key(institution, staffNo)),
    addPerson: (institution, person) => {
      people.set(key(institution, person.staffNo), person)
      codes.set(person.id, person.staffNo)
    },
    codeOf: (id) => codes.get(id),
  }
}

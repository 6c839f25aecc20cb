// A row of people read and judged against what exists.

import { newId } from '../../../../core/ids.ts'
import type { AffiliationRecord, Planning, Reader } from '../../../org/index.ts'
import { isMember } from '../../../org/rules.ts'
import type { PartyStatus } from '../../../org/words.ts'
import { nameSort } from '../../rules/name-sort.ts'
import type { PersonRecord } from '../../store/records.ts'
import type { Identities, NewIdentity } from '../identities.ts'

type Living = { readonly unitId: string; readonly fromOn: string } | null
export type Read = {
  readonly person: PersonRecord
  readonly living: Living
  readonly identity: NewIdentity | null
}

/** What exists, to compare with. */
export type Existing = {
  readonly people: ReadonlyMap<string, PersonRecord>
  readonly living: ReadonlyMap<string, AffiliationRecord>
  readonly identities: Identities
}

/** What a row says of a person; null when it names nobody that it may say something of. */
export function readPerson(planning: Planning, cells: Reader, existing: Existing, row: number): Read | null {
  const { directory } = planning
  const code = cells.institution()
  const institution = directory.institutions.get(code)
  if (institution === undefined) {
    cells.fault('institution', 'reference_missing', { value: code })
    return null
  }
  const staffNo = cells.text('staffNo') ?? ''
  const known = directory.person(code, staffNo)
  if (known !== undefined && known.staffNo !== staffNo) {
    // This number is a duplicate's: it was merged, and the file would overwrite the person who was kept.
    cells.fault('staffNo', 'duplicate', { value: staffNo, staffNo: known.staffNo })
    return null
  }
  const before = known === undefined ? undefined : existing.people.get(known.id)
  const affiliated = known === undefined ? undefined : existing.living.get(known.id)
  // A column that the file leaves out keeps what exists.
  const keep = <V>(column: string, old: V | undefined, read: () => V): V =>
    cells.absent(column) && old !== undefined ? old : read()
  const text = (column: keyof PersonRecord): string | null =>
    keep(column, before?.[column] as string | null | undefined, () => cells.text(column))
  const name = cells.text('name') ?? ''
  const status = cells.text('status') as PartyStatus
  const partyUnit = cells.unit('partyUnit')
  const department = cells.unit('department')
  const from = cells.text('partyUnitFrom')
  const living: Living = cells.absent('partyUnit')
    ? affiliated === undefined
      ? null
      : { unitId: affiliated.unitId, fromOn: affiliated.fromOn }
    : partyUnit === null || from === null
      ? null
      : { unitId: partyUnit.id, fromOn: from }
  const person: PersonRecord = {
    institutionId: institution.id,
    id: before?.id ?? newId(),
    staffNo,
    name,
    nameSort: before?.name === name ? before.nameSort : nameSort(name),
    gender: text('gender') as PersonRecord['gender'],
    bornOn: text('bornOn'),
    education: text('education') as PersonRecord['education'],
    title: text('title'),
    status,
    probationOn: text('probationOn'),
    fullOn: text('fullOn'),
    departmentId: keep('department', before?.departmentId, () => department?.id ?? null),
    service: keep(
      'service',
      before?.service,
      () => (cells.text('service') as PersonRecord['service'] | null) ?? 'in_service',
    ),
    floatingSince: text('floatingSince'),
    floatingPlace: text('floatingPlace'),
    abroadSince: text('abroadSince'),
    abroadFor: text('abroadFor') as PersonRecord['abroadFor'],
    lostContactSince: text('lostContactSince'),
    infirm: keep('infirm', before?.infirm, () => cells.yes('infirm')),
  }

  judgeStatus(cells, person)
  judgeWhereabouts(cells, person)
  if (isMember(status) && living === null && cells.text('partyUnit') === null)
    cells.fault('partyUnit', 'required')
  if (partyUnit !== null && from === null) cells.fault('partyUnitFrom', 'required')
  if (partyUnit !== null && partyUnit.kind !== 'branch' && partyUnit.kind !== 'group') {
    cells.fault('partyUnit', 'conflict', { kind: partyUnit.kind })
  }
  if (department !== null && department.kind !== 'department') {
    cells.fault('department', 'conflict', { kind: department.kind })
  }
  if (partyUnit === null && department === null && !planning.mayWrite(institution.rootPath)) {
    cells.fault('institution', 'not_allowed', { value: code })
  }
  if (
    affiliated !== undefined &&
    living !== null &&
    living.unitId !== affiliated.unitId &&
    living.fromOn <= affiliated.fromOn
  ) {
    cells.fault('partyUnitFrom', 'conflict', { from: affiliated.fromOn })
  }
  return { person, living, identity: existing.identities.read(cells, person, row) }
}

function judgeStatus(cells: Reader, { status, probationOn, fullOn }: PersonRecord): void {
  // A member whose membership is suspended was admitted too.
  if ((isMember(status) || status === 'suspended') && probationOn === null)
    cells.fault('probationOn', 'required')
  if (status === 'full' && fullOn === null) cells.fault('fullOn', 'required')
  if (isNotYetFull(status) && fullOn !== null) cells.fault('fullOn', 'conflict', { status })
  if (probationOn !== null && fullOn !== null && fullOn < probationOn) {
    cells.fault('fullOn', 'conflict', { from: probationOn, until: fullOn })
  }
}

/** Those who were never full members have no day of becoming one; who left the Party may have had one. */
const notYetFull: readonly PartyStatus[] = ['probationary', 'candidate', 'activist', 'applicant', 'none']
const isNotYetFull = (status: PartyStatus): boolean => notYetFull.includes(status)

function judgeWhereabouts(cells: Reader, person: PersonRecord): void {
  if (person.abroadSince !== null && person.abroadFor === null) cells.fault('abroadFor', 'required')
  if (person.abroadSince === null && person.abroadFor !== null) cells.fault('abroadSince', 'required')
  if (person.floatingSince === null && person.floatingPlace !== null) cells.fault('floatingSince', 'required')
}

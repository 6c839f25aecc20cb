// SQL of people as whole tables, for import and export: the row, the history of status, the sealed identity.

import { sql } from 'kysely'
import { type BulkColumn, deleteRows, insertRows, updateRows } from '../../../core/bulk.ts'
import type { Tx } from '../../../core/db.ts'
import type { Pace } from '../../../core/pace.ts'
import type { PartyStatus } from '../../org/words.ts'
import type { SealedRow } from './identity.ts'

export type PersonRecord = {
  readonly institutionId: string
  readonly id: string
  readonly staffNo: string
  readonly name: string
  readonly nameSort: string
  readonly gender: 'female' | 'male' | null
  readonly bornOn: string | null
  readonly education: 'doctor' | 'master' | 'bachelor' | 'college' | 'other' | null
  readonly title: string | null
  readonly status: PartyStatus
  readonly probationOn: string | null
  readonly fullOn: string | null
  readonly departmentId: string | null
  readonly service: 'in_service' | 'retired'
  readonly floatingSince: string | null
  readonly floatingPlace: string | null
  readonly abroadSince: string | null
  readonly abroadFor: 'study' | 'other' | null
  readonly lostContactSince: string | null
  readonly infirm: boolean
}

const among = (institutionIds: readonly string[]) =>
  sql<boolean>`institution_id = any(${sql.val([...institutionIds])}::uuid[])`

/** The people of these institutions; of merged duplicates those who were kept. */
export async function personRecords(
  tx: Tx,
  institutionIds: readonly string[],
): Promise<readonly PersonRecord[]> {
  return tx
    .selectFrom('person')
    .select([
      'institution_id as institutionId',
      'id',
      'staff_no as staffNo',
      'name',
      'name_sort as nameSort',
      'gender',
      'born_on as bornOn',
      'education',
      'title',
      'status',
      'probation_on as probationOn',
      'full_on as fullOn',
      'department_id as departmentId',
      'service',
      'floating_since as floatingSince',
      'floating_place as floatingPlace',
      'abroad_since as abroadSince',
      'abroad_for as abroadFor',
      'lost_contact_since as lostContactSince',
      'infirm',
    ])
    .where(among(institutionIds))
    .where('merged_into', 'is', null)
    .orderBy('institution_id')
    .orderBy('staff_no')
    .execute() as Promise<readonly PersonRecord[]>
}

const personKeys: readonly BulkColumn<PersonRecord>[] = [
  ['institution_id', 'uuid', (person) => person.institutionId],
  ['id', 'uuid', (person) => person.id],
]
const personValues: readonly BulkColumn<PersonRecord>[] = [
  ['name', 'text', (person) => person.name],
  ['name_sort', 'text', (person) => person.nameSort],
  ['gender', 'text', (person) => person.gender],
  ['born_on', 'date', (person) => person.bornOn],
  ['education', 'text', (person) => person.education],
  ['title', 'text', (person) => person.title],
  ['status', 'text', (person) => person.status],
  ['probation_on', 'date', (person) => person.probationOn],
  ['full_on', 'date', (person) => person.fullOn],
  ['department_id', 'uuid', (person) => person.departmentId],
  ['service', 'text', (person) => person.service],
  ['floating_since', 'date', (person) => person.floatingSince],
  ['floating_place', 'text', (person) => person.floatingPlace],
  ['abroad_since', 'date', (person) => person.abroadSince],
  ['abroad_for', 'text', (person) => person.abroadFor],
  ['lost_contact_since', 'date', (person) => person.lostContactSince],
  ['infirm', 'bool', (person) => person.infirm],
]

export async function insertPeople(tx: Tx, people: readonly PersonRecord[], pace: Pace): Promise<void> {
  const staffNo: BulkColumn<PersonRecord> = ['staff_no', 'text', (person) => person.staffNo]
  await insertRows(tx, 'person', [...personKeys, staffNo, ...personValues], people, { pace })
}

export async function updatePeople(tx: Tx, people: readonly PersonRecord[], pace: Pace): Promise<void> {
  await updateRows(tx, 'person', personKeys, personValues, people, { extra: 'version = t.version + 1', pace })
}

export type StatusRecord = {
  readonly institutionId: string
  readonly personId: string
  readonly fromOn: string
  readonly status: PartyStatus
}

const statusColumns: readonly BulkColumn<StatusRecord>[] = [
  ['institution_id', 'uuid', (record) => record.institutionId],
  ['person_id', 'uuid', (record) => record.personId],
  ['from_on', 'date', (record) => record.fromOn],
  ['status', 'text', (record) => record.status],
]

/** Writes steps of people's standing; of those who were `known` before, a step of the same day is replaced. */
export async function writeStatuses(
  tx: Tx,
  records: readonly StatusRecord[],
  known: (record: StatusRecord) => boolean,
  pace: Pace,
): Promise<void> {
  // Looking for a conflict costs as much as the row, so new people are spared it.
  const [old = [], fresh = []] = parted(records, known)
  await insertRows(tx, 'person_status', statusColumns, fresh, { pace })
  await insertRows(tx, 'person_status', statusColumns, old, {
    conflict: '(institution_id, person_id, from_on) do update set status = excluded.status',
    pace,
  })
}

/** Takes back steps whose day was corrected. */
export async function removeStatuses(tx: Tx, records: readonly StatusRecord[]): Promise<void> {
  await deleteRows(tx, 'person_status', statusColumns, records)
}

/** What is sealed of the people of these institutions. */
export async function identityRecords(tx: Tx, institutionIds: readonly string[]) {
  return tx
    .selectFrom('person_identity')
    .select(['institution_id', 'person_id', 'id_number', 'id_number_index', 'phone', 'phone_index'])
    .where(among(institutionIds))
    .execute()
}

const identityColumns: readonly BulkColumn<SealedRow>[] = [
  ['institution_id', 'uuid', (row) => row.institution_id],
  ['person_id', 'uuid', (row) => row.person_id],
  ['key_id', 'int4', (row) => row.key_id],
  ['id_number', 'bytea', (row) => row.id_number],
  ['id_number_index', 'bytea', (row) => row.id_number_index],
  ['phone', 'bytea', (row) => row.phone],
  ['phone_index', 'bytea', (row) => row.phone_index],
]

/**
 * Writes the number and phone that are given; of those who were `known` before, what is null stays as it was. A row
 * keeps the oldest key that any of its values is sealed with.
 */
export async function writeIdentities(
  tx: Tx,
  rows: readonly SealedRow[],
  known: (row: SealedRow) => boolean,
  pace: Pace,
): Promise<void> {
  const [old = [], fresh = []] = parted(rows, known)
  await insertRows(tx, 'person_identity', identityColumns, fresh, { pace })
  await insertRows(tx, 'person_identity', identityColumns, old, {
    conflict: `(institution_id, person_id) do update set
      key_id = least(person_identity.key_id, excluded.key_id),
      id_number = coalesce(excluded.id_number, person_identity.id_number),
      id_number_index = coalesce(excluded.id_number_index, person_identity.id_number_index),
      phone = coalesce(excluded.phone, person_identity.phone),
      phone_index = coalesce(excluded.phone_index, person_identity.phone_index)`,
    pace,
  })
}

function parted<R>(records: readonly R[], known: (record: R) => boolean): readonly (readonly R[])[] {
  const groups = Map.groupBy(records, known)
  return [groups.get(true) ?? [], groups.get(false) ?? []]
}

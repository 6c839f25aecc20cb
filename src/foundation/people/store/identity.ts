// SQL of identity data: sealed on the way in, opened on the way out, found by the keyed index.

import { sql } from 'kysely'
import type { Tx } from '../../../core/db.ts'
import type { SealPlace, Vault } from '../../../core/vault.ts'
import type { PartyStatus } from '../../org/words.ts'
import { readIdNumber } from '../rules/identity.ts'
import type { PersonKey } from './people.ts'

/** Identity data in clear: never logged, never listed. */
export type Identity = {
  readonly idNumber: string | null
  readonly phone: string | null
  readonly health: string | null
}

const columns = {
  idNumber: 'person_identity.id_number',
  phone: 'person_identity.phone',
  health: 'person_identity.health',
} as const

const nothing: Identity = { idNumber: null, phone: null, health: null }

const placeOf = (person: PersonKey, field: keyof Identity): SealPlace => ({
  institutionId: person.institutionId,
  subjectId: person.id,
  column: columns[field],
})

/** What a number is indexed by: an old one of 15 digits and its 18 are the same. */
function searchText(field: 'idNumber' | 'phone', text: string): string {
  if (field === 'phone') return text
  const read = readIdNumber(text)
  return 'fault' in read ? text : read.key
}

/** What a number or phone is found by, under the newest key first. */
export const identityIndexes = (vault: Vault, by: 'idNumber' | 'phone', text: string): readonly Buffer[] =>
  vault.indexes(columns[by], searchText(by, text))

/** A sealed value in clear. */
export const openSealed = (
  vault: Vault,
  person: PersonKey,
  field: keyof Identity,
  sealed: Buffer | null,
): string | null => (sealed === null ? null : vault.open(placeOf(person, field), sealed))

export type SealedRow = ReturnType<typeof sealedRow>

/** The row of a person's identity, sealed under the newest key. */
export function sealedRow(vault: Vault, person: PersonKey, identity: Identity) {
  const seal = (field: keyof Identity): Buffer | null => {
    const text = identity[field]
    return text === null ? null : vault.seal(placeOf(person, field), text)
  }
  const index = (field: 'idNumber' | 'phone'): Buffer | null => {
    const text = identity[field]
    return text === null ? null : vault.index(columns[field], searchText(field, text))
  }
  return {
    institution_id: person.institutionId,
    person_id: person.id,
    key_id: vault.keyId,
    id_number: seal('idNumber'),
    id_number_index: index('idNumber'),
    phone: seal('phone'),
    phone_index: index('phone'),
    health: seal('health'),
  }
}

/** Writes what is known of a person's identity; all columns of the row are sealed anew. */
export async function writeIdentity(
  tx: Tx,
  vault: Vault,
  person: PersonKey,
  identity: Identity,
): Promise<void> {
  if (Object.values(identity).every((value) => value === null)) {
    await tx
      .deleteFrom('person_identity')
      .where('institution_id', '=', person.institutionId)
      .where('person_id', '=', person.id)
      .execute()
    return
  }
  const { institution_id, person_id, ...rest } = sealedRow(vault, person, identity)
  await tx
    .insertInto('person_identity')
    .values({ institution_id, person_id, ...rest })
    .onConflict((conflict) => conflict.columns(['institution_id', 'person_id']).doUpdateSet(rest))
    .execute()
}

/** The identity of people in clear, by person id. */
export async function openIdentities(
  tx: Tx,
  vault: Vault,
  personIds: readonly string[],
): Promise<(personId: string) => Identity> {
  const rows = await tx
    .selectFrom('person_identity')
    .select(['institution_id as institutionId', 'person_id as id', 'id_number', 'phone', 'health'])
    .where(sql<boolean>`person_id = any(${sql.val([...personIds])}::uuid[])`)
    .where(sql<boolean>`institution_id = any (current_setting('app.institutions')::uuid[])`)
    .execute()
  const identities = new Map(
    rows.map((row) => [
      row.id,
      {
        idNumber: openSealed(vault, row, 'idNumber', row.id_number),
        phone: openSealed(vault, row, 'phone', row.phone),
        health: openSealed(vault, row, 'health', row.health),
      },
    ]),
  )
  return (personId) => identities.get(personId) ?? nothing
}

export async function readIdentity(tx: Tx, vault: Vault, person: PersonKey): Promise<Identity> {
  const identityOf = await openIdentities(tx, vault, [person.id])
  return identityOf(person.id)
}

/**
 * People with exactly this number or phone whose unit lies in or below any of these units. Comparisons are single and
 * choices are cases: under row-level security coalesce reaches no index, and a plan with arrays is made anew each time.
 */
export async function findByIdentity(
  tx: Tx,
  vault: Vault,
  by: 'idNumber' | 'phone',
  text: string,
  reach: readonly string[],
) {
  const index = sql.ref(by === 'idNumber' ? 'i.id_number_index' : 'i.phone_index')
  const wanted = sql.join(identityIndexes(vault, by, text))
  const { rows } = await sql<{
    institutionId: string
    id: string
    name: string
    staffNo: string
    status: PartyStatus
    partyUnitName: string | null
    unitId: string
  }>`
    select k.institution_id as "institutionId", k.id, k.name, k.staff_no as "staffNo", k.status,
           case when a.unit_id is not null then u.name end as "partyUnitName", coalesce(u.id, root.id) as "unitId"
    from person_identity i
    join person p on p.institution_id = i.institution_id and p.id = i.person_id
    join person k on k.institution_id = p.institution_id
      and k.id = case when p.merged_into is null then p.id else p.merged_into end
    left join affiliation a on a.institution_id = k.institution_id and a.person_id = k.id and a.until_on is null
    left join unit u on u.institution_id = k.institution_id
      and u.id = case when a.unit_id is null then k.department_id else a.unit_id end
    left join unit root on root.institution_id = k.institution_id and root.parent_id is null
    where i.institution_id = any (current_setting('app.institutions')::uuid[]) and ${index} in (${wanted})
      and coalesce(u.path, root.path) && ${sql.val([...reach])}::uuid[]
    limit 50`.execute(tx)
  return rows
}

/** The person of this institution with exactly this number, wherever they are now. */
export async function holderOf(
  tx: Tx,
  vault: Vault,
  institutionId: string,
  idNumber: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('person_identity')
    .select('person_id as personId')
    .where('institution_id', '=', institutionId)
    .where(
      sql<boolean>`id_number_index = any(${sql.val([...identityIndexes(vault, 'idNumber', idNumber)])}::bytea[])`,
    )
    .executeTakeFirst()
  return row?.personId ?? null
}

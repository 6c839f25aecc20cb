// Identity numbers and phones in the sheet of people: checked, found again by their index, sealed; masked when shown.

import type { Tx } from '../../../core/db.ts'
import type { SealPlace, Vault } from '../../../core/vault.ts'
import type { IdentityShown, Planning, Reader } from '../../org/index.ts'
import { maskIdNumber, maskPhone, readIdNumber, readPhone } from '../rules/identity.ts'
import { type IdentityRecord, identityRecords, type PersonRecord } from '../store/records.ts'

const idNumberColumn = 'person_identity.id_number'
const phoneColumn = 'person_identity.phone'

const placeOf = (column: string, institutionId: string, subjectId: string): SealPlace => ({
  institutionId,
  subjectId,
  column,
})

/** What a row changes; null where it changes nothing. In clear until it is sealed, and only in memory. */
export type NewIdentity = {
  readonly institutionId: string
  readonly personId: string
  readonly idNumber: { readonly text: string; readonly index: Buffer } | null
  readonly phone: { readonly text: string; readonly index: Buffer } | null
}

export type Identities = {
  /** What the row changes, null when nothing; reports what is wrong with it. */
  readonly read: (cells: Reader, person: PersonRecord, row: number) => NewIdentity | null
  readonly seal: (changes: readonly NewIdentity[]) => Promise<readonly IdentityRecord[]>
}

const same = (known: readonly Buffer[], index: Buffer | null | undefined): boolean =>
  index !== null && index !== undefined && known.some((each) => each.equals(index))

/** Loads what is sealed of the people of a workbook, to compare rows with. */
export async function identitiesOf(planning: Planning): Promise<Identities> {
  const { tx, vault, institutionIds, directory, pace } = planning
  const records = await identityRecords(tx, institutionIds)
  const byPerson = new Map(records.map((record) => [record.personId, record]))
  // Who has a number: from the database by person, from this workbook by row.
  const holders = new Map<string, { readonly personId: string; readonly row: number | null }>()
  const key = (institutionId: string, index: Buffer): string => `${institutionId} ${index.toString('base64')}`
  for (const { institutionId, idNumberIndex, personId } of records) {
    if (idNumberIndex !== null) holders.set(key(institutionId, idNumberIndex), { personId, row: null })
  }

  /** Whether a masked cell shows what is sealed already. */
  const shows = (
    typed: string,
    sealed: Buffer | null | undefined,
    column: string,
    person: PersonRecord,
    mask: (text: string) => string,
  ): boolean =>
    sealed !== null &&
    sealed !== undefined &&
    mask(vault.open(placeOf(column, person.institutionId, person.id), sealed)) === typed

  const readNumber = (cells: Reader, person: PersonRecord, row: number): NewIdentity['idNumber'] => {
    const typed = cells.text('idNumber')
    if (typed === null) return null
    const before = byPerson.get(person.id)
    if (typed.includes('*')) {
      if (!shows(typed, before?.idNumber, idNumberColumn, person, maskIdNumber)) {
        cells.fault('idNumber', 'masked', { value: typed })
      }
      return null
    }
    const value = maskIdNumber(typed)
    const number = readIdNumber(typed)
    if ('fault' in number) {
      cells.fault('idNumber', 'bad_id_number', { value, reason: number.fault })
      return null
    }
    if (number.bornOn !== null && person.bornOn !== null && number.bornOn !== person.bornOn) {
      cells.fault('idNumber', 'bad_id_number', { value, reason: 'bornOn' })
    }
    if (number.gender !== null && person.gender !== null && number.gender !== person.gender) {
      cells.fault('idNumber', 'bad_id_number', { value, reason: 'gender' })
    }
    const known = vault.indexes(idNumberColumn, number.key)
    const [index] = known
    if (index === undefined) return null
    const holder = known
      .map((each) => holders.get(key(person.institutionId, each)))
      .find((each) => each !== undefined && each.personId !== person.id)
    if (holder !== undefined) {
      const other =
        holder.row === null ? { staffNo: directory.codeOf(holder.personId) ?? '' } : { first: holder.row }
      cells.fault('idNumber', 'duplicate', { value, ...other })
      return null
    }
    holders.set(key(person.institutionId, index), { personId: person.id, row })
    return same(known, before?.idNumberIndex) ? null : { text: number.text, index }
  }

  const readNumberOfPhone = (cells: Reader, person: PersonRecord): NewIdentity['phone'] => {
    const typed = cells.text('phone')
    if (typed === null) return null
    const before = byPerson.get(person.id)
    if (typed.includes('*')) {
      if (!shows(typed, before?.phone, phoneColumn, person, maskPhone)) {
        cells.fault('phone', 'masked', { value: typed })
      }
      return null
    }
    const text = readPhone(typed)
    if (text === null) {
      cells.fault('phone', 'bad_phone', { value: maskPhone(typed) })
      return null
    }
    const known = vault.indexes(phoneColumn, text)
    const [index] = known
    return index === undefined || same(known, before?.phoneIndex) ? null : { text, index }
  }

  return {
    read: (cells, person, row) => {
      const idNumber = readNumber(cells, person, row)
      const phone = readNumberOfPhone(cells, person)
      return idNumber === null && phone === null
        ? null
        : { institutionId: person.institutionId, personId: person.id, idNumber, phone }
    },
    seal: async (changes) => {
      const sealed: IdentityRecord[] = []
      for (const change of changes) {
        sealed.push(sealOne(vault, change))
        await pace.did(0)
      }
      return sealed
    },
  }
}

function sealOne(vault: Vault, { institutionId, personId, idNumber, phone }: NewIdentity): IdentityRecord {
  return {
    institutionId,
    personId,
    keyId: vault.keyId,
    idNumber:
      idNumber === null ? null : vault.seal(placeOf(idNumberColumn, institutionId, personId), idNumber.text),
    idNumberIndex: idNumber?.index ?? null,
    phone: phone === null ? null : vault.seal(placeOf(phoneColumn, institutionId, personId), phone.text),
    phoneIndex: phone?.index ?? null,
  }
}

/** What an export shows of each person: masked, or in clear where the caller may read it. */
export async function shownIdentities(
  tx: Tx,
  institutionIds: readonly string[],
  { vault, identity }: IdentityShown,
): Promise<ReadonlyMap<string, { readonly idNumber: string | null; readonly phone: string | null }>> {
  const clear = identity === 'clear'
  const records = await identityRecords(tx, institutionIds)
  return new Map(
    records.map(({ institutionId, personId, idNumber, phone }) => {
      const number =
        idNumber === null ? null : vault.open(placeOf(idNumberColumn, institutionId, personId), idNumber)
      const call = phone === null ? null : vault.open(placeOf(phoneColumn, institutionId, personId), phone)
      return [
        personId,
        {
          idNumber: number === null || clear ? number : maskIdNumber(number),
          phone: call === null || clear ? call : maskPhone(call),
        },
      ]
    }),
  )
}

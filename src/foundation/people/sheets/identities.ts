// Identity numbers and phones in the sheet of people: checked, found again by their index, sealed; masked when shown.

import type { Tx } from '../../../core/db.ts'
import type { IdentityShown, Planning, Reader } from '../../org/index.ts'
import { maskIdNumber, maskPhone, readIdNumber, readPhone } from '../rules/identity.ts'
import { identityIndexes, openIdentities, openSealed, type SealedRow, sealedRow } from '../store/identity.ts'
import { identityRecords, type PersonRecord } from '../store/records.ts'

/** What a row changes; null where it changes nothing. In clear until it is sealed, and only in memory. */
export type NewIdentity = {
  readonly institutionId: string
  readonly personId: string
  readonly idNumber: string | null
  readonly phone: string | null
}

export type Identities = {
  /** What the row changes, null when nothing; reports what is wrong with it. */
  readonly read: (cells: Reader, person: PersonRecord, row: number) => NewIdentity | null
  readonly seal: (changes: readonly NewIdentity[]) => Promise<readonly SealedRow[]>
}

const masks = { idNumber: maskIdNumber, phone: maskPhone } as const

const same = (known: readonly Buffer[], index: Buffer | null | undefined): boolean =>
  index !== null && index !== undefined && known.some((each) => each.equals(index))

/** Loads what is sealed of the people of a workbook, to compare rows with. */
export async function identitiesOf(planning: Planning): Promise<Identities> {
  const { tx, vault, institutionIds, directory, pace } = planning
  const records = await identityRecords(tx, institutionIds)
  const byPerson = new Map(records.map((record) => [record.person_id, record]))
  // Who has a number: from the database by person, from this workbook by row.
  const holders = new Map<string, { readonly personId: string; readonly row: number | null }>()
  const key = (institutionId: string, index: Buffer): string => `${institutionId} ${index.toString('base64')}`
  for (const { institution_id, id_number_index, person_id } of records) {
    if (id_number_index !== null)
      holders.set(key(institution_id, id_number_index), { personId: person_id, row: null })
  }

  /** Whether a masked cell shows what is sealed already. */
  const shows = (
    typed: string,
    sealed: Buffer | null,
    field: 'idNumber' | 'phone',
    person: PersonRecord,
  ): boolean => {
    const text = openSealed(vault, person, field, sealed)
    return text !== null && masks[field](text) === typed
  }

  const readNumber = (cells: Reader, person: PersonRecord, row: number): NewIdentity['idNumber'] => {
    const typed = cells.text('idNumber')
    if (typed === null) return null
    const before = byPerson.get(person.id)
    if (typed.includes('*')) {
      if (!shows(typed, before?.id_number ?? null, 'idNumber', person)) {
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
    const known = identityIndexes(vault, 'idNumber', number.text)
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
    return same(known, before?.id_number_index) ? null : number.text
  }

  const readNumberOfPhone = (cells: Reader, person: PersonRecord): NewIdentity['phone'] => {
    const typed = cells.text('phone')
    if (typed === null) return null
    const before = byPerson.get(person.id)
    if (typed.includes('*')) {
      if (!shows(typed, before?.phone ?? null, 'phone', person)) {
        cells.fault('phone', 'masked', { value: typed })
      }
      return null
    }
    const text = readPhone(typed)
    if (text === null) {
      cells.fault('phone', 'bad_phone', { value: maskPhone(typed) })
      return null
    }
    return same(identityIndexes(vault, 'phone', text), before?.phone_index) ? null : text
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
      const sealed: SealedRow[] = []
      for (const { institutionId, personId, idNumber, phone } of changes) {
        sealed.push(sealedRow(vault, { institutionId, id: personId }, { idNumber, phone, health: null }))
        await pace.did(0)
      }
      return sealed
    },
  }
}

/** What an export shows of each person: masked, or in clear where the caller may read it. */
export async function shownIdentities(
  tx: Tx,
  personIds: readonly string[],
  { vault, identity }: IdentityShown,
): Promise<(personId: string) => { readonly idNumber: string | null; readonly phone: string | null }> {
  const identityOf = await openIdentities(tx, vault, personIds)
  const shown = (field: 'idNumber' | 'phone', text: string | null): string | null =>
    text === null || identity === 'clear' ? text : masks[field](text)
  return (personId) => {
    const { idNumber, phone } = identityOf(personId)
    return { idNumber: shown('idNumber', idNumber), phone: shown('phone', phone) }
  }
}

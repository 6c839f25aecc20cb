// Identity data: written sealed, found exactly, unmasked one field at a time, exported; every look is logged.

import { targetOf } from '../../../core/pipeline.ts'
import { writeWorkbook } from '../../../core/workbook/index.ts'
import { readIdNumber, readPhone } from '../rules/identity.ts'
import {
  findByIdentity,
  type Identity,
  listPeople,
  openIdentities,
  readIdentity,
  readPerson,
  writeIdentity,
} from '../store/index.ts'
import { begin, finish, type Handler, invalid } from './begin.ts'

/** Typed identity data as it is kept; fails with the reason of the fault, never with the value. */
export function readClear(typed: { readonly idNumber: string | null; readonly phone: string | null }) {
  const number = typed.idNumber === null || typed.idNumber.trim() === '' ? null : readIdNumber(typed.idNumber)
  if (number !== null && 'fault' in number) throw invalid('id_number', { fault: number.fault })
  const phone = typed.phone === null || typed.phone.trim() === '' ? null : readPhone(typed.phone)
  if (phone === null && typed.phone !== null && typed.phone.trim() !== '') throw invalid('phone')
  return {
    identity: { idNumber: number?.text ?? null, phone },
    bornOn: number?.bornOn ?? null,
    gender: number?.gender ?? null,
  }
}

export const setIdentity: Handler<'setIdentity'> = async (work, { personId, version, ...typed }) => {
  const person = await begin(work, personId, version)
  const before = await readIdentity(work.tx, work.vault, person)
  const clear = readClear({ idNumber: typed.idNumber ?? null, phone: typed.phone ?? null })
  const health = typed.health?.trim() === '' ? null : typed.health
  const after: Identity = {
    idNumber: typed.idNumber === undefined ? before.idNumber : clear.identity.idNumber,
    phone: typed.phone === undefined ? before.phone : clear.identity.phone,
    health: health === undefined ? before.health : health,
  }
  await writeIdentity(work.tx, work.vault, person, after)
  const fields = (['idNumber', 'phone', 'health'] as const).filter((field) => before[field] !== after[field])
  const said = (identity: Identity) =>
    Object.fromEntries(fields.map((field) => [field, identity[field] === null ? null : 'sealed']))
  return finish(work, person, {
    // What a resident's number tells need not be asked.
    set: {
      born_on: person.row.born_on ?? clear.bornOn,
      gender: person.row.gender ?? clear.gender,
    },
    before: said(before),
    after: { ...said(after), changed: fields },
  })
}

export const reveal: Handler<'reveal'> = async (work, { personId, field, reason }) => {
  const { institutionId } = targetOf(work)
  const { id } = await readPerson(work.tx, institutionId, personId)
  const identity = await readIdentity(work.tx, work.vault, { institutionId, id })
  work.changed({ subject: 'identity', id, after: { unmasked: field, reason } })
  return { value: identity[field] }
}

export const find: Handler<'find'> = async (work, { by, value }) => {
  const number = by === 'idNumber' ? readIdNumber(value) : null
  const text = number === null ? readPhone(value) : 'fault' in number ? null : number.text
  if (text === null) throw invalid(by === 'idNumber' ? 'id_number' : 'phone')
  const people = await findByIdentity(work.tx, work.vault, by, text, work.reach)
  // Whoever was found is in the log, what was searched is not.
  const after = { searchedBy: by, found: people.length }
  for (const { id, institutionId, unitId } of people) {
    work.changed({ subject: 'identity', id, institutionId, unitId, after })
  }
  if (people.length === 0) work.changed({ subject: 'identity', id: 'search', after })
  return { people: people.map(({ institutionId: _, unitId: __, ...person }) => person) }
}

const most = 100_000
const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const exportIdentity: Handler<'exportIdentity'> = async (work, { unitId, reason }) => {
  const people = await listPeople(work.tx, unitId, { limit: most, offset: 0 })
  const identityOf = await openIdentities(
    work.tx,
    work.vault,
    people.map((person) => person.id),
  )
  const rows = people.map((person) => {
    const { idNumber, phone } = identityOf(person.id)
    return { staffNo: person.staffNo, name: person.name, idNumber, phone }
  })
  const text = { type: 'text', max: 60 } as const
  const bytes = await writeWorkbook(
    [
      {
        sheet: {
          key: 'identity',
          zh: '身份信息',
          en: 'Identity',
          columns: [
            { key: 'staffNo', zh: '工号', en: 'Staff number', ...text },
            { key: 'name', zh: '姓名', en: 'Name', ...text },
            { key: 'idNumber', zh: '证件号码', en: 'Identity number', ...text },
            { key: 'phone', zh: '手机号码', en: 'Phone', ...text },
          ],
          id: ['staffNo'],
        },
        rows,
      },
    ],
    { language: work.principal.language },
  )
  work.changed({ subject: 'identity', id: unitId, after: { exported: rows.length, reason } })
  return new File([new Uint8Array(bytes)], `identity-${work.today}.xlsx`, { type: mediaType })
}

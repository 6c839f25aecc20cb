// Accounts from a sheet: each good row becomes an account without power, each bad one is explained.

import { dateOf } from '../../../core/calendar.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import { type Fault, readWorkbook, WorkbookUnreadable, writeWorkbook } from '../../../core/workbook/index.ts'
import { type Role, roles } from '../../../core/access.ts'
import { unitsBelow } from '../../org/index.ts'
import type { keepingContract } from '../contract/keeping.ts'
import { hashPassword, randomPassword } from '../password.ts'
import { accountsSheet, createdSheet, leftOutSheet } from '../sheet.ts'
import { insertAccount, peopleByStaffNo, takenNames } from '../store/index.ts'
import { importFaultSentence } from '../words.ts'
import { firstUntil } from './keeping.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Each row costs a hash of some 30 ms of a core. */
const mostRows = 500
const headingRow = 1

const fileOf = (bytes: Uint8Array, name: string): File =>
  new File([Uint8Array.from(bytes)], name, { type: mediaType })

type Ready = {
  readonly username: string
  readonly displayName: string
  readonly personId: string | null
  readonly wish: { readonly role: Role; readonly unitId: string } | null
  readonly institutionId: string
}

type Import = Pick<Handlers<typeof keepingContract>, 'importTemplate' | 'previewImport' | 'import'>

export const importHandlers: Import = {
  importTemplate: async (_, { language }) => {
    const bytes = await writeWorkbook([{ sheet: accountsSheet, rows: [] }], { language })
    return fileOf(bytes, language === 'zh' ? '账号导入模板.xlsx' : 'accounts-template.xlsx')
  },

  previewImport: async (work, { file }) => {
    const { ready, faults } = await plan(work, file)
    return { ready: ready.length, faults: faults.map(withoutSheet) }
  },

  import: async (work, { file, language }) => {
    const { ready, faults } = await plan(work, file)
    if (ready.length === 0) throw new AppError('invalid_input', { reason: 'nothing_to_import' })
    const until = firstUntil(work.now)
    const rows = []
    for (const each of ready) {
      const firstPassword = randomPassword()
      const id = newId()
      await insertAccount(work.tx, {
        ...each,
        id,
        passwordHash: await hashPassword(firstPassword),
        firstPasswordUntil: until,
        now: work.now.toString(),
      })
      const { username, displayName, personId, wish } = each
      work.changed({
        subject: 'account',
        id,
        institutionId: each.institutionId,
        after: { username, displayName, personId, wishedRole: wish?.role ?? null },
      })
      rows.push({ username, displayName, firstPassword, until: dateOf(Temporal.Instant.from(until)) })
    }
    const left = faults.map((fault) => ({
      row: fault.row,
      column: accountsSheet.columns.find((column) => column.key === fault.column)?.[language] ?? fault.column,
      reason: importFaultSentence(fault, language),
    }))
    const bytes = await writeWorkbook(
      [{ sheet: createdSheet, rows }, ...(left.length === 0 ? [] : [{ sheet: leftOutSheet, rows: left }])],
      { language },
    )
    return fileOf(bytes, language === 'zh' ? '初始密码.xlsx' : 'first-passwords.xlsx')
  },
}

const withoutSheet = ({ row, column, code, facts }: Fault) => ({ row, column, code, facts })

/** Which rows would become accounts, and everything that is wrong. Throws unreadable_file. */
async function plan(
  work: Work,
  file: File,
): Promise<{ readonly ready: readonly Ready[]; readonly faults: readonly Fault[] }> {
  const reading = await readWorkbook(new Uint8Array(await file.arrayBuffer()), [accountsSheet]).catch(
    (error: unknown) => {
      if (error instanceof WorkbookUnreadable) throw new AppError('unreadable_file', { reason: error.reason })
      throw error
    },
  )
  const { institutionId } = work.principal
  const rows = reading.rows[accountsSheet.key] ?? []
  const faults: Fault[] = [...reading.faults]
  const fault = (row: number, column: string, code: Fault['code'], facts: Fault['facts']): void => {
    faults.push({ sheet: accountsSheet.key, row, column, code, facts })
  }
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  const units = (await unitsBelow(work.tx, work.reach, { today: work.today })).filter(
    (unit) => unit.institutionId === institutionId,
  )
  const people = await peopleByStaffNo(work.tx, institutionId)
  const taken = new Set(
    await takenNames(
      work.tx,
      rows.map((row) => (text(row.values['username']) ?? '').toLowerCase()),
    ),
  )
  const ready: Ready[] = []
  for (const { row, values } of rows) {
    const before = faults.length
    const username = text(values['username']) ?? ''
    const staffNo = text(values['staffNo'])
    const unitCode = text(values['unit'])
    const person = staffNo === null ? null : people.get(staffNo)
    // The first of them is the highest within reach: the institution itself.
    const unit = unitCode === null ? units[0] : units.find((each) => each.code === unitCode)
    const displayName = text(values['displayName']) ?? person?.name ?? null
    const role = roles.find((each) => each === values['role'])
    if (row > mostRows + headingRow) fault(row, 'username', 'not_allowed', { most: mostRows })
    if (taken.has(username.toLowerCase())) fault(row, 'username', 'conflict', { value: username })
    if (person === undefined) fault(row, 'staffNo', 'reference_missing', { value: staffNo ?? '' })
    if (unit === undefined) fault(row, 'unit', 'reference_missing', { value: unitCode ?? '' })
    if (displayName === null) fault(row, 'displayName', 'required', {})
    if (faults.length > before || unit === undefined || displayName === null) continue
    taken.add(username.toLowerCase())
    ready.push({
      institutionId,
      username,
      displayName,
      personId: person?.id ?? null,
      wish: role === undefined ? null : { role, unitId: unit.id },
    })
  }
  faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
  return { ready, faults }
}

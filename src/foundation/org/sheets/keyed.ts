// A port for rows that have a key and some values: compare with what exists, insert the new, update the changed.

import type { Tx } from '../../../core/db.ts'
import type { Pace } from '../../../core/pace.ts'
import type { CellValue, Column, Fault, FaultCode, Row, Sheet } from '../../../core/workbook/index.ts'
import type { Directory, DirectoryPerson, DirectoryUnit } from '../store/directory.ts'
import type { Planning, Port } from '../port.ts'

export const institutionColumn: Column = {
  key: 'institution',
  zh: '机构编码',
  en: 'Institution code',
  type: 'text',
  max: 40,
  note: { zh: '空白表示本工作簿的第一个机构', en: 'blank means the first institution of this workbook' },
}

/** One row being read: its cells, and the faults found while resolving it. */
export type Reader = {
  readonly text: (column: string) => string | null
  readonly number: (column: string) => number | null
  /** A blank cell means no. */
  readonly yes: (column: string) => boolean
  readonly institution: () => string
  readonly unit: (column: string) => DirectoryUnit | null
  readonly person: (column: string) => DirectoryPerson | null
  readonly fault: (column: string | null, code: FaultCode, facts?: Fault['facts']) => void
  /** The row leaves this column out, so what exists stays. */
  readonly absent: (column: string) => boolean
}

type Values = Readonly<Record<string, string | number | boolean | null>>

/** Reads one row with a function that may report faults; null when it did. */
export function readRow<R>(
  planning: Planning,
  sheet: Sheet,
  row: Row,
  faults: Fault[],
  read: (reader: Reader) => R | null,
): R | null {
  const before = faults.length
  const fault: Reader['fault'] = (column, code, facts = {}) => {
    faults.push({ sheet: sheet.key, row: row.row, column, code, facts })
  }
  const text = (column: string): string | null => {
    const value = row.values[column]
    return typeof value === 'string' ? value : null
  }
  const institution = (): string => text('institution') ?? planning.institution
  const missing = (column: string, value: string): null => {
    fault(column, 'reference_missing', { value })
    return null
  }
  const result = read({
    text,
    institution,
    number: (column) => {
      const value = row.values[column]
      return typeof value === 'number' ? value : null
    },
    yes: (column) => row.values[column] === true,
    unit: (column) => {
      const code = text(column)
      if (code === null) return null
      const unit = planning.directory.unit(institution(), code)
      if (unit === undefined) return missing(column, code)
      if (!planning.mayWrite(unit.path)) {
        fault(column, 'not_allowed', { value: code })
        return null
      }
      return unit
    },
    person: (column) => {
      const staffNo = text(column)
      if (staffNo === null) return null
      return planning.directory.person(institution(), staffNo) ?? missing(column, staffNo)
    },
    fault,
    absent: (column) => row.values[column] === undefined,
  })
  return faults.length > before ? null : result
}

/** Whether `b` has the values of `a`, whatever else it has. */
export const sameValues = <R extends Values>(a: R, b: { readonly [K in keyof R]: unknown }): boolean =>
  Object.keys(a).every((key) => a[key] === b[key])

/** Makes a port for a keyed table. */
export function keyedPort<R extends Values>(table: {
  readonly sheet: Sheet
  readonly read: (reader: Reader) => R | null
  readonly key: (record: R) => string
  readonly existing: (tx: Tx, institutionIds: readonly string[]) => Promise<readonly R[]>
  readonly insert: (tx: Tx, records: readonly R[], pace: Pace) => Promise<void>
  readonly update: (tx: Tx, records: readonly R[], pace: Pace) => Promise<void>
  readonly write: (record: R, codeOf: Directory['codeOf']) => Readonly<Record<string, CellValue>>
}): Port {
  return {
    sheet: table.sheet,
    plan: async (planning, rows) => {
      const faults: Fault[] = []
      const existing = new Map(
        (await table.existing(planning.tx, planning.institutionIds)).map((record) => [
          table.key(record),
          record,
        ]),
      )
      const created: R[] = []
      const updated: R[] = []
      let unchanged = 0
      for (const row of rows) {
        const record = readRow(planning, table.sheet, row, faults, table.read)
        if (record === null) continue
        const before = existing.get(table.key(record))
        if (before === undefined) created.push(record)
        else if (sameValues(record, before)) unchanged += 1
        else updated.push(record)
        await planning.pace.did(1)
      }
      return {
        created: created.length,
        updated: updated.length,
        unchanged,
        faults,
        apply: async () => {
          await table.insert(planning.tx, created, planning.pace)
          await table.update(planning.tx, updated, planning.pace)
        },
      }
    },
    rows: async (tx, institutionIds, directory) => {
      const records = await table.existing(tx, institutionIds)
      return records.map((record) => table.write(record, directory.codeOf))
    },
  }
}

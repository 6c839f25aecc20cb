// What a room gives to the institution workbook: a sheet, how its rows compare with what exists, and how to write them out.

import type { Tx } from '../../core/db.ts'
import type { Pace } from '../../core/pace.ts'
import type { Vault } from '../../core/vault.ts'
import type { CellValue, Fault, Row, Sheet } from '../../core/workbook/index.ts'
import type { Directory } from './store/directory.ts'

export type SheetPlan = {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly faults: readonly Fault[]
  /** Writes what was planned; called in the same transaction, after every sheet was planned, in the order of sheets. */
  readonly apply: () => Promise<void>
}

export type Planning = {
  readonly tx: Tx
  readonly directory: Directory
  readonly now: Temporal.Instant
  /** Today in China, ISO. */
  readonly today: string
  /** The code of the workbook's first institution: rows that leave the institution empty mean it. */
  readonly institution: string
  /** Whether the caller may write below this path; a row elsewhere is a fault `not_allowed`. */
  readonly mayWrite: (path: readonly string[]) => boolean
  /** Lets the transaction see an institution that this workbook creates. */
  readonly widen: (institutionId: string) => Promise<void>
  /** The institutions that this workbook speaks of and that exist: only theirs is read and compared. */
  readonly institutionIds: readonly string[]
  /** Seals what identifies a person, and finds it again. */
  readonly vault: Vault
  /** To be told of every row planned or written. */
  readonly pace: Pace
}

/** How an export shows what identifies people. */
export type IdentityShown = { readonly vault: Vault; readonly identity: 'masked' | 'clear' }

export type Port = {
  readonly sheet: Sheet
  readonly plan: (planning: Planning, rows: readonly Row[]) => Promise<SheetPlan>
  /** The rows of these institutions, in a stable order, as `plan` would read them back unchanged. */
  readonly rows: (
    tx: Tx,
    institutionIds: readonly string[],
    directory: Directory,
    shown: IdentityShown,
  ) => Promise<readonly Readonly<Record<string, CellValue>>[]>
}

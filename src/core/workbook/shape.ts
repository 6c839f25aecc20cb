/** The shapes of a workbook: its sheets and columns, the values of its rows, and the faults found in it. */

/** One entry of a closed list; a cell may hold the value itself or either of its names. */
export type Choice = { readonly value: string; readonly zh: string; readonly en: string }

/** A text in both languages. */
export type Words = { readonly zh: string; readonly en: string }

export type ColumnType = 'text' | 'date' | 'datetime' | 'integer' | 'number' | 'choice' | 'boolean' | 'list'

export type Column = {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly type: ColumnType
  readonly required?: boolean
  /** Width in characters of the default font; a width that fits the heading and the type by default. */
  readonly width?: number
  /** Shown as a comment on the heading and in the leading sheet. */
  readonly note?: Words
  /** A value as it should look, shown in the comment. */
  readonly example?: string
  /** The closed list of a `choice` column, or of every item of a `list` column. */
  readonly choices?: readonly Choice[]
  /** The longest text in code points (of a `list`: of each item); 200 by default. */
  readonly max?: number
  /** Identifies a person: shown masked in faults, sealed in the database, masked when exported. */
  readonly sealed?: boolean
}

export type Sheet = {
  readonly key: string
  readonly zh: string
  readonly en: string
  readonly columns: readonly Column[]
  /** The columns that identify a row; a second row with the same identity is a fault. */
  readonly id: readonly string[]
  readonly note?: Words
}

/** Dates are `2026-03-12`, moments `2026-03-12T16:00`; a blank cell (and an empty list) is `null`. */
export type CellValue = string | number | boolean | readonly string[] | null

export type Row = {
  /** The row number Excel shows, 1-based. */
  readonly row: number
  /** By column key; an optional column that the file does not have is absent, a blank cell is `null`. */
  readonly values: Readonly<Record<string, CellValue>>
}

/** `reference_missing` and those below it are for callers; the reader itself raises the others. */
export type FaultCode =
  | 'sheet_missing'
  | 'sheet_unknown'
  | 'column_missing'
  | 'column_unknown'
  | 'required'
  | 'not_a_date'
  | 'not_a_number'
  | 'not_an_integer'
  | 'not_a_choice'
  | 'not_a_boolean'
  | 'too_long'
  | 'duplicate'
  | 'formula'
  | 'reference_missing'
  | 'conflict'
  | 'not_allowed'
  | 'bad_id_number'
  | 'bad_phone'
  | 'masked'

export type Facts = Readonly<Record<string, string | number>>

export type Fault = {
  /** The key of the sheet; of an unknown sheet its name in the file. */
  readonly sheet: string
  readonly row: number | null
  readonly column: string | null
  readonly code: FaultCode
  readonly facts: Facts
}

export type Language = 'zh' | 'en'

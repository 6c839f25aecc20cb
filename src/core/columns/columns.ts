// What a column engine must be able to do: keep immutable parts of rows, and answer SQL over them.

export type ColumnKind = 'text' | 'integer' | 'bigint' | 'boolean' | 'date' | 'key'

/** The columns of a part, by name, in order. `key` is 128 bits, written as a UUID: rows with the same key lie on the same machine. */
export type Shape = Readonly<Record<string, ColumnKind>>

/**
 * The name of an immutable set of rows: `<institution>/<name>`. A part exists complete or not at all; it becomes
 * visible to users only when a committed row in PostgreSQL names it.
 */
export type Part = string

export type Cell = string | number | boolean | null

export type PartWriter = {
  /**
   * Takes one row: its cells in the order of the shape, joined by `tab`; a missing cell is `missing`. Cells hold neither
   * tab nor line break (`plainCell`). Answers a promise only when the caller has to wait; when one
   * fails, so do all after it, and nobody need wait for each.
   */
  readonly add: (row: string) => Promise<void> | undefined
  /** Makes the part out of the rows by a query over `{rows}`; answers the number of rows kept. */
  readonly finish: (query: string) => Promise<number>
  /** Forgets the rows; nothing remains. */
  readonly abandon: () => Promise<void>
}

/**
 * Queries are the SQL that DuckDB and ClickHouse share: no window functions, no casts of values, no joins. A name in
 * braces stands for the union of the parts given under it; values stand for $1, $2 … . A subquery over a part, and
 * everything that is derived, compares rows by their key only, or adds up what the reader adds up again: each machine
 * may do it with its own rows.
 */
export type Columns = {
  readonly write: (part: Part, shape: Shape) => Promise<PartWriter>
  readonly read: (
    query: string,
    parts: Readonly<Record<string, readonly Part[]>>,
    values?: readonly Cell[],
  ) => Promise<readonly Readonly<Record<string, Cell>>[]>
  /** Makes a part out of others. Answers its number of rows. */
  readonly derive: (
    target: Part,
    query: string,
    parts: Readonly<Record<string, readonly Part[]>>,
  ) => Promise<number>
  /** The columns of a part; null when there is no such part. */
  readonly columnsOf: (part: Part) => Promise<readonly string[] | null>
  /** The parts of an institution. */
  readonly list: (institutionId: string) => Promise<readonly Part[]>
  readonly drop: (part: Part) => Promise<void>
  readonly close: () => Promise<void>
}

export const tab = '\t'
export const missing = '\\N'

/** Text as a cell of a row: breaks become blanks, absence is `missing`. */
export function plainCell(text: string | null): string {
  if (text === null) return missing
  // A cell that reads like the sign of absence would be lost.
  return text === missing ? 'N' : text.replaceAll(/[\t\r\n]/g, ' ')
}

/** The shape of an official document: what it says, without how it looks. */

export type Block =
  /** Body text with the first line indented by two characters; a line break begins a new paragraph. */
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A heading without its number: 一、 （一） 1. （1） come from its position. */
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2 | 3 | 4
      readonly text: string
      /** The text brings its number along. */
      readonly numbered?: false
    }
  /** Pairs of a label and a value, as a table of two columns. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** A table whose heading is repeated on every page; short rows are filled up with blank cells. */
  | {
      readonly kind: 'table'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  /** A form: labels and values in cells, over columns of these shares of the width. */
  | {
      readonly kind: 'grid'
      readonly columns: readonly number[]
      readonly rows: readonly GridRow[]
      /** Smaller characters and closer lines, for a table of many columns. */
      readonly small?: boolean
    }
  /** Who signs and when, below each other around one middle in the right part of the page (7.3.5.1). */
  | { readonly kind: 'signing'; readonly items: readonly string[] }
  /** Lines that begin at the left edge, one paragraph each. */
  | { readonly kind: 'lines'; readonly items: readonly string[] }

export type GridCell =
  | { readonly label: string; readonly span?: number }
  | {
      readonly value: string
      readonly span?: number
      readonly centred?: true
      /** Text that begins at the top of a high cell and may go on over the page. */
      readonly top?: true
      /** Each first line is indented by two characters. */
      readonly indented?: true
    }

export type GridRow = {
  readonly cells: readonly GridCell[]
  /** Repeated on every page. */
  readonly head?: boolean
  /** The least height in millimetres. */
  readonly height?: number
}

export type OfficialDocument = {
  readonly title: string
  readonly blocks: readonly Block[]
  /** Who signs, and the ISO date (`2026-03-12`, printed 2026年3月12日). */
  readonly signature?: { readonly unit: string; readonly date: string }
  /** The remark below the date (附注), printed in brackets. */
  readonly note?: string
  /** Printed small at the top of every page, such as 演示数据. */
  readonly mark?: string
  /** A table across the page: the sheet is turned, its head at the binding. */
  readonly landscape?: true
}

// The columns, limits and cells that both sheets of figures share.

import type { CellValue, Column } from '../../../core/workbook/index.ts'
import type { Problem } from './port.ts'

export const institution: Column = {
  key: 'institution',
  zh: '机构代码',
  en: 'Institution code',
  type: 'text',
  max: 40,
  note: { zh: '留空表示本工作簿的机构', en: 'blank means the institution of this workbook' },
}
export const year: Column = { key: 'year', zh: '年度', en: 'Year', type: 'integer', required: true }
export const source: Column = {
  key: 'source',
  zh: '来源',
  en: 'Source',
  type: 'text',
  required: true,
  max: 500,
  width: 60,
  note: { zh: '写明该数据的文件或原文', en: 'the document or wording that the figure comes from' },
}

/** The years that the database takes. */
export const years = [1949, 2200] as const

/** A cell's text; a column that the file does not have keeps the present value. */
export function text(cell: CellValue | undefined, present: string | null | undefined): string | null {
  if (cell === undefined) return present ?? null
  return typeof cell === 'string' ? cell : null
}

/** A cell's number with as many decimals as the database keeps, so that the same file changes nothing twice. */
export function number(
  cell: CellValue | undefined,
  digits: number,
  present: number | null | undefined,
): number | null {
  if (cell === undefined) return present ?? null
  return typeof cell === 'number' ? Number(cell.toFixed(digits)) : null
}

export function outside(
  column: string,
  value: number | null,
  least: number,
  most: number,
): readonly Problem[] {
  if (value === null || (value >= least && value <= most)) return []
  return [{ column, code: 'conflict', facts: { value, least, most } }]
}

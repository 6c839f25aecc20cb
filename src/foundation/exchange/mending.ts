// The workbook of the rows that have faults: each as it was typed, the reasons beside, to be mended and sent back.

import {
  type CellValue,
  type Column,
  REASON,
  readTyped,
  type Sheet,
  writeWorkbook,
} from '../../core/workbook/index.ts'
import { type Fault, faultSentence } from './words.ts'

const reasonColumn: Column = { key: 'faults_of_row', ...REASON, type: 'text', width: 60, max: 5_000 }

/** Writes the faulty rows of these sheets; the institutions come along, because blank institution codes mean the first. */
export async function mendingWorkbook(
  bytes: Uint8Array,
  sheets: readonly Sheet[],
  faults: readonly Fault[],
  language: 'zh' | 'en',
): Promise<Uint8Array> {
  const parts = []
  for (const sheet of sheets) {
    const own = faults.filter((fault) => fault.sheet === sheet.key && fault.row !== null)
    const all = sheet.key === 'institutions'
    if (own.length === 0 && !all) continue
    const byRow = Map.groupBy(own, (fault) => fault.row ?? 0)
    const typed = await readTyped(bytes, sheet, all ? 'all' : new Set(byRow.keys()))
    if (typed.length === 0) continue
    const wide: Sheet = { ...sheet, columns: [...sheet.columns, reasonColumn] }
    parts.push({
      sheet: wide,
      rows: typed.map(
        ({ row, cells }): Readonly<Record<string, CellValue>> => ({
          ...cells,
          [reasonColumn.key]: reasons(sheet, byRow.get(row) ?? [], language),
        }),
      ),
    })
  }
  return writeWorkbook(parts, { language })
}

function reasons(sheet: Sheet, faults: readonly Fault[], language: 'zh' | 'en'): string {
  return faults
    .map((fault) => {
      const column = sheet.columns.find(({ key }) => key === fault.column)?.[language]
      const sentence = faultSentence(fault, language)
      return column === undefined ? sentence : `${column}${language === 'zh' ? '：' : ': '}${sentence}`
    })
    .join('\n')
}

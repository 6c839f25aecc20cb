// The demo's door: five workbooks made from the five reports, ready for the ordinary workbook import.
import type { Account, Sheets } from './rows.ts'
import { s0 } from './s0.ts'
import { s1 } from './s1.ts'
import { s2 } from './s2.ts'
import { s3 } from './s3.ts'
import { s4 } from './s4.ts'

type Cell = string | number | boolean | readonly string[] | null

export type DemoWorkbook = {
  readonly key: 's0' | 's1' | 's2' | 's3' | 's4'
  readonly name: string
  /** File name of the report that the workbook follows. */
  readonly seed: string
  readonly sheets: Readonly<Record<keyof Sheets, readonly Readonly<Record<string, Cell>>[]>>
  readonly accounts: readonly Account[]
  /** The same rows, each sheet with the type of its own. */
  readonly rows: Sheets
}

/**
 * All five workbooks as of `today` (ISO date). The same day gives the same rows. Throws RangeError when `today` is
 * not a date.
 */
export function demoWorkbooks(today: string): readonly DemoWorkbook[] {
  const day = Temporal.PlainDate.from(today).toString()
  const made = (of: ReturnType<typeof s0>) => ({ ...of, rows: of.sheets })
  return [
    { key: 's0', name: '贵阳市公共卫生救治中心（演示）', seed: '000_22ff556e74065a52.txt', ...made(s0(day)) },
    { key: 's1', name: '普洱市人民医院（演示）', seed: '001_d4549ff23c5fed17.txt', ...made(s1(day)) },
    { key: 's2', name: '广东省卫生健康系统（演示）', seed: '002_7ebdbd6a49a95593.txt', ...made(s2(day)) },
    { key: 's3', name: '平利县老县镇中心卫生院（演示）', seed: '003_9a47b933d6d3eb0d.txt', ...made(s3(day)) },
    { key: 's4', name: '甘肃省中医院（演示）', seed: '004_75eda4b94f3bfc45.txt', ...made(s4(day)) },
  ]
}

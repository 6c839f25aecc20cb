// Loads the five demo workbooks: written as real Excel files and read by the product's own import, then the accounts, and what the offices do with it.

import { createAccount, randomPassword } from '../src/foundation/accounts/index.ts'
import { foundationPorts, importWorkbook } from '../src/foundation/exchange/index.ts'
import { writeWorkbook } from '../src/core/workbook/index.ts'
import { setScope } from '../src/core/db.ts'
import { dateOf } from '../src/core/calendar.ts'
import { laterPorts, type Product } from '../src/product.ts'
import { demoWorkbooks } from './index.ts'
import { liveTheYear } from './life/index.ts'

/** One demo workbook as an Excel file. */
export async function demoFile(
  sheets: ReturnType<typeof demoWorkbooks>[number]['sheets'],
): Promise<Uint8Array> {
  const rowsOf = new Map<string, (typeof sheets)['units']>(Object.entries(sheets))
  return writeWorkbook(
    [...foundationPorts, ...laterPorts].map((port) => {
      const keys = new Set(port.sheet.columns.map((column) => column.key))
      const rows = rowsOf.get(port.sheet.key) ?? []
      return {
        sheet: port.sheet,
        rows: rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => keys.has(key)))),
      }
    }),
  )
}

/**
 * Loads all five; answers the password that every demo account has (random, made now).
 * Throws when a workbook has a fault: the demo is real input, and a fault in it is ours.
 */
export async function loadDemo(product: Product, progress: (line: string) => void): Promise<string> {
  const now = product.floor.now()
  const today = dateOf(now)
  const password = randomPassword()
  const workbooks = demoWorkbooks(today)
  const time = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`
  for (const workbook of workbooks) {
    const started = performance.now()
    const bytes = await demoFile(workbook.sheets)
    await product.database.inScope([], async (tx) => {
      const scope = new Set<string>()
      const widen = async (ids: readonly string[]): Promise<void> => {
        for (const id of ids) scope.add(id)
        await setScope(tx, [...scope])
      }
      const { vault } = product.floor
      await importWorkbook({ tx, today, now, vault, mayWrite: () => true, widen }, laterPorts, bytes, false)
      for (const account of workbook.accounts) await createAccount(tx, { ...account, password })
    })
    progress(`${workbook.name}  ${time(started)}`)
  }
  const started = performance.now()
  await liveTheYear(product, workbooks, password, today)
  progress(`Plans, themes, partners, talks  ${time(started)}`)
  return password
}

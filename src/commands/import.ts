// `linghang import`: an institution workbook, with every fault told and nothing written while there is one.

import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dateOf } from '../core/calendar.ts'
import { setScope } from '../core/db.ts'
import { importWorkbook } from '../foundation/exchange/index.ts'
import { laterPorts } from '../product.ts'
import { type Command, fileFailure, institutionsOf, record, textOf, withProduct } from './command.ts'

const shown = 50

export const command: Command = {
  summary: 'reads an institution workbook (Excel)',
  usage: '<file.xlsx> [--institution <code>] [--accept-partial] [--preview]',
  help: 'The first row of the sheet of institutions says whose workbook it is; without that sheet give --institution.\nWith a fault nothing is written, unless --accept-partial: then all faultless rows are. --preview writes nothing.\nExit code 1 when there were faults and nothing was written.',
  options: {
    institution: { type: 'string' },
    'accept-partial': { type: 'boolean' },
    preview: { type: 'boolean' },
  },
  positionals: 1,
  run: (words) =>
    withProduct(async (product) => {
      const [path = ''] = words.positionals
      const bytes = new Uint8Array(await readFile(path).catch(fileFailure(path)))
      const institutions = await institutionsOf(product, textOf(words, 'institution'))
      const partial = words.values['accept-partial'] === true
      const preview = words.values['preview'] === true
      const now = product.floor.now()
      const ids = institutions.map(({ id }) => id)
      let faulty = false
      const write = product.database.inScope(ids, async (tx) => {
        const scope = new Set(ids)
        const widen = async (more: readonly string[]): Promise<void> => {
          for (const id of more) scope.add(id)
          await setScope(tx, [...scope])
        }
        const plan = await importWorkbook(
          { tx, vault: product.floor.vault, now, today: dateOf(now), mayWrite: () => true, widen },
          laterPorts,
          bytes,
          true,
        )
        for (const { port, plan: sheet } of plan.planned) {
          const { created, updated, unchanged } = sheet
          if (created + updated + unchanged === 0) continue
          console.log(`${port.sheet.zh}: ${created} new, ${updated} changed, ${unchanged} as before`)
        }
        for (const { sheet, row, column, code, facts } of plan.faults.slice(0, shown)) {
          console.error(`${sheet} row ${row ?? '-'} ${column ?? ''}: ${code} ${JSON.stringify(facts)}`)
        }
        if (plan.faults.length > shown) console.error(`… and ${plan.faults.length - shown} more faults`)
        faulty = plan.faults.length > 0
        if (preview || (faulty && !partial)) throw new NothingWritten()
        for (const institutionId of plan.institutionIds) {
          await record(tx, institutionId, 'import', {
            kind: 'workbook',
            id: createHash('sha256').update(bytes).digest('hex'),
            after: { acceptPartial: partial, faults: plan.faults.length },
          })
        }
      })
      const written = await write.then(
        () => true,
        (error: unknown) => {
          if (error instanceof NothingWritten) return false
          throw error
        },
      )
      console.log(written ? 'Imported.' : 'Nothing was written.')
      return faulty && !written ? 1 : 0
    }),
}

/** Ends the transaction without writing. */
class NothingWritten extends Error {
  override name = 'NothingWritten'
}

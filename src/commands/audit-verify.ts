// `linghang audit verify`: walks the chain of hashes of every institution.

import { verifyAudit } from '../core/audit.ts'
import { type Command, institutionsOf, textOf, withProduct } from './command.ts'

export const command: Command = {
  summary: 'walks the audit chains',
  usage: '[--institution <code>]',
  help: 'Exit code 1 when a chain is broken; the first entry that does not hold is named.',
  options: { institution: { type: 'string' } },
  positionals: 0,
  run: (words) =>
    withProduct(async (product) => {
      let broken = 0
      for (const { id, code } of await institutionsOf(product, textOf(words, 'institution'))) {
        const { entries, brokenAt } = await product.database.inScope([id], (tx) => verifyAudit(tx, id))
        if (brokenAt === null) console.log(`${code}: ${entries} entries, whole`)
        else {
          broken += 1
          console.error(`${code}: broken at entry ${brokenAt}; ${entries} entries before it hold`)
        }
      }
      return broken === 0 ? 0 : 1
    }),
}

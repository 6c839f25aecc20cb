// `linghang key status`: which keys there are, and what is sealed with which.

import { sealings } from '../core/rotation.ts'
import { readKeys } from '../core/keys.ts'
import { sealedTables } from '../product.ts'
import { type Command, withProduct } from './command.ts'

export const command: Command = {
  summary: 'says which keys there are and what they seal',
  usage: '',
  help: 'Never shows a key. Exit code 1 while rows are sealed with an older key than the newest: run "linghang key rotate".',
  options: {},
  positionals: 0,
  run: () =>
    withProduct(async ({ database }, _, settings) => {
      const keys = (await readKeys(settings.keys))?.keys ?? []
      const found = await sealings(database, sealedTables)
      const newest = keys.at(-1)?.id
      for (const { id, algorithm } of keys) {
        const rows = found.filter(({ keyId }) => keyId === id)
        const words = rows.map(({ table, rows: count }) => `${table} ${count}`).join(', ') || 'nothing'
        console.log(`key ${id}  ${algorithm.padEnd(12)}${id === newest ? 'seals now' : 'opens'}   ${words}`)
      }
      return found.some(({ keyId }) => keyId !== newest) ? 1 : 0
    }),
}

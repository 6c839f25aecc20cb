// `linghang key rotate`: a new key for identity data, while the product runs.

import { StartError } from '../core/process.ts'
import { rotate } from '../core/rotation.ts'
import { sealedTables } from '../product.ts'
import { type Command, withProduct } from './command.ts'

export const command: Command = {
  summary: 'seals identity data with a new key',
  usage: '',
  help: 'May run while the product serves: each process first learns the new key, then seals with it, then all rows are sealed anew.\nCut short, even by kill -9, it goes on when run again. Back up the key file right after; old backups still need old keys.\nLINGHANG_SEAL chooses the algorithm of the new key (aes-256-gcm, sm4-gcm).',
  options: {},
  positionals: 0,
  run: () =>
    withProduct(async ({ database }, url, settings) => {
      if (settings.keys.given !== undefined) {
        throw new StartError(
          'The keys come from LINGHANG_KEYS, which a command cannot change: write them into a file and set LINGHANG_KEY_FILE.',
        )
      }
      const { keyId, rows } = await rotate({
        url,
        path: settings.keys.path,
        seal: settings.keys.seal,
        database,
        tables: sealedTables,
        say: (line) => console.log(line),
      })
      console.log(`All data are sealed with key ${keyId}; ${rows} rows were sealed anew.`)
      return 0
    }),
}

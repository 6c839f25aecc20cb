// `linghang backup`: everything the product keeps, of one moment, in one file, while it runs.

import { stat } from 'node:fs/promises'
import { StartError } from '../core/process.ts'
import { writeBackup } from '../core/backup/index.ts'
import { transientTables } from '../product.ts'
import { type Command, institutionsOf, productVersion, record, withProduct } from './command.ts'

const incomplete = 3

export const command: Command = {
  summary: 'writes a backup while the product runs',
  usage: '<file.tar.gz>',
  help: 'One snapshot of all tables and the files they name, with a hash of every part; the file is readable by this user only.\nThe keys are not in it: back up the key file apart from it. Sessions are left out.\nExit code 3: written, but stored files were missing on the disk and are listed.',
  options: {},
  positionals: 1,
  run: (words) =>
    withProduct(async (product, url, settings) => {
      const [target = ''] = words.positionals
      if ((await stat(target).catch(() => null)) !== null) {
        throw new StartError(`${target} exists already: give another name; a backup is never overwritten.`)
      }
      const manifest = await writeBackup({
        url,
        filesFolder: settings.filesFolder,
        target,
        version: await productVersion(),
        without: transientTables,
      })
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      const institutions = await institutionsOf(product)
      for (const { id } of institutions) {
        await product.database.inScope([id], (tx) =>
          record(tx, id, 'backup', { kind: 'institution', id, after: { backup: manifest.takenAt } }),
        )
      }
      console.log(
        `${target}: ${manifest.tables.length} tables, ${rows} rows, ${manifest.files.length} files; needs ${manifest.keys.map(({ id }) => `key ${id}`).join(', ')}.`,
      )
      if (manifest.missingFiles.length === 0) return 0
      console.error(
        `${manifest.missingFiles.length} stored files are missing or damaged on the disk and not in the backup: ${manifest.missingFiles.join(', ')}`,
      )
      return incomplete
    }),
}

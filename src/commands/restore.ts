// `linghang restore`: a backup into an empty database, checked before anything is touched and verified after.

import { join } from 'node:path'
import { verifyAudit } from '../core/audit.ts'
import { checkBackup, type Manifest, requireEmpty, restoreBackup } from '../core/backup/index.ts'
import { openDatabase } from '../core/db.ts'
import { fingerprintOf, readKeys } from '../core/keys.ts'
import { openLogin } from '../core/postgres/login.ts'
import { namedInstitutions } from '../foundation/org/index.ts'
import { readSettings, type Settings } from '../settings.ts'
import { type Command, migrationsDir, textOf, withDatabase } from './command.ts'

export const command: Command = {
  summary: 'puts a backup into an empty database',
  usage: '<file.tar.gz> [--into <data folder>]',
  help: 'Every part is checked against its hash before anything is touched: a damaged, foreign or newer backup changes nothing.\nThen schema, rows and files, counts compared, later migrations applied, audit chains verified.\n--into takes a new data folder instead of LINGHANG_DATA or DATABASE_URL; start with LINGHANG_DATA=<data folder> then.\nExit code 1 also when a restored audit chain is broken.',
  options: { into: { type: 'string' } },
  positionals: 1,
  run: async (words) => {
    const [source = ''] = words.positionals
    const into = textOf(words, 'into')
    const settings =
      into === undefined
        ? readSettings()
        : readSettings({ ...process.env, LINGHANG_DATA: into, DATABASE_URL: undefined })
    const manifest = await checkBackup(source, migrationsDir)
    return withDatabase(settings, async ({ url }) => {
      await requireEmpty(url)
      await restoreBackup({ url, source, manifest, migrationsDir, filesFolder: settings.filesFolder })
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      console.log(`Restored the state of ${manifest.takenAt}: ${rows} rows, ${manifest.files.length} files.`)
      if (manifest.missingFiles.length > 0) {
        console.error(`The backup itself lacks ${manifest.missingFiles.length} stored files.`)
      }
      await sayKeys(settings, manifest)
      return (await chainsHold(url)) ? 0 : 1
    })
  },
}

async function chainsHold(url: string): Promise<boolean> {
  const database = openDatabase((await openLogin(url)).url, { connections: 2 })
  try {
    const institutions = await database.inScope([], (tx) => namedInstitutions(tx))
    let whole = true
    for (const { id, code } of institutions) {
      const { entries, brokenAt } = await database.inScope([id], (tx) => verifyAudit(tx, id))
      if (brokenAt === null) continue
      whole = false
      console.error(`${code}: the audit chain holds ${entries} entries and is broken at ${brokenAt}.`)
    }
    if (whole) console.log(`The audit chains of ${institutions.length} institutions are whole.`)
    return whole
  } finally {
    await database.close()
  }
}

async function sayKeys(settings: Settings, manifest: Manifest): Promise<void> {
  const present = (await readKeys(settings.keys))?.keys ?? []
  const missing = manifest.keys.filter(
    ({ id, fingerprint }) =>
      !present.some((key) => key.id === id && fingerprintOf(key).toString('hex') === fingerprint),
  )
  if (missing.length === 0) return
  console.log(
    `Before the start: put the key file with ${missing.map(({ id }) => `key ${id}`).join(', ')} at ${join(settings.keys.path)}.`,
  )
}

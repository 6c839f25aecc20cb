// `linghang migrate`: brings the schema up to this version.

import { prepareJobs } from '../core/jobs.ts'
import { migrate as apply } from '../core/postgres/migrate.ts'
import { readSettings } from '../settings.ts'
import { type Command, migrationsDir, withDatabase } from './command.ts'

export const command: Command = {
  summary: 'brings the schema up to this version',
  usage: '',
  help: 'A start does the same. Each migration is one transaction; there is no way back but a backup, so take one first.',
  options: {},
  positionals: 0,
  run: () =>
    withDatabase(readSettings(), async ({ url }) => {
      const { applied, version } = await apply(url, migrationsDir)
      await prepareJobs(url)
      for (const name of applied) console.log(`Applied ${name}`)
      console.log(`The schema is ${version}.`)
      return 0
    }),
}

// Rewrites what is generated from the sources: row types, openapi.json and the rule catalogue; --check only compares.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { migrate } from '../src/core/postgres/migrate.ts'
import { rowTypes } from './generate/rows.ts'

const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')

async function schema(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-generate-'))
  const database = await startEmbedded({ dataDir: join(folder, 'pg') })
  try {
    await migrate(database.url, join(root, 'db/migrations'))
    return await rowTypes(database.url)
  } finally {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const outputs: Record<string, string> = { 'db/schema.gen.ts': await schema() }
if (!process.argv.includes('--rows')) {
  const { openApi, ruleCatalogue } = await import('./generate/documents.ts')
  outputs['docs/openapi.json'] = await openApi()
  outputs['docs/rules.md'] = ruleCatalogue()
}

let stale = 0
for (const [path, text] of Object.entries(outputs)) {
  const file = join(root, path)
  const before = await readFile(file, 'utf8').catch(() => null)
  if (before === text) continue
  stale += 1
  if (check) console.error(`${path} is stale: run npm run generate`)
  else {
    await writeFile(file, text)
    console.log(`${path} written`)
  }
}
if (check && stale > 0) process.exit(1)

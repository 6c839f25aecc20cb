// Before all tests: one embedded PostgreSQL with a migrated template database that every test file copies.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { prepareJobs } from '../src/core/jobs.ts'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { migrate } from '../src/core/postgres/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    templateUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-test-'))
  const database = await startEmbedded({ dataDir: join(folder, 'pg') })
  await migrate(database.url, join(import.meta.dirname, '../db/migrations'))
  await prepareJobs(database.url)
  project.provide('templateUrl', database.url)
  return async () => {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

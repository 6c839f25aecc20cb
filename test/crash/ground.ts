// Where the crash proof plays: hospitals with branches, people and sessions, written before the first start.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Role } from '../../src/core/access.ts'
import { newId } from '../../src/core/ids.ts'
import { prepareJobs } from '../../src/core/jobs.ts'
import { connectDatabase } from '../../src/core/postgres/connect.ts'
import { openLogin } from '../../src/core/postgres/login.ts'
import { migrate } from '../../src/core/postgres/migrate.ts'
import { newKeyFile } from '../../src/core/vault.ts'
import { newSession } from '../../src/foundation/accounts/session.ts'
import { insertSession } from '../../src/foundation/accounts/store/index.ts'
import { openProduct, type Product } from '../../src/product.ts'
import type { Harness, SeededUnit } from '../harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../seed.ts'

/** What one client works with; several clients share a hospital and its tree. */
export type Ground = {
  readonly hospital: SeededUnit
  /** Parents among which units are founded and moved; general branches move themselves. */
  readonly committees: readonly string[]
  readonly generalBranches: readonly string[]
  readonly branch: SeededUnit
  readonly people: readonly string[]
  readonly office: string
  readonly admin: string
}

/** Opens the database of a folder with nobody serving, runs the work, and closes it again. */
export async function withDatabase<T>(
  dataDir: string,
  work: (product: Product, url: string) => Promise<T>,
): Promise<T> {
  await mkdir(dataDir, { recursive: true })
  const database = await connectDatabase({ dataDir: join(dataDir, 'pg') })
  try {
    await migrate(database.url, join(import.meta.dirname, '../../db/migrations'))
    await prepareJobs(database.url)
    const product = openProduct({
      url: (await openLogin(database.url)).url,
      filesFolder: join(dataDir, 'files'),
      webFolder: dataDir,
      log: pino({ level: 'silent' }),
      keys: newKeyFile('aes-256-gcm'),
    })
    try {
      return await work(product, database.url)
    } finally {
      await product.database.close()
    }
  } finally {
    await database.stop()
  }
}

/** Founds the hospitals and answers one ground for each client. */
export async function prepare(product: Product, hospitals: number, clientsEach: number): Promise<Ground[]> {
  const harness = { product } as Harness
  const grounds: Ground[] = []
  for (let h = 0; h < hospitals; h += 1) {
    const hospital = await seedInstitution(harness, { name: `第${h + 1}医院` })
    const committees = [
      await seedUnit(harness, hospital, { name: '甲党委', kind: 'committee' }),
      await seedUnit(harness, hospital, { name: '乙党委', kind: 'committee' }),
    ]
    const generalBranches: string[] = []
    for (let n = 0; n < 4; n += 1) {
      const above = committees[n % 2] ?? hospital
      generalBranches.push(
        (await seedUnit(harness, above, { name: `第${n + 1}党总支`, kind: 'general_branch' })).id,
      )
    }
    for (let c = 0; c < clientsEach; c += 1) {
      const branch = await seedUnit(harness, hospital, { name: `第${c + 1}党支部`, kind: 'branch' })
      const people = await seedPeople(
        harness,
        branch,
        ['secretary', 'organization_member', 'publicity_member', null, null, null].map((post, n) =>
          post === null
            ? { name: `党员${n}` }
            : { name: `党员${n}`, post: post as 'secretary' | 'organization_member' | 'publicity_member' },
        ),
      )
      grounds.push({
        hospital,
        committees: committees.map((unit) => unit.id),
        generalBranches,
        branch,
        people,
        office: await session(product, 'party_office', hospital),
        admin: await session(product, 'system_admin', hospital),
      })
    }
  }
  return grounds
}

async function session(product: Product, role: Role, unit: SeededUnit): Promise<string> {
  const id = newId()
  const { cookie, tokenSha256 } = newSession(unit.institutionId)
  const { institutionId } = unit
  await product.database.inScope([institutionId], async (tx) => {
    const account = {
      institution_id: institutionId,
      id,
      username: `u-${id}`,
      display_name: role,
      password_hash: 'none',
    }
    await tx.insertInto('account').values(account).execute()
    const grant = { institution_id: institutionId, account_id: id, role, unit_id: unit.id }
    await tx.insertInto('account_grant').values(grant).execute()
    const expiresAt = '2100-01-01T00:00:00Z'
    await insertSession(tx, { institutionId, tokenSha256, accountId: id, expiresAt, userAgent: null })
  })
  return cookie
}

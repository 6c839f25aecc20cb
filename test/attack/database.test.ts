// The worst an SQL injection could do: any statement over the product's own connection, and what its login still may not.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openLogin } from '../../src/core/postgres/login.ts'
import { type Harness, openHarness, type SeededUnit } from '../harness.ts'
import { seedInstitution } from '../seed.ts'

let harness: Harness
let hospital: SeededUnit
let ownerUrl: URL

beforeAll(async () => {
  harness = await openHarness()
  hospital = await seedInstitution(harness, { name: '被攻医院' })
  await (await harness.as('security_admin', hospital)).call('accounts.signOut', {})
  const [row] = await harness.owner('select current_database() as name')
  ownerUrl = new URL(inject('templateUrl'))
  ownerUrl.pathname = `/${String(row?.['name'])}`
})
afterAll(() => harness.close())

/** Runs the statements one after the other in one transaction of the product's pool; answers the last one's rows. */
async function injected(...statements: readonly string[]): Promise<readonly unknown[]> {
  return harness.product.database.inScope([hospital.institutionId], async (tx) => {
    let rows: readonly unknown[] = []
    for (const statement of statements) rows = (await sql.raw(statement).execute(tx)).rows
    return rows
  })
}

const refused = /permission denied|must be owner|must be able|row-level security/i

describe('over the product’s own connection', () => {
  test('it is the application’s login, and this sees its own institution', async () => {
    const [who] = await injected('select session_user::text as login, current_user::text as role')
    expect(who).toEqual({ login: `${ownerUrl.username}_login`, role: 'linghang_app' })
    expect(await injected('select id from unit')).toEqual([{ id: hospital.id }])
  })

  test.each([
    'set role linghang',
    'set role postgres',
    'set session authorization linghang',
    'set session authorization postgres',
  ])('refused: %s', async (statement) => {
    await expect(injected(statement.replace('linghang', ownerUrl.username))).rejects.toThrow(refused)
  })

  const ways = [[], ['reset role'], ['set role none'], ['reset session authorization'], ['reset all']]
  test.each([
    'alter table unit disable row level security',
    'alter table unit no force row level security',
    'drop policy by_institution on unit',
    "update audit set actor = 'x'",
    'delete from audit',
    'truncate audit',
    'delete from audit_head',
    'truncate unit',
    'drop table audit',
    'alter table audit owner to linghang_app',
    'create table public.copy_of_audit (x int)',
    'create function public.f() returns int language sql as $$ select 1 $$',
    'alter role linghang_app superuser',
    'grant pg_read_server_files to linghang_app',
    "copy audit to program 'cat'",
    "select pg_read_file('postgresql.conf')",
    'select * from linghang_migration for update',
    'select * from graphile_worker.jobs',
    'create role friend login superuser',
    'set session_replication_role = replica',
  ])('refused, whatever role one goes back to: %s', async (statement) => {
    for (const way of ways) {
      await expect(injected(...way, statement), way.join()).rejects.toThrow(refused)
    }
  })

  test('without its role the login reads nothing at all', async () => {
    for (const table of ['unit', 'person', 'person_identity', 'account', 'audit', 'session']) {
      await expect(injected('set role none', `select * from ${table}`), table).rejects.toThrow(refused)
    }
  })
})

describe('how the login comes about', () => {
  test('another owner, many processes at once: one role, one password that all of them know', async () => {
    const owner = `owner_${randomUUID().slice(0, 8)}`
    await harness.owner(`create role ${owner} login createrole password 'geheim:@/1'`)
    await harness.owner(`grant linghang_app to ${owner} with admin option`)
    const url = new URL(ownerUrl)
    url.username = owner
    url.password = encodeURIComponent('geheim:@/1')
    const logins = await Promise.all(Array.from({ length: 8 }, () => openLogin(url.toString())))
    expect(new Set(logins.map((login) => login.url)).size).toBe(1)
    expect(logins.map(({ warning }) => warning)).toEqual(logins.map(() => null))
    expect(logins[0]?.url).not.toContain('geheim')
    const client = new pg.Client({ connectionString: logins[0]?.url })
    await client.connect()
    const { rows } = await client.query('select session_user::text as name')
    await client.end()
    expect(rows).toEqual([{ name: `${owner}_login` }])

    // The owner's password changes: so does the login's, at the next start.
    await harness.owner(`alter role ${owner} password 'other'`)
    url.password = 'other'
    const after = await openLogin(url.toString())
    expect([after.warning, after.url === logins[0]?.url]).toEqual([null, false])
  })

  test('where the owner may not create roles, the product works and says so in one line without a password', async () => {
    const owner = `plain_${randomUUID().slice(0, 8)}`
    await harness.owner(`create role ${owner} login password 'geheim'`)
    const url = new URL(ownerUrl)
    url.username = owner
    url.password = 'geheim'
    const login = await openLogin(url.toString())
    expect(login.url).toBe(url.toString())
    expect(login.warning).toMatch(/owner.*permission denied to create role/)
    expect(login.warning).not.toMatch(/geheim|\n/)
  })

  test('a role of that name with powers, or of somebody else, is not taken', async () => {
    const owner = `strong_${randomUUID().slice(0, 8)}`
    await harness.owner(`create role ${owner} login createrole password 'geheim'`)
    await harness.owner(`create role ${owner}_login login password 'theirs'`)
    const url = new URL(ownerUrl)
    url.username = owner
    url.password = 'geheim'
    expect((await openLogin(url.toString())).warning).toMatch(/belongs to somebody else/)

    url.username = ownerUrl.username
    url.password = ownerUrl.password
    const { url: own } = await openLogin(url.toString())
    expect(new URL(own).username).toBe(`${ownerUrl.username}_login`)
  })
})

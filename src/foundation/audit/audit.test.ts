// The audit log on a real PostgreSQL: whole under parallel writers, broken by any touch, closed to the application.

import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { auditActs, seedCommission, seedHospital } from '../../../test/audit-stage.ts'
import { failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution } from '../../../test/seed.ts'
import { appendAudit } from '../../core/audit.ts'
import { newId } from '../../core/ids.ts'

let harness: Harness
let commission: SeededUnit
let hospital: SeededUnit
let branch: SeededUnit

beforeAll(async () => {
  harness = await openHarness()
  commission = await seedCommission(harness)
})
beforeEach(async () => {
  ;({ hospital, branch } = await seedHospital(harness, commission))
})
afterAll(() => harness.close())

const { write, verify, tamper } = auditActs(
  () => harness,
  () => hospital,
)

describe('the chain', () => {
  it('has no gap after a hundred parallel writers, and is whole', async () => {
    await write(100)
    const auditor = await harness.as('auditor', hospital)
    const { entries } = await auditor.call('audit.list', { unitId: hospital.id })
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 100 }, (_, index) => 100 - index))
    expect(await verify()).toMatchObject({ entries: 100, brokenAt: null })
  })

  it('is one per institution', async () => {
    await write(2)
    const first = hospital
    hospital = await seedInstitution(harness, { name: '思茅区人民医院', above: commission })
    await write(3)
    expect(await verify()).toMatchObject({ entries: 3, brokenAt: null })
    hospital = first
    expect(await verify()).toMatchObject({ entries: 2, brokenAt: null })
  })

  it('of an institution without entries is whole', async () => {
    expect(await verify()).toMatchObject({ entries: 0, brokenAt: null })
  })

  it('holds whatever PostgreSQL does to the text of JSON', async () => {
    const after = {
      z: [1e-7, 1e21, -0, 0.1 + 0.2, 633.5, Number.MAX_SAFE_INTEGER],
      a: { 10: 'ten', 9: 'nine', 二: '𠮷🎉\u2028', '': null },
      empty: [{}, [], ''],
      absent: undefined,
    }
    await harness.product.database.inScope([hospital.institutionId], (tx) =>
      appendAudit(tx, {
        institutionId: hospital.institutionId,
        at: '2026-11-21T04:00:00.000Z',
        requestId: newId(),
        accountId: null,
        actor: '',
        endpoint: 'test.write',
        subjectKind: 'test',
        subjectId: '1',
        unitId: null,
        before: undefined,
        after,
        refusals: null,
      }),
    )
    expect(await verify()).toMatchObject({ entries: 1, brokenAt: null })
  })

  it('does not grow by being verified or read', async () => {
    await write(1)
    await verify()
    await (await harness.as('auditor', hospital)).call('audit.list', { unitId: hospital.id })
    expect(await verify()).toMatchObject({ entries: 1, brokenAt: null })
  })
})

describe('a hand in the database', () => {
  test.each([
    ['another actor', `update audit set actor = 'somebody' where seq = 4`, 4],
    ['another time', `update audit set at = at + interval '1 second' where seq = 1`, 1],
    ['another value after', `update audit set after = jsonb_set(after, '{value}', '1') where seq = 6`, 6],
    ['a value before where there was none', `update audit set before = '{}' where seq = 2`, 2],
    ['another unit', `update audit set unit_id = null where seq = 3`, 3],
    ['another hash', `update audit set hash = sha256('x') where seq = 5`, 5],
    ['the oldest entry deleted', `delete from audit where seq = 1`, 1],
    ['an entry in the middle deleted', `delete from audit where seq = 3`, 3],
    ['the newest entry deleted', `delete from audit where seq = 6`, 6],
    ['all entries deleted', `delete from audit where seq > 0`, 1],
    ['another head', `update audit_head set hash = sha256('x') where seq = 6`, 7],
  ])('is found: %s', async (_, statement, brokenAt) => {
    await write(6)
    await tamper(statement)
    expect(await verify()).toMatchObject({ entries: brokenAt - 1, brokenAt })
  })

  it('is found where two entries changed places', async () => {
    await write(4)
    await tamper('update audit set seq = 9 where seq = 2')
    await tamper('update audit set seq = 2 where seq = 3')
    await tamper('update audit set seq = 3 where seq = 9')
    expect(await verify()).toMatchObject({ entries: 1, brokenAt: 2 })
  })
})

describe('the role of the application', () => {
  test.each([
    `update audit set actor = 'somebody'`,
    `delete from audit`,
    `truncate audit`,
    `delete from audit_head`,
    `truncate audit_head`,
    `update audit_check set broken_at = null`,
    `delete from audit_check`,
    `copy audit to program 'id'`,
  ])('may not: %s', async (statement) => {
    await write(1)
    const run = harness.product.database.inScope([hospital.institutionId], (tx) =>
      sql.raw(statement).execute(tx),
    )
    await expect(run).rejects.toThrow(/permission denied/)
    expect(await verify()).toMatchObject({ entries: 1, brokenAt: null })
  })

  it('sees no entry of an institution outside its scope', async () => {
    await write(1)
    const seen = await harness.product.database.inScope([commission.institutionId], (tx) =>
      tx.selectFrom('audit').select('seq').where('institution_id', '=', hospital.institutionId).execute(),
    )
    expect(seen).toEqual([])
  })
})

describe('reading', () => {
  it('goes from the newest back, page by page, and finds words', async () => {
    await write(5)
    const auditor = await harness.as('auditor', commission)
    const read = async (query: { beforeSeq?: number; limit?: number; search?: string }) =>
      (await auditor.call('audit.list', { unitId: hospital.id, ...query })).entries
    expect((await read({ limit: 2 })).map((entry) => entry.seq)).toEqual([5, 4])
    expect((await read({ limit: 2, beforeSeq: 4 })).map((entry) => entry.seq)).toEqual([3, 2])
    expect(await read({ beforeSeq: 1 })).toEqual([])
    expect(await read({ search: 'saveworkload' })).toHaveLength(5)
    expect((await read({ search: '1990/visits' })).map((entry) => entry.subjectId)).toEqual(['1990/visits'])
    for (const search of ['%', '_____', '\\']) expect(await read({ search })).toEqual([])
  })

  it('shows who did what to which subject, before and after', async () => {
    await write(1)
    const auditor = await harness.as('auditor', hospital)
    const [entry] = (await auditor.call('audit.list', { unitId: hospital.id })).entries
    expect(entry).toMatchObject({
      seq: 1,
      at: '2026-11-21T04:00:00.000Z',
      endpoint: 'assessment.saveWorkload',
      subjectKind: 'workload',
      subjectId: '1990/visits',
      unitId: hospital.id,
      before: null,
      after: { value: 1_107_300.25, source: '第 0 页', version: 1 },
      refusals: null,
    })
    expect(entry?.actor).toMatch(/^user-/)
  })

  it('needs the permission at the root of the institution or above', async () => {
    await write(1)
    const below = await harness.as('auditor', branch)
    for (const unitId of [hospital.id, branch.id]) {
      expect((await failing(below.call('audit.list', { unitId }))).code).toBe('not_found')
      expect((await failing(below.call('audit.verify', { unitId }))).code).toBe('not_found')
    }
    for (const unit of [hospital, commission]) {
      const auditor = await harness.as('auditor', unit)
      expect((await auditor.call('audit.list', { unitId: branch.id })).entries).toHaveLength(1)
    }
    const other = await harness.as('auditor', await seedInstitution(harness, { name: '另一家医院' }))
    expect((await failing(other.call('audit.list', { unitId: hospital.id }))).code).toBe('not_found')
    const office = await harness.as('party_office', hospital)
    expect((await failing(office.call('audit.list', { unitId: hospital.id }))).code).toBe('forbidden')
  })
})

describe('the role of the application, signed in by itself', () => {
  test.each([
    `alter table audit disable row level security`,
    `alter table audit no force row level security`,
    `drop policy by_institution on audit`,
    `drop table audit`,
    `alter table audit add column x int`,
    `create trigger t before insert on audit for each row execute function suppress_redundant_updates_trigger()`,
    `create rule r as on insert to audit do instead nothing`,
    `set row_security = off; select * from audit`,
    `set role postgres`,
    `set session authorization postgres`,
    `grant update on audit to linghang_app; update audit set seq = 9`,
    `alter role linghang_app superuser`,
    `alter role linghang_app bypassrls`,
    `create table audit_copy (x int)`,
    `create extension dblink`,
    `set session_replication_role = replica`,
  ])('may not: %s', async (statement) => {
    await write(1)
    await harness.owner(`do $$ begin if not exists (select from pg_roles where rolname = 'app_door') then
      create role app_door login password 'door' in role linghang_app; end if; end $$`)
    const [where] = await harness.owner(`select current_database() as name, inet_server_port() as port`)
    const door = new pg.Client({
      host: '127.0.0.1',
      port: Number(where?.['port']),
      database: String(where?.['name']),
      user: 'app_door',
      password: 'door',
    })
    await door.connect()
    try {
      await door.query(`set role linghang_app`)
      await door.query(`select set_config('app.institutions', $1, false)`, [`{${hospital.institutionId}}`])
      await expect(door.query(statement)).rejects.toThrow(
        /permission denied|must be owner|must have|row-level security|Only roles|must be able/i,
      )
    } finally {
      await door.end()
    }
    expect(await verify()).toMatchObject({ entries: 1, brokenAt: null })
  })
})

// The audit log on a real PostgreSQL: whole under parallel writers, broken by any touch, closed to the application.

import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { appendAudit } from '../../core/audit.ts'
import { newId } from '../../core/ids.ts'
import { readWorkbook } from '../../core/workbook/index.ts'
import { verifyJob } from './index.ts'
import { logSheet } from './sheet.ts'

let harness: Harness
let commission: SeededUnit
let hospital: SeededUnit
let branch: SeededUnit

beforeAll(async () => {
  harness = await openHarness()
  commission = await seedInstitution(harness, { name: '云南省卫生健康委员会', kind: 'commission' })
})
beforeEach(async () => {
  hospital = await seedInstitution(harness, { name: '普洱市人民医院', above: commission })
  branch = await seedUnit(harness, hospital, { name: '内科党支部', kind: 'branch' })
})
afterAll(() => harness.close())

/** Enters one yearly figure for each of `count` years, all at once: one audit entry each. */
async function write(count: number): Promise<void> {
  const office = await harness.as('party_office', hospital)
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      office.call('assessment.saveWorkload', {
        unitId: hospital.id,
        year: 1990 + index,
        item: 'visits',
        value: 1_107_300.25 + index,
        source: `第 ${index} 页`,
        version: null,
      }),
    ),
  )
}
const verify = async (unit = hospital) =>
  (await harness.as('auditor', unit)).call('audit.verify', { unitId: hospital.id })
const tamper = (set: string) => harness.owner(`${set} and institution_id = $1`, [hospital.institutionId])

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
    const [where] = await harness.owner(
      `select current_database() as name, inet_server_port() as port, inet_server_addr()::text as host`,
    )
    const door = new pg.Client({
      host: String(where?.['host'] ?? '127.0.0.1').replace(/\/\d+$/, ''),
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

describe('a head that was noted', () => {
  const noteDown = async () => {
    const auditor = await harness.as('auditor', hospital)
    const { head } = await auditor.call('audit.status', { unitId: hospital.id })
    if (head === null) throw new Error('no head')
    return head
  }
  const compare = async (noted: { seq: number; hash: string }) =>
    (await harness.as('auditor', hospital)).call('audit.verify', { unitId: hospital.id, noted })

  it('still lies on a chain that has grown; the first characters are enough, spaces and capitals do not matter', async () => {
    await write(3)
    const head = await noteDown()
    await write(2).catch(() => undefined)
    const short = head.hash
      .slice(0, 16)
      .toUpperCase()
      .replace(/(.{4})/g, '$1 ')
    for (const hash of [head.hash, short]) expect((await compare({ seq: 3, hash })).noted).toBe('matches')
    expect((await compare({ seq: 3, hash: 'f'.repeat(16) })).noted).toBe('differs')
    expect((await compare({ seq: 2, hash: head.hash })).noted).toBe('differs')
  })

  it('finds an end that was cut off with its head, which nothing else can', async () => {
    await write(6)
    const head = await noteDown()
    await cutTo(4)
    const found = await compare(head)
    expect(found).toMatchObject({ entries: 4, brokenAt: null, noted: 'missing' })
  })

  it('is compared by itself with what the last verification saw', async () => {
    await write(6)
    await verify()
    await cutTo(4)
    expect(await verify()).toMatchObject({ entries: 4, brokenAt: 5 })
  })

  async function cutTo(seq: number): Promise<void> {
    await tamper(`delete from audit where seq > ${seq}`)
    await tamper(
      `update audit_head set seq = ${seq}, hash = (select a.hash from audit a where a.institution_id = audit_head.institution_id and a.seq = ${seq}) where true`,
    )
  }
})

describe('the daily verification', () => {
  const runJob = async (): Promise<string> => {
    const lines: string[] = []
    const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) })
    const { database, floor } = harness.product
    await verifyJob.work({ database, now: floor.now, log }, {})
    return lines.filter((line) => line.includes(hospital.institutionId)).join('')
  }
  const lastCheck = async () =>
    (await (await harness.as('auditor', hospital)).call('audit.status', { unitId: hospital.id })).lastCheck

  it('is seen on the page, and shouts in the log only when a chain is broken', async () => {
    await write(3)
    expect(await lastCheck()).toBeNull()
    expect(await runJob()).toBe('')
    expect(await lastCheck()).toEqual({
      at: '2026-11-21T04:00:00.000Z',
      by: null,
      entries: 3,
      brokenAt: null,
    })
    await tamper(`update audit set actor = 'x' where seq = 2`)
    harness.setNow('2026-11-22')
    expect(await runJob()).toContain('audit chain broken')
    expect(await lastCheck()).toMatchObject({ entries: 1, brokenAt: 2 })
    harness.setNow('2026-11-23')
    await verify()
    expect((await lastCheck())?.by).toBe('auditor')
    harness.setNow('2026-11-21')
  })
})

describe('filters', () => {
  it('by time, account, act, subject, unit below, overridden and reads; each alone and together', async () => {
    const [personId = ''] = await seedPeople(harness, branch, [{ name: '王医生' }])
    const other = await seedUnit(harness, hospital, { name: '外科党支部', kind: 'branch' })
    const office = await harness.as('party_office', hospital)
    harness.setNow('2026-11-19')
    await office.call('org.renameUnit', { unitId: branch.id, name: '内科第一党支部', version: 1 })
    harness.setNow('2026-11-20')
    await office.call('org.renameUnit', { unitId: other.id, name: '外科第一党支部', version: 1 })
    harness.setNow('2026-11-21')
    await office.call('people.person', { personId })
    const auditor = await harness.as('auditor', hospital)
    const seqs = async (query: object) =>
      (await auditor.call('audit.list', { unitId: hospital.id, ...query })).entries.map((entry) => entry.seq)
    const [{ actor } = { actor: '' }] = (await auditor.call('audit.list', { unitId: hospital.id })).entries
    expect(await seqs({ from: '2026-11-20' })).toEqual([3, 2])
    expect(await seqs({ to: '2026-11-20' })).toEqual([2, 1])
    expect(await seqs({ from: '2026-11-20', to: '2026-11-20' })).toEqual([2])
    expect(await seqs({ actor })).toEqual([3, 2, 1])
    expect(await seqs({ actor: 'nobody' })).toEqual([])
    expect(await seqs({ endpoint: 'org.renameUnit' })).toEqual([2, 1])
    expect(await seqs({ subjectKind: 'unit', subjectId: other.id })).toEqual([2])
    expect(await seqs({ below: branch.id })).toEqual([3, 1])
    expect(await seqs({ below: hospital.id, to: '2026-11-19' })).toEqual([1])
    expect(await seqs({ reads: true })).toEqual([3])
    expect(await seqs({ reads: true, endpoint: 'org.renameUnit' })).toEqual([])
    expect(await seqs({ overridden: true })).toEqual([])
    await tamper(`update audit set refusals = '[]' where seq = 2`)
    expect(await seqs({ overridden: true })).toEqual([2])
    expect(await seqs({ limit: 1, actor, beforeSeq: 3 })).toEqual([2])
  })

  it('names accounts, units and people as they are called today, and nothing else of them', async () => {
    const office = await harness.as('party_office', hospital)
    await office.call('org.renameUnit', { unitId: branch.id, name: '内科第一党支部', version: 1 })
    const auditor = await harness.as('auditor', hospital)
    const [entry] = (await auditor.call('audit.list', { unitId: hospital.id })).entries
    expect(entry).toMatchObject({
      actorName: 'party_office',
      subjectName: '内科第一党支部',
      unitName: '内科第一党支部',
    })
    const choices = await auditor.call('audit.choices', { unitId: hospital.id })
    expect(choices).toEqual({
      actors: [{ id: entry?.actor, name: 'party_office' }],
      endpoints: ['org.renameUnit'],
      subjectKinds: ['unit'],
      units: [{ id: branch.id, name: '内科第一党支部' }],
    })
  })
})

describe('taken along', () => {
  it('as a chain that an outsider computes again, with the script that is given away; a changed byte is found', async () => {
    await write(5)
    const auditor = await harness.as('auditor', hospital)
    const { head } = await auditor.call('audit.status', { unitId: hospital.id })
    const text = await (await auditor.call('audit.exportChain', { unitId: hospital.id })).text()
    let previous = '0'.repeat(64)
    for (const line of text.trim().split('\n')) {
      const said = JSON.parse(line) as { previous: string; hash: string; entry: string }
      expect(said.previous).toBe(previous)
      previous = createHash('sha256')
        .update(Buffer.from(previous, 'hex'))
        .update(said.entry, 'utf8')
        .digest('hex')
      expect(said.hash).toBe(previous)
    }
    expect(previous).toBe(head?.hash)

    const folder = await mkdtemp(join(tmpdir(), 'linghang-chain-'))
    const script = join(import.meta.dirname, '../../../scripts/verify-audit.mjs')
    const run = async (content: string, ...more: string[]) => {
      const file = join(folder, 'chain.jsonl')
      await writeFile(file, content)
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, ...more], {
        encoding: 'utf8',
      })
      return { status, said: (stdout + stderr).trim() }
    }
    expect(await run(text)).toEqual({ status: 0, said: `whole up to entry 5, hash ${head?.hash}` })
    expect((await run(text, `5:${head?.hash.slice(0, 16)}`)).status).toBe(0)
    expect((await run(text, `5:${'0'.repeat(16)}`)).said).toBe('entry 5: is not the noted one')
    expect((await run(text.replace('第 2 页', '第 9 页'))).said).toMatch(
      /entry \d: is not what its hash says/,
    )
    const lines = text.trim().split('\n')
    expect((await run(lines.toSpliced(2, 1).join('\n'))).said).toBe(
      'entry 4: does not follow the one before it',
    )
    expect((await run(lines.slice(0, 4).join('\n'), `5:${head?.hash.slice(0, 16)}`)).said).toMatch(
      /is missing/,
    )
    await rm(folder, { recursive: true })

    // A later stretch goes on where the first ended; and taking the log along is itself in the log.
    const next = await (await auditor.call('audit.exportChain', { unitId: hospital.id, fromSeq: 6 })).text()
    expect(JSON.parse(next)).toMatchObject({ seq: 6, previous })
    expect(next).toContain('audit.exportChain')
  })

  it('as a table in words, in either language', async () => {
    const office = await harness.as('party_office', hospital)
    await office.call('org.renameUnit', { unitId: branch.id, name: '内科第一党支部', version: 1 })
    const auditor = await harness.as('auditor', hospital)
    for (const [language, words] of [
      ['zh', ['单位更名', '名称 内科党支部 → 内科第一党支部']],
      ['en', ['Rename unit', 'Name 内科党支部 → 内科第一党支部']],
    ] as const) {
      const file = await auditor.call('audit.exportTable', {
        unitId: hospital.id,
        language,
        endpoint: 'org.renameUnit',
      })
      const bytes = new Uint8Array(await file.arrayBuffer())
      const { rows } = await readWorkbook(bytes, [logSheet])
      const [row, ...more] = rows['audit'] ?? []
      expect(more).toEqual([])
      expect([row?.values['act'], row?.values['changes']]).toEqual(words)
    }
    const [newest] = (await auditor.call('audit.list', { unitId: hospital.id })).entries
    expect(newest).toMatchObject({
      endpoint: 'audit.exportTable',
      after: { exported: 'table', entries: 1, filter: { endpoint: 'org.renameUnit' } },
    })
  })
})

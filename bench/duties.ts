// A province of 100,000 branches: a month's duties beside one insert … select of as many rows, memory, the rate of the whole, and a record beside a bare insert: node bench/duties.ts.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import type { Database } from '../src/core/db.ts'
import { newId } from '../src/core/ids.ts'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { openLogin } from '../src/core/postgres/login.ts'
import { migrate } from '../src/core/postgres/migrate.ts'
import { listen } from '../src/core/server.ts'
import { newKeyFile } from '../src/core/vault.ts'
import { createAccount } from '../src/foundation/accounts/index.ts'
import { countYears, fulfil, issueFor } from '../src/foundation/duties/index.ts'
import { openProduct } from '../src/product.ts'

const branches = Number(process.argv[2] ?? 100_000)
const branchesEach = 100
const membersEach = 8
const rounds = 3
/** At most so many times the bare insert, and at most so many milliseconds for the rate. */
const ratioLimit = 2
const rateLimit = 1_000
/** Megabytes by which the process may grow between a tenth and the whole of the hospitals. */
const growthLimit = 64
/** Records saved one by one, and as many bare inserts between them. */
const recordsSaved = 1_000
const username = 'superior'
const password = 'bench password 1'
/** The month that is issued: with the first of the quarter, so that every rhythm begins. */
const firstDay = '2026-01-01'
const issueDay = '2026-01-02'

type Institution = { readonly id: string; readonly rootId: string }

/** One hospital after the other: branches with members and committees, written where the data are. */
async function fill(
  owner: pg.Client,
): Promise<{ commission: Institution; hospitals: readonly Institution[] }> {
  const commission: Institution = { id: newId(), rootId: newId() }
  const hospitals = Array.from({ length: Math.ceil(branches / branchesEach) }, () => ({
    id: newId(),
    rootId: newId(),
  }))
  const scope = async (ids: readonly string[]) =>
    owner.query(`select set_config('app.institutions', $1, false)`, [`{${ids.join(',')}}`])
  await scope([commission.id])
  const founded = `insert into institution (id, code, name, kind, parent_id, path, duties_from) values ($1, $2, $3, $4, $5, $6, '${firstDay}')`
  const rooted = `insert into unit (institution_id, id, code, name, kind, path) values ($1, $2, $3, $4, $5, $6)`
  await owner.query(founded, [commission.id, 'P', '省卫生健康委', 'commission', null, [commission.id]])
  await owner.query(rooted, [
    commission.id,
    commission.rootId,
    'P',
    '省卫生健康委',
    'commission',
    [commission.rootId],
  ])
  for (const [at, { id, rootId }] of hospitals.entries()) {
    await scope([id])
    const path = [commission.rootId, rootId]
    await owner.query(founded, [
      id,
      `H${at}`,
      `第${at}医院`,
      'institution',
      commission.id,
      [commission.id, id],
    ])
    await owner.query(rooted, [id, rootId, `H${at}`, `第${at}医院`, 'institution', path])
    await owner.query(
      `insert into unit (institution_id, id, code, name, kind, parent_id, path, founded_on)
       select $1, b.id, 'B' || n, '第' || n || '党支部', 'branch', $2, $3::uuid[] || b.id, '2015-01-01'
       from (select gen_random_uuid() as id, n from generate_series(1, $4::int) n) b`,
      [id, rootId, path, branchesEach],
    )
    await owner.query(
      `with p as (
         insert into person (institution_id, id, staff_no, name, name_sort, status, probation_on, full_on)
         select $1, gen_random_uuid(), 'S' || n, '人员' || n, 'ren yuan', 'full', '2014-07-01', '2015-07-01'
         from generate_series(0, $2::int * $3::int - 1) n
         returning id, substr(staff_no, 2)::int as n
       ), u as (
         select id, row_number() over (order by code) - 1 as at from unit where institution_id = $1 and kind = 'branch'
       ), s as (
         insert into person_status (institution_id, person_id, from_on, status)
         select $1, p.id, d.from_on, d.status from p, (values (date '2014-07-01', 'probationary'), (date '2015-07-01', 'full')) d(from_on, status)
       ), a as (
         insert into affiliation (institution_id, person_id, unit_id, from_on)
         select $1, p.id, u.id, '2015-07-01' from p join u on u.at = p.n / $3::int
       )
       insert into post (institution_id, person_id, unit_id, post, from_on)
       select $1, p.id, u.id, (array['secretary', 'organization_member', 'discipline_member'])[1 + p.n % $3::int], '2020-01-01'
       from p join u on u.at = p.n / $3::int where p.n % $3::int < 3`,
      [id, branchesEach, membersEach],
    )
    // The checks of foreign keys are planned once: not on empty tables.
    if (at === 0) await owner.query('analyze')
  }
  await owner.query('vacuum analyze')
  return { commission, hospitals }
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1_000
}
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
const megabytes = (): number => process.memoryUsage().rss / 2 ** 20

type Spread = { readonly p50: number; readonly p99: number }
function spread(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}

/**
 * One record after the other, each in a transaction of its own in its hospital: what a confirmed meeting does to its
 * duty, and between them a bare insert of the same row.
 */
async function saveRecords(
  owner: pg.Client,
  database: Database,
): Promise<{ readonly ours: Spread; readonly bare: Spread }> {
  const { rows } = await owner.query<{
    institution: string
    unit: string
    duty: string
    rhythm: string
    due: string
  }>(
    `select d.institution_id as institution, d.unit_id as unit, d.id as duty, d.rhythm, d.due_on::text as due
     from duty d where hashtext(d.id::text) % 20 = 0 order by hashtext(d.id::text || 'x') limit $1`,
    [2 * recordsSaved + 40],
  )
  const ours: number[] = []
  const bare: number[] = []
  for (const [at, row] of rows.entries()) {
    const institutionId = row.institution
    const took = await seconds(() =>
      database.inScope([institutionId], async (tx) => {
        if (at % 2 === 0) {
          const record = { recordKind: 'meeting', recordId: newId(), happenedOn: row.due, countsFor: row.due }
          await fulfil(tx, [{ institutionId, unitId: row.unit, rhythm: row.rhythm, ...record }])
          return
        }
        await sql`
          insert into duty_fulfilment (institution_id, duty_id, kind, record_kind, record_id, happened_on)
          values (${institutionId}, ${row.duty}, ${`${row.rhythm} ${row.unit}`}, 'meeting', ${newId()}, ${row.due})`.execute(
          tx,
        )
      }),
    )
    // The first of each only make plans.
    if (at >= 40) (at % 2 === 0 ? ours : bare).push(took * 1_000)
  }
  return { ours: spread(ours), bare: spread(bare) }
}

async function benchDuties(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-bench-duties-'))
  const embedded = await startEmbedded({ dataDir: join(folder, 'pg') })
  try {
    await migrate(embedded.url, join(import.meta.dirname, '../db/migrations'))
    const product = openProduct({
      url: (await openLogin(embedded.url)).url,
      filesFolder: folder,
      webFolder: folder,
      log: pino({ level: 'silent' }),
      keys: newKeyFile('aes-256-gcm'),
      now: () => Temporal.Instant.from('2026-12-31T04:00:00Z'),
    })
    const owner = new pg.Client({ connectionString: embedded.url })
    owner.on('error', () => undefined)
    await owner.connect()
    const began = performance.now()
    const { commission, hospitals } = await fill(owner)
    const filled = (performance.now() - began) / 1_000
    console.log(
      `${branches} branches in ${hospitals.length} hospitals, ${membersEach} members each (filled in ${filled.toFixed(0)} s)`,
    )
    const everything = `{${[commission, ...hospitals].map(({ id }) => id).join(',')}}`
    await owner.query(`select set_config('app.institutions', $1, false)`, [everything])

    // Issued as the daily job issues: one institution, one transaction.
    const issue = async (): Promise<{ rows: number; early: number; late: number }> => {
      let rows = 0
      let early = 0
      for (const [at, { id }] of hospitals.entries()) {
        rows += await product.database.inScope([id], (tx) => issueFor(tx, [id], issueDay))
        if (at === Math.floor(hospitals.length / 10)) early = megabytes()
      }
      return { rows, early, late: megabytes() }
    }
    const ratios: number[] = []
    const growths: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await owner.query('truncate duty, duty_year cascade')
      let issued = { rows: 0, early: 0, late: 0 }
      const ours = await seconds(async () => {
        issued = await issue()
      })
      await owner.query('create table kept as select * from duty')
      await owner.query('truncate duty cascade')
      const bare = await seconds(() => owner.query('insert into duty select * from kept'))
      await owner.query('drop table kept')
      ratios.push(ours / bare)
      growths.push(issued.late - issued.early)
      console.log(
        `issue ${issued.rows} duties  ${ours.toFixed(2)} s   insert … select ${bare.toFixed(2)} s   ratio ${(ours / bare).toFixed(2)}   memory after a tenth ${issued.early.toFixed(0)} MB, at the end ${issued.late.toFixed(0)} MB`,
      )
    }
    const again = await seconds(() => issue())
    console.log(`issue again (nothing new)  ${again.toFixed(2)} s`)

    // A whole year, nineteen of twenty done in time.
    await owner.query(
      `insert into duty (institution_id, id, unit_id, path, rhythm, period_from, period_to, due_on)
       select institution_id, gen_random_uuid(), unit_id, path, rhythm, (period_from + make_interval(months => m))::date,
              (period_from + make_interval(months => m + 1))::date - 1, (period_from + make_interval(months => m + 1))::date - 1
       from duty, generate_series(1, 11) m where rhythm in ('theme_day', 'committee_meeting') or m % 3 = 0`,
    )
    await owner.query(
      `insert into duty_fulfilment (institution_id, duty_id, kind, record_kind, record_id, happened_on)
       select institution_id, id, rhythm, 'meeting', gen_random_uuid(), due_on from duty where hashtext(id::text) % 20 <> 0`,
    )
    for (const { id } of hospitals) await product.database.inScope([id], (tx) => countYears(tx))
    await owner.query('vacuum analyze duty, duty_fulfilment, duty_year')
    const { rows } = await owner.query<{ count: string }>('select count(*) from duty')
    await product.database.inScope([commission.id], (tx) =>
      createAccount(tx, {
        username,
        password,
        institution: 'P',
        unit: 'P',
        role: 'superior',
        staffNo: null,
      }),
    )
    const server = await listen(product.app, 0, '127.0.0.1')
    const at = `http://127.0.0.1:${server.port}/api/v1`
    const signedIn = await fetch(`${at}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-linghang': '1' },
      body: JSON.stringify({ username, password }),
    })
    const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const times: number[] = []
    let shown = ''
    for (let n = 0; n < 7; n += 1) {
      const took = await seconds(async () => {
        const answer = await fetch(`${at}/duties/units/${commission.rootId}/rate?year=2026`, {
          headers: { cookie },
        })
        const { rate } = (await answer.json()) as { rate?: { numerator: number; denominator: number } }
        shown = `${rate?.numerator} / ${rate?.denominator}`
      })
      times.push(took * 1_000)
    }
    console.log(
      `rate of the whole province, ${rows[0]?.count} duties: ${shown}   median ${median(times).toFixed(0)} ms   first ${times[0]?.toFixed(0)} ms (limit ${rateLimit} ms)`,
    )
    const saved = await saveRecords(owner, product.database)
    await server.close(1_000)
    await owner.end()
    await product.close()
    const ratio = median(ratios)
    const growth = median(growths)
    console.log(
      `issuing: ratio ${ratio.toFixed(2)} (limit ${ratioLimit}); memory grew by ${growth.toFixed(0)} MB`,
    )
    console.log(
      `a record with its fulfilment: p50 ${saved.ours.p50.toFixed(1)} ms, p99 ${saved.ours.p99.toFixed(1)} ms; a bare insert: p50 ${saved.bare.p50.toFixed(1)} ms, p99 ${saved.bare.p99.toFixed(1)} ms; p99 ÷ bare ${(saved.ours.p99 / saved.bare.p99).toFixed(2)}`,
    )
    return ratio <= ratioLimit && median(times) <= rateLimit && growth <= growthLimit
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (!(await benchDuties())) process.exitCode = 1

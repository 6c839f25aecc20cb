// The yearly table of a hospital of 1,000 branches × 12 months, over HTTP, as its Party office asks for it: node bench/table.ts.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { refreshStatistics, setScope, type Tx } from '../src/core/db.ts'
import { newId } from '../src/core/ids.ts'
import { prepareJobs } from '../src/core/jobs.ts'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { migrate } from '../src/core/postgres/migrate.ts'
import { listen } from '../src/core/server.ts'
import { newKeyFile } from '../src/core/vault.ts'
import { createAccount } from '../src/foundation/accounts/index.ts'
import { countYears } from '../src/foundation/duties/index.ts'
import { insertInstitution, insertUnits } from '../src/foundation/org/store/index.ts'
import type { UnitKind } from '../src/foundation/org/words.ts'
import { openProduct } from '../src/product.ts'
import { eachOf, measure } from './clients.ts'

/** Milliseconds that 99 of 100 answers may take, four people asking at once. */
const limit = 200
const people = 4
const generals = 20
/** A smaller figure only proves that the benchmark runs. */
const perGeneral = Number(process.env['BENCH_BRANCHES'] ?? '1000') / generals
const asks = Number(process.env['BENCH_ASKS'] ?? '400')

type Seeded = { readonly root: string; readonly committee: string; readonly generals: readonly string[] }

/** A hospital with its branches, a year's duties of each (44), nine in ten of them fulfilled in time. */
async function seed(tx: Tx): Promise<Seeded> {
  const institutionId = newId()
  await setScope(tx, [institutionId])
  const units: Parameters<typeof insertUnits>[1][number][] = []
  const add = (above: (typeof units)[number] | null, kind: UnitKind, name: string, code: string) => {
    const id = newId()
    const unit = {
      institutionId,
      id,
      code,
      name,
      kind,
      form: 'plain' as const,
      parentId: above?.id ?? null,
      path: [...(above?.path ?? []), id],
      foundedOn: above === null ? null : '2015-01-01',
      dissolvedOn: null,
    }
    units.push(unit)
    return unit
  }
  const root = add(null, 'institution', '大医院', 'BIG')
  const committee = add(root, 'committee', '大医院党委', 'DW')
  const above = Array.from({ length: generals }, (_, index) =>
    add(committee, 'general_branch', `第${index + 1}党总支`, `ZZ${index + 100}`),
  )
  above.forEach((general, at) => {
    for (let index = 0; index < perGeneral; index += 1)
      add(general, 'branch', `第${at + 1}-${index + 1}党支部`, `ZB${at + 100}-${index + 1000}`)
  })
  await insertInstitution(tx, {
    id: institutionId,
    code: 'BIG',
    name: '大医院',
    kind: 'institution',
    parentId: null,
    path: [institutionId],
    level: null,
    dutiesFrom: '2026-01-01',
    demo: false,
  })
  await insertUnits(tx, units)
  await sql`
    insert into duty (institution_id, id, unit_id, path, rhythm, period_from, period_to, due_on)
    select u.institution_id, gen_random_uuid(), u.id, u.path, r.id, p.from_on::date,
           (p.from_on + r.length - interval '1 day')::date, (p.from_on + r.length - interval '1 day')::date
    from unit u
    cross join (values ('theme_day', interval '1 month'), ('committee_meeting', interval '1 month'),
                       ('group_meeting', interval '1 month'), ('general_meeting', interval '3 months'),
                       ('lecture', interval '3 months')) as r(id, length)
    cross join lateral generate_series(timestamp '2026-01-01', timestamp '2026-12-01', r.length) as p(from_on)
    where u.kind = 'branch' and u.institution_id = ${institutionId}`.execute(tx)
  await sql`
    insert into duty_fulfilment (institution_id, duty_id, kind, record_kind, record_id, happened_on)
    select institution_id, id, rhythm, 'meeting', gen_random_uuid(), due_on - 3 from duty
    where institution_id = ${institutionId} and due_on < '2026-11-01' and hashtext(id::text) % 10 <> 0`.execute(
    tx,
  )
  await countYears(tx)
  return { root: root.id, committee: committee.id, generals: above.map((unit) => unit.id) }
}

async function benchTable(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-table-'))
  const embedded = await startEmbedded({ dataDir: join(folder, 'pg') })
  try {
    await migrate(embedded.url, join(import.meta.dirname, '../db/migrations'))
    await prepareJobs(embedded.url)
    const product = openProduct({
      url: embedded.url,
      filesFolder: join(folder, 'files'),
      webFolder: join(folder, 'web'),
      log: pino({ level: 'silent' }),
      keys: newKeyFile('aes-256-gcm'),
      now: () => Temporal.Instant.from('2026-11-21T04:00:00Z'),
    })
    const password = 'bench password 100000'
    const seeded = await product.database.inScope([], async (tx) => {
      const units = await seed(tx)
      await createAccount(tx, {
        username: 'bench',
        password,
        institution: 'BIG',
        unit: 'BIG',
        role: 'party_office',
        staffNo: null,
      })
      await refreshStatistics(tx)
      return units
    })
    const server = await listen(product.app, 0, '127.0.0.1')
    const base = `http://127.0.0.1:${server.port}/api/v1`
    const signIn = await fetch(`${base}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-linghang': '1' },
      body: JSON.stringify({ username: 'bench', password }),
    })
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const table = (unitId: string) => `${base}/life/units/${unitId}/table?year=2026`
    const asked: Readonly<Record<string, readonly string[]>> = {
      'who am I, for comparison': Array.from({ length: asks }, () => `${base}/me`),
      'table of the hospital': Array.from({ length: asks }, () => table(seeded.root)),
      'table of its committee, by general branch': Array.from({ length: asks }, () =>
        table(seeded.committee),
      ),
      'table of a general branch, branch by branch': Array.from({ length: asks }, (_, index) =>
        table(seeded.generals[index % generals] ?? ''),
      ),
      'who is behind in the hospital': Array.from(
        { length: asks },
        () => `${base}/life/units/${seeded.root}/behind?year=2026`,
      ),
    }
    const branches = generals * perGeneral
    const lines = [
      `${branches} branches, ${branches * 44} duties; ${people} people at once`,
      '',
      '| yearly table | p50 ms | p99 ms | most ms | limit (p99) |',
      '|---|---|---|---|---|',
    ]
    for (const [name, urls] of Object.entries(asked)) {
      const questions = urls.map((url) => ({ url }))
      await measure(people, cookie, eachOf(questions.slice(0, 20)))
      const { p50, p99, most } = await measure(people, cookie, eachOf(questions))
      const verdict = name.includes('comparison') ? '' : `${limit} ${p99 <= limit ? 'kept' : 'broken'}`
      lines.push(`| ${name} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${most.toFixed(1)} | ${verdict} |`)
    }
    await server.close()
    await product.database.close()
    await product.floor.columns.close()
    return lines
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) for (const line of await benchTable()) console.log(line)

// Finding one person among a million by identity number, through the endpoint: node bench/identity.ts.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { newId } from '../src/core/ids.ts'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { migrate } from '../src/core/postgres/migrate.ts'
import { listen, sessionCookie } from '../src/core/server.ts'
import { newKeyFile, openVault, type Vault } from '../src/core/vault.ts'
import { newSession } from '../src/foundation/accounts/session.ts'
import { insertSession } from '../src/foundation/accounts/store/index.ts'
import { checkCharacter } from '../src/foundation/people/rules/identity.ts'
import { sealedRow } from '../src/foundation/people/store/identity.ts'
import { openProduct } from '../src/product.ts'
import { eachOf, type Measured, measure, type Question } from './clients.ts'

const people = Number(process.argv[2] ?? 1_000_000)
const branches = 1_000
const chunk = 20_000
const limit = 20

/** The identity number of the nth person: right in its day and last character, and nobody's. */
function numberOf(n: number): string {
  const digits = `${520_000 + Math.floor(n / 300_000)}19${String(50 + (Math.floor(n / 12_000) % 25))}${String(1 + (Math.floor(n / 1000) % 12)).padStart(2, '0')}01${String(n % 1000).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}

async function inChunks(
  ids: readonly string[],
  write: (part: readonly string[], at: number) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += chunk) await write(ids.slice(at, at + chunk), at)
}

/** Fills one institution with a million people, each in a branch and with sealed identity. */
async function fill(url: string, vault: Vault): Promise<{ institutionId: string; rootId: string }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const institutionId = newId()
  const rootId = newId()
  try {
    await client.query(`select set_config('app.institutions', $1, false)`, [`{${institutionId}}`])
    await client.query(
      `insert into institution (id, code, name, kind, path, duties_from) values ($1, 'BENCH', '基准医院', 'institution', $2, '2026-01-01')`,
      [institutionId, [institutionId]],
    )
    await client.query(
      `insert into unit (institution_id, id, code, name, kind, path) values ($1, $2, 'BENCH', '基准医院', 'institution', $3)`,
      [institutionId, rootId, [rootId]],
    )
    const units = Array.from({ length: branches }, () => newId())
    await client.query(
      `insert into unit (institution_id, id, code, name, kind, parent_id, path)
       select $1, id, 'B' || n, '第' || n || '党支部', 'branch', $2, array[$2, id] from unnest($3::uuid[]) with ordinality as u (id, n)`,
      [institutionId, rootId, units],
    )
    // Statistics first: the checks of foreign keys are planned once, and planned on empty tables they would read all.
    await client.query('analyze')
    const ids = Array.from({ length: people }, () => newId())
    await inChunks(ids, (part, at) =>
      client.query(
        `insert into person (institution_id, id, staff_no, name, name_sort, status, probation_on, full_on)
         select $1, id, 'S' || ($3::int + n - 1), '人员' || ($3::int + n - 1), 'ren yuan', 'full', '2014-07-01', '2015-07-01'
         from unnest($2::uuid[]) with ordinality as p (id, n)`,
        [institutionId, part, at],
      ),
    )
    await client.query('analyze person')
    await inChunks(ids, (part) =>
      client.query(
        `insert into affiliation (institution_id, person_id, unit_id, from_on)
         select $1, id, ($3::uuid[])[1 + n % $4::int], '2015-07-01' from unnest($2::uuid[]) with ordinality as p (id, n)`,
        [institutionId, part, units, branches],
      ),
    )
    await inChunks(ids, (part, at) => {
      const rows = part.map((id, n) =>
        sealedRow(
          vault,
          { institutionId, id },
          { idNumber: numberOf(at + n), phone: `139${String(at + n).padStart(8, '0')}`, health: null },
        ),
      )
      return client.query(
        `insert into person_identity (institution_id, person_id, key_id, id_number, id_number_index, phone, phone_index)
         select $1, i.* from unnest($2::uuid[], $3::int[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[]) as i`,
        [
          institutionId,
          part,
          rows.map((row) => row.key_id),
          rows.map((row) => row.id_number),
          rows.map((row) => row.id_number_index),
          rows.map((row) => row.phone),
          rows.map((row) => row.phone_index),
        ],
      )
    })
    await client.query('analyze')
  } finally {
    await client.end()
  }
  return { institutionId, rootId }
}

/** The lines of the result: how long an exact search takes, with one client and with eight at once. */
async function benchIdentity(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-identity-'))
  const database = await startEmbedded({ dataDir: join(folder, 'pg') })
  try {
    await migrate(database.url, join(import.meta.dirname, '../db/migrations'))
    const keys = newKeyFile('aes-256-gcm')
    const began = performance.now()
    const { institutionId, rootId } = await fill(database.url, openVault(keys))
    const filled = (performance.now() - began) / 1000
    const product = openProduct({
      url: database.url,
      filesFolder: join(folder, 'files'),
      webFolder: join(folder, 'web'),
      log: pino({ level: 'silent' }),
      keys,
    })
    const session = newSession(institutionId)
    const accountId = newId()
    await product.database.inScope([institutionId], async (tx) => {
      await tx
        .insertInto('account')
        .values({
          institution_id: institutionId,
          id: accountId,
          username: 'bench',
          display_name: 'bench',
          password_hash: 'none',
        })
        .execute()
      await tx
        .insertInto('account_grant')
        .values({
          institution_id: institutionId,
          account_id: accountId,
          role: 'party_office',
          unit_id: rootId,
        })
        .execute()
      await insertSession(tx, {
        institutionId,
        tokenSha256: session.tokenSha256,
        accountId,
        expiresAt: '2100-01-01T00:00:00Z',
        userAgent: null,
      })
    })
    const server = await listen(product.app, 0, '127.0.0.1')
    const cookie = `${sessionCookie}=${session.cookie}`
    const search = (): Question => {
      const n = Math.floor(Math.random() * people)
      return {
        url: `http://127.0.0.1:${server.port}/api/v1/people/find`,
        body: { by: 'idNumber', value: numberOf(n) },
        check: (answer) => {
          const found = JSON.parse(answer) as { people?: readonly { staffNo: string }[] }
          if (found.people?.[0]?.staffNo !== `S${n}`) throw new Error(`The wrong person: ${answer}`)
        },
      }
    }
    const searches = (count: number): readonly Question[] => Array.from({ length: count }, search)
    const lines = [
      `| exact search by identity number, ${people.toLocaleString('en')} people (filled in ${filled.toFixed(0)} s) | searches/s | p50 ms | p99 ms | limit (p99) |`,
      '|---|---|---|---|---|',
    ]
    const row = (name: string, { perSecond, p50, p99 }: Measured, verdict: string): string =>
      `| ${name} | ${perSecond.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${verdict} |`
    // Any endpoint reads the session; a search adds the look into the index and an entry in the audit log, on disk.
    const me = { url: `http://127.0.0.1:${server.port}/api/v1/me` }
    await measure(1, cookie, eachOf(Array.from({ length: 50 }, () => me)))
    const base = await measure(1, cookie, eachOf(Array.from({ length: 1000 }, () => me)))
    lines.push(row('1 client: who am I, for comparison', base, ''))
    // Those of one institution write into one chain of the log, one after the other: many at once wait for each other.
    for (const clients of [1, 8]) {
      await measure(clients, cookie, eachOf(searches(100)))
      const measured = await measure(clients, cookie, eachOf(searches(2000)))
      const verdict = clients === 1 ? `${limit} ${measured.p99 <= limit ? 'kept' : 'broken'}` : ''
      lines.push(row(`${clients} client${clients === 1 ? '' : 's'}`, measured, verdict))
    }
    await server.close()
    await product.database.close()
    return lines
  } finally {
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) for (const line of await benchIdentity()) console.log(line)

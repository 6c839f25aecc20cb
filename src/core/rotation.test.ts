// Keys and their rotation on a real database: what was sealed opens and is found before, during and after; no key is lost.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest'
import { type Harness, openHarness, type SeededUnit } from '../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../test/seed.ts'
import { sealedTables } from '../product.ts'
import { followKeys, type Keyring, openKeyring, openKeys } from './keys.ts'
import { rotate, sealings } from './rotation.ts'
import {
  type KeyFile,
  newKeyFile,
  openVault,
  readKeyFile,
  type Vault,
  withNewKey,
  writeKeyFile,
} from './vault.ts'

let harness: Harness
let url: string
let folder: string
let path: string
let branch: SeededUnit
let people: readonly string[]
const column = 'person_identity.id_number'
const numberOf = (at: number): string => `5201031990${String(at).padStart(8, '0')}`

beforeAll(async () => {
  harness = await openHarness()
  const [row] = await harness.owner('select current_database() as name')
  const address = new URL(inject('templateUrl'))
  address.pathname = `/${String(row?.['name'])}`
  url = address.toString()
  folder = await mkdtemp(join(tmpdir(), 'linghang-keys-'))
  path = join(folder, 'keys.json')
  const root = await seedInstitution(harness, { name: '医院' })
  branch = await seedUnit(harness, root, { name: '一支部', kind: 'branch' })
  people = await seedPeople(
    harness,
    branch,
    Array.from({ length: 1_200 }, (_, at) => ({ name: `党员${at}` })),
  )
  // A second institution: a rotation must not stop at the first.
  const other = await seedInstitution(harness, { name: '另一家医院' })
  await seedPeople(harness, other, [{ name: '乙' }])
})
afterAll(async () => {
  await harness.close()
  await rm(folder, { recursive: true, force: true })
})

const place = (at: number) => ({
  institutionId: branch.institutionId,
  subjectId: people[at] ?? '',
  column,
})

async function sealAll(vault: Vault): Promise<void> {
  await harness.product.database.inScope([branch.institutionId], async (tx) => {
    await tx.deleteFrom('person_identity').execute()
    for (let from = 0; from < people.length; from += 300) {
      await tx
        .insertInto('person_identity')
        .values(
          people.slice(from, from + 300).map((personId, index) => ({
            institution_id: branch.institutionId,
            person_id: personId,
            key_id: vault.keyId,
            id_number: vault.seal(place(from + index), numberOf(from + index)),
            id_number_index: vault.index(column, numberOf(from + index)),
          })),
        )
        .execute()
    }
  })
}

/** Who has this number, as the product would look for it: by the index under every key it knows. */
async function find(vault: Vault, text: string): Promise<readonly string[]> {
  const rows = await harness.product.database.inScope([branch.institutionId], (tx) =>
    tx
      .selectFrom('person_identity')
      .select(['person_id', 'id_number'])
      .where('id_number_index', 'in', [...vault.indexes(column, text)])
      .execute(),
  )
  return rows.map((row) =>
    vault.open({ ...place(0), subjectId: row.person_id }, row.id_number ?? Buffer.alloc(0)) === text
      ? row.person_id
      : 'another',
  )
}

let keys: KeyFile
beforeEach(async () => {
  await harness.owner('delete from vault_key')
  keys = newKeyFile('aes-256-gcm')
  await writeKeyFile(path, keys)
  await sealAll(openVault(keys))
})

const source = (seal: 'aes-256-gcm' | 'sm4-gcm' = 'aes-256-gcm') => ({ path, given: undefined, seal })
const rotation = (say: (line: string) => void = () => undefined) => ({
  url,
  path,
  seal: 'sm4-gcm' as const,
  database: harness.product.database,
  tables: sealedTables,
  say,
  patience: 400,
})

describe('rotation', () => {
  test('seals every row with a new key; all open and are found under it alone; old backups still open', async () => {
    const old = openVault(keys)
    const [before] = await harness.owner('select id_number from person_identity where person_id = $1', [
      people[7],
    ])
    expect(await rotate(rotation())).toEqual({ keyId: 2, rows: people.length })
    const file = await readKeyFile(path)
    expect(file?.keys.map(({ id, algorithm }) => [id, algorithm])).toEqual([
      [1, 'aes-256-gcm'],
      [2, 'sm4-gcm'],
    ])
    const now = openVault(file as KeyFile)
    for (const at of [0, 499, 500, 1_199]) expect(await find(now, numberOf(at))).toEqual([people[at]])
    expect(await find(old, numberOf(0)), 'the old index finds nothing any more').toEqual([])
    expect(await sealings(harness.product.database, sealedTables)).toEqual([
      { table: 'person_identity', keyId: 2, rows: people.length },
    ])
    expect(now.open(place(7), before?.['id_number'] as Buffer)).toBe(numberOf(7))
  })

  test('cut short after the first batch, it is findable in between and goes on without a third key', async () => {
    let lines = 0
    const cut = rotate(
      rotation((line) => {
        lines += 1
        // The first line tells of the key, the second of the first batch.
        if (/rows sealed/.test(line)) throw new Error('power cut')
      }),
    )
    await expect(cut).rejects.toThrow('power cut')
    expect(lines).toBe(2)
    const between = openVault((await readKeyFile(path)) as KeyFile)
    const spread = await sealings(harness.product.database, sealedTables)
    expect(spread.map(({ keyId }) => keyId)).toEqual([1, 2])
    for (const at of [0, 499, 500, 1_199]) expect(await find(between, numberOf(at))).toEqual([people[at]])
    const left = spread.find(({ keyId }) => keyId === 1)?.rows
    expect(await rotate(rotation())).toEqual({ keyId: 2, rows: left })
    expect((await readKeyFile(path))?.keys.length).toBe(2)
  })

  test('cut short while the new key is only known, it goes on from there', async () => {
    const [one, two] = withNewKey(keys, 'sm4-gcm').keys
    await writeKeyFile(path, { keys: [two, one] as KeyFile['keys'] })
    expect(await rotate(rotation())).toEqual({ keyId: 2, rows: people.length })
    expect((await readKeyFile(path))?.keys.map(({ id }) => id)).toEqual([1, 2])
  })

  test('two at once: one is refused, and there is one new key', async () => {
    const ends = await Promise.allSettled([rotate(rotation()), rotate(rotation())])
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await readKeyFile(path))?.keys.length).toBe(2)
  })
})

describe('running processes', () => {
  /** A process of the product as far as keys go. */
  async function follower(file: string): Promise<Keyring> {
    const keyring = openKeyring(keys, file)
    const { stop } = await followKeys({
      url,
      source: { path: file, given: undefined, seal: 'aes-256-gcm' },
      keys,
      replace: keyring.replace,
      log: pino({ level: 'silent' }),
    })
    onTestFinished(stop)
    return keyring
  }

  test('learn the key before it seals: at no moment is a row lost to one of them', async () => {
    const [one, two] = [await follower(path), await follower(path)]
    let done = false
    const looks: Promise<void> = (async () => {
      for (let at = 0; !done; at = (at + 101) % people.length) {
        expect(await find(one.vault, numberOf(at))).toEqual([people[at]])
        expect(await find(two.vault, numberOf(at))).toEqual([people[at]])
      }
    })()
    await rotate({ ...rotation(), patience: 20_000 }).finally(() => (done = true))
    await looks
    expect([one.vault.keyId, two.vault.keyId]).toEqual([2, 2])
  })

  test('one that cannot learn it stops the rotation before anything is sealed with it', async () => {
    const elsewhere = join(folder, 'copy.json')
    await writeFile(elsewhere, await readFile(path))
    const far = await follower(elsewhere)
    await expect(rotate(rotation())).rejects.toThrow(/1 running process does not take over the keys/)
    expect((await sealings(harness.product.database, sealedTables)).map(({ keyId }) => keyId)).toEqual([1])
    // The operator lets the copy follow the file, and the same command goes on.
    let going = true
    const copying = (async () => {
      while (going) {
        await writeFile(elsewhere, await readFile(path))
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })()
    await rotate({ ...rotation(), patience: 20_000 }).finally(() => (going = false))
    await copying
    expect(far.vault.keyId).toBe(2)
  })
})

describe('a database that goes away', () => {
  test('is asked again until it is back; what changed meanwhile is taken over', async () => {
    const keyring = openKeyring(keys, path)
    let refused = 0
    const { stop } = await followKeys({
      url,
      source: source(),
      keys,
      replace: keyring.replace,
      log: pino({ level: 'warn' }, { write: () => void (refused += 1) }),
    })
    onTestFinished(stop)
    const name = new URL(url).pathname.slice(1)
    const server = new URL(url)
    server.pathname = '/postgres'
    const admin = new pg.Client({ connectionString: server.toString() })
    await admin.connect()
    onTestFinished(() => admin.end())
    await admin.query(`alter database ${name} allow_connections false`)
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name = 'linghang-keys'",
      [name],
    )
    await expect.poll(() => refused, { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
    await writeKeyFile(path, withNewKey(keys, 'aes-256-gcm'))
    await admin.query(`alter database ${name} allow_connections true`)
    await expect.poll(() => keyring.vault.keyId, { timeout: 10_000 }).toBe(2)
  })
})

describe('at the start', () => {
  const needs = (): Promise<KeyFile> => openKeys(url, source(), sealedTables)

  test('a missing key file is never replaced by a new one', async () => {
    await needs()
    await rm(path)
    await expect(needs()).rejects.toThrow(/keys\.json is missing.*key 1.*put it back/)
    expect(await readKeyFile(path)).toBeNull()
    // Not even where only a sealed row tells of the key.
    await harness.owner('delete from vault_key')
    await expect(needs()).rejects.toThrow(/is missing/)
  })

  test('an older file, and a file with another key of the same number, are told', async () => {
    await needs()
    await rotate(rotation())
    const rotated = await readFile(path)
    await writeKeyFile(path, keys)
    await expect(needs()).rejects.toThrow(/does not hold key 2/)
    await writeKeyFile(path, withNewKey(keys, 'sm4-gcm'))
    await expect(needs()).rejects.toThrow(/holds another key 2/)
    await writeFile(path, rotated)
    expect((await needs()).keys.length).toBe(2)
  })

  test('the very first start makes a key of the chosen algorithm', async () => {
    await harness.owner('delete from person_identity')
    await rm(path)
    const made = await openKeys(url, source('sm4-gcm'), sealedTables)
    expect(made.keys.map(({ id, algorithm }) => [id, algorithm])).toEqual([[1, 'sm4-gcm']])
    expect(await readKeyFile(path)).toEqual(made)
    const [row] = await harness.owner('select id, length(fingerprint) as length from vault_key')
    expect(row).toEqual({ id: 1, length: 32 })
  })
})

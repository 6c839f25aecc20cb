// What is uploaded goes after its time: the row, the bytes and the faults; never bytes that somebody still has.

import { createHash, randomUUID } from 'node:crypto'
import { access, mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution } from '../../../test/seed.ts'
import { previewed } from '../../../test/workbook.ts'
import type { Tx } from '../../core/db.ts'
import { openFiles, pathOfFile } from '../../core/files.ts'
import { writeBackup } from '../../core/backup/write.ts'
import { writeWorkbook } from '../../core/workbook/index.ts'
import { laterPorts } from '../../product.ts'
import { foundationPorts, tidyJob } from './index.ts'

const sheets = [...foundationPorts, ...laterPorts].map((port) => port.sheet)
let harness: Harness
let root: SeededUnit
let other: SeededUnit
let office: Caller
beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '甲医院' })
  other = await seedInstitution(harness, { name: '乙医院' })
  await harness.owner("update institution set code = 'KEEP' where id = $1", [root.institutionId])
  office = await harness.as('party_office', root)
})
afterAll(() => harness?.close())

const tidy = (days: number) => tidyJob(days).work(harness.product.floor, {}, new AbortController().signal)
const there = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
const scoped = <T>(unit: SeededUnit, work: (tx: Tx) => Promise<T>): Promise<T> =>
  harness.product.database.inScope([unit.institutionId], work)

describe('an uploaded workbook', () => {
  const wrong = async () => {
    const rows = [{ institution: 'KEEP', code: 'Z', name: '支部', kind: '不存在' }]
    const bytes = await writeWorkbook(
      sheets.map((sheet) => ({ sheet, rows: sheet.key === 'units' ? rows : [] })),
    )
    return new File([new Uint8Array(bytes)], '单位.xlsx')
  }
  const rowOf = async (runId: string) =>
    (
      await harness.owner(
        `select r.file_sha256 as sha256, r.faults, r.fault_count, r.file_deleted_at is not null as deleted,
                (select count(*)::int from stored_file s where s.sha256 = r.file_sha256) as stored
         from import_run r where id = $1`,
        [runId],
      )
    )[0]

  test('stays until its last day is over, then goes with the faults that quote it; the run is remembered', async () => {
    harness.setNow('2026-10-01T04:00:00Z')
    const { runId, faults } = await previewed(harness, office, await wrong())
    expect(faults.length).toBeGreaterThan(0)
    harness.setNow('2026-10-31T03:59:59Z')
    await tidy(30)
    expect(await rowOf(runId)).toMatchObject({ deleted: false, stored: 1 })
    await office.call('exchange.faultsFile', { runId, language: 'zh' })

    harness.setNow('2026-10-31T04:00:00Z')
    await tidy(30)
    const row = await rowOf(runId)
    expect(row).toMatchObject({ deleted: true, stored: 0, faults: [], fault_count: faults.length })
    const { files } = harness.product.floor
    const gone = scoped(root, (tx) => files.get(tx, root.institutionId, String(row?.['sha256'])))
    await expect(gone).rejects.toMatchObject({ code: 'not_found' })

    const { runs } = await office.call('exchange.runs', {})
    expect(runs[0]).toMatchObject({ id: runId, fileName: '单位.xlsx', fileDeletedAt: expect.any(String) })
    for (const endpoint of ['exchange.faultsFile', 'exchange.recheck', 'exchange.import'] as const) {
      const { code, data } = await failing(office.call(endpoint, { runId }))
      expect([endpoint, code, data.facts['reason']]).toEqual([endpoint, 'wrong_state', 'file_deleted'])
    }
    const log = await harness.owner(
      "select subject_id, actor, after from audit where endpoint = 'exchange.tidy'",
    )
    expect(log).toEqual([
      { subject_id: runId, actor: 'retention', after: { deleted: '单位.xlsx', days: 30 } },
    ])
    await tidy(30)
    expect(await harness.owner("select 1 from audit where endpoint = 'exchange.tidy'")).toHaveLength(1)
  })

  test('stays while its run is under way, however old', async () => {
    harness.setNow('2026-01-01')
    const { id: runId } = await office.call('exchange.upload', { file: await wrong() })
    harness.setNow('2026-11-21')
    await tidy(30)
    expect(await rowOf(runId)).toMatchObject({ deleted: false, stored: 1 })
  })
})

describe('bytes', () => {
  const folder = join(import.meta.dirname, '../../../node_modules/.cache', `files-${randomUUID()}`)
  const files = openFiles(folder)
  const shaOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
  const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
  const put = (unit: SeededUnit, text: string, before?: () => Promise<void>) =>
    scoped(unit, async (tx) => {
      const { institutionId } = unit
      const sha256 = await files.put(tx, {
        institutionId,
        name: 'a',
        mediaType: 'text/plain',
        bytes: bytesOf(text),
        storedBy: null,
      })
      await before?.()
      return sha256
    })
  const take = async (unit: SeededUnit, sha256: string) => {
    await scoped(unit, (tx) => files.remove(tx, unit.institutionId, sha256))
    return files.discard(harness.product.database, sha256)
  }

  test('go with the last institution that has them, also one that nobody named', async () => {
    const sha256 = await put(root, 'shared')
    await put(other, 'shared')
    expect(await take(root, sha256)).toBe(false)
    expect(await there(pathOfFile(folder, sha256))).toBe(true)
    expect(await scoped(other, (tx) => files.get(tx, other.institutionId, sha256))).toEqual(
      Buffer.from('shared'),
    )
    expect(await take(other, sha256)).toBe(true)
    expect(await there(pathOfFile(folder, sha256))).toBe(false)
  })

  test('stay while a transaction that puts the same bytes is open; and are there when it commits', async () => {
    const sha256 = await put(root, 'again')
    const gate = Promise.withResolvers<void>()
    const begun = put(other, 'again', () => gate.promise)
    const isPutting = async () =>
      (await harness.owner("select 1 from pg_locks where locktype = 'advisory' and mode = 'ShareLock'"))
        .length
    await expect.poll(isPutting).toBeGreaterThan(0)
    expect(await take(root, sha256)).toBe(false)
    gate.resolve()
    await begun
    expect(await scoped(other, (tx) => files.get(tx, other.institutionId, sha256))).toEqual(
      Buffer.from('again'),
    )
    await take(other, sha256)
  })

  test('put and deleted by many at the same time: a row never stands without its bytes', async () => {
    const sha256 = shaOf(bytesOf('raced'))
    for (let round = 0; round < 25; round += 1) {
      await put(root, 'raced')
      await Promise.all([
        take(root, sha256),
        put(other, 'raced'),
        files.discard(harness.product.database, sha256),
        take(root, sha256),
      ])
      expect(await scoped(other, (tx) => files.get(tx, other.institutionId, sha256))).toEqual(
        Buffer.from('raced'),
      )
      await take(other, sha256)
    }
    await files.sweep(harness.product.database)
    expect(await there(pathOfFile(folder, sha256))).toBe(false)
  })

  test('that a crash or a rolled back transaction left behind are swept; others stay', async () => {
    const kept = await put(root, 'kept')
    const cut = await put(root, 'cut between the row and its bytes')
    await scoped(root, (tx) => files.remove(tx, root.institutionId, cut))
    const undone = await put(root, 'undone', () => Promise.reject(new Error('rolled back'))).catch(() =>
      shaOf(bytesOf('undone')),
    )
    expect(await there(pathOfFile(folder, undone))).toBe(true)
    const half = `${pathOfFile(folder, undone)}.${randomUUID()}`
    const young = `${pathOfFile(folder, undone)}.${randomUUID()}`
    await mkdir(dirname(half), { recursive: true })
    for (const path of [half, young]) await writeFile(path, 'half')
    const yesterday = Date.now() / 1000 - 90_000
    await utimes(half, yesterday, yesterday)
    expect(await files.sweep(harness.product.database)).toBe(2)
    const left = await Promise.all([kept, cut, undone].map((sha256) => there(pathOfFile(folder, sha256))))
    expect([...left, await there(half), await there(young)]).toEqual([true, false, false, false, true])
  })

  test('stay while a backup reads, and are in it', async () => {
    const sha256 = await put(root, 'in the backup')
    const manifest = await writeBackup({
      url: harness.url,
      filesFolder: folder,
      target: join(folder, 'backup.tar.gz'),
      version: 'test',
      without: [],
      onSnapshot: async () => {
        expect(await take(root, sha256)).toBe(false)
      },
    })
    expect(manifest.files.map((file) => file.name)).toContain(`files/${sha256}`)
    expect(await files.discard(harness.product.database, sha256)).toBe(true)
  })
})

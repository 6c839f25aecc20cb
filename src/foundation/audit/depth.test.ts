// The log in depth on a real PostgreSQL: noted heads, the daily verification, filters, and taking the log along.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { auditActs, seedCommission, seedHospital } from '../../../test/audit-stage.ts'
import { type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedPeople, seedUnit } from '../../../test/seed.ts'
import { readWorkbook } from '../../core/workbook/index.ts'
import { verifyJob } from './index.ts'
import { logSheet } from './sheet.ts'

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
    expect(await verify()).toMatchObject({ brokenAt: null, noted: null })
    expect(await verify()).toMatchObject({ brokenAt: null, noted: null })
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
    await verifyJob.work({ ...harness.product.floor, log }, {}, new AbortController().signal)
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
      ['zh', ['单位更名', '名称 内科党支部 → 内科第一党支部；生效日期 2026-11-21']],
      ['en', ['Rename unit', 'Name 内科党支部 → 内科第一党支部; From the day 2026-11-21']],
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

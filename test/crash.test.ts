// The crash proof: thousands of changes by parallel clients, the product killed again and again; nothing acknowledged is
// lost, nothing half done is left, and every chain is whole. LINGHANG_CRASH_OPS and LINGHANG_CRASH_SEED change the run.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../src/core/audit.ts'
import { type Course, randomFrom, runClient } from './crash/client.ts'
import { type Ground, prepare, withDatabase } from './crash/ground.ts'
import { type Running, startProduct } from './crash/process.ts'

const wanted = Number(process.env['LINGHANG_CRASH_OPS'] ?? 2_000)
const seed = Number(process.env['LINGHANG_CRASH_SEED'] ?? Math.floor(Math.random() * 1e9))
const kills = 6
const hospitals = 2
const clientsEach = 6

type Row = Readonly<Record<string, unknown>>
type Entry = {
  readonly endpoint: string
  readonly requestId: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly after: Row
}

let dataDir: string
let grounds: Ground[] = []
const acknowledged = new Map<string, string>()
const refused = new Map<string, number>()
const broken: string[] = []
let entries: Entry[] = []
let tables: Readonly<Record<string, readonly Row[]>> = {}
let chains: readonly { readonly entries: number; readonly brokenAt: number | null }[] = []

const note = `seed ${seed}`

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'linghang-crash-'))
  grounds = await withDatabase(dataDir, (product) => prepare(product, hospitals, clientsEach))
  await runCourse()
  await readBack()
}, 1_500_000)
afterAll(() => rm(dataDir, { recursive: true, force: true }))

/** Runs all clients until enough is acknowledged; kills the product at points that the seed chooses. */
async function runCourse(): Promise<void> {
  const random = randomFrom(seed)
  const points = Array.from({ length: kills }, (_, index) =>
    Math.floor(((index + 0.2 + 0.6 * random()) / kills) * wanted),
  )
  let serving: Promise<Running> = startProduct(dataDir)
  let killing: Promise<void> = Promise.resolve()
  const course: Course = {
    address: async () => (await serving).address,
    over: () => acknowledged.size >= wanted,
    acknowledged: (endpoint, requestId) => {
      acknowledged.set(requestId, endpoint)
      if (acknowledged.size < (points[0] ?? Infinity)) return
      points.shift()
      const running = serving
      // In the midst of what the other clients have under way.
      serving = killing = running.then(async (product) => {
        await product.kill()
        return startProduct(dataDir)
      }) as never
    },
    refused: (endpoint, status, text) => {
      refused.set(`${endpoint} ${status}`, (refused.get(`${endpoint} ${status}`) ?? 0) + 1)
      if (status >= 500) broken.push(`${endpoint} ${status} ${text.slice(0, 300)}`)
    },
  }
  await Promise.all(grounds.map((ground, index) => runClient(ground, seed + index, course)))
  await killing
  const last = await serving
  await last.kill()
}

async function readBack(): Promise<void> {
  await withDatabase(dataDir, async (product, url) => {
    const ids = [...new Set(grounds.map((ground) => ground.hospital.institutionId))]
    chains = await product.database.inScope(ids, async (tx) => {
      const found = []
      for (const id of ids) found.push(await verifyAudit(tx, id))
      return found
    })
    const owner = new pg.Client({ connectionString: url })
    await owner.connect()
    await owner.query(`select set_config('app.institutions', $1, false)`, [`{${ids.join(',')}}`])
    const read = async (text: string): Promise<Row[]> => (await owner.query(text)).rows as Row[]
    entries = (await read(
      `select endpoint, request_id as "requestId", subject_kind as "subjectKind", subject_id as "subjectId", after
       from audit order by institution_id, seq`,
    )) as unknown as Entry[]
    const names = [
      'unit',
      'meeting',
      'account',
      'duty',
      'workload',
      'agenda_item',
      'meeting_roll',
      'duty_fulfilment',
    ]
    tables = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await read(`select * from ${name}`)] as const)),
    )
    await owner.end()
  })
}

const table = (name: string): readonly Row[] => tables[name] ?? []
const ofKind = (kind: string): Map<string, Entry[]> =>
  Map.groupBy(
    entries.filter((entry) => entry.subjectKind === kind),
    (entry) => entry.subjectId,
  )
/** The fields of a subject as its entries leave them, one after another. */
const folded = (list: readonly Entry[]): Row => Object.assign({}, ...list.map((entry) => entry.after))

describe(`killed ${kills} times (${note})`, () => {
  test('the clients did what was asked, of every sort, and the product never answered with a failure of its own', () => {
    expect(acknowledged.size, note).toBeGreaterThanOrEqual(wanted)
    expect(broken, note).toEqual([])
    expect([...new Set(acknowledged.values())].toSorted()).toEqual(
      expect.arrayContaining(['accounts.create', 'duties.waive', 'meetings.confirm', 'org.moveUnit']),
    )
    console.log(
      note,
      Object.fromEntries(
        Map.groupBy(acknowledged.values(), (name) => name)
          .entries()
          .map(([name, all]) => [name, all.length]),
      ),
      Object.fromEntries(refused),
    )
  })

  test('every acknowledged change is in the log; what is there besides was under way when the product died', () => {
    const logged = new Set(entries.map((entry) => entry.requestId))
    expect(
      [...acknowledged].filter(([requestId]) => !logged.has(requestId)),
      note,
    ).toEqual([])
    const unanswered = entries.filter((entry) => !acknowledged.has(entry.requestId))
    expect(unanswered.length, note).toBeLessThanOrEqual((kills + 1) * grounds.length)
  })

  test('the chain of every hospital is whole', () => {
    expect(
      chains.map((chain) => chain.brokenAt),
      note,
    ).toEqual(chains.map(() => null))
    expect(chains.reduce((sum, chain) => sum + chain.entries, 0)).toBe(entries.length)
  })

  test('each unit is what its entries say, with one version for each', () => {
    const changes = ofKind('unit')
    for (const unit of table('unit')) {
      const list = changes.get(String(unit['id'])) ?? []
      const founded = list.some((entry) => entry.endpoint === 'org.createUnit')
      expect(unit['version'], note).toBe(1 + list.length - (founded ? 1 : 0))
      const said = folded(list)
      if (said['name'] !== undefined) expect(unit['name'], note).toBe(said['name'])
      if (said['parentId'] !== undefined) expect(unit['parent_id'], note).toBe(said['parentId'])
    }
    const there = new Set(table('unit').map((unit) => String(unit['id'])))
    expect(
      [...changes.keys()].filter((id) => !there.has(id)),
      note,
    ).toEqual([])
  })

  test('every path is the way from the root to the unit', () => {
    const byId = new Map(table('unit').map((unit) => [unit['id'], unit]))
    const wrong = table('unit').filter((unit) => {
      const way: unknown[] = []
      for (
        let step: Row | undefined = unit;
        step !== undefined && way.length < 50;
        step = byId.get(step['parent_id'])
      )
        way.unshift(step['id'])
      return JSON.stringify(way) !== JSON.stringify(unit['path'])
    })
    expect(wrong, note).toEqual([])
  })

  test('each meeting is in the state of its last move, at a version for each of its entries', () => {
    const changes = ofKind('meeting')
    expect(changes.size, note).toBe(table('meeting').length)
    for (const meeting of table('meeting')) {
      const list = changes.get(String(meeting['id'])) ?? []
      const said = folded(list)
      expect([meeting['version'], meeting['state']], note).toEqual([list.length, said['state']])
      if (said['minutes'] !== undefined && typeof said['minutes'] === 'string')
        expect(meeting['minutes'], note).toBe(said['minutes'])
      const agenda = table('agenda_item')
        .filter((item) => item['meeting_id'] === meeting['id'])
        .toSorted((a, b) => Number(a['position']) - Number(b['position']))
      expect(
        agenda.map((item) => item['title']),
        note,
      ).toEqual(said['agenda'])
    }
  })

  test('the roll is frozen exactly where the meeting was opened, and whole', () => {
    const rolls = Map.groupBy(table('meeting_roll'), (line) => line['meeting_id'])
    for (const meeting of table('meeting')) {
      const began = ['open', 'held', 'confirmed'].includes(String(meeting['state']))
      expect(rolls.get(meeting['id'])?.length ?? 0, note).toBe(began ? 6 : 0)
    }
  })

  test('a duty is fulfilled by a confirmed meeting that is there, and every confirmed meeting counted once at most', () => {
    const meetings = new Map(table('meeting').map((meeting) => [meeting['id'], meeting]))
    const fulfilments = table('duty_fulfilment')
    expect(fulfilments.length, note).toBeGreaterThan(0)
    for (const { record_id: id } of fulfilments) expect(meetings.get(id)?.['state'], note).toBe('confirmed')
    expect(new Set(fulfilments.map((each) => each['record_id'])).size).toBe(fulfilments.length)
  })

  test('waivers, accounts and figures are what their last entries say', () => {
    const waivers = ofKind('duty')
    for (const duty of table('duty')) {
      const said = folded(waivers.get(String(duty['id'])) ?? [])
      expect(duty['waived_at'] !== null, note).toBe(said['state'] === 'waived')
    }
    const accounts = ofKind('account')
    const made = table('account').filter((account) => account['password_hash'] !== 'none')
    expect(made.length, note).toBe(accounts.size)
    for (const account of made) {
      const said = folded(accounts.get(String(account['id'])) ?? [])
      expect([account['username'], account['disabled_at'] !== null], note).toEqual([
        said['username'],
        said['disabled'] === true,
      ])
    }
    const figures = entries.filter((entry) => entry.subjectKind === 'workload')
    const versions = table('workload').reduce((sum, line) => sum + Number(line['version']), 0)
    expect(versions, note).toBe(figures.length)
  })
})

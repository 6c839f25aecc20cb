// A tree of 100,000 units: opening it, opening units in it and searching it over HTTP, as a commission sees it: node bench/tree.ts.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createAccount } from '../src/foundation/accounts/index.ts'
import { refreshStatistics, setScope, type Tx } from '../src/core/db.ts'
import { newId } from '../src/core/ids.ts'
import { prepareJobs } from '../src/core/jobs.ts'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { migrate } from '../src/core/postgres/migrate.ts'
import { listen } from '../src/core/server.ts'
import { newKeyFile } from '../src/core/vault.ts'
import { insertInstitution, insertUnits } from '../src/foundation/org/store/index.ts'
import type { UnitKind } from '../src/foundation/org/words.ts'
import { openProduct } from '../src/product.ts'
import { eachOf, measure } from './clients.ts'

/** Milliseconds that 99 of 100 answers may take. */
const limit = 50
/** People asking at once; the load generator shares the process and both cores with the server. */
const crowds = [1, 4]
const institutions = 50
const perInstitution = 2_000

type Unit = {
  readonly id: string
  readonly path: readonly string[]
  readonly name: string
  readonly kind: UnitKind
  readonly parentId: string | null
}

/** One institution of about two thousand units: 总支, 支部, 小组 and departments, named as hospitals name them. */
function unitsOf(root: Unit): readonly Unit[] {
  const units: Unit[] = [root]
  const add = (above: Unit, kind: UnitKind, name: string): Unit => {
    const id = newId()
    const unit = { id, path: [...above.path, id], name, kind, parentId: above.id }
    units.push(unit)
    return unit
  }
  const specialities = [
    '心血管内',
    '消化内',
    '神经外',
    '骨',
    '妇产',
    '儿',
    '急诊医学',
    '检验',
    '药学',
    '护理',
  ]
  const committee = add(root, 'committee', `中共${root.name}委员会`)
  for (let general = 1; units.length < perInstitution; general += 1) {
    const above = add(committee, 'general_branch', `第${general}党总支`)
    for (const speciality of specialities) {
      const department = add(root, 'department', `${speciality}科${general}病区`)
      add(department, 'department', `${speciality}科${general}门诊`)
      const branch = add(above, 'branch', `${speciality}科第${general}党支部`)
      for (let group = 1; group <= 3; group += 1) add(branch, 'group', `第${group}党小组`)
    }
  }
  return units.slice(0, perInstitution)
}

type Above = { readonly id: string; readonly path: readonly string[]; readonly unit: Unit }

async function found(tx: Tx, name: string, kind: 'commission' | 'institution', above: Above | null) {
  const institutionId = newId()
  await setScope(tx, [institutionId])
  const id = newId()
  const code = name
  const unit: Unit = { id, path: [...(above?.unit.path ?? []), id], name, kind, parentId: null }
  const path = [...(above?.path ?? []), institutionId]
  await insertInstitution(tx, {
    id: institutionId,
    code,
    name,
    kind,
    parentId: above?.id ?? null,
    path,
    level: null,
    dutiesFrom: '2026-01-01',
    demo: false,
  })
  const units = kind === 'institution' ? unitsOf(unit) : [unit]
  await insertUnits(
    tx,
    units.map((each, index) => ({
      ...each,
      form: 'plain',
      institutionId,
      code: index === 0 ? code : `U${String(index).padStart(5, '0')}`,
      foundedOn: index === 0 ? null : '2015-01-01',
      dissolvedOn: null,
    })),
  )
  return { id: institutionId, path, unit, units }
}

/** Seeds, measures and answers the lines of the result. */
async function benchTree(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-tree-'))
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
    })
    const began = performance.now()
    const { inScope } = product.database
    const all: Unit[] = []
    // An institution that is being founded widens the scope by itself, as an import does.
    const founded = (name: string, kind: 'commission' | 'institution', above: Above | null) =>
      inScope([], (tx) => found(tx, name, kind, above))
    const top = await founded('省卫健委', 'commission', null)
    for (let index = 1; index <= institutions; index += 1) {
      all.push(...(await founded(`第${index}人民医院`, 'institution', top)).units)
    }
    const password = 'bench password 100000'
    await inScope([top.id], async (tx) => {
      await createAccount(tx, {
        username: 'bench',
        password,
        institution: '省卫健委',
        unit: '省卫健委',
        role: 'party_office',
        staffNo: null,
      })
      await refreshStatistics(tx)
    })
    const seeded = (performance.now() - began) / 1000
    const server = await listen(product.app, 0, '127.0.0.1')
    const base = `http://127.0.0.1:${server.port}/api/v1`
    const signIn = await fetch(`${base}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-linghang': '1' },
      body: JSON.stringify({ username: 'bench', password }),
    })
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const some = (count: number, list: readonly Unit[]): readonly Unit[] =>
      Array.from({ length: count }, (_, index) => list[(index * 7919) % list.length]).filter(
        (unit) => unit !== undefined,
      )
    const parents = all.filter((unit) => unit.kind !== 'group' && !unit.name.endsWith('门诊'))
    const words = [
      '党支部',
      '内科',
      '心血管',
      '第7党总支',
      '急诊',
      'xxgnk',
      '第33人民',
      '小组',
      '儿科第1',
      '没有的',
    ]
    const asked: Readonly<Record<string, readonly string[]>> = {
      'who am I, for comparison': Array.from({ length: 400 }, () => `${base}/me`),
      'open the tree': Array.from({ length: 400 }, () => `${base}/org/tree`),
      'open a unit in it': some(800, parents).map((unit) => `${base}/org/tree/children?parentId=${unit.id}`),
      search: Array.from(
        { length: 800 },
        (_, index) => `${base}/org/tree/search?q=${encodeURIComponent(words[index % words.length] ?? '')}`,
      ),
      'page of a unit': some(400, all).map((unit) => `${base}/org/units/${unit.id}`),
      'tree of a past day': Array.from({ length: 100 }, () => `${base}/org/tree?at=2020-01-01`),
    }
    const lines = [
      `${all.length + 1} units in ${institutions} institutions, seeded in ${seeded.toFixed(0)} s`,
      '',
      '| tree of 100,000 units | people | p50 ms | p99 ms | most ms | limit (p99) |',
      '|---|---|---|---|---|---|',
    ]
    const limited = ['open the tree', 'open a unit in it', 'search']
    for (const [name, urls] of Object.entries(asked)) {
      const questions = urls.map((url) => ({ url }))
      for (const people of crowds) {
        await measure(people, cookie, eachOf(questions.slice(0, 40)))
        const { p50, p99, most } = await measure(people, cookie, eachOf(questions))
        const verdict = limited.includes(name) ? `${limit} ${p99 <= limit ? 'kept' : 'broken'}` : ''
        lines.push(
          `| ${name} | ${people} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${most.toFixed(1)} | ${verdict} |`,
        )
      }
    }
    await server.close()
    await product.database.close()
    return lines
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) for (const line of await benchTree()) console.log(line)

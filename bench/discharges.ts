// Front pages: import against a plain reader and DuckDB's own, indicators against hand-written DuckDB SQL and PostgreSQL.

import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { writePages } from '../demo/discharges/generate.ts'
import { openColumns } from '../src/core/columns/index.ts'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { newKeyFile, openVault } from '../src/core/vault.ts'
import { plainMapping } from '../src/performance/discharges/file/layout.ts'
import { takeIn } from '../src/performance/discharges/intake.ts'
import { flags } from '../src/performance/discharges/rules/derive.ts'
import { indicators } from '../src/performance/discharges/rules/indicators.ts'
import { syntheticLists } from '../src/performance/discharges/rules/lists.ts'
import { type Counted, countIndicators } from '../src/performance/discharges/store/counts.ts'
import { addRun, cubeOf, deriveCube } from '../src/performance/discharges/store/facts.ts'

const institutionId = '01a00000-0000-7000-8000-000000000000'
const rounds = 3
const pages = Number(process.env['BENCH_PAGES'] ?? 50_000)
/** One page in so many is bad; 0: none. */
const badEach = Number(process.env['BENCH_BAD'] ?? 0)
const facts = Number(process.env['BENCH_FACTS'] ?? 1_000_000)
const everything = { from: 0, to: 999_999, department: null }

const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Runs the contenders in turn, so that what else the machine does hits all alike; medians by name. */
async function inTurn(
  contenders: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Readonly<Record<string, number>>> {
  const times: Record<string, number[]> = {}
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of Object.entries(contenders)) (times[name] ??= []).push(await seconds(work))
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]))
}

/** The least a reader can do: decode, split into lines and cells, count. Checks nothing, derives nothing. */
async function plainRead(path: string): Promise<number> {
  let rest = ''
  let cells = 0
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) cells += line.split(',').length
  }
  return cells
}

async function benchImport(folder: string): Promise<readonly string[]> {
  const path = join(folder, 'pages.csv')
  const { truth } = await writePages(path, { count: pages, ...(badEach > 0 ? { badEach } : {}) })
  const columns = openColumns(join(folder, 'import'))
  const duck = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  let most = 0
  const times = await inTurn({
    plain: () => plainRead(path),
    duck: () => duck.runAndReadAll(`select count(columns(*)) from read_csv('${path}', all_varchar = true)`),
    ours: async () => {
      const taken = await takeIn({
        path,
        institutionId,
        columns,
        vault: openVault(newKeyFile('aes-256-gcm')),
        encoding: null,
        mapping: plainMapping,
        lists: syntheticLists,
        organisation: null,
        today: '2026-11-21',
        factPart: `${institutionId}/run-1`,
        faultPart: `${institutionId}/faults-1`,
        recordPart: `${institutionId}/records-1`,
        progress: async () => {
          most = Math.max(most, process.memoryUsage().rss)
        },
      })
      if (taken.good !== truth.stays || taken.bad !== pages - truth.stays)
        throw new Error(`Not all rows came in: ${taken.good}`)
    },
  })
  await columns.close()
  const { plain = NaN, duck: theirs = NaN, ours = NaN } = times
  const line = (name: string, time: number): string =>
    `| ${name} | ${Math.round(pages / time)} | ${(plain / time).toFixed(2)} |`
  return [
    `| ${pages} front pages, 642 columns${badEach > 0 ? `, 1 in ${badEach} bad` : ''} | rows/s | ÷ plain reader |`,
    '|---|---|---|',
    line('plain reader: split and count only', plain),
    line('DuckDB read_csv, all columns as text, two threads', theirs),
    line('import: check, derive, seal, write (goal ≥ 0.5)', ours),
    `Memory while importing: at most ${Math.round(most / 1e6)} MB (RSS of the whole process).`,
  ]
}

/**
 * Facts made by the engine itself: 12 departments, 24 months. Flags agree with each other as far as their meaning says so
 * and are independent beyond that, which real ones are not: many more combinations occur, and the cube is larger than it
 * would be in a hospital.
 */
const one = (seed: number, of: number): string => `hash(i, ${seed}) % ${of} = 0`
const made = `select i as line, uuid() as stay, i as record,
  cast(202401 + (i % 12) + 100 * ((i // 12) % 2) as integer) as month, date '2024-01-15' as discharged,
  'D' || (hash(i) % 12) as department, cast(1 + hash(i, 1) % 20 as integer) as los_days,
  cast(500000 + hash(i, 2) % 1000000 as bigint) as cost_fen, cast(1000 as bigint) as drug_fen, null::bigint as material_fen,
  case when ${one(20, 10)} then 'SD' || (hash(i, 21) % 10) end as diseases, 'K29.500' as main_dx, null::varchar as other_dx,
  null::varchar as main_op, null::varchar as other_ops, 1 as sex, 50 as age_years, null::integer as age_days,
  null::integer as birth_weight, 1 as leaving, ${one(3, 4)} as surgery, ${one(4, 20)} as intervention,
  surgery or intervention as operated, operated and ${one(5, 3)} as minimally_invasive, operated and ${one(6, 4)} as level4,
  operated and ${one(7, 3)} as level3, operated and ${one(8, 10)} as day_surgery, operated and not ${one(9, 5)} as elective,
  surgery and ${one(10, 3)} as class1, class1 and ${one(11, 50)} as class1_infected, operated and ${one(12, 40)} as complication,
  ${one(13, 12)} as obstetric, ${one(14, 15)} as newborn, ${one(15, 100)} as death
  from range(${facts}) as t(i)`

/** The same figures as somebody would write them by hand, for both databases. */
const byHand = (table: string): string => `select department, month, count(*) as stays,
  count(*) filter (where day_surgery) as day, count(*) filter (where elective) as elective,
  count(*) filter (where operated) as operated, count(*) filter (where minimally_invasive) as mini,
  count(*) filter (where level4) as level4, count(*) filter (where complication) as complication,
  count(*) filter (where elective and not obstetric and not newborn) as elective_others,
  count(*) filter (where class1_infected) as infected, count(*) filter (where class1) as class1,
  sum(los_days) as los, sum(cost_fen) as cost, count(*) filter (where death) as deaths
  from ${table} group by department, month order by department, month`

type HandRow = Readonly<Record<string, unknown>>

/** Both answers as text, to be compared cell by cell. */
function ofHand(rows: readonly HandRow[]): string {
  const n = (value: unknown): number => Number(value)
  return rows
    .map((row) =>
      [
        row['department'],
        n(row['month']),
        [n(row['stays']), null],
        [n(row['day']), n(row['elective'])],
        [n(row['operated']), n(row['stays'])],
        [n(row['mini']), n(row['operated'])],
        [n(row['level4']), n(row['operated'])],
        [n(row['complication']), n(row['elective_others'])],
        [n(row['infected']), n(row['class1'])],
        [n(row['los']), n(row['stays'])],
        [n(row['cost']), n(row['stays'])],
        [n(row['deaths']), n(row['stays'])],
      ].join(';'),
    )
    .sort()
    .join('\n')
}

function ofOurs(rows: readonly Counted[]): string {
  return rows
    .map((row) =>
      [
        row.department,
        row.month,
        ...indicators.map(({ id }) => [row.cells[id]?.numerator, row.cells[id]?.denominator ?? null]),
      ].join(';'),
    )
    .sort()
    .join('\n')
}

async function benchIndicators(folder: string): Promise<readonly string[]> {
  const columns = openColumns(join(folder, 'facts'), { memory: '2GB' })
  const [run, whole] = [`${institutionId}/run-1`, `${institutionId}/whole-1`]
  await columns.derive(run, made, {})
  const published = await seconds(() => addRun(columns, whole, null, { part: run, sequence: 1 }))
  const cubed = await seconds(() => deriveCube(columns, whole))
  const [cube] = await columns.read('select count(*) as n from {cube}', { cube: [cubeOf(whole)] })
  const parquet = `read_parquet('${join(folder, 'facts', `${whole}.parquet`)}')`
  const duck = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  const database = await startEmbedded({ dataDir: join(folder, 'pg') })
  const client = new pg.Client({ connectionString: database.url })
  try {
    await client.connect()
    const kinds = [
      'department text',
      'month int',
      'los_days int',
      'cost_fen bigint',
      ...flags.map((flag) => `${flag} boolean`),
    ]
    await client.query(`create table facts (${kinds.join(', ')})`)
    const csv = join(folder, 'facts.csv')
    await duck.run(
      `copy (select department, month, los_days, cost_fen, ${flags.join(', ')} from ${parquet}) to '${csv}' (header false)`,
    )
    await pipeline(createReadStream(csv), client.query(copyFrom('copy facts from stdin (format csv)')))
    await client.query('vacuum analyze facts')

    const answers: Record<string, string> = {}
    const by = ['department', 'month'] as const
    const times = await inTurn({
      ours: async () => {
        const rows = await countIndicators(columns, whole, indicators, by, everything)
        answers['ours'] = ofOurs(rows)
      },
      uncubed: async () => {
        const rows = await countIndicators(columns, whole, indicators, by, everything, 'facts')
        answers['uncubed'] = ofOurs(rows)
      },
      duck: async () => {
        const result = await duck.runAndReadAll(byHand(parquet))
        answers['duck'] = ofHand(result.getRowObjectsJS() as HandRow[])
      },
      postgres: async () => {
        const result = await client.query(byHand('facts'))
        answers['postgres'] = ofHand(result.rows as HandRow[])
      },
    })
    if (new Set(Object.values(answers)).size !== 1) throw new Error('They do not agree')
    const { ours = NaN, uncubed = NaN, duck: theirs = NaN, postgres = NaN } = times
    return [
      `| all ${indicators.length} indicators × 12 departments × 24 months over ${facts} facts | ms | ratio |`,
      '|---|---|---|',
      `| hand-written DuckDB SQL over the same Parquet | ${(theirs * 1000).toFixed(0)} | 1 |`,
      `| ours, from the cube made at publication (goal ≤ 1.2) | ${(ours * 1000).toFixed(0)} | ${(ours / theirs).toFixed(2)} |`,
      `| ours, counted anew from the facts | ${(uncubed * 1000).toFixed(0)} | ${(uncubed / theirs).toFixed(2)} |`,
      `| PostgreSQL 18, same facts as rows (goal ≥ 20 × ours) | ${(postgres * 1000).toFixed(0)} | ${(postgres / ours).toFixed(1)} × ours |`,
      'All four gave the same figures in every cell.',
      `Publishing them took ${published.toFixed(1)} s, of that the cube ${cubed.toFixed(1)} s: ${String(cube?.['n'])} rows. Memory at its end ${Math.round(process.memoryUsage().rss / 1e6)} MB.`,
    ]
  } finally {
    await client.end()
    await database.stop()
    await columns.close()
  }
}

/** The lines of both tables, in Markdown. */
async function benchDischarges(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-bench-'))
  try {
    return [...(await benchImport(folder)), '', ...(await benchIndicators(folder))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) for (const line of await benchDischarges()) console.log(line)

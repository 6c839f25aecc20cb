// How an import of 100,000 people compares with COPY of the same rows into the same tables, in one run: node bench/import.ts.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { pino } from 'pino'
import { setScope } from '../src/core/db.ts'
import { prepareJobs } from '../src/core/jobs.ts'
import { openPace } from '../src/core/pace.ts'
import { startEmbedded } from '../src/core/postgres/launcher.ts'
import { migrate } from '../src/core/postgres/migrate.ts'
import { newKeyFile } from '../src/core/vault.ts'
import { writeWorkbook } from '../src/core/workbook/index.ts'
import { foundationPorts, importWorkbook } from '../src/foundation/exchange/index.ts'
import { checkCharacter } from '../src/foundation/people/rules.ts'
import { laterPorts, openProduct } from '../src/product.ts'

const branches = 2_000
const departments = 300

const two = (number: number): string => String(number).padStart(2, '0')
const pick = (text: string, index: number): string => text[index % text.length] ?? ''

/** A number of the region 999999, which nobody has. */
function idNumber(index: number, bornOn: string): string {
  // The serial within a day tells 1,000 people apart; an even one is a woman's.
  const serial = String((Math.floor(index / 700) * 2 + (index % 2)) % 1000).padStart(3, '0')
  const digits = `999999${bornOn.replaceAll('-', '')}${serial}`
  return digits + checkCharacter(digits)
}

/** A workbook of one institution with so many people; every identity its own. */
export function benchRows(count: number): Readonly<Record<string, readonly Record<string, string>[]>> {
  const code = (prefix: string, index: number): string => `${prefix}${String(index).padStart(4, '0')}`
  return {
    institutions: [{ code: 'BENCH', name: '万人医院', kind: 'institution', dutiesFrom: '2026-11-01' }],
    units: [
      ...Array.from({ length: branches }, (_, index) => ({
        code: code('ZB', index),
        name: `第${index + 1}党支部`,
        kind: 'branch',
        foundedOn: '2010-01-01',
      })),
      ...Array.from({ length: departments }, (_, index) => ({
        code: code('KS', index),
        name: `科室${index + 1}`,
        kind: 'department',
      })),
    ],
    people: Array.from({ length: count }, (_, index) => {
      const bornOn = `${1960 + (index % 40)}-${two(1 + (Math.floor(index / 40) % 12))}-${two(1 + (Math.floor(index / 480) % 28))}`
      return {
        institution: 'BENCH',
        staffNo: `B${String(index).padStart(6, '0')}`,
        name: `${pick('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗', index)}${pick('伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平', Math.floor(index / 20))}${pick('一国建文华玉志海春红金晓小永德云美荣新光', Math.floor(index / 400))}`,
        gender: Math.floor(index % 2) === 0 ? 'female' : 'male',
        bornOn,
        education: 'bachelor',
        title: '主治医师',
        status: 'full',
        probationOn: '2015-03-12',
        fullOn: '2016-03-12',
        partyUnit: code('ZB', index % branches),
        partyUnitFrom: '2016-03-12',
        department: code('KS', index % departments),
        idNumber: idNumber(index, bornOn),
        phone: `1990${String(index).padStart(7, '0')}`,
      }
    }),
  }
}

/** Tables an import of people fills, with the columns that COPY writes. */
const tables = {
  person:
    'institution_id, id, staff_no, name, name_sort, gender, born_on, education, title, status, probation_on, full_on, department_id, service, infirm',
  person_status: 'institution_id, person_id, from_on, status',
  person_identity: 'institution_id, person_id, key_id, id_number, id_number_index, phone, phone_index',
  affiliation: 'institution_id, person_id, unit_id, from_on, until_on',
} as const

const seconds = (from: number): number => (performance.now() - from) / 1000

/** Imports and copies; answers lines of a Markdown table. Both write into empty, equally indexed tables. */
async function benchImport(people = 100_000): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-bench-import-'))
  const database = await startEmbedded({ dataDir: join(folder, 'pg') })
  const product = openProduct({
    url: database.url,
    filesFolder: join(folder, 'files'),
    webFolder: folder,
    log: pino({ level: 'silent' }),
    keys: newKeyFile('aes-256-gcm'),
  })
  const owner = new pg.Client({ connectionString: database.url })
  try {
    await migrate(database.url, join(import.meta.dirname, '../db/migrations'))
    await prepareJobs(database.url)
    await owner.connect()
    const rows = benchRows(people)
    const bytes = await writeWorkbook(
      [...foundationPorts, ...laterPorts].map(({ sheet }) => ({ sheet, rows: rows[sheet.key] ?? [] })),
    )
    const times = new Map<string, number>()
    let peak = 0
    let step = ''
    let since = performance.now()
    const watch = (next: string): void => {
      peak = Math.max(peak, process.memoryUsage().rss)
      if (next === step) return
      times.set(step, (times.get(step) ?? 0) + seconds(since))
      since = performance.now()
      step = next
    }
    const began = performance.now()
    await product.database.inScope([], async (tx) => {
      const scope = new Set<string>()
      await importWorkbook(
        {
          tx,
          now: product.floor.now(),
          today: '2026-11-21',
          vault: product.floor.vault,
          mayWrite: () => true,
          widen: async (ids) => {
            for (const id of ids) scope.add(id)
            await setScope(tx, [...scope])
          },
          pace: openPace(() => false, watch),
        },
        laterPorts,
        bytes,
        false,
      )
      watch('commit')
    })
    watch('end')
    const whole = seconds(began)
    const copied = await copyAgain(owner)
    const part = (name: string): number => times.get(name) ?? 0
    const writing = part('writing:people')
    const line = (name: string, value: number): string =>
      `| ${name} | ${value.toFixed(1)} | ${(value / copied).toFixed(2)} |`
    return [
      `| ${people.toLocaleString('en')} people, ${(bytes.length / 1e6).toFixed(1)} MB xlsx | seconds | ÷ COPY |`,
      '|---|---|---|',
      line('COPY of the same rows into the same tables', copied),
      line('import, whole (goal ≤ 5)', whole),
      line('  reading the xlsx', part('reading')),
      line('  planning: comparing, checking identities', part('planning')),
      line('  writing people: sealing and SQL', writing),
      line(
        '  the rest: units, statistics, duties, commit',
        whole - part('reading') - part('planning') - writing,
      ),
      `| peak resident memory | ${(peak / 1e6).toFixed(0)} MB | |`,
    ]
  } finally {
    await owner.end()
    await product.database.close()
    await database.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Takes the rows out, empties the tables, and copies the rows back in; answers the seconds of the last part. */
async function copyAgain(owner: pg.Client): Promise<number> {
  await owner.query(`select set_config('app.institutions', array_agg(id)::text, false) from institution`)
  const texts: [string, string, Buffer][] = []
  const { to: copyTo } = await import('pg-copy-streams')
  for (const [table, columns] of Object.entries(tables)) {
    const pieces: Buffer[] = []
    const out = owner.query(copyTo(`copy (select ${columns} from ${table}) to stdout`))
    for await (const piece of out) pieces.push(piece as Buffer)
    texts.push([table, columns, Buffer.concat(pieces)])
  }
  await owner.query(`truncate ${Object.keys(tables).join(', ')} cascade`)
  await owner.query('vacuum')
  // Row-level security does not let COPY in; without it the copy does not pay for the checks that the import pays for.
  for (const table of Object.keys(tables))
    await owner.query(`alter table ${table} no force row level security`)
  const began = performance.now()
  await owner.query('begin')
  for (const [table, columns, text] of texts) {
    // In pieces, as a file would come.
    const pieces = Array.from({ length: Math.ceil(text.length / 65_536) }, (_, index) =>
      text.subarray(index * 65_536, (index + 1) * 65_536),
    )
    await pipeline(Readable.from(pieces), owner.query(copyFrom(`copy ${table} (${columns}) from stdin`)))
  }
  await owner.query('commit')
  return seconds(began)
}

if (import.meta.main) {
  for (const line of await benchImport(Number(process.argv[2] ?? 100_000))) console.log(line)
}

// Grouping of stays with rules of national size, made up by seed: records a second on one core, against the same rules scanned as lists.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missing, openColumns, tab } from '../src/core/columns/index.ts'
import {
  compile,
  type Grouper,
  type Grouping,
  prepare,
  type Stay,
} from '../src/performance/grouping/rules/group.ts'
import { explain } from '../src/performance/grouping/rules/explain.ts'
import { schemeFaults } from '../src/performance/grouping/rules/check.ts'
import { order } from '../src/performance/grouping/rules/hierarchy.ts'
import { patternOf } from '../src/performance/grouping/rules/patterns.ts'
import {
  type Adrg,
  type Condition,
  type Drg,
  levelsOf,
  type Lists,
  type Mdc,
} from '../src/performance/grouping/rules/scheme.ts'
import { batchesOf, groupPart, readBatch, writeGroups } from '../src/performance/grouping/store/groups.ts'

const records = Number(process.env['BENCH_RECORDS'] ?? 1_000_000)
/** What scans lists is too slow for all of them. */
const scanned = Math.min(records, 20_000)
const rounds = 3

/** As many as CHS-DRG 1.1 has, as a public program counts them. */
const size = {
  mdc: 26,
  adrg: 376,
  drg: 628,
  cc: 16_568,
  mcc: 4678,
  exclusion: 28_302,
  dx: 34_713,
  op: 13_733,
}

function chance(seed: number) {
  let state = seed
  const below = (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
  return { below, pick: <T>(of: readonly T[]): T => of[below(of.length)] as T }
}

const letter = (at: number): string => String.fromCharCode(65 + at)
const open = { from: null, to: null }

/** 26 categories; diagnoses and procedures dealt out to them; groups of each kind in the proportions of the public program. */
function makeLists(): {
  readonly lists: Lists
  readonly dx: readonly string[]
  readonly op: readonly string[]
} {
  const { below, pick } = chance(1)
  const dx = Array.from(
    { length: size.dx },
    (_, at) =>
      `${letter(Math.floor(at / 1400) % 26)}${String(Math.floor(at / 14) % 100).padStart(2, '0')}.${String(at % 14)}${String(at).padStart(5, '0').slice(-3)}`,
  )
  const op = Array.from(
    { length: size.op },
    (_, at) => `${String(Math.floor(at / 140) % 100).padStart(2, '0')}.${String(at).padStart(5, '0')}`,
  )
  const codes: { set: string; code: string }[] = []
  const fill = (set: string, of: readonly string[]): string => {
    for (const code of new Set(of)) codes.push({ set, code })
    return set
  }
  const some = (of: readonly string[], count: number): string[] =>
    Array.from({ length: count }, () => pick(of))
  const mdcs: Mdc[] = []
  const adrgs: Adrg[] = []
  const conditions: Condition[] = []
  const drgs: Drg[] = []
  const ops = fill('machine', some(op, 40))
  for (let at = 0; at < size.mdc; at += 1) {
    const code = letter(at)
    const mine = dx.filter((_, place) => place % (size.mdc - 1) === at - 1)
    const special = at === 0
    const principal = special ? null : fill(`dx ${code}`, mine)
    mdcs.push({
      code,
      name: code,
      order: at + 1,
      principal,
      procedure: special ? ops : null,
      sex: at === 12 ? 1 : at === 13 ? 2 : null,
      ageDays: at === 15 ? { from: 0, to: 28 } : open,
      regions:
        at === 25 ? [fill('r1', some(dx, 400)), fill('r2', some(dx, 400)), fill('r3', some(dx, 400))] : [],
      regionsLeast: at === 25 ? 2 : null,
    })
    const count = Math.floor(size.adrg / size.mdc) + (at < size.adrg % size.mdc ? 1 : 0)
    for (let place = 0; place < count; place += 1) {
      const name = `${code}${letter(place)}1`
      // 148 by procedure, 25 by both, 25 by pairs or weight, the rest by diagnosis; the last of a category takes what is left.
      const kind =
        place === count - 1
          ? 'rest'
          : place % 15 < 6
            ? 'op'
            : place % 15 < 7
              ? 'both'
              : place % 15 < 8
                ? 'pair'
                : 'dx'
      const surgical = kind !== 'dx' && kind !== 'rest'
      adrgs.push({ code: name, name, mdc: code, kind: surgical ? 'surgical' : 'medical', order: place + 1 })
      const way: Condition = {
        adrg: name,
        principal: null,
        diagnosis: null,
        mainProcedure: null,
        anyProcedure: null,
        withProcedure: null,
        sex: null,
        ageDays: open,
        birthWeight: open,
      }
      if (kind === 'op') conditions.push({ ...way, mainProcedure: fill(`op ${name}`, some(op, 90)) })
      else if (kind === 'both') {
        conditions.push({
          ...way,
          principal: fill(`dx ${name}`, some(special ? dx : mine, 120)),
          mainProcedure: fill(`op ${name}`, some(op, 90)),
        })
      } else if (kind === 'pair') {
        conditions.push({
          ...way,
          anyProcedure: fill(`op ${name}`, some(op, 90)),
          withProcedure: fill(`with ${name}`, some(op, 90)),
          ...(at === 15 ? { birthWeight: { from: null, to: 1499 } } : {}),
        })
      } else {
        const own = kind === 'rest' ? (special ? dx.slice(0, 3000) : mine) : some(special ? dx : mine, 130)
        conditions.push({ ...way, principal: fill(`dx ${name}`, own) })
      }
      const split = adrgs.length <= (size.drg - size.adrg) / 2
      const plain = {
        adrg: name,
        name,
        weight: 10_000 + below(50_000),
        costFen: 1_000_000,
        daysHundredths: 800,
      }
      const more = { ...plain, stratum: null, mortality: null }
      if (split) {
        drgs.push(
          { ...more, code: `${name}1`, level: 'MCC' },
          { ...more, code: `${name}3`, level: 'CC' },
          { ...more, code: `${name}5`, level: 'none' },
        )
      } else drgs.push({ ...more, code: `${name}9`, level: 'all' })
    }
  }
  const shuffled = dx.toSorted(() => below(3) - 1)
  const tables = 300
  const cc = shuffled.slice(0, size.cc + size.mcc).map((code, at) => ({
    code,
    level: at < size.cc ? ('CC' as const) : ('MCC' as const),
    table: `t${at % tables}`,
  }))
  const exclusion = [
    ...new Map(
      Array.from({ length: size.exclusion * 1.2 }, (_, at) => {
        const row = { table: `t${at % tables}`, code: pick(dx) }
        return [`${row.table} ${row.code}`, row] as const
      }),
    ).values(),
  ].slice(0, size.exclusion)
  const lists: Lists = {
    codes,
    mdc: mdcs,
    adrg: adrgs,
    condition: conditions,
    precedence: [],
    drg: drgs,
    cc,
    exclusion,
  }
  return { lists, dx, op }
}

/** As lines of a file, so that what is measured begins where a reader ends. */
function makeLines(dx: readonly string[], op: readonly string[]): readonly string[] {
  const { below, pick } = chance(2)
  return Array.from({ length: records }, () => {
    const others = Array.from({ length: below(8) }, () => pick(dx)).join(',')
    const operated = below(2) === 0
    const more = operated ? Array.from({ length: below(4) }, () => pick(op)).join(',') : ''
    const years = below(12) === 0 ? 0 : below(90)
    const born = years === 0 ? `${below(60)}\t${900 + below(3500)}` : '\t'
    return `${pick(dx)}\t${others}\t${operated ? pick(op) : ''}\t${more}\t${1 + below(2)}\t${years}\t${born}`
  })
}

const none: readonly string[] = []
const number = (text: string | undefined): number | null =>
  text === undefined || text === '' ? null : Number(text)
function stayOf(line: string): Stay {
  const [principal = '', others = '', main = '', more = '', sex, years, days, weight] = line.split('\t')
  return {
    principal,
    diagnoses: others === '' ? none : others.split(','),
    mainProcedure: main,
    procedures: more === '' ? none : more.split(','),
    sex: number(sex),
    ageYears: number(years),
    ageDays: number(days),
    birthWeight: number(weight),
  }
}

/** The same rules as public groupers keep them: a list of codes a rule, searched from its beginning. */
function scanner(lists: Lists): (stay: Stay) => string {
  const setOf = new Map<string, string[]>()
  for (const { set, code } of lists.codes) {
    const pattern = patternOf(code)
    if (pattern === null || !('exact' in pattern)) throw new Error('Made of single codes only')
    setOf.set(set, [...(setOf.get(set) ?? [])].concat(pattern.exact))
  }
  const is = (set: string | null, code: string): boolean =>
    set === null || (setOf.get(set) ?? []).includes(code)
  const places = order(lists.adrg, lists.precedence).sequence
  const mdcs = lists.mdc
    .toSorted((a, b) => a.order - b.order)
    .map((mdc) => ({
      mdc,
      ways: lists.condition
        .filter(({ adrg }) => adrg.startsWith(mdc.code))
        .toSorted((a, b) => places.indexOf(a.adrg) - places.indexOf(b.adrg)),
    }))
  const mcc = lists.cc.filter(({ level }) => level === 'MCC')
  const cc = lists.cc.filter(({ level }) => level === 'CC')
  const counts = (of: Lists['cc'], stay: Stay): boolean =>
    stay.diagnoses.some((code) => {
      const found = of.find((each) => each.code === code)
      if (found === undefined || code === stay.principal) return false
      return !lists.exclusion.some((row) => row.table === found.table && row.code === stay.principal)
    })
  const inside = (value: number | null, { from, to }: Mdc['ageDays']): boolean =>
    (from === null && to === null) || (value !== null && value >= (from ?? 0) && value <= (to ?? Infinity))
  return (stay) => {
    const days = (stay.ageYears ?? 0) > 0 ? (stay.ageYears ?? 0) * 365 : stay.ageDays
    let entered = false
    for (const { mdc, ways } of mdcs) {
      if (!is(mdc.principal, stay.principal)) continue
      if (mdc.procedure !== null && !is(mdc.procedure, stay.mainProcedure)) continue
      if (mdc.sex !== null && mdc.sex !== stay.sex) continue
      if (!inside(days, mdc.ageDays)) continue
      const all = [stay.principal, ...stay.diagnoses]
      if (mdc.regions.filter((set) => all.some((code) => is(set, code))).length < (mdc.regionsLeast ?? 0))
        continue
      entered = true
      const ops = stay.mainProcedure === '' ? stay.procedures : [stay.mainProcedure, ...stay.procedures]
      for (const way of ways) {
        if (!is(way.principal, stay.principal) || !inside(stay.birthWeight, way.birthWeight)) continue
        if (way.mainProcedure !== null && !is(way.mainProcedure, stay.mainProcedure)) continue
        if (way.anyProcedure !== null) {
          const pair = ops.some(
            (one, at) =>
              is(way.anyProcedure, one) &&
              ops.some((two, place) => place !== at && is(way.withProcedure, two)),
          )
          if (!pair) continue
        }
        const level = counts(mcc, stay) ? 'MCC' : counts(cc, stay) ? 'CC' : 'none'
        return (
          lists.drg.find((drg) => drg.adrg === way.adrg && levelsOf[drg.level].includes(level))?.code ?? ''
        )
      }
    }
    return entered ? 'no_adrg' : 'no_mdc'
  }
}

/** The whole way in the background: read from the published whole in batches, group, write the part. Seconds. */
async function wholeWay(lines: readonly string[], group: Grouper): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-grouping-'))
  const columns = openColumns(folder)
  const institution = '01a00000-0000-7000-8000-000000000000'
  try {
    const whole = `${institution}/whole-1`
    const writer = await columns.write(whole, {
      stay: 'key',
      main_dx: 'text',
      other_dx: 'text',
      main_op: 'text',
      other_ops: 'text',
      sex: 'integer',
      age_years: 'integer',
      age_days: 'integer',
      birth_weight: 'integer',
      department: 'text',
      month: 'integer',
    })
    for (const [at, line] of lines.entries()) {
      const stay = at.toString(16).padStart(32, '0')
      const cells = line.split('\t').map((cell) => (cell === '' ? missing : cell))
      const wait = writer.add([stay, ...cells, `D${at % 12}`, 202401 + (at % 7)].join(tab))
      if (wait !== undefined) await wait
    }
    await writer.finish(
      `select *, date '2024-01-15' as discharged, 7 as los_days, cast(800000 as bigint) as cost_fen, false as death
       from {rows} order by department, month`,
    )
    const began = performance.now()
    const groups = await writeGroups(columns, groupPart(institution, 1), group)
    for (const batch of await batchesOf(columns, whole)) {
      for (const row of await readBatch(columns, whole, batch)) {
        const wait = groups.add(row)
        if (wait !== undefined) await wait
      }
    }
    const kept = await groups.finish()
    if (kept !== lines.length) throw new Error(`Not all were grouped: ${kept}`)
    return (performance.now() - began) / 1000
  } finally {
    await columns.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const median = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN

function seconds(work: () => void): number {
  const began = performance.now()
  work()
  return (performance.now() - began) / 1000
}

const nameOf = ({ drg, reason }: Grouping): string => drg ?? reason ?? ''

async function benchGrouping(): Promise<readonly string[]> {
  const { lists, dx, op } = makeLists()
  const faults = schemeFaults(lists)
  if (faults.length > 0) throw new Error(`The rules have faults: ${JSON.stringify(faults.slice(0, 3))}`)
  const lines = makeLines(dx, op)
  const before = process.memoryUsage().rss
  let rules = prepare(lists)
  const prepared = seconds(() => {
    rules = prepare(lists)
  })
  const group = compile(rules)
  const scan = scanner(lists)
  const found = new Map<string, number>()
  const times = { ours: [] as number[], split: [] as number[], scan: [] as number[], trace: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(
      seconds(() => {
        found.clear()
        for (const line of lines) {
          const name = nameOf(group(stayOf(line)))
          found.set(name, (found.get(name) ?? 0) + 1)
        }
      }),
    )
    times.split.push(
      seconds(() => {
        let codes = 0
        for (const line of lines) codes += stayOf(line).diagnoses.length
        if (codes === 0) throw new Error('Nothing read')
      }),
    )
    times.scan.push(
      seconds(() => {
        for (const line of lines.slice(0, scanned)) {
          const stay = stayOf(line)
          const name = scan(stay)
          if (round === 0 && name !== nameOf(group(stay))) throw new Error(`Both do not agree: ${line}`)
        }
      }),
    )
    times.trace.push(
      seconds(() => {
        for (const line of lines.slice(0, scanned)) explain(rules, stayOf(line))
      }),
    )
  }
  const way = await wholeWay(lines, group)
  const rate = (list: readonly number[], count: number): number => Math.round(count / median(list))
  const ours = rate(times.ours, records)
  const theirs = rate(times.scan, scanned)
  const counts = `${lists.adrg.length} ADRG, ${lists.drg.length} DRG, ${size.cc} CC, ${size.mcc} MCC, ${lists.exclusion.length} exclusions`
  return [
    `${counts}; ${lists.codes.length} codes in sets; ${records} records, ${found.size} different results`,
    '',
    '| one core | records/s | ÷ scanned lists |',
    '|---|---|---|',
    `| the same rules scanned as lists (${scanned} records) | ${theirs} | 1 |`,
    `| grouping, with splitting of the line (goal ≥ 200000) | ${ours} | ${(ours / theirs).toFixed(0)} |`,
    `| – splitting alone | ${rate(times.split, records)} | |`,
    `| a trace of every rule (${scanned} records) | ${rate(times.trace, scanned)} | ${(rate(times.trace, scanned) / theirs).toFixed(1)} |`,
    `| the whole job: read the whole, group, write the part | ${Math.round(records / way)} | ${(records / way / theirs).toFixed(0)} |`,
    '',
    `Rules prepared in ${Math.round(prepared * 1000)} ms; memory with rules and all codes seen: ${Math.round((process.memoryUsage().rss - before) / 1e6)} MB more than before them.`,
    `All ${scanned} scanned records gave the same group both ways.`,
  ]
}

if (import.meta.main) for (const line of await benchGrouping()) console.log(line)

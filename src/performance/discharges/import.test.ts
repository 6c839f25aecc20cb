// Imports against real PostgreSQL, DuckDB and bytes: every count equals the truth of the generator; nothing half done is ever seen.

import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  count,
  emptyTruth,
  header,
  pageOf,
  type Truth,
  writePages,
} from '../../../demo/discharges/generate.ts'
import { dischargeStage, file, gb18030, line, never, whole } from '../../../test/discharge-stage.ts'
import { failing, type Harness, openHarness } from '../../../test/harness.ts'
import type { Columns } from '../../core/columns/index.ts'
import { dischargesJob, runPart } from './jobs.ts'
import { onPublished, type Published } from './published.ts'
import type { Measure } from './rules/indicators.ts'
import { countMeasures } from './store/counts.ts'

let harness: Harness
const now = '2026-11-21'

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow(now)
})
afterAll(() => harness.close())

const { checked, faultsOf, found, indicators, publish, runOf, stays, upload, work } = dischargeStage(
  () => harness,
)

const told: Published[] = []
onPublished(async (_, published) => {
  told.push(published)
})

type Place = Awaited<ReturnType<typeof found>>

async function partOf(place: Place): Promise<string> {
  const sql = 'select part from discharge_whole where institution_id = $1'
  return String((await harness.owner(sql, [place.unit.institutionId]))[0]?.['part'])
}

/** What is counted besides the indicators, each with where its truth stands. */
const counted = {
  surgery: { of: 'stays', where: ['surgery'] },
  intervention: { of: 'stays', where: ['intervention'] },
  level3: { of: 'stays', where: ['level3'] },
  newborn: { of: 'stays', where: ['newborn'] },
  obstetric: { of: 'stays', where: ['obstetric'] },
  drugFen: { of: 'drug_fen' },
  materialFen: { of: 'material_fen' },
} as const satisfies Readonly<Record<string, Measure>>

/** What the endpoint must answer for a truth. */
function expected(truth: Truth) {
  const of = (numerator: number, denominator: number | null) => ({ numerator, denominator, hidden: false })
  return {
    discharges: of(truth.stays, null),
    'GK3-03': of(truth.day, truth.elective),
    'GK3-04': of(truth.operated, truth.stays),
    'GK3-05': of(truth.minimallyInvasive, truth.operated),
    'GK3-06': of(truth.level4, truth.operated),
    'GK3-08': of(truth.complication, truth.electiveOthers),
    'GK3-09': of(truth.infected, truth.class1),
    'GK2-13': of(truth.losDays, truth.stays),
    cost: of(truth.costFen, truth.stays),
    death: of(truth.deaths, truth.stays),
  }
}

test('every count by hospital, department and month equals the truth of the generator', async () => {
  const place = await found('真值医院')
  const path = join(tmpdir(), `${randomUUID()}.csv`)
  const { truth, cells } = await writePages(path, { count: 5_000, months: 12 })
  const bytes = await readFile(path)
  await rm(path)
  const { runId, outcome } = await checked(place, bytes)
  expect(outcome).toMatchObject({
    rows: 5_000,
    good: 5_000,
    bad: 0,
    faults: 0,
    encoding: 'utf-8',
    replaces: 0,
  })
  // Checked is not published: nothing counts yet.
  expect(await indicators(place)).toEqual([])
  await publish(place, runId)

  expect(await indicators(place)).toEqual([{ department: null, month: null, cells: expected(truth) }])
  const rows = await indicators(place, { byDepartment: true, byMonth: true })
  expect(rows.length).toBe(cells.size)
  for (const row of rows) {
    const cell = cells.get(`${row.department} ${row.month}`)
    expect(row.cells).toEqual(expected(cell ?? emptyTruth()))
  }
  const { diseases } = await place.caller.call('discharges.diseases', { unitId: place.unit.id, ...whole })
  expect(Object.fromEntries(diseases.map(({ id, stays: n }) => [id, n]))).toEqual(truth.disease)
  const { columns } = harness.product.floor
  const by = ['department', 'month'] as const
  for (const { department, month, values } of await countMeasures(
    columns,
    await partOf(place),
    counted,
    by,
    whole,
  )) {
    const cell = cells.get(`${department} ${month}`) ?? emptyTruth()
    const names = Object.keys(counted) as (keyof typeof counted)[]
    expect(values).toEqual(Object.fromEntries(names.map((name) => [name, cell[name]])))
  }
  // A ratio without a base is missing, not zero: the base is there and says so.
  const empty = rows.find((row) => row.cells['GK3-09']?.denominator === 0)
  expect(empty?.cells['GK3-09']).toEqual({ numerator: 0, denominator: 0, hidden: false })
})

describe('bytes', () => {
  test.each([
    [
      'UTF-8 with its mark',
      (plain: Buffer) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]),
      'utf-8',
    ],
    ['GB18030', (plain: Buffer) => gb18030(plain.toString()), 'gb18030'],
    [
      'headings in lower case, LF only',
      (plain: Buffer) => Buffer.from(lowerHead(plain).replaceAll('\r\n', '\n')),
      'utf-8',
    ],
    [
      'quoted cells with commas and line breaks',
      (plain: Buffer) =>
        Buffer.from(plain.toString().replaceAll('样例省样例市样例路', '"样例""路,\r\n3 号"')),
      'utf-8',
    ],
  ] as const)('%s', async (name, made, encoding) => {
    const place = await found(name)
    const truth = emptyTruth()
    const lines = Array.from({ length: 60 }, (_, at) => {
      count(truth, pageOf({ count: 1 }, at))
      return line(at)
    })
    const { runId, outcome } = await checked(place, made(file(lines)))
    expect(outcome).toMatchObject({ rows: 60, good: 60, bad: 0, encoding })
    await publish(place, runId)
    expect((await indicators(place))[0]?.cells).toEqual(expected(truth))
  })

  test('a file cut inside its last row loses that row only, and says so', async () => {
    const place = await found('截断')
    const plain = file([line(0), line(1), line(2)])
    const { runId, outcome } = await checked(place, plain.subarray(0, plain.length - 900))
    expect(outcome).toMatchObject({ rows: 3, good: 2, bad: 1 })
    expect((await faultsOf(place, runId)).faults).toMatchObject([{ line: 4, code: 'column_count' }])
  })

  test('shifted columns: one cell too many is one fault; a shift of the same width shows in what it breaks', async () => {
    const place = await found('串列')
    const shifted = line(1).split(',')
    shifted.splice(3, 0, shifted.pop() ?? '')
    const { runId, outcome } = await checked(
      place,
      file([line(0), `${line(3)},x`, shifted.join(','), line(2)]),
    )
    expect(outcome).toMatchObject({ rows: 4, good: 2, bad: 2 })
    const { faults } = await faultsOf(place, runId)
    expect(faults[0]).toMatchObject({ line: 3, code: 'column_count', value: '643 / 642', column: null })
    expect(faults.filter((fault) => fault.line === 4).map((fault) => fault.code)).toContain('not_a_date')
  })

  test('rows of another encoding are found in either kind of file', async () => {
    const place = await found('混合编码')
    const [first, second] = [Buffer.from(`${line(0)}\r\n`), gb18030(`${line(1)}\r\n`)]
    const head = Buffer.from(`${header.join(',')}\r\n`)
    const more = Buffer.from(Array.from({ length: 5 }, (_, at) => `${line(at + 5)}\r\n`).join(''))
    const one = await checked(place, Buffer.concat([head, first, more, second]))
    expect(one.outcome).toMatchObject({ encoding: 'utf-8', good: 6, bad: 1 })
    expect((await faultsOf(place, one.runId)).faults).toMatchObject([
      { line: 8, code: 'bad_encoding', value: null },
    ])
    await place.caller.call('discharges.cancel', { unitId: place.unit.id, runId: one.runId })
    const other = await checked(place, Buffer.concat([head, second, gb18030(more.toString()), first]))
    expect(other.outcome).toMatchObject({ encoding: 'gb18030', good: 6, bad: 1 })
    expect((await faultsOf(place, other.runId)).faults).toMatchObject([{ line: 8, code: 'bad_encoding' }])
  })

  test('an open quotation costs its own line, not the rest of the file', async () => {
    const place = await found('引号')
    const broken = line(1).replace('样例主任', '"样例主任')
    const { runId, outcome } = await checked(place, file([line(0), broken, line(2), line(3)]))
    expect(outcome).toMatchObject({ good: 3, bad: 1 })
    expect((await faultsOf(place, runId)).faults).toMatchObject([{ line: 3, code: 'unclosed_quote' }])
  })

  test('a mapping reads another layout: other headings, other words, another sign for missing', async () => {
    const place = await found('映射')
    const own = file([line(0, { B34C: '死亡', C03C: 'NULL' }), line(1, { B34C: '死亡' })])
      .toString()
      .replace('A48,', '病案号,')
    const mapping = { columns: { A48: '病案号' }, missing: ['NULL'], values: { B34C: { 死亡: '5' } } }
    const { runId, outcome } = await checked(place, Buffer.from(own), { mapping })
    expect(outcome).toMatchObject({ good: 2, bad: 0, unknown: [] })
    await publish(place, runId)
    expect((await indicators(place))[0]?.cells['death']).toMatchObject({ numerator: 2, denominator: 2 })
  })

  test('the later edition of 811 columns: told from its header, wider costs; what it adds is named, not kept', async () => {
    const place = await found('新版')
    // Columns of which the names are known, and others to make up the number.
    const more = ['a20n', 'B38', 'F01', 'F03N', 'C47', ...Array.from({ length: 164 }, (_, at) => `Y${at}`)]
    const cells = more.map((_, at) => `,秘密${at}`).join('')
    const wide = { D01: '123456789.99', D09: '123456789.99' }
    const bytes = file([`${line(0, { D01: wide.D01 })}${cells}`, `${line(1, wide)}${cells}`])
      .toString()
      .replace('\r\n', `,${more.join(',')}\r\n`)
    const { runId, run, outcome } = await checked(place, Buffer.from(bytes))
    expect(run.edition).toBe('hqms-811')
    expect(outcome).toMatchObject({ rows: 2, good: 1, bad: 1, unknown: more, absent: [] })
    expect(outcome?.header.length).toBe(811)
    const { faults } = await faultsOf(place, runId)
    expect(faults).toMatchObject([{ line: 3, column: 'D09', code: 'not_a_number' }])
    const part = { run: [runPart(place.unit.institutionId, runId)] }
    expect(
      JSON.stringify(await harness.product.floor.columns.read('select * from {run}', part)),
    ).not.toContain('秘密')
    // The former edition does not allow as much.
    await place.caller.call('discharges.cancel', { unitId: place.unit.id, runId })
    const before = await checked(place, file([line(0, { D01: wide.D01 })]))
    expect([before.run.edition, before.outcome?.bad]).toEqual(['hqms-2019', 1])
  })

  test.each([
    ['without a column that makes a stay countable', Buffer.from('A01,A48\r\nx,y\r\n'), 'column_missing'],
    ['UTF-16', Buffer.from([0xff, 0xfe, 0x41, 0]), 'utf16'],
    ['an Excel file', Buffer.from('PK\u0003\u0004'), 'zip'],
  ])('refused as a whole: %s', async (name, bytes, reason) => {
    const place = await found(name)
    const { run } = await checked(place, bytes)
    expect(run).toMatchObject({ state: 'failed', failure: { reason } })
  })
})

describe('faults', () => {
  test('each kind is named with line, column, value and reason; personal values are never shown', async () => {
    const place = await found('校验')
    const rows: readonly (readonly [Record<string, string>, string, string, string | null])[] = [
      [{ B20: '' }, 'B20', 'required', null],
      [{ B20: '-' }, 'B20', 'required', null],
      [{ A46C: '' }, 'A46C', 'required', null],
      [{ B20: '3.5' }, 'B20', 'not_a_number', '3.5'],
      [{ D01: '12.345' }, 'D01', 'not_a_number', '12.345'],
      [{ D01: '123456789' }, 'D01', 'not_a_number', '123456789'],
      [{ B34C: '7' }, 'B34C', 'not_in_list', '7'],
      [{ A12C: '3' }, 'A12C', 'not_in_list', '3'],
      [{ B12: '2025-02-30 08:00:00' }, 'B12', 'not_a_date', '2025-02-30 08:00:00'],
      [{ B15: '2025/03/01' }, 'B15', 'not_a_date', '2025/03/01'],
      [{ A13: '1970-13-01' }, 'A13', 'not_a_date', null],
      [{ A11: '名'.repeat(41) }, 'A11', 'too_long', null],
      [
        { B12: '2025-03-02 08:00:00', B15: '2025-03-01 08:00:00' },
        'B15',
        'discharged_before_admission',
        '2025-03-02 08:00:00 / 2025-03-01 08:00:00',
      ],
      [{ A13: '2025-12-30' }, 'A13', 'born_after_admission', null],
      [{ B15: '2026-11-22 08:00:00' }, 'B15', 'in_future', '2026-11-22 08:00:00'],
      [{ A01: '12620000OTHER00002' }, 'A01', 'other_institution', '12620000OTHER00002'],
    ]
    // Just within the limits: these must pass.
    const fine = [
      line(0),
      line(1, { D01: '12345678.99', A11: '名'.repeat(40) }),
      line(2, { B15: '2026-11-21 23:59:59' }),
      line(4, { A46C: '-' }),
    ]
    const bad = rows.map(([more], at) => line(200 + at * 3, more))
    const { runId, outcome } = await checked(place, file([...fine, ...bad]))
    const { faults } = await faultsOf(place, runId)
    expect(faults.map(({ line: at, column, code, value }) => [at, column, code, value])).toEqual(
      rows.map(([, column, code, value], at) => [fine.length + at + 2, column, code, value]),
    )
    expect(outcome).toMatchObject({ good: fine.length, bad: rows.length })
    const csv = await place.caller.call('discharges.faultsFile', { unitId: place.unit.id, runId })
    const text = await csv.text()
    expect(text.split('\r\n').length).toBe(rows.length + 2)
    expect(text).not.toContain('名名')
    expect(text).toContain('离院方式')
  })

  test('one row in a hundred is bad: they stay out, and the good ones come in only when the user says so', async () => {
    const place = await found('百分之一')
    const path = join(tmpdir(), `${randomUUID()}.csv`)
    const { truth } = await writePages(path, { count: 20_000, badEach: 100 })
    const { runId, outcome } = await checked(place, await readFile(path))
    await rm(path)
    expect(outcome).toMatchObject({ rows: 20_000, good: 19_800, bad: 200, faults: 200 })
    const { kinds } = await faultsOf(place, runId)
    expect(kinds).toMatchObject([{ column: 'B34C', code: 'not_in_list', count: 200 }])
    const refused = await failing(place.caller.call('discharges.publish', { unitId: place.unit.id, runId }))
    expect(refused).toMatchObject({
      code: 'invalid_input',
      data: { facts: { reason: 'faults', faults: 200 } },
    })
    await publish(place, runId, true)
    expect((await indicators(place))[0]?.cells).toEqual(expected(truth))
  })

  test('a stay that comes twice in a file counts once, by its last line', async () => {
    const place = await found('重复')
    const { runId, outcome } = await checked(
      place,
      file([line(0, { D01: '100.00' }), line(1), line(0, { D01: '250.00' })]),
    )
    expect(outcome).toMatchObject({ rows: 3, good: 2, bad: 1 })
    expect((await faultsOf(place, runId)).faults).toMatchObject([
      { line: 2, code: 'repeated_stay', value: null },
    ])
    await publish(place, runId, true)
    expect((await indicators(place))[0]?.cells['cost']?.numerator).toBe(
      25_000 + pageOf({ count: 1 }, 1).costFen,
    )
  })
})

describe('publication', () => {
  test('the same stay imported again replaces itself; taking the import back brings the former back', async () => {
    const place = await found('替换')
    const first = await checked(place, file([line(0), line(1), line(2)]))
    await publish(place, first.runId)
    const second = await checked(place, file([line(1, { D01: '1.00', B20: '9' }), line(5)]))
    expect(second.outcome).toMatchObject({ replaces: 1 })
    await publish(place, second.runId)
    expect(await stays(place)).toBe(4)
    const cost = async () => (await indicators(place))[0]?.cells['cost']?.numerator
    const of = (at: number) => pageOf({ count: 1 }, at).costFen
    expect(await cost()).toBe(of(0) + 100 + of(2) + of(5))
    await place.caller.call('discharges.rollBack', { unitId: place.unit.id, runId: second.runId })
    await work(place, second.runId)
    expect(await cost()).toBe(of(0) + of(1) + of(2))
    // The first of several may be taken back as well; the last leaves nothing.
    await place.caller.call('discharges.rollBack', { unitId: place.unit.id, runId: first.runId })
    await work(place, first.runId)
    expect(await indicators(place)).toEqual([])
  })

  test('of two imports begun at the same moment one is refused, clearly', async () => {
    const place = await found('并发')
    const begin = () =>
      place.caller.call('discharges.begin', { unitId: place.unit.id, fileName: 'a.csv', size: 10 }).then(
        () => 'begun',
        async (error: unknown) => (await failing(Promise.reject(error))).code,
      )
    const outcomes = await Promise.all([begin(), begin(), begin(), begin()])
    expect(outcomes.filter((outcome) => outcome === 'begun')).toHaveLength(1)
    expect(outcomes.filter((outcome) => ['taken', 'wrong_state'].includes(outcome))).toHaveLength(3)
    const later = await failing(
      place.caller.call('discharges.begin', { unitId: place.unit.id, fileName: 'b.csv', size: 10 }),
    )
    expect(later).toMatchObject({ code: 'wrong_state', data: { facts: { reason: 'import_running' } } })
  })

  test('a killed import leaves the former figures standing, and another worker goes on with it', async () => {
    const place = await found('中断')
    const first = await checked(place, file([line(0), line(1)]))
    await publish(place, first.runId)
    const runId = await upload(place, file([line(2), line(3), line(4)]))
    // A worker took it and died: nothing but its claim remains.
    await harness.owner(
      `update discharge_run set state = 'checking', attempt = 1, alive_at = '2026-11-21T03:59:50Z' where id = $1`,
      [runId],
    )
    await work(place, runId)
    expect(await runOf(place, runId)).toMatchObject({ state: 'checking' })
    expect(await stays(place)).toBe(2)
    // Silent for more than a minute: the next look takes it over.
    harness.setNow('2026-11-21T04:05:00Z')
    await dischargesJob.work(harness.product.floor, {}, never)
    harness.setNow(now)
    expect(await runOf(place, runId)).toMatchObject({ state: 'checked', outcome: { good: 3 } })
    expect(await stays(place)).toBe(2)
    await publish(place, runId)
    expect(await stays(place)).toBe(5)
  })

  test('a worker killed while it publishes: the former figures stand, and the next look completes it', async () => {
    const place = await found('发布中断')
    const first = await checked(place, file([line(0), line(1)]))
    await publish(place, first.runId)
    const { runId } = await checked(place, file([line(2), line(3), line(4)]))
    await place.caller.call('discharges.publish', { unitId: place.unit.id, runId })
    // It died with a whole written and a cube missing: no row names what it left.
    const { columns } = harness.product.floor
    const { institutionId } = place.unit
    const left = `${institutionId}/whole-2-left`
    await columns.derive(left, 'select * from {whole}', { whole: [await partOf(place)] })
    await harness.owner(
      `update discharge_run set attempt = 1, alive_at = '2026-11-21T03:59:50Z' where id = $1`,
      [runId],
    )
    expect(await stays(place)).toBe(2)
    harness.setNow('2026-11-21T04:05:00Z')
    await dischargesJob.work(harness.product.floor, {}, never)
    expect(await stays(place)).toBe(5)
    await dischargesJob.work(harness.product.floor, {}, never)
    harness.setNow(now)
    expect(await columns.list(institutionId)).not.toContain(left)
    expect(await stays(place)).toBe(5)
    // Who follows publications was told of each, once.
    const of = told.filter((each) => each.institutionId === institutionId).map((each) => each.part)
    expect(of.length).toBe(2)
    expect(of[1]).toBe(await partOf(place))
  })

  test('a disk that fills half way, while reading or while publishing: the former figures stand, nothing is left behind', async () => {
    const place = await found('磁盘写满')
    const first = await checked(place, file([line(0), line(1)]))
    await publish(place, first.runId)
    const real = harness.product.floor.columns
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    const refused = Promise.reject(full)
    refused.catch(() => undefined)
    let taken = 0
    const filling: Columns = {
      ...real,
      write: async (part, shape) => {
        const writer = await real.write(part, shape)
        const add = (row: string) => ((taken += 1) > 60 ? refused : writer.add(row))
        return { ...writer, add }
      },
      derive: (target, query, parts) =>
        target.endsWith('-cube') ? refused : real.derive(target, query, parts),
    }
    const floor = { ...harness.product.floor, columns: filling }
    const { institutionId } = place.unit
    const lines = file(Array.from({ length: 100 }, (_, at) => line(at + 10)))
    const before = await real.list(institutionId)
    const runId = await upload(place, lines)
    await dischargesJob.work(floor, { institutionId, runId }, never)
    expect(await runOf(place, runId)).toMatchObject({ state: 'failed', failure: { reason: 'disk_space' } })
    expect(await real.list(institutionId)).toEqual(before)
    await expect(readFile(harness.product.floor.uploads.pathOf(runId))).rejects.toThrow('ENOENT')
    expect(await stays(place)).toBe(2)

    // Read with space, published without: the whole is written, its cube is not.
    const second = await checked(place, lines)
    await place.caller.call('discharges.publish', { unitId: place.unit.id, runId: second.runId })
    const payload = { institutionId, runId: second.runId }
    await expect(dischargesJob.work(floor, payload, never)).rejects.toThrow('ENOSPC')
    expect(await stays(place)).toBe(2)
    // With space again the next look goes on.
    harness.setNow('2026-11-21T12:10:00Z')
    await dischargesJob.work(harness.product.floor, {}, never)
    harness.setNow(now)
    expect(await stays(place)).toBe(102)
  })

  test('cancelled while it is checked: nothing remains of it, not even the file', async () => {
    const place = await found('取消')
    const runId = await upload(place, file([line(0), line(1)]))
    await harness.owner('update discharge_run set cancel = true where id = $1', [runId])
    await work(place, runId)
    expect(await runOf(place, runId)).toMatchObject({ state: 'cancelled' })
    const parts = await harness.product.floor.columns.list(place.unit.institutionId)
    expect(parts).toEqual([])
    await expect(readFile(harness.product.floor.uploads.pathOf(runId))).rejects.toThrow('ENOENT')
    // The way is free for the next.
    expect((await checked(place, file([line(0)]))).outcome).toMatchObject({ good: 1 })
  })

  test('a stop of the process puts the import back to waiting', async () => {
    const place = await found('停机')
    const runId = await upload(place, file([line(0)]))
    await work(place, runId, AbortSignal.abort())
    expect(await runOf(place, runId)).toMatchObject({ state: 'waiting' })
    await work(place, runId)
    expect(await runOf(place, runId)).toMatchObject({ state: 'checked' })
  })
})

function lowerHead(plain: Buffer): string {
  const text = plain.toString()
  const end = text.indexOf('\r\n')
  return text.slice(0, end).toLowerCase() + text.slice(end)
}

// Imports as runs on real PostgreSQL and real bytes: identity data sealed, progress, cancel, restart, mending, turns.

import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { benchRows } from '../../../bench/import.ts'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution } from '../../../test/seed.ts'
import { imported, previewed, workRun } from '../../../test/workbook.ts'
import { type CellValue, readWorkbook, writeWorkbook } from '../../core/workbook/index.ts'
import { laterPorts } from '../../product.ts'
import { foundationPorts } from './index.ts'

const sheets = [...foundationPorts, ...laterPorts].map((port) => port.sheet)
const code = 'RUNS'
const numberA = '999999198001010011'
const numberB = '999999198001010038'
const numberC = '999999198501010026'

type Cells = Readonly<Record<string, CellValue>>
let harness: Harness
let root: SeededUnit
let office: Caller

beforeAll(async () => {
  harness = await openHarness()
  root = await seedInstitution(harness, { name: '试验医院' })
  await harness.owner('update institution set code = $1 where id = $2', [code, root.institutionId])
  await harness.owner('update unit set code = $1 where id = $2', [code, root.id])
  office = await harness.as('party_office', root)
})
afterAll(() => harness.close())

async function fileOf(rows: Readonly<Record<string, readonly Cells[]>>, name = '人员.xlsx'): Promise<File> {
  const all: Readonly<Record<string, readonly Cells[]>> = {
    institutions: [{ code, name: '试验医院', kind: 'institution', dutiesFrom: '2026-01-01' }],
    ...rows,
  }
  const bytes = await writeWorkbook(sheets.map((sheet) => ({ sheet, rows: all[sheet.key] ?? [] })))
  return new File([new Uint8Array(bytes)], name)
}
const units = [{ code: 'ZB', name: '党支部', kind: 'branch', foundedOn: '2010-01-01' }]
const person = (staffNo: string, more: Cells = {}): Cells => ({
  staffNo,
  name: '张三',
  gender: 'male',
  status: 'none',
  ...more,
})
const load = async (rows: Readonly<Record<string, readonly Cells[]>>) => {
  const preview = await previewed(harness, office, await fileOf(rows))
  expect(preview.faults).toEqual([])
  return imported(harness, office, preview.runId)
}
const faultsOf = async (people: readonly Cells[]) =>
  (await previewed(harness, office, await fileOf({ people }))).faults.map(
    ({ row, column, code: fault, facts }) => [
      row,
      column,
      fault,
      facts['reason'] ?? facts['staffNo'] ?? facts['first'],
    ],
  )
const identities = () =>
  harness.owner(
    'select p.staff_no, i.id_number, i.phone, i.key_id from person_identity i join person p on p.institution_id = i.institution_id and p.id = i.person_id where i.institution_id = $1 order by 1',
    [root.institutionId],
  )

describe('identity data', () => {
  test('is sealed in the database and in the kept file, masked in an export that changes nothing when it comes back', async () => {
    const run = await load({ units, people: [person('A1', { idNumber: numberA, phone: '19900000001' })] })
    expect(run.state).toBe('done')
    const [row] = await identities()
    expect(row?.['key_id']).toBe(harness.product.floor.vault.keyId)
    for (const column of ['id_number', 'phone']) {
      expect((row?.[column] as Buffer | undefined)?.toString('latin1')).not.toMatch(/999999|199000/)
    }
    const opened = harness.product.floor.vault.open(
      {
        institutionId: root.institutionId,
        subjectId: String((await harness.owner(`select id from person where staff_no = 'A1'`))[0]?.['id']),
        column: 'person_identity.id_number',
      },
      row?.['id_number'] as Buffer,
    )
    expect(opened).toBe(numberA)

    const exported = await office.call('exchange.export', { unitId: root.id })
    const { rows } = await readWorkbook(new Uint8Array(await exported.arrayBuffer()), sheets)
    expect(rows['people']?.[0]?.values).toMatchObject({
      idNumber: '999***********0011',
      phone: '199****0001',
    })
    const again = await previewed(harness, office, exported)
    expect([again.faults, again.sheets.map(({ created, updated }) => created + updated)]).toEqual([
      [],
      again.sheets.map(() => 0),
    ])
  })

  test('in clear needs a reason, and the export is in the log with it', async () => {
    const bare = await failing(office.call('exchange.export', { unitId: root.id, clearIdentity: true }))
    expect(bare.data.facts).toEqual({ reason: 'reason_required' })
    const reason = '党员名册核对'
    const exported = await office.call('exchange.export', { unitId: root.id, clearIdentity: true, reason })
    const { rows } = await readWorkbook(new Uint8Array(await exported.arrayBuffer()), sheets)
    expect(rows['people']?.[0]?.values).toMatchObject({ idNumber: numberA, phone: '19900000001' })
    const [entry] = await harness.owner(
      `select after from audit where endpoint = 'exchange.export' order by seq desc limit 1`,
    )
    expect(entry?.['after']).toMatchObject({ identity: 'clear', reason })
    const log = JSON.stringify(await harness.owner('select before, after from audit'))
    expect(log).not.toContain(numberA)
    expect(log).not.toContain('19900000001')
  })

  test('is left as it is by an empty cell, and replaced by another number', async () => {
    await load({ people: [person('A1', { idNumber: null, phone: '19900000002', title: '主任' })] })
    const exported = await office.call('exchange.export', { unitId: root.id })
    const { rows } = await readWorkbook(new Uint8Array(await exported.arrayBuffer()), sheets)
    expect(rows['people']?.[0]?.values).toMatchObject({
      idNumber: '999***********0011',
      phone: '199****0002',
    })
  })

  test('is checked: length, date, last character, birth, gender; held by another; masked but not known', async () => {
    const number = (idNumber: string, more: Cells = {}) => person('B1', { idNumber, ...more })
    expect(await faultsOf([number('99999919800101001')])).toEqual([
      [2, 'idNumber', 'bad_id_number', 'length'],
    ])
    expect(await faultsOf([number('999999198013010014')])).toEqual([[2, 'idNumber', 'bad_id_number', 'date']])
    expect(await faultsOf([number('999999198001010015')])).toEqual([
      [2, 'idNumber', 'bad_id_number', 'checksum'],
    ])
    expect(await faultsOf([number(numberB, { bornOn: '1980-01-02' })])).toEqual([
      [2, 'idNumber', 'bad_id_number', 'bornOn'],
    ])
    expect(await faultsOf([number(numberC)])).toEqual([[2, 'idNumber', 'bad_id_number', 'gender']])
    // Full-width digits are digits; the old number of 15 digits is the same person's.
    expect(await faultsOf([number('９９９９９９198001010038', { bornOn: '1980-01-01' })])).toEqual([])
    expect(await faultsOf([number('999999800101001')])).toEqual([[2, 'idNumber', 'duplicate', 'A1']])
    expect(await faultsOf([number(numberA)])).toEqual([[2, 'idNumber', 'duplicate', 'A1']])
    expect(await faultsOf([number(numberB), person('B2', { idNumber: numberB })])).toEqual([
      [3, 'idNumber', 'duplicate', 2],
    ])
    expect(await faultsOf([number('999***********0011')])).toEqual([[2, 'idNumber', 'masked', undefined]])
    expect(await faultsOf([person('A1', { idNumber: '999***********0099' })])).toEqual([
      [2, 'idNumber', 'masked', undefined],
    ])
    expect(await faultsOf([person('B1', { phone: '123' })])).toEqual([[2, 'phone', 'bad_phone', undefined]])
  })

  test('does not stand in clear in the faults of a run', async () => {
    const people = [
      person('B1', { idNumber: '999999198001010015', phone: '199000000019999999999999999999999' }),
    ]
    await previewed(harness, office, await fileOf({ people }))
    const kept = JSON.stringify(await harness.owner('select faults from import_run'))
    expect(kept).toContain('bad_id_number')
    expect(kept).not.toContain('19800101')
    expect(kept).not.toContain('1990000000199999')
  })
})

describe('the history of standing', () => {
  const steps = async (staffNo: string) =>
    (
      await harness.owner(
        'select s.status, s.from_on::text as day from person_status s join person p on p.institution_id = s.institution_id and p.id = s.person_id where p.staff_no = $1 order by s.from_on',
        [staffNo],
      )
    ).map((row) => `${String(row['day'])} ${String(row['status'])}`)
  const member = (more: Cells) =>
    person('H1', {
      status: 'full',
      probationOn: '2019-03-01',
      fullOn: '2020-03-01',
      partyUnit: 'ZB',
      partyUnitFrom: '2019-03-01',
      ...more,
    })

  test('has probation and full membership on their days; a corrected day replaces the old one', async () => {
    await load({ people: [member({}), person('H2', { status: 'activist' })] })
    expect(await steps('H1')).toEqual(['2019-03-01 probationary', '2020-03-01 full'])
    expect(await steps('H2')).toEqual(['2026-11-21 activist'])
    await load({ people: [member({ fullOn: '2020-03-15' })] })
    expect(await steps('H1')).toEqual(['2019-03-01 probationary', '2020-03-15 full'])
  })

  test('has another status on the day it became known, and keeps what was before', async () => {
    harness.setNow('2026-11-25')
    await load({ people: [member({ status: 'removed', fullOn: '2020-03-15' })] })
    expect(await steps('H1')).toEqual(['2019-03-01 probationary', '2020-03-15 full', '2026-11-25 removed'])
    harness.setNow('2026-11-21')
  })
})

describe('whereabouts and forms', () => {
  test('come and go unchanged', async () => {
    const people = [
      person('W1', {
        floatingSince: '2025-03-01',
        floatingPlace: '浙江省杭州市',
        lostContactSince: '2026-01-01',
        infirm: true,
      }),
      person('W2', { abroadSince: '2026-02-01', abroadFor: 'study' }),
    ]
    await load({ units: [{ ...units[0], form: 'joint' }], people })
    const exported = await office.call('exchange.export', { unitId: root.id })
    const { rows } = await readWorkbook(new Uint8Array(await exported.arrayBuffer()), sheets)
    const found = (staffNo: string) =>
      rows['people']?.find(({ values }) => values['staffNo'] === staffNo)?.values
    for (const each of people) expect(found(String(each['staffNo']))).toMatchObject(each)
    expect(rows['units']?.[0]?.values['form']).toBe('joint')
  })

  test('half a journey is a fault, and only a branch has a form', async () => {
    expect(await faultsOf([person('W3', { abroadSince: '2026-02-01' })])).toEqual([
      [2, 'abroadFor', 'required', undefined],
    ])
    expect(await faultsOf([person('W3', { floatingPlace: '杭州' })])).toEqual([
      [2, 'floatingSince', 'required', undefined],
    ])
    const bad = await fileOf({ units: [{ code: 'KS9', name: '内科', kind: 'department', form: 'joint' }] })
    expect((await previewed(harness, office, bad)).faults).toMatchObject([
      { column: 'form', code: 'conflict' },
    ])
  })
})

describe('the rows with faults', () => {
  test('come as a workbook with the reasons beside; mended, they are imported and nothing else', async () => {
    const people = [
      person('M1', { title: '=1+1' }),
      person('M2', { idNumber: '999999198001010015', bornOn: '1980-1-1' }),
      person('M3', { gender: '未知' }),
    ]
    const preview = await previewed(harness, office, await fileOf({ people }))
    expect(preview.faults.map(({ row, column, value }) => [row, column, value])).toEqual([
      [4, 'gender', '未知'],
      [3, 'idNumber', '999***********0015'],
    ])
    const file = await office.call('exchange.faultsFile', { runId: preview.runId, language: 'zh' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const reasonSheet = sheets.map((sheet) =>
      sheet.key === 'people'
        ? {
            ...sheet,
            columns: sheet.columns.map((column) => ({ ...column, type: 'text' as const, required: false })),
          }
        : sheet,
    )
    const typed = await readWorkbook(bytes, reasonSheet)
    expect(
      typed.rows['people']?.map(({ values }) => [values['staffNo'], values['idNumber'] ?? values['gender']]),
    ).toEqual([
      ['M2', '999999198001010015'],
      ['M3', '未知'],
    ])
    const same = await previewed(harness, office, new File([bytes], '待改正的行.xlsx'))
    expect(same.faults.map(({ code: fault }) => fault).sort()).toEqual(['bad_id_number', 'not_a_choice'])

    // The good rows go in when the user says so; what looks like a formula stays a text.
    expect((await failing(office.call('exchange.import', { runId: preview.runId }))).data.facts).toEqual({
      reason: 'faults',
      faults: 2,
    })
    expect(await imported(harness, office, preview.runId, true)).toMatchObject({
      state: 'done',
      faultCount: 2,
    })
    const [row] = await harness.owner(`select title from person where staff_no = 'M1'`)
    expect(row?.['title']).toBe('=1+1')
    expect(await harness.owner(`select 1 from person where staff_no in ('M2', 'M3')`)).toEqual([])
  })

  test('are nobody else’s: another office of the same hospital finds no run', async () => {
    const other = await harness.as('party_office', root)
    const { runs } = await office.call('exchange.runs', {})
    const runId = runs[0]?.id ?? ''
    for (const endpoint of [
      'exchange.run',
      'exchange.faults',
      'exchange.faultsFile',
      'exchange.cancel',
    ] as const) {
      expect((await failing(other.call(endpoint, { runId }))).code).toBe('not_found')
    }
    expect((await other.call('exchange.runs', {})).runs).toEqual([])
  })
})

describe('somebody who may not any more', () => {
  const office2 = async () => {
    const caller = await harness.as('party_office', root)
    const { accountId } = await caller.call('accounts.me', {})
    return { caller, accountId }
  }
  const endOf = async (runId: string) =>
    (await harness.owner('select state, error from import_run where id = $1', [runId]))[0]
  const forbidden = {
    state: 'failed',
    error: { code: 'forbidden', facts: { permission: 'org.write', reason: 'not_any_more' } },
  }

  test.each(['disabled', 'revoked'] as const)(
    'was %s before the job ran: nothing is read or written',
    async (how) => {
      const { caller, accountId } = await office2()
      const { runId } = await previewed(harness, caller, await fileOf({ people: [person(`N-${how}`)] }))
      await caller.call('exchange.import', { runId })
      await harness.owner(
        how === 'disabled'
          ? 'update account set disabled_at = now() where id = $1'
          : 'delete from account_grant where account_id = $1',
        [accountId],
      )
      await workRun(harness, runId)
      expect(await endOf(runId)).toEqual(forbidden)
      expect(await harness.owner('select 1 from person where staff_no = $1', [`N-${how}`])).toEqual([])
    },
  )

  test('a role that was lent ends with its last day, also for what was ordered on it', async () => {
    const { caller, accountId } = await office2()
    const { runId } = await previewed(harness, caller, await fileOf({ people: [person('N-lent')] }))
    const [lender] = await harness.owner(
      "select account_id, institution_id, unit_id from account_grant where account_id <> $1 and role = 'party_office' limit 1",
      [accountId],
    )
    await harness.owner('delete from account_grant where account_id = $1', [accountId])
    await harness.owner(
      `insert into delegation (institution_id, id, role, unit_id, from_account_id, to_account_id, from_on, until_on, reason, made_by)
       values ($1, gen_random_uuid(), 'party_office', $2, $3, $4, '2026-11-20', '2026-11-21', '出差', $3)`,
      [lender?.['institution_id'], lender?.['unit_id'], lender?.['account_id'], accountId],
    )
    await caller.call('exchange.import', { runId })
    harness.setNow('2026-11-22')
    await workRun(harness, runId)
    harness.setNow('2026-11-21')
    expect(await endOf(runId)).toEqual(forbidden)
    await caller.call('exchange.recheck', { runId })
    await workRun(harness, runId)
    expect(await imported(harness, caller, runId)).toMatchObject({ state: 'done' })
  })

  test('was disabled while the job wrote: it stops, and what was written is taken back', {
    timeout: 120_000,
  }, async () => {
    const { caller, accountId } = await office2()
    const rows = benchRows(10_000)
    const file = await fileOf({
      units: (rows['units'] ?? []).map((unit) => ({ ...unit, institution: code })),
      people: (rows['people'] ?? []).map((each) => ({ ...each, institution: code })),
    })
    const { runId } = await previewed(harness, caller, file)
    await caller.call('exchange.import', { runId })
    const people = () =>
      harness.owner('select count(*)::int as count from person where institution_id = $1', [
        root.institutionId,
      ])
    const before = await people()
    const work = workRun(harness, runId)
    await expect
      .poll(
        async () => (await harness.owner('select step from import_run where id = $1', [runId]))[0]?.['step'],
        {
          timeout: 60_000,
          interval: 20,
        },
      )
      .toMatch(/^(planning|writing)/)
    await harness.owner('update account set disabled_at = now() where id = $1', [accountId])
    await work
    expect(await endOf(runId)).toEqual(forbidden)
    expect(await people()).toEqual(before)
  })
})

describe('ten thousand people', { timeout: 120_000 }, () => {
  const count = async () =>
    Number(
      (
        await harness.owner('select count(*)::int as n from person where institution_id = $1', [
          root.institutionId,
        ])
      )[0]?.['n'],
    )
  let file: File

  beforeAll(async () => {
    const rows = benchRows(10_000)
    file = await fileOf({
      units: (rows['units'] ?? []).map((unit) => ({ ...unit, institution: code })),
      people: (rows['people'] ?? []).map((each) => ({ ...each, institution: code })),
    })
  })

  test('an import tells how far it is; cancelled while writing, it stops at once and leaves nothing', async () => {
    const { runId } = await previewed(harness, office, file)
    const before = await count()
    await office.call('exchange.import', { runId })
    const work = workRun(harness, runId)
    const seen = new Set<string>()
    let begun = false
    while (!begun) {
      const run = await office.call('exchange.run', { runId })
      seen.add(run.step)
      expect(run.state).toBe('importing')
      begun = run.step.startsWith('writing')
      await setTimeout(20)
    }
    await office.call('exchange.cancel', { runId })
    await work
    // One that did not hear the wish would have gone on to its end.
    expect(await office.call('exchange.run', { runId })).toMatchObject({ state: 'cancelled' })
    expect([...seen]).toContain('planning')
    expect(await count()).toBe(before)
    const units_ = await harness.owner(`select 1 from unit where code = 'ZB0001'`)
    expect(units_).toEqual([])
  })

  test('a cancelled import can be checked and ordered again, twice at once it is written once', async () => {
    const { runs } = await office.call('exchange.runs', {})
    const runId = runs.find(({ state }) => state === 'cancelled')?.id ?? ''
    const before = await count()
    await office.call('exchange.recheck', { runId })
    await workRun(harness, runId)
    const other = await harness.as('party_office', root)
    const second = await previewed(harness, other, file)
    const third = imported(harness, other, second.runId)
    const first = imported(harness, office, runId)
    // The second waits for the first, then finds everything there: neither fails, nobody is there twice.
    expect([(await first).state, (await third).state]).toEqual(['done', 'done'])
    expect(await count()).toBe(before + 10_000)
    const sums = [await first, await third].map(({ sheets: all }) =>
      all.reduce((sum, sheet) => sum + sheet.created, 0),
    )
    expect(Math.min(...sums)).toBe(0)
    const busy = await failing(office.call('exchange.import', { runId }))
    expect(busy.code).toBe('wrong_state')
  })

  test('a run whose process was killed shows as failed and can be run again', async () => {
    const { runId } = await previewed(harness, office, await fileOf({ people: [person('K1')] }))
    await office.call('exchange.import', { runId })
    await harness.owner(
      `update import_run set begun_at = now(), beat_at = now() - interval '14 seconds' where id = $1`,
      [runId],
    )
    expect((await office.call('exchange.run', { runId })).state).toBe('importing')
    await harness.owner(`update import_run set beat_at = now() - interval '16 seconds' where id = $1`, [
      runId,
    ])
    expect(await office.call('exchange.run', { runId })).toMatchObject({
      state: 'failed',
      error: { facts: { reason: 'cut_off' } },
    })
    expect((await imported(harness, office, runId)).state).toBe('done')
  })

  test('one that nobody has taken up is cancelled at once, and then never taken up', async () => {
    const { runId } = await previewed(harness, office, await fileOf({ people: [person('K2')] }))
    await office.call('exchange.import', { runId })
    await office.call('exchange.cancel', { runId })
    expect((await office.call('exchange.run', { runId })).state).toBe('cancelled')
    await workRun(harness, runId)
    expect(await harness.owner(`select 1 from person where staff_no = 'K2'`)).toEqual([])
  })

  test('a file that cannot be read to its end fails with its reason', async () => {
    const good = new Uint8Array(await (await fileOf({ people: [person('K3')] })).arrayBuffer())
    // The directory at the end is whole, a part in the middle is not.
    good.fill(0xff, 2_000, 2_100)
    const run = await previewed(harness, office, new File([good], '坏.xlsx'))
    expect(run).toMatchObject({
      state: 'failed',
      error: { code: 'unreadable_file', facts: { reason: 'damaged' } },
    })
  })
})

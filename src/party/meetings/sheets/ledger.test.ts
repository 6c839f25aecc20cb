// The ledger on real PostgreSQL: import with frozen rolls, faults, corrections, round trip.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../../test/seed.ts'
import { imported as importRun, previewed } from '../../../../test/workbook.ts'
import { type CellValue, writeWorkbook } from '../../../core/workbook/index.ts'
import { kindSuits, meetingKinds } from '../rules.ts'
import { ledgerSheet } from './sheet.ts'

let harness: Harness
let hospital: SeededUnit
let branch: SeededUnit
let group: SeededUnit
let office: Caller
let people: readonly string[]
const staffNo = new Map<string, string>()

beforeAll(async () => {
  harness = await openHarness()
  harness.setNow('2026-06-30')
  hospital = await seedInstitution(harness, { name: '某医院', dutiesFrom: '2026-01-01' })
  branch = await seedUnit(harness, hospital, { name: '第一党支部', kind: 'branch', code: 'ZB01' })
  group = await seedUnit(harness, branch, { name: '一组', kind: 'group', code: 'XZ01' })
  const own = await seedPeople(harness, branch, [
    { name: '甲', post: 'secretary' },
    { name: '乙', post: 'organization_member' },
    { name: '丙', post: 'publicity_member' },
    { name: '丁', status: 'probationary' },
  ])
  const inGroup = await seedPeople(harness, group, [{ name: '戊' }, { name: '己', fullOn: '2026-03-01' }])
  people = [...own, ...inGroup]
  for (const row of await harness.owner('select id, staff_no from person')) {
    staffNo.set(String(row['id']), String(row['staff_no']))
  }
  office = await harness.as('party_office', hospital)
})
afterAll(() => harness.close())

type LedgerCells = Readonly<Record<string, CellValue>>
const no = (index: number): string => staffNo.get(people[index] ?? '') ?? ''

const rowOf = (more: LedgerCells): LedgerCells => ({
  institution: null,
  unit: 'ZB01',
  kind: 'theme_day',
  startedAt: '2026-02-10T14:30',
  endedAt: '2026-02-10T16:00',
  place: '党员活动室',
  title: '主题党日',
  chair: no(0),
  recorder: no(1),
  absent: [],
  summary: '集体学习。\n交流发言。',
  makeUpFor: null,
  ...more,
})

async function fileOf(rows: readonly LedgerCells[]): Promise<File> {
  const bytes = await writeWorkbook([{ sheet: ledgerSheet, rows }], { language: 'zh' })
  return new File([new Uint8Array(bytes)], '工作簿.xlsx')
}

async function preview(file: File) {
  const seen = await previewed(harness, office, file)
  const sheet = seen.sheets.find((each) => each.sheet === 'ledger')
  const { created, updated, unchanged } = sheet ?? { created: -1, updated: -1, unchanged: -1 }
  return { runId: seen.runId, counts: [created, updated, unchanged], faults: seen.faults }
}

/** Imports rows; answers how many were created, updated and unchanged. */
async function imported(rows: readonly LedgerCells[], acceptPartial = false) {
  const { runId, counts, faults } = await preview(await fileOf(rows))
  expect((await importRun(harness, office, runId, acceptPartial)).state).toBe('done')
  return { counts, faults }
}

async function meetingAt(startedAt: string) {
  const { meetings } = await office.call('meetings.list', { unitId: branch.id, limit: 1_000 })
  const id = meetings.find((meeting) => meeting.startedAt === startedAt)?.id
  if (id === undefined) throw new Error(`No meeting at ${startedAt}`)
  return office.call('meetings.get', { meetingId: id })
}

async function dutyOf(unit: SeededUnit, rhythm: string, periodFrom: string) {
  const { duties } = await office.call('duties.list', {
    unitId: unit.id,
    rhythm,
    from: '2026-01-01',
    to: '2026-12-31',
  })
  return duties.find((duty) => duty.unitId === unit.id && duty.periodFrom === periodFrom)
}

describe('import', () => {
  test('freezes the roll of the day and fulfils the duty', async () => {
    const absent = [no(2), no(5)]
    expect(await imported([rowOf({ kind: 'general_meeting', absent })])).toEqual({
      counts: [1, 0, 0],
      faults: [],
    })
    const meeting = await meetingAt('2026-02-10T14:30')
    expect(meeting).toMatchObject({
      state: 'confirmed',
      source: 'ledger',
      minutes: '集体学习。\n交流发言。',
      chair: { name: '甲' },
      recorder: { name: '乙' },
      due: 6,
      present: 4,
      moves: [],
      quorum: { baseCount: 4, needed: 2, present: 3, reached: true },
    })
    const byName = (a: string, b: string): number => (a < b ? -1 : 1)
    expect(
      meeting.roll
        .map((line) => [line.name, line.status, line.hasVote ? 'vote' : 'no vote', line.attendance].join(' '))
        .toSorted(byName),
    ).toEqual(
      [
        '丁 probationary no vote present',
        '丙 full vote absent',
        '乙 full vote present',
        '己 probationary no vote absent',
        '戊 full vote present',
        '甲 full vote present',
      ].toSorted(byName),
    )
    expect(await dutyOf(branch, 'general_meeting', '2026-01-01')).toMatchObject({
      state: 'done',
      recordId: meeting.id,
      happenedOn: '2026-02-10',
    })
  })

  test('gives the same roll as opening the meeting at the desk', async () => {
    for (const [kind, unit] of [
      ['general_meeting', branch],
      ['committee_meeting', branch],
      ['group_meeting', group],
    ] as const) {
      const at = '2026-02-11T09:00'
      const { id } = await office.call('meetings.plan', {
        unitId: unit.id,
        kind,
        title: '会议',
        plannedAt: at,
      })
      await office.call('meetings.open', { meetingId: id, version: 1, startedAt: at })
      const desk = await office.call('meetings.get', { meetingId: id })
      const startedAt = '2026-02-11T10:00'
      const code = unit === branch ? 'ZB01' : 'XZ01'
      await imported([rowOf({ kind, unit: code, startedAt, endedAt: startedAt })])
      const { meetings } = await office.call('meetings.list', {
        unitId: unit.id,
        kind,
        from: '2026-02-11',
        to: '2026-02-11',
      })
      const twin = meetings.find((meeting) => meeting.source === 'ledger')
      const ledger = await office.call('meetings.get', { meetingId: twin?.id ?? '' })
      const plain = (roll: typeof desk.roll) => roll.map((line) => ({ ...line, attendance: 'absent' }))
      expect(plain(ledger.roll)).toEqual(desk.roll)
    }
  })

  test('a meeting made up fulfils the month it makes up for, late', async () => {
    const startedAt = '2026-04-02T14:30'
    await imported([rowOf({ startedAt, endedAt: startedAt, makeUpFor: '2026-03-12' })])
    expect(await dutyOf(branch, 'theme_day', '2026-03-01')).toMatchObject({
      state: 'late',
      happenedOn: '2026-04-02',
    })
    expect(await dutyOf(branch, 'theme_day', '2026-04-01')).toMatchObject({ recordId: null })
  })

  test('names every fault at its cell', async () => {
    const at = (startedAt: string, more: LedgerCells) => rowOf({ startedAt, endedAt: startedAt, ...more })
    const { faults } = await preview(
      await fileOf([
        at('2026-05-01T09:00', { institution: 'NIX' }),
        at('2026-05-02T09:00', { unit: 'NIX' }),
        at('2026-05-03T09:00', { kind: 'group_meeting' }),
        at('2026-05-04T09:00', { endedAt: '2026-05-04T08:59' }),
        at('2026-07-01T09:00', {}),
        at('2026-05-06T09:00', { chair: 'NIX', absent: ['NIX2', no(2)] }),
        at('2026-05-07T09:00', { makeUpFor: '2026-05-07' }),
        at('2026-05-08T09:00', { kind: 'committee_meeting', absent: [no(0), no(1)] }),
        at('2026-05-09T09:00', { kind: 'general_meeting', absent: [no(0), no(1), no(2)] }),
        at('2026-05-10T09:00', { kind: 'theme_day', absent: people.map((_, index) => no(index)) }),
      ]),
    )
    expect(faults.map(({ row, column, code, facts }) => [row, column, code, facts])).toEqual([
      [2, 'institution', 'reference_missing', { value: 'NIX' }],
      [3, 'unit', 'reference_missing', { value: 'NIX' }],
      [4, 'kind', 'conflict', { kind: 'group_meeting', unitKind: 'branch' }],
      [5, 'endedAt', 'conflict', { startedAt: '2026-05-04T09:00', endedAt: '2026-05-04T08:59' }],
      [6, 'startedAt', 'conflict', { value: '2026-07-01T09:00', today: '2026-06-30' }],
      [7, 'chair', 'reference_missing', { value: 'NIX' }],
      [7, 'absent', 'reference_missing', { value: 'NIX2' }],
      [8, 'makeUpFor', 'conflict', { makeUpFor: '2026-05-07', startedAt: '2026-05-07T09:00' }],
      [9, 'absent', 'not_allowed', { due: 3, present: 1, needed: 2 }],
      [10, 'absent', 'not_allowed', { due: 5, present: 2, needed: 3 }],
    ])
  })

  test('every kind comes in by its sheet and goes out the same; a kind of a committee names what is wrong with its row', async () => {
    const committee = await seedUnit(harness, hospital, { name: '党委', kind: 'committee', code: 'DW' })
    // Its seats are taken by members of the branch.
    const posts = ['secretary', 'deputy_secretary', 'discipline_member', 'committee_member']
    for (const [index, post] of posts.entries()) {
      await harness.owner(
        'insert into post (institution_id, person_id, unit_id, post, from_on) values ($1, $2, $3, $4, $5)',
        [hospital.institutionId, people[index], committee.id, post, '2020-01-01'],
      )
    }
    const kinds = meetingKinds.map((kind, index) => {
      const unit = kindSuits(kind, 'branch') ? 'ZB01' : kindSuits(kind, 'group') ? 'XZ01' : 'DW'
      const on = `2026-01-${String(index + 10).padStart(2, '0')}`
      return rowOf({
        kind,
        unit,
        startedAt: `${on}T14:30`,
        endedAt: `${on}T15:30`,
        title: kind,
      })
    })
    expect(await imported(kinds)).toEqual({ counts: [kinds.length, 0, 0], faults: [] })
    const { meetings } = await office.call('meetings.list', {
      unitId: hospital.id,
      to: '2026-01-31',
      limit: 1_000,
    })
    expect(meetings.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual(
      meetingKinds.map((kind) => `${kind} confirmed`).toSorted(),
    )
    expect((await imported(kinds)).counts).toEqual([0, 0, kinds.length])
    const back = await preview(await office.call('exchange.export', { unitId: hospital.id }))
    expect([back.faults, back.counts.slice(0, 2)]).toEqual([[], [0, 0]])

    const at = (day: string, more: LedgerCells) =>
      rowOf({ unit: 'DW', startedAt: `${day}T09:00`, endedAt: `${day}T10:00`, ...more })
    const { faults } = await preview(
      await fileOf([
        at('2026-05-01', { kind: 'study_group', unit: 'ZB01' }),
        at('2026-05-02', { kind: 'theme_day' }),
        // Two of four are fewer than two thirds, three are enough.
        at('2026-05-03', { kind: 'democratic_life_meeting', absent: [no(2), no(3)] }),
        at('2026-05-04', { kind: 'democratic_life_meeting', absent: [no(3)] }),
        at('2026-05-05', { kind: 'study_group', absent: [no(4)] }),
        at('2026-05-06', { kind: 'governance_meeting', endedAt: '2026-05-05T10:00' }),
      ]),
    )
    expect(faults.map(({ row, column, code, facts }) => [row, column, code, facts])).toEqual([
      [2, 'kind', 'conflict', { kind: 'study_group', unitKind: 'branch' }],
      [3, 'kind', 'conflict', { kind: 'theme_day', unitKind: 'committee' }],
      [7, 'endedAt', 'conflict', { startedAt: '2026-05-06T09:00', endedAt: '2026-05-05T10:00' }],
      [4, 'absent', 'not_allowed', { due: 4, present: 2, needed: 3 }],
    ])
  })

  test('what only the import itself can tell waits as held and fulfils nothing', async () => {
    const elsewhere = await seedUnit(harness, hospital, { name: '第二党支部', kind: 'branch' })
    const [outsider = ''] = await seedPeople(harness, elsewhere, [{ name: '外人' }])
    const [row] = await harness.owner('select staff_no from person where id = $1', [outsider])
    const startedAt = '2026-05-12T14:30'
    const away = rowOf({ startedAt, endedAt: startedAt, absent: [String(row?.['staff_no'])] })
    expect(await imported([away])).toEqual({ counts: [1, 0, 0], faults: [] })
    expect(await meetingAt(startedAt)).toMatchObject({ state: 'held', moves: ['confirm'] })
    expect(await dutyOf(branch, 'theme_day', '2026-05-01')).toMatchObject({ recordId: null })
    expect((await preview(await fileOf([away]))).faults).toMatchObject([
      { column: 'absent', code: 'reference_missing' },
    ])
    await imported([{ ...away, absent: [no(2)] }])
    expect(await meetingAt(startedAt)).toMatchObject({ state: 'confirmed', present: 5 })
    expect(await dutyOf(branch, 'theme_day', '2026-05-01')).toMatchObject({ state: 'done' })
  })
})

describe('an import over what exists', () => {
  const startedAt = '2026-06-10T14:30'
  const base = () => rowOf({ kind: 'committee_meeting', startedAt, endedAt: '2026-06-10T15:30' })

  test('the same is unchanged; words and attendance are corrected; times are not', async () => {
    expect((await imported([base()])).counts).toEqual([1, 0, 0])
    expect((await imported([base()])).counts).toEqual([0, 0, 1])
    const corrected = { ...base(), title: '支委会', place: null, recorder: no(2), absent: [no(1)] }
    expect((await imported([corrected])).counts).toEqual([0, 1, 0])
    expect(await meetingAt(startedAt)).toMatchObject({
      title: '支委会',
      place: null,
      recorder: { name: '丙' },
      present: 2,
      version: 2,
      minutes: '集体学习。\n交流发言。',
    })
    expect((await imported([corrected])).counts).toEqual([0, 0, 1])
    const faults = async (more: LedgerCells) =>
      (await preview(await fileOf([{ ...corrected, ...more }]))).faults
    expect(await faults({ endedAt: '2026-06-10T15:31' })).toMatchObject([
      { column: 'endedAt', code: 'conflict' },
    ])
    expect(await faults({ makeUpFor: '2026-05-10' })).toMatchObject([
      { column: 'makeUpFor', code: 'conflict' },
    ])
    expect(await faults({ absent: [no(0), no(1)] })).toMatchObject([
      { column: 'absent', code: 'not_allowed' },
    ])
    expect(await faults({ absent: [no(3)] })).toMatchObject([{ column: 'absent', code: 'reference_missing' }])
  })

  test('what the desk has recorded is not overwritten', async () => {
    const at = '2026-06-12T09:00'
    const { id: meetingId } = await office.call('meetings.plan', {
      unitId: branch.id,
      kind: 'lecture',
      title: '党课',
      plannedAt: at,
    })
    await office.call('meetings.open', { meetingId, version: 1, startedAt: at })
    const ledger = rowOf({ kind: 'lecture', title: '党课', startedAt: at, endedAt: '2026-06-12T10:00' })
    const { faults, runId } = await preview(await fileOf([ledger]))
    expect(faults).toMatchObject([{ code: 'conflict' }])
    const refused = await failing(office.call('exchange.import', { runId }))
    expect(refused.code).toBe('invalid_input')
    await office.call('meetings.close', { meetingId, version: 2, endedAt: '2026-06-12T10:00' })
    expect((await preview(await fileOf([ledger]))).faults).toMatchObject([{ column: null, code: 'conflict' }])
  })

  test('an export reads back unchanged', async () => {
    const file = await office.call('exchange.export', { unitId: hospital.id })
    const { counts, faults } = await preview(file)
    expect(faults).toEqual([])
    expect(counts.slice(0, 2)).toEqual([0, 0])
    expect(counts[2]).toBeGreaterThan(5)
  })

  test('a member of another hospital sees none of it, and may not import here', async () => {
    const other = await seedInstitution(harness, { name: '别的医院' })
    const stranger = await harness.as('party_office', other)
    const [row] = await harness.owner('select code from institution where id = $1', [hospital.institutionId])
    const file = await fileOf([rowOf({ institution: String(row?.['code']) })])
    const { faults } = await previewed(harness, stranger, file)
    expect(faults).toMatchObject([{ column: 'institution', code: 'reference_missing' }])
    const secretary = await harness.as('branch_secretary', branch)
    expect((await failing(secretary.call('exchange.upload', { file }))).code).toBe('forbidden')
  })
})

// Units with history on a real database: moves with a day, figures of the past, planned changes, the tree of a past day.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { issueFor } from '../duties/index.ts'
import { beginDay } from './jobs.ts'

let harness: Harness
let root: SeededUnit
let a: SeededUnit
let b: SeededUnit
let branch: SeededUnit
let group: SeededUnit
let office: Caller

const today = '2026-11-21'
const day = (date: string): Promise<void> => {
  harness.setNow(date)
  return beginDay(harness.product.floor, root.institutionId, date)
}
const versionOf = async (unit: SeededUnit): Promise<number> =>
  (await office.call('org.unit', { unitId: unit.id })).version
const move = async (unit: SeededUnit, to: SeededUnit, on?: string) =>
  office.call('org.moveUnit', {
    unitId: unit.id,
    parentId: to.id,
    version: await versionOf(unit),
    ...(on === undefined ? {} : { on }),
  })
const rate = async (unit: SeededUnit) => {
  const { counts, months } = await office.call('duties.rate', { unitId: unit.id, year: 2026 })
  const owed = months.map((month) => Object.values(month.counts).reduce((sum, count) => sum + count, 0))
  return { counts, firstQuarter: owed.slice(0, 3), second: owed.slice(3, 6) }
}

beforeAll(async () => {
  harness = await openHarness()
})
afterAll(() => harness.close())

beforeEach(async () => {
  harness.setNow(today)
  root = await seedInstitution(harness, { name: '医院', dutiesFrom: '2026-01-01' })
  a = await seedUnit(harness, root, { name: '甲总支', kind: 'general_branch' })
  b = await seedUnit(harness, root, { name: '乙总支', kind: 'general_branch' })
  branch = await seedUnit(harness, a, { name: '内科支部', kind: 'branch' })
  group = await seedUnit(harness, branch, { name: '一组', kind: 'group' })
  const stays = await seedUnit(harness, a, { name: '外科支部', kind: 'branch' })
  await seedPeople(harness, branch, [{ name: '甲', post: 'secretary' }, { name: '乙' }])
  await seedPeople(harness, group, [{ name: '丙' }])
  await seedPeople(harness, stays, [{ name: '丁' }])
  await harness.product.database.inScope([root.institutionId], (tx) =>
    issueFor(tx, [root.institutionId], today),
  )
  office = await harness.as('party_office', root)
})

describe('figures of the past', () => {
  test('a branch that moves on 1 May leaves its first quarter behind and takes the second along', async () => {
    const before = { a: await rate(a), b: await rate(b), root: await rate(root) }
    expect(before.b.firstQuarter).toEqual([0, 0, 0])
    await move(branch, b, '2026-05-01')
    const after = { a: await rate(a), b: await rate(b), root: await rate(root) }
    expect(after.a.firstQuarter).toEqual(before.a.firstQuarter)
    expect(after.b.firstQuarter).toEqual([0, 0, 0])
    // April's own duties stay, the quarter that ends on 30 June goes.
    expect(after.b.second[0]).toBe(0)
    expect(after.a.second[0]).toBe(before.a.second[0])
    expect(after.b.second[1]).toBeGreaterThan(0)
    expect(after.a.second.map((count, month) => count + (after.b.second[month] ?? 0))).toEqual(
      before.a.second,
    )
    expect(after.root).toEqual(before.root)
    // Down to the lists: the branch's January duty is found above A, and not above B.
    const january = { from: '2026-01-01', to: '2026-01-31' }
    const ofBranch = async (unit: SeededUnit) =>
      (await office.call('duties.list', { unitId: unit.id, ...january })).duties.filter(
        (duty) => duty.unitId === branch.id,
      ).length
    expect(await ofBranch(a)).toBeGreaterThan(0)
    expect(await ofBranch(b)).toBe(0)
    const table = await office.call('life.table', { unitId: a.id, year: 2026 })
    expect(table.rows.find((row) => row.unitId === branch.id)?.months[0]).not.toEqual([])
    expect(table.rows.find((row) => row.unitId === branch.id)?.months[5]).toEqual([])

    await move(branch, a, '2026-05-01')
    expect({ a: await rate(a), b: await rate(b), root: await rate(root) }).toEqual(before)
    expect((await office.call('org.history', { unitId: branch.id })).stages).toHaveLength(1)
  })

  test('duties issued after a move stand where their units hung at the end of each period', async () => {
    await move(branch, b, '2026-05-01')
    const before = { a: await rate(a), b: await rate(b) }
    await harness.owner('delete from duty where institution_id = $1', [root.institutionId])
    await harness.product.database.inScope([root.institutionId], (tx) =>
      issueFor(tx, [root.institutionId], today),
    )
    expect({ a: await rate(a), b: await rate(b) }).toEqual(before)
  })

  test('what left a moved unit in between is placed by both moves', async () => {
    const other = await seedUnit(harness, a, { name: '骨科支部', kind: 'branch' })
    await move(group, other, '2026-08-01')
    await move(branch, b, '2026-05-01')
    const place = async (month: string) => {
      const [row] = await harness.owner(
        `select path from duty where unit_id = $1 and rhythm = 'group_meeting' and period_from = $2`,
        [group.id, `${month}-01`],
      )
      return row?.['path']
    }
    expect(await place('2026-04')).toEqual([root.id, a.id, branch.id, group.id])
    expect(await place('2026-06')).toEqual([root.id, b.id, branch.id, group.id])
    expect(await place('2026-09')).toEqual([root.id, a.id, other.id, group.id])
  })
})

describe('effective days', () => {
  test('before the present stage is refused, its first day is not', async () => {
    await move(branch, b, '2026-05-01')
    const early = await failing(move(branch, a, '2026-04-30'))
    expect(early.data.facts).toMatchObject({ reason: 'before_stage', from: '2026-05-01' })
    await move(branch, a, '2026-05-01')
  })

  test('a planned move shows, does nothing until its day, and is then taken over with all below', async () => {
    const { planned } = await move(branch, b, '2026-12-01')
    expect(planned).toBe(true)
    await day('2026-11-30')
    expect((await office.call('org.unit', { unitId: group.id })).path).toEqual([
      root.id,
      a.id,
      branch.id,
      group.id,
    ])
    const { stages } = await office.call('org.history', { unitId: branch.id })
    expect(stages.map((stage) => [stage.fromOn, stage.parentName, stage.planned])).toEqual([
      ['2010-01-01', '甲总支', false],
      ['2026-12-01', '乙总支', true],
    ])
    await day('2026-12-01')
    expect((await office.call('org.unit', { unitId: group.id })).path).toEqual([
      root.id,
      b.id,
      branch.id,
      group.id,
    ])
    expect((await office.call('org.history', { unitId: branch.id })).stages[1]?.planned).toBe(false)
    // The job of the same day again: nothing more happens.
    const version = await versionOf(branch)
    await day('2026-12-01')
    expect(await versionOf(branch)).toBe(version)
  })

  test('a server that was off takes over all it missed, and the duties follow from the first day', async () => {
    await harness.product.database.inScope([root.institutionId], (tx) =>
      issueFor(tx, [root.institutionId], '2027-01-05'),
    )
    await move(branch, b, '2026-12-01')
    await office.call('org.renameUnit', {
      unitId: branch.id,
      name: '大内科支部',
      on: '2027-01-01',
      version: await versionOf(branch),
    })
    await day('2027-01-05')
    expect(await office.call('org.unit', { unitId: branch.id })).toMatchObject({
      name: '大内科支部',
      parentId: b.id,
    })
    const paths = await harness.owner(
      `select distinct path[2] as above, period_to >= '2026-12-01' as after from duty where unit_id = $1 order by 2`,
      [branch.id],
    )
    expect(paths).toEqual([
      { above: a.id, after: false },
      { above: b.id, after: true },
    ])
  })

  test('a planned change can be cancelled, one that has begun cannot', async () => {
    await move(branch, b, '2026-12-01')
    const fromOn = '2026-12-01'
    await office.call('org.cancelChange', { unitId: branch.id, fromOn, version: await versionOf(branch) })
    await day('2026-12-01')
    expect((await office.call('org.unit', { unitId: branch.id })).parentId).toBe(a.id)
    await move(branch, b)
    const late = await failing(
      office.call('org.cancelChange', { unitId: branch.id, fromOn, version: await versionOf(branch) }),
    )
    expect(late.code).toBe('wrong_state')
  })

  test('two planned moves that would close a circle are refused at the second', async () => {
    const department = await seedUnit(harness, root, { name: '内科', kind: 'department' })
    const other = await seedUnit(harness, root, { name: '外科', kind: 'department' })
    await move(department, other, '2026-12-10')
    const circle = await failing(move(other, department, '2026-12-05'))
    expect(circle.data.facts['reason']).toBe('below_itself')
    expect((await failing(move(other, department, '2026-12-20'))).data.facts['reason']).toBe('below_itself')
  })

  test('a unit with a planned change is not dissolved before it', async () => {
    const empty = await seedUnit(harness, a, { name: '空支部', kind: 'branch' })
    await move(empty, b, '2026-12-10')
    const dissolve = async (on: string) =>
      office.call('org.dissolveUnit', { unitId: empty.id, on, version: await versionOf(empty) })
    expect((await failing(dissolve('2026-12-09'))).data.facts['reason']).toBe('planned')
    await dissolve('2026-12-10')
    expect((await failing(move(branch, empty))).code).toBe('invalid_input')
    expect((await failing(move(group, empty))).code).toBe('wrong_state')
  })
})

describe('the tree of a past day', () => {
  const names = async (caller: Caller, at?: string) =>
    (await caller.call('org.tree', at === undefined ? {} : { at })).units.map((unit) => unit.name)

  test('shows names and places of that day to those who reach it now or did then', async () => {
    await office.call('org.renameUnit', {
      unitId: branch.id,
      name: '大内科支部',
      on: '2026-07-01',
      version: await versionOf(branch),
    })
    await move(branch, b, '2026-10-01')
    const ofA = await harness.as('party_secretary', a)
    const ofB = await harness.as('party_secretary', b)
    expect((await names(ofA, '2026-06-30')).toSorted()).toEqual(
      ['甲总支', '内科支部', '外科支部', '一组'].toSorted(),
    )
    expect(await names(ofA, '2026-09-30')).toContain('大内科支部')
    expect(await names(ofA)).toEqual(['甲总支', '外科支部'])
    // B sees it too on a day when it was A's, since it is B's now; and nothing else of A's.
    expect((await names(ofB, '2026-06-30')).toSorted()).toEqual(['一组', '乙总支', '内科支部'].toSorted())
    expect((await names(ofB)).toSorted()).toEqual(['一组', '乙总支', '大内科支部'].toSorted())
    const then = await ofA.call('org.children', { parentId: branch.id, at: '2026-09-30' })
    expect(then.units.map((unit) => unit.name)).toEqual(['一组'])
    expect((await failing(ofA.call('org.children', { parentId: branch.id, at: '2026-10-01' }))).code).toBe(
      'not_found',
    )
    const { members } = await ofA.call('org.members', { unitIds: [a.id], at: '2026-09-30' })
    expect(members[a.id]).toBe(4)
    expect((await ofA.call('org.members', { unitIds: [a.id] })).members[a.id]).toBe(1)
    const { days } = await office.call('org.changeDays', {})
    expect(days.map(({ day: on, changes }) => [on, changes]).slice(0, 2)).toEqual([
      ['2026-10-01', 1],
      ['2026-07-01', 1],
    ])
  })

  test('has no unit before its founding nor after its end', async () => {
    const young = await seedUnit(harness, a, { name: '新支部', kind: 'branch', foundedOn: '2026-03-02' })
    expect(await names(office, '2026-03-01')).not.toContain('新支部')
    expect(await names(office, '2026-03-02')).toContain('新支部')
    await office.call('org.dissolveUnit', { unitId: young.id, on: '2026-08-31', version: 1 })
    expect(await names(office, '2026-08-31')).toContain('新支部')
    expect(await names(office, '2026-09-01')).not.toContain('新支部')
  })
})

describe('search', () => {
  test('finds by a part of the name, a former name, code, pinyin and initials, with the way to it', async () => {
    const { id } = await office.call('org.createUnit', {
      parentId: b.id,
      code: 'XXG01',
      name: '心血管内科党支部',
      kind: 'branch',
      foundedOn: '2026-01-01',
    })
    const find = async (q: string) => (await office.call('org.search', { q })).hits.map((hit) => hit.name)
    expect(await find('血管')).toEqual(['心血管内科党支部'])
    expect(await find('xxg01')).toEqual(['心血管内科党支部'])
    expect(await find('xinxueguan')).toEqual(['心血管内科党支部'])
    expect(await find('xxgnk')).toEqual(['心血管内科党支部'])
    expect(await find('支部 内科')).toContain('内科支部')
    expect(await find('100%')).toEqual([])
    await office.call('org.renameUnit', { unitId: id, name: '心脏中心党支部', version: 1 })
    expect(await find('血管')).toEqual(['心脏中心党支部'])
    const [hit] = (await office.call('org.search', { q: '心脏' })).hits
    expect(hit?.way.map((step) => step.name)).toEqual(['医院', '乙总支'])
    const narrow = await harness.as('branch_secretary', branch)
    expect((await narrow.call('org.search', { q: '心脏' })).hits).toEqual([])
    expect((await narrow.call('org.search', { q: '一组' })).hits[0]?.way.map((step) => step.name)).toEqual([
      '内科支部',
    ])
  })
})

// Mergers and splits on a real database: who and what passes on the day, what stands in the way, plans and their day.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { beginDay } from './jobs.ts'
import { branchActs, mayNot } from './rules.ts'

let harness: Harness
let root: SeededUnit
let one: SeededUnit
let two: SeededUnit
let group: SeededUnit
let ward: SeededUnit
let people: readonly string[]
let office: Caller

const on = '2026-09-01'
const version = async (unit: SeededUnit): Promise<number> =>
  (await office.call('org.unit', { unitId: unit.id })).version
const merge = async (into: SeededUnit, source: SeededUnit, from = on) =>
  office.call('org.mergeUnits', {
    unitId: into.id,
    version: await version(into),
    sources: [{ unitId: source.id, version: await version(source) }],
    on: from,
  })
type Part = { code: string; name: string; people: string[]; units: string[]; departments: string[] }
const split = async (unit: SeededUnit, part: Partial<Part>, from = on) =>
  office.call('org.splitUnit', {
    unitId: unit.id,
    version: await version(unit),
    on: from,
    parts: [{ code: 'NEW', name: '新支部', people: [], units: [], departments: [], ...part }],
  })
const ties = async () => ({
  affiliations: await harness.owner(
    `select u.name as unit, p.name, a.from_on::text, a.until_on::text from affiliation a
     join unit u on u.id = a.unit_id join person p on p.id = a.person_id
     where a.institution_id = $1 order by p.name, a.from_on`,
    [root.institutionId],
  ),
  coverage: await harness.owner(
    `select u.name as unit, c.from_on::text, c.until_on::text from coverage c join unit u on u.id = c.branch_id
     where c.institution_id = $1 order by c.from_on`,
    [root.institutionId],
  ),
  posts: await harness.owner(
    `select u.name as unit, o.until_on::text from post o join unit u on u.id = o.unit_id where o.institution_id = $1`,
    [root.institutionId],
  ),
})
const day = (date: string): Promise<void> => {
  harness.setNow(date)
  return beginDay(harness.product.floor, root.institutionId, date)
}

beforeAll(async () => {
  harness = await openHarness()
})
afterAll(() => harness.close())
beforeEach(async () => {
  harness.setNow('2026-11-21')
  root = await seedInstitution(harness, { name: '医院' })
  one = await seedUnit(harness, root, { name: '一支部', kind: 'branch' })
  two = await seedUnit(harness, root, { name: '二支部', kind: 'branch' })
  group = await seedUnit(harness, two, { name: '小组', kind: 'group' })
  ward = await seedUnit(harness, root, { name: '内科', kind: 'department' })
  people = await seedPeople(harness, two, [{ name: '甲', post: 'secretary' }, { name: '乙' }])
  await seedPeople(harness, group, [{ name: '丙' }])
  await seedPeople(harness, two, [{ name: '丁', from: '2026-10-01' }])
  await harness.owner(`insert into coverage values ($1, $2, $3, '2020-01-01', null)`, [
    root.institutionId,
    two.id,
    ward.id,
  ])
  office = await harness.as('party_office', root)
})

describe('a merger', () => {
  test('passes people, groups and departments on its day and ends the source the day before', async () => {
    await merge(one, two)
    expect(await ties()).toEqual({
      affiliations: [
        { unit: '一支部', name: '丁', from_on: '2026-10-01', until_on: null },
        { unit: '小组', name: '丙', from_on: '2015-01-01', until_on: null },
        { unit: '二支部', name: '乙', from_on: '2015-01-01', until_on: '2026-08-31' },
        { unit: '一支部', name: '乙', from_on: '2026-09-01', until_on: null },
        { unit: '二支部', name: '甲', from_on: '2015-01-01', until_on: '2026-08-31' },
        { unit: '一支部', name: '甲', from_on: '2026-09-01', until_on: null },
      ],
      coverage: [
        { unit: '二支部', from_on: '2020-01-01', until_on: '2026-08-31' },
        { unit: '一支部', from_on: '2026-09-01', until_on: null },
      ],
      posts: [{ unit: '二支部', until_on: '2026-08-31' }],
    })
    expect(await office.call('org.unit', { unitId: group.id })).toMatchObject({ parentId: one.id })
    expect(await office.call('org.unit', { unitId: two.id })).toMatchObject({ dissolvedOn: '2026-08-31' })
    expect((await office.call('org.history', { unitId: one.id })).successions).toMatchObject([
      { fromName: '二支部', toName: '一支部', on, kind: 'merge' },
    ])
    const then = await office.call('org.tree', { at: '2026-08-31' })
    expect(then.units.find((unit) => unit.id === group.id)?.parentId).toBe(two.id)
    const back = await failing(
      office.call('org.dissolveUnit', { unitId: two.id, on: null, version: await version(two) }),
    )
    expect(back.data.facts).toMatchObject({ state: 'merged', into: '一支部' })
  })

  test('names what stands in the way, and then nothing has changed', async () => {
    const before = await ties()
    const reason = async (into: SeededUnit, source: SeededUnit, from = on) =>
      (await failing(merge(into, source, from))).data.facts
    expect(await reason(one, one)).toMatchObject({ reason: 'twice' })
    expect(await reason(one, ward)).toMatchObject({ reason: 'merge_kind', name: '内科' })
    expect(await reason(one, two, '2010-01-01')).toMatchObject({ reason: 'merge_before', day: '2010-01-01' })
    await harness.owner(`insert into post values ($1, $2, $3, 'deputy_secretary', '2026-09-01', null)`, [
      root.institutionId,
      people[1],
      two.id,
    ])
    expect(await reason(one, two)).toMatchObject({ reason: 'posts_later', people: '乙' })
    await harness.owner(`delete from post where post = 'deputy_secretary' and institution_id = $1`, [
      root.institutionId,
    ])
    expect(await ties()).toEqual(before)
    const other = await seedInstitution(harness, { name: '别院' })
    const stranger = await seedUnit(harness, other, { name: '外支部', kind: 'branch' })
    expect(
      (
        await failing(
          office.call('org.mergeUnits', {
            unitId: one.id,
            version: 1,
            sources: [{ unitId: stranger.id, version: 1 }],
          }),
        )
      ).code,
    ).toBe('not_found')
  })

  test('of a day to come is a plan: shown at both units, performed on its day, or cancelled before', async () => {
    const before = await ties()
    expect((await merge(one, two, '2026-12-01')).planned).toBe(true)
    expect(await ties()).toEqual(before)
    const { plans } = await office.call('org.history', { unitId: two.id })
    expect(plans).toMatchObject([{ kind: 'merge', unitName: '一支部', others: ['二支部'], failed: null }])
    await office.call('org.cancelPlan', { unitId: two.id, planId: plans[0]?.id ?? '' })
    await day('2026-12-01')
    expect(await ties()).toEqual(before)
    await merge(one, two, '2026-12-05')
    await day('2026-12-05')
    expect(await office.call('org.unit', { unitId: two.id })).toMatchObject({ dissolvedOn: '2026-12-04' })
    expect((await office.call('org.history', { unitId: one.id })).plans).toEqual([])
    const audit = await harness.owner(`select actor, after from audit where endpoint = 'org.day'`)
    expect(audit).toMatchObject([{ after: { merge: { people: 3, units: 1 } } }])
  })

  test('that has become impossible stays as a plan with the reason', async () => {
    await merge(one, two, '2026-12-01')
    await harness.owner('update unit set dissolved_on = $2 where id = $1', [one.id, '2026-11-25'])
    await day('2026-12-01')
    expect((await office.call('org.history', { unitId: two.id })).plans).toMatchObject([
      { failed: 'wrong_state' },
    ])
    expect((await ties()).affiliations).toHaveLength(4)
  })
})

describe('a split', () => {
  test('founds a unit beside the old one with those chosen', async () => {
    const { ids } = await split(two, { people: [people[0] ?? ''], units: [group.id], departments: [ward.id] })
    const made = await office.call('org.unit', { unitId: ids[0] ?? '' })
    expect(made).toMatchObject({
      name: '新支部',
      kind: 'branch',
      parentId: root.id,
      foundedOn: on,
      members: 2,
    })
    expect(made.children.map((child) => child.id)).toEqual([group.id])
    expect(made.covers).toMatchObject([{ name: '内科', fromOn: on }])
    expect((await ties()).posts).toEqual([{ unit: '二支部', until_on: '2026-08-31' }])
    expect((await office.call('org.unit', { unitId: two.id })).members).toBe(2)
    expect((await office.call('org.history', { unitId: ids[0] ?? '' })).successions).toMatchObject([
      { fromName: '二支部', toName: '新支部', kind: 'split' },
    ])
  })

  test('refuses people, units and departments that are not its own, and a code that is taken', async () => {
    const [stranger = ''] = await seedPeople(harness, one, [{ name: '戊' }])
    const facts = async (part: Partial<Part>) => {
      const failure = await failing(split(two, part))
      return failure.data.facts['reason'] ?? failure.code
    }
    expect(await facts({ people: [stranger] })).toBe('split_people')
    expect(await facts({ units: [one.id] })).toBe('split_units')
    expect(await facts({ departments: [group.id] })).toBe('split_departments')
    expect(await facts({ people: [people[0] ?? '', people[0] ?? ''] })).toBe('twice')
    await split(two, {})
    expect(await facts({})).toBe('taken')
  })

  test('of a day to come is performed by the daily job', async () => {
    await split(two, { people: [people[1] ?? ''] }, '2026-12-01')
    await day('2026-12-01')
    const { units } = await office.call('org.tree', {})
    expect(units.some((unit) => unit.name === '新支部')).toBe(true)
    expect((await ties()).affiliations).toContainEqual({
      unit: '新支部',
      name: '乙',
      from_on: '2026-12-01',
      until_on: null,
    })
  })
})

describe('forms and kinds', () => {
  test('a temporary branch may do none of the five, the others all', () => {
    for (const act of branchActs) {
      expect(mayNot('plain', act).ok).toBe(true)
      expect(mayNot('joint', act).ok).toBe(true)
      expect(mayNot('temporary', act)).toMatchObject({
        ok: false,
        rule: 'R-ORG-6',
        severity: 'block',
        facts: { act },
        cites: [{ article: '第八条', verified: true }],
      })
    }
  })

  test('a form belongs to branches; new kinds stand where they may and owe nothing', async () => {
    const found = (
      kind: 'branch' | 'group' | 'site' | 'village' | 'discipline_commission',
      form: 'plain' | 'temporary',
      parent = root,
    ) =>
      office.call('org.createUnit', {
        parentId: parent.id,
        code: `${kind}-${form}`,
        name: kind,
        kind,
        form,
        foundedOn: '2026-01-01',
      })
    const { id } = await found('branch', 'temporary')
    const page = await office.call('org.unit', { unitId: id })
    expect(page).toMatchObject({ form: 'temporary', mayNot: branchActs })
    expect((await failing(found('site', 'temporary'))).data.facts['reason']).toBe('form')
    const site = await found('site', 'plain')
    await found('discipline_commission', 'plain')
    await found('village', 'plain')
    expect((await failing(found('village', 'plain', one))).data.facts['reason']).toBe('below')
    await harness.product.database.inScope([root.institutionId], async (tx) => {
      const { issueFor } = await import('../duties/index.ts')
      await issueFor(tx, [root.institutionId], '2026-11-21')
    })
    const owing = await harness.owner('select distinct unit_id from duty where institution_id = $1', [
      root.institutionId,
    ])
    expect(owing.map((row) => row['unit_id'])).not.toContain(site.id)
    expect(owing.length).toBeGreaterThan(0)
  })
})

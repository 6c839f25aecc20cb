// The findings on real PostgreSQL: facts from rows, who sees whom, setting aside and its end, thresholds of an institution.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../core/ids.ts'
import { type Caller, failing, type Harness, openHarness, type SeededUnit } from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'

let harness: Harness
let hospital: SeededUnit
let committee: SeededUnit
let large: SeededUnit
let small: SeededUnit
let ward: SeededUnit
let office: Caller
let superior: Caller

const fifty = Array.from({ length: 51 }, (_, at) => ({ name: `大支部党员${at}` }))
const reason = '新门诊楼启用后分设支部，已列入明年一季度计划'

beforeAll(async () => {
  harness = await openHarness()
  const commission = await seedInstitution(harness, { name: '市卫健委', kind: 'commission' })
  hospital = await seedInstitution(harness, { name: '市医院', above: commission })
  committee = await seedUnit(harness, hospital, { name: '医院党委', kind: 'committee' })
  large = await seedUnit(harness, committee, { name: '大支部', kind: 'branch' })
  small = await seedUnit(harness, committee, { name: '小支部', kind: 'branch' })
  ward = await seedUnit(harness, hospital, { name: '内科', kind: 'department' })
  await seedPeople(harness, large, [{ name: '书记甲', post: 'secretary' }, ...fifty.slice(1)])
  await seedPeople(harness, committee, [{ name: '党委书记', post: 'secretary' }])
  office = await harness.as('party_office', hospital)
  superior = await harness.as('superior', commission)
})
afterAll(() => harness.close())

const found = async (caller: Caller, unit: SeededUnit, rule: string) =>
  (await caller.call('findings.list', { unitId: unit.id })).findings.filter((each) => each.rule === rule)

/** A meeting of the branch on a day, with who was there and who was not. */
async function meet(
  branch: SeededUnit,
  day: string,
  roll: readonly { readonly id: string; readonly attendance: string; readonly hasVote?: boolean }[],
): Promise<void> {
  const id = newId()
  await harness.owner(
    `insert into meeting (institution_id, id, unit_id, kind, state, title, planned_at, started_at, ended_at)
     values ($1, $2, $3, 'theme_day', 'confirmed', '主题党日', $4::date, $4::date + time '16:00', $4::date + time '17:00')`,
    [branch.institutionId, id, branch.id, day],
  )
  for (const entry of roll) {
    await harness.owner(
      `insert into meeting_roll (institution_id, meeting_id, person_id, name, status, has_vote, attendance)
       values ($1, $2, $3, '某人', 'full', $4, $5)`,
      [branch.institutionId, id, entry.id, entry.hasVote ?? true, entry.attendance],
    )
  }
}

describe('facts of units', () => {
  test('sizes, posts and coverage of the rows as they are', async () => {
    await seedPeople(harness, small, [
      { name: '一', department: ward },
      { name: '二', department: ward, status: 'probationary' },
    ])
    const { findings } = await office.call('findings.list', {})
    const of = (unit: SeededUnit) => findings.filter((each) => each.unitId === unit.id && !each.person)
    expect(of(large).map((each) => each.rule)).toEqual(['R-ORG-2', 'R-ORG-7'])
    expect(of(small).map((each) => each.rule)).toEqual(['R-ORG-3', 'R-ORG-10'])
    expect(of(ward).map((each) => [each.rule, each.facts])).toEqual([['L-ORG-1', { branches: 0, people: 2 }]])
    const [size] = of(large)
    expect(size).toMatchObject({
      severity: 'warn',
      level: 'national',
      certain: true,
      facts: { members: 51, most: 50 },
      mender: { role: 'party_office', unitName: '医院党委' },
      mine: true,
      mend: [{ way: 'split', unitId: large.id }],
    })
  })

  test('three full members of no branch in a department without one turn the hint into a must', async () => {
    const ids = await seedPeople(harness, small, [
      { name: '三', department: ward },
      { name: '四', department: ward },
      { name: '五', department: ward },
    ])
    expect(await found(office, ward, 'R-ORG-1')).toEqual([])
    const leave = (id: string | undefined) =>
      harness.owner(`update affiliation set until_on = '2026-11-01' where person_id = $1`, [id])
    await leave(ids[0])
    await leave(ids[1])
    expect(await found(office, ward, 'R-ORG-1')).toEqual([])
    await leave(ids[2])
    const [must] = await found(office, ward, 'R-ORG-1')
    expect(must).toMatchObject({ severity: 'block', facts: { fullMembers: 3, least: 3, branches: 0 } })
    await harness.owner(
      `insert into coverage (institution_id, branch_id, department_id, from_on) values ($1, $2, $3, '2026-01-01')`,
      [hospital.institutionId, small.id, ward.id],
    )
    expect(await found(office, ward, 'R-ORG-1')).toEqual([])
    const below = await seedUnit(harness, ward, { name: '内科一区', kind: 'department' })
    await seedPeople(harness, small, [{ name: '六', department: below }])
    expect(await found(office, below, 'L-ORG-1')).toEqual([])
  })

  test('a vacancy is known since the day after the last secretary left', async () => {
    const branch = await seedUnit(harness, committee, { name: '空缺支部', kind: 'branch' })
    const [id] = await seedPeople(harness, branch, [{ name: '离任' }, { name: '甲' }, { name: '乙' }])
    await harness.owner(
      `insert into post (institution_id, unit_id, person_id, post, from_on, until_on) values ($1, $2, $3, 'secretary', '2020-01-01', '2026-10-31')`,
      [branch.institutionId, branch.id, id],
    )
    const [vacancy] = await found(office, branch, 'R-ORG-10')
    expect(vacancy).toMatchObject({
      since: '2026-11-01',
      facts: { days: 20 },
      mender: { role: 'branch_secretary' },
    })
    expect(vacancy?.mine).toBe(false)
    const secretary = await harness.as('branch_secretary', branch)
    expect((await found(secretary, branch, 'R-ORG-10'))[0]?.mine).toBe(true)
  })

  test('temporary and joint branches are judged by their form', async () => {
    const temporary = await seedUnit(harness, committee, {
      name: '临时支部',
      kind: 'branch',
      foundedOn: '2026-05-21',
    })
    const joint = await seedUnit(harness, committee, { name: '联合支部', kind: 'branch' })
    await harness.owner(`update unit set form = 'temporary' where id = $1`, [temporary.id])
    await harness.owner(`update unit set form = 'joint' where id = $1`, [joint.id])
    await seedPeople(harness, temporary, [
      { name: '临一', from: '2026-06-01' },
      { name: '临二', from: '2026-06-01' },
      { name: '临三', from: '2025-12-01', status: 'probationary' },
      { name: '临四', from: '2026-06-01' },
    ])
    for (let at = 0; at < 6; at += 1) {
      const site = await seedUnit(harness, hospital, { name: `站点${at}`, kind: 'site' })
      await harness.owner(
        `insert into coverage (institution_id, branch_id, department_id, from_on) values ($1, $2, $3, '2026-01-01')`,
        [joint.institutionId, joint.id, site.id],
      )
    }
    expect((await found(office, temporary, 'R-ORG-6t'))[0]?.facts).toEqual({ terms: 0, admitted: 1 })
    expect((await found(office, temporary, 'R-ORG-4'))[0]?.since).toBe('2026-11-21')
    expect(await found(office, temporary, 'R-ORG-10')).toEqual([])
    expect((await found(office, joint, 'R-ORG-3j'))[0]?.facts).toEqual({ units: 6, most: 5 })
  })

  test('the newest term is compared with the one before', async () => {
    const branch = await seedUnit(harness, committee, { name: '届次支部', kind: 'branch' })
    await harness.owner(
      `insert into term (institution_id, unit_id, number, started_on, years) values ($1, $2, 1, '2018-03-01', 3), ($1, $2, 2, '2025-03-02', 4)`,
      [branch.institutionId, branch.id],
    )
    expect((await found(office, branch, 'R-TRM-1'))[0]?.facts).toEqual({ years: 4, legal: 3, village: false })
    expect((await found(office, branch, 'R-TRM-3'))[0]?.facts).toMatchObject({
      endedOn: '2021-03-01',
      electedOn: '2025-03-02',
    })
  })
})

describe('facts of people', () => {
  let branch: SeededUnit
  let people: readonly string[]
  beforeAll(async () => {
    branch = await seedUnit(harness, committee, { name: '人员支部', kind: 'branch' })
    people = await seedPeople(harness, branch, [
      { name: '书记', post: 'secretary' },
      { name: '缺席' },
      { name: '请假' },
      { name: '体弱' },
      { name: '常来' },
      { name: '流动' },
      { name: '留党察看' },
    ])
  })
  const rulesOf = async (id: string | undefined) =>
    (await office.call('findings.list', { unitId: branch.id })).findings
      .filter((each) => each.person?.id === id)
      .map((each) => each.rule)

  test('six months of missed meetings, from the rolls; excused, infirm and present ones are left alone', async () => {
    const [, absent = '', excused = '', infirm = '', present = ''] = people
    await harness.owner(`update person set infirm = true where id = $1`, [infirm])
    await meet(
      branch,
      '2026-04-10',
      people.slice(1, 5).map((id) => ({ id, attendance: 'present' })),
    )
    const monthly = ['2026-05-10', '2026-06-10', '2026-07-10', '2026-08-10', '2026-09-10', '2026-10-10']
    const away = (day: string) => [
      { id: absent, attendance: 'absent' },
      { id: infirm, attendance: 'absent' },
      { id: excused, attendance: day === '2026-09-10' ? 'excused' : 'absent' },
      { id: present, attendance: 'present' },
    ]
    for (const day of monthly) await meet(branch, day, away(day))
    expect(await rulesOf(absent)).toEqual([])
    await meet(branch, '2026-11-10', away('2026-11-10'))
    expect(await rulesOf(absent)).toEqual(['R-MEM-3'])
    const [refusal] = await found(office, branch, 'R-MEM-3')
    expect(refusal?.facts).toMatchObject({
      firstMissedOn: '2026-05-10',
      lastMissedOn: '2026-11-10',
      missed: 7,
    })
    expect(refusal?.since).toBe('2026-11-10')
    expect([await rulesOf(excused), await rulesOf(infirm), await rulesOf(present)]).toEqual([[], [], []])
  })

  test('away, with and without a transfer under way', async () => {
    const id = people[5]
    await harness.owner(
      `update person set floating_since = '2026-05-21', floating_place = '深圳' where id = $1`,
      [id],
    )
    expect(await rulesOf(id)).toEqual(['R-MEM-1'])
    await harness.owner(
      `insert into transfer (institution_id, id, side, person_id, person_name, from_institution_id, from_unit_id, from_name, to_name, state, requested_on)
       values ($1, $2, 'out', $3, '流动', $1, $4, '人员支部', '深圳某支部', 'requested', '2026-11-01')`,
      [branch.institutionId, newId(), id, branch.id],
    )
    expect(await rulesOf(id)).toEqual(['R-MEM-6'])
  })

  test('a vote counted during probation within the Party', async () => {
    const id = people[6] ?? ''
    await meet(branch, '2026-02-01', [{ id, attendance: 'present' }])
    await harness.owner(
      `insert into person_measure (institution_id, id, person_id, kind, from_on, until_on, basis) values ($1, $2, $3, 'probation_within_party', '2026-02-02', '2027-02-01', '决定')`,
      [branch.institutionId, newId(), id],
    )
    expect(await rulesOf(id)).toEqual([])
    await meet(branch, '2026-02-02', [{ id, attendance: 'present', hasVote: false }])
    expect(await rulesOf(id)).toEqual([])
    await meet(branch, '2026-03-01', [{ id, attendance: 'present' }])
    expect(await rulesOf(id)).toEqual(['R-MEM-8'])
  })

  test('a member of no Party unit stands at the department, else at the top', async () => {
    const [id] = await seedPeople(harness, branch, [{ name: '无归属', department: ward }])
    await harness.owner(`update affiliation set until_on = '2026-11-01' where person_id = $1`, [id])
    const orphan = (await found(office, ward, 'R-ORG-13')).find((each) => each.person?.id === id)
    expect(orphan?.person).toEqual({ id, name: '无归属' })
    await harness.owner(`update person set department_id = null where id = $1`, [id])
    expect((await found(office, hospital, 'R-ORG-13'))[0]?.unitId).toBe(hospital.id)
  })

  test('without person.read there are numbers for each unit and no names', async () => {
    const seen = await superior.call('findings.list', { unitId: branch.id })
    expect(seen.findings.filter((each) => each.person !== null)).toEqual([])
    expect(seen.hidden).toEqual([{ unitId: branch.id, unitName: '人员支部', unitKind: 'branch', count: 3 }])
    expect(JSON.stringify(seen)).not.toContain('流动')
  })

  test('a branch sees its own people and nobody else’s', async () => {
    const elsewhere = await harness.as('branch_secretary', large)
    const text = JSON.stringify(await elsewhere.call('findings.list', {}))
    expect(text).not.toContain('人员支部')
    expect((await failing(elsewhere.call('findings.list', { unitId: branch.id }))).code).toBe('not_found')
  })
})

describe('setting aside', () => {
  const aside = () => ({ unitId: large.id, rule: 'R-ORG-2', reason, untilOn: '2027-06-30' })
  const counted = async () =>
    harness.owner(`select id from finding_override where unit_id = $1 and withdrawn_at is null`, [large.id])

  test('with a reason, until a day, by name; it is written into the log and can be taken back', async () => {
    const { id } = await office.call('findings.setAside', aside())
    const seen = await office.call('findings.list', { unitId: large.id })
    expect(seen.findings.map((each) => each.rule)).not.toContain('R-ORG-2')
    expect(seen.setAside).toMatchObject([
      {
        rule: 'R-ORG-2',
        override: { id, reason, untilOn: '2027-06-30', setOn: '2026-11-21', byName: 'party_office' },
      },
    ])
    const [entry] = await harness.owner(`select endpoint, after from audit where subject_id = $1`, [id])
    expect(entry).toMatchObject({ endpoint: 'findings.setAside', after: { rule: 'R-ORG-2', reason } })
    const secretary = await harness.as('party_secretary', committee)
    await secretary.call('findings.takeUp', { unitId: large.id, rule: 'R-ORG-2' })
    expect(await found(office, large, 'R-ORG-2')).toHaveLength(1)
    const again = await failing(secretary.call('findings.takeUp', { unitId: large.id, rule: 'R-ORG-2' }))
    expect(again.code).toBe('wrong_state')
  })

  test('it returns by itself after its last day', async () => {
    await office.call('findings.setAside', { ...aside(), untilOn: '2026-12-31' })
    harness.setNow('2026-12-31')
    expect(await found(office, large, 'R-ORG-2')).toEqual([])
    harness.setNow('2027-01-01')
    expect((await found(office, large, 'R-ORG-2'))[0]?.override).toBeNull()
    harness.setNow('2026-11-21')
    await office.call('findings.takeUp', { unitId: large.id, rule: 'R-ORG-2' })
  })

  test('it returns when the matter gets worse, with the reason beside it', async () => {
    await office.call('findings.setAside', aside())
    const [id] = await seedPeople(harness, large, [{ name: '又一名' }])
    const [worse] = await found(office, large, 'R-ORG-2')
    expect(worse).toMatchObject({ facts: { members: 52 }, override: { reason } })
    await harness.owner(`update affiliation set until_on = '2026-11-20' where person_id = $1`, [id])
    expect(await found(office, large, 'R-ORG-2')).toEqual([])
  })

  test('what must be so is refused with its article', async () => {
    const { code, data } = await failing(office.call('findings.setAside', { ...aside(), rule: 'R-ORG-7' }))
    expect(code).toBe('rule_broken')
    expect(data.refusals[0]).toMatchObject({
      rule: 'R-ORG-7',
      severity: 'block',
      cites: [{ article: '第二十条' }],
    })
  })

  test.each([
    ['2026-11-21', 'invalid_input'],
    ['2026-11-22', null],
    ['2027-11-21', null],
    ['2027-11-22', 'invalid_input'],
  ])('until %s: %s', async (untilOn, code) => {
    const work = office.call('findings.setAside', { ...aside(), untilOn })
    expect(code === null ? (await work).id : (await failing(work)).code).toEqual(code ?? expect.any(String))
  })

  test.each([
    ['九个字的理由不够长', 'invalid_input'],
    ['十个字的理由刚好够长', null],
    ['长'.repeat(500), null],
    ['长'.repeat(501), 'invalid_input'],
    [`${' '.repeat(20)}短`, 'invalid_input'],
  ])('reason %s: %s', async (text, code) => {
    const work = office.call('findings.setAside', { ...aside(), reason: text })
    expect(code === null ? (await work).id : (await failing(work)).code).toEqual(code ?? expect.any(String))
  })

  test('what is in order, or elsewhere, cannot be set aside; a branch may not do it at all', async () => {
    const settled = { ...aside(), rule: 'R-ORG-9' }
    expect((await failing(office.call('findings.setAside', settled))).code).toBe('wrong_state')
    const secretary = await harness.as('branch_secretary', large)
    expect((await failing(secretary.call('findings.setAside', aside()))).code).toBe('forbidden')
    const elsewhere = await harness.as('party_secretary', small)
    expect((await failing(elsewhere.call('findings.setAside', aside()))).code).toBe('not_found')
  })

  test('several at the same moment leave one that counts', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        office.call('findings.setAside', aside()).then(
          () => 'done',
          async (error: unknown) => (await failing(Promise.reject(error))).code,
        ),
      ),
    )
    expect(outcomes).toContain('done')
    expect(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'taken')).toEqual([])
    expect(await counted()).toHaveLength(1)
  })
})

describe('what an institution settles for itself', () => {
  const settings = { province: null, groupsFrom: null, weakFrom: null, absencesFrom: null } as const

  test('judges by its own thresholds once they are settled, and by the province’s rules once chosen', async () => {
    expect(await found(office, large, 'R-ORG-12')).toEqual([])
    expect(await found(office, committee, 'R-ORG-15')).toEqual([])
    const { version } = await office.call('findings.settings', { unitId: large.id })
    expect(version).toBe(0)
    const chosen = { ...settings, province: 'hubei' as const, groupsFrom: 30, absencesFrom: 7 }
    await office.call('findings.saveSettings', { unitId: hospital.id, ...chosen, version })
    expect((await found(office, large, 'R-ORG-12'))[0]).toMatchObject({ certain: false, facts: { from: 30 } })
    expect((await found(office, committee, 'R-ORG-15'))[0]).toMatchObject({
      level: 'provincial',
      certain: false,
    })
    expect((await found(office, committee, 'R-MEM-7'))[0]?.facts).toMatchObject({ missed: 7, from: 7 })
    const late = { unitId: hospital.id, ...settings, version }
    expect((await failing(office.call('findings.saveSettings', late))).code).toBe('stale')
  })

  test('only at the top of the institution, and within its numbers', async () => {
    const at = (unit: SeededUnit, groupsFrom: number) =>
      failing(office.call('findings.saveSettings', { unitId: unit.id, ...settings, groupsFrom, version: 1 }))
    expect((await at(large, 20)).code).toBe('wrong_state')
    expect((await at(hospital, 2)).code).toBe('invalid_input')
    expect((await at(hospital, 51)).code).toBe('invalid_input')
  })
})

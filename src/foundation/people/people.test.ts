// People on real PostgreSQL: history and rolls, edits in parallel, both-leaders, identity, deletion.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { failing } from '../../../test/harness.ts'
import { codeOf, idNumber, openPeopleStage, type PeopleStage } from '../../../test/people-stage.ts'
import { seedPeople, seedUnit } from '../../../test/seed.ts'

let harness: PeopleStage['harness']
let ours: PeopleStage['ours']
let committee: PeopleStage['committee']
let one: PeopleStage['one']
let two: PeopleStage['two']
let surgery: PeopleStage['surgery']
let office: PeopleStage['office']
let theirOffice: PeopleStage['theirOffice']
let person: PeopleStage['person']
let member: PeopleStage['member']
let key: PeopleStage['key']

beforeAll(async () => {
  ;({ harness, ours, committee, one, two, surgery, office, theirOffice, person, member, key } =
    await openPeopleStage())
})
afterAll(() => harness.close())

const auditText = async (): Promise<string> =>
  JSON.stringify(await harness.owner('select before, after, subject_id, actor from audit'))

describe('status with history', () => {
  test('a member suspended today was full in March: on that roll with a vote, not on today’s', async () => {
    const branch = await seedUnit(harness, committee, { name: '历史支部', kind: 'branch' })
    const [a = '', b = ''] = await seedPeople(harness, branch, [{ name: '在册' }, { name: '被停' }])
    const { version } = await person(b)
    await office.call('people.changeStatus', {
      personId: b,
      version,
      status: 'suspended',
      fromOn: '2026-11-21',
      basis: '支部决议',
    })
    const secretary = await harness.as('branch_secretary', branch)
    const rollOn = async (day: string) => {
      const { id: meetingId } = await secretary.call('meetings.plan', {
        unitId: branch.id,
        kind: 'theme_day',
        title: day,
        plannedAt: `${day}T10:00`,
      })
      const { version: at } = await secretary.call('meetings.get', { meetingId })
      await secretary.call('meetings.open', { meetingId, version: at, startedAt: `${day}T10:00` })
      return (await secretary.call('meetings.get', { meetingId })).roll
    }
    const march = await rollOn('2026-03-10')
    expect(new Map(march.map((line) => [line.personId, [line.status, line.hasVote]]))).toEqual(
      new Map([
        [a, ['full', true]],
        [b, ['full', true]],
      ]),
    )
    expect((await rollOn('2026-11-21')).map((line) => line.personId)).toEqual([a])
    expect(await person(b)).toMatchObject({
      status: 'suspended',
      fullOn: '2015-07-01',
      standingYears: 11,
      standingUncertain: true,
    })
  })

  test('a past change fits between its neighbours; the latest is taken back', async () => {
    const id = await member('变更', { status: 'probationary' })
    const change = async (status: 'full' | 'candidate' | 'activist', fromOn: string) =>
      office.call('people.changeStatus', { ...(await key(id)), status, fromOn, basis: '大会决议' })
    expect((await failing(change('activist', '2025-06-01'))).data.facts).toMatchObject({ reason: 'order' })
    await change('candidate', '2025-06-01')
    expect(await person(id)).toMatchObject({ status: 'probationary', probationOn: '2026-01-01' })
    await change('full', '2026-11-01')
    expect(await person(id)).toMatchObject({ status: 'full', fullOn: '2026-11-01' })
    expect((await failing(change('full', '2026-11-01'))).code).toBe('wrong_state')
    await office.call('people.takeBackStatus', { ...(await key(id)), reason: '日期录错' })
    expect(await person(id)).toMatchObject({ status: 'probationary', fullOn: null })
    expect((await person(id)).history.map((step) => step.status)).toEqual(['candidate', 'probationary'])
  })

  test('a change of one whose dates were imported writes the history that the dates tell', async () => {
    const id = await member('导入')
    await harness.owner('delete from person_status where person_id = $1', [id])
    await office.call('people.changeStatus', {
      ...(await key(id)),
      status: 'removed',
      fromOn: '2026-10-01',
      basis: '除名决定',
    })
    expect((await person(id)).history.map((step) => step.status)).toEqual(['probationary', 'full', 'removed'])
  })
})

describe('edits', () => {
  test('two at once on one version: one is done, the other stale', async () => {
    const id = await member('并发')
    const at = await key(id)
    const codes = await Promise.all([
      codeOf(office.call('people.edit', { ...at, title: '主任医师' })),
      codeOf(office.call('people.edit', { ...at, title: '副主任医师' })),
    ])
    expect(codes.sort()).toEqual(['done', 'stale'])
  })

  test('facts, posts, measures and situation are kept and logged with before and after', async () => {
    const id = await member('王曾')
    await office.call('people.edit', { ...(await key(id)), name: '曾晓敏', title: '护师' })
    const at = async () => key(id)
    await office.call('people.addPost', {
      ...(await at()),
      unitId: surgery.id,
      post: 'department_head',
      fromOn: '2020-01-01',
    })
    const twice = {
      ...(await at()),
      unitId: surgery.id,
      post: 'department_head',
      fromOn: '2021-01-01',
    } as const
    expect((await failing(office.call('people.addPost', twice))).code).toBe('overlap')
    expect(
      (await failing(office.call('people.addPost', { ...twice, post: 'secretary' }))).data.facts['reason'],
    ).toBe('post_of_unit')
    const correction = { kind: 'correction', fromOn: '2026-03-10', basis: '支部决定' } as const
    expect(
      (
        await failing(
          office.call('people.addMeasure', { ...(await at()), ...correction, untilOn: '2027-03-11' }),
        )
      ).data.refusals,
    ).toMatchObject([{ rule: 'R-MEM-4a' }])
    await office.call('people.addMeasure', { ...(await at()), ...correction, untilOn: '2027-03-10' })
    await office.call('people.setSituation', {
      ...(await at()),
      floatingSince: '2026-01-01',
      floatingPlace: '深圳',
      abroadSince: null,
      abroadFor: null,
      lostContactSince: null,
      infirm: true,
    })
    const { people } = await office.call('people.list', { unitId: one.id, search: 'zxm' })
    expect(people).toMatchObject([{ name: '曾晓敏', situations: ['floating', 'infirm'] }])
    expect((await office.call('people.list', { unitId: one.id, search: 'zengxiao' })).total).toBe(1)
    expect((await office.call('people.list', { unitId: one.id, situation: 'infirm' })).total).toBe(1)
    const [row] = await harness.owner(
      "select before, after from audit where endpoint = 'people.edit' and subject_id = $1",
      [id],
    )
    expect(row).toEqual({ before: { name: '王曾', title: null }, after: { name: '曾晓敏', title: '护师' } })
  })

  test('who has neither unit nor department is found at the root', async () => {
    const { id } = await office.call('people.add', {
      unitId: surgery.id,
      staffNo: 'A-1',
      name: '无处',
      status: 'activist',
      statusSince: '2026-01-01',
    })
    await office.call('people.edit', { ...(await key(id)), departmentId: null })
    expect((await office.call('people.list', { unitId: ours.id, search: '无处' })).total).toBe(1)
    await office.call('people.affiliate', { ...(await key(id)), unitId: one.id, fromOn: '2026-02-01' })
    expect((await person(id)).affiliations).toMatchObject([{ unitId: one.id, fromOn: '2026-02-01' }])
  })

  test('a member cannot be put elsewhere by hand', async () => {
    const id = await member('按手')
    const moved = office.call('people.affiliate', {
      ...(await key(id)),
      unitId: two.id,
      fromOn: '2026-11-01',
    })
    expect((await failing(moved)).data.refusals).toMatchObject([{ rule: 'R-MEM-6a' }])
  })
})

test('both-leaders are counted from posts', async () => {
  const total = await seedUnit(harness, ours, { name: '双带头总支', kind: 'general_branch' })
  const branches = await Promise.all(
    ['甲', '乙', '丙'].map((name) => seedUnit(harness, total, { name: `${name}支部`, kind: 'branch' })),
  )
  const secretaries: string[] = []
  for (const branch of branches) secretaries.push(await member('书记', { post: 'secretary' }, branch))
  await office.call('people.addPost', {
    ...(await key(secretaries[0] ?? '')),
    unitId: surgery.id,
    post: 'department_head',
    fromOn: '2021-01-01',
  })
  await office.call('people.addPost', {
    ...(await key(secretaries[1] ?? '')),
    unitId: surgery.id,
    post: 'department_head',
    fromOn: '2021-01-01',
    untilOn: '2026-11-20',
  })
  await office.call('people.edit', { ...(await key(secretaries[2] ?? '')), service: 'retired' })
  const answer = await office.call('people.dualLeaders', { unitId: total.id })
  expect(answer.rate).toEqual({ numerator: 1, denominator: 2 })
  expect(answer.units.map((unit) => unit.rate)).toContainEqual({ numerator: 1, denominator: 1 })
})

describe('identity', () => {
  test('sealed, masked, found exactly, unmasked with a reason; nothing in clear in the log', async () => {
    const id = await member('密封')
    const number = idNumber(1)
    await office.call('people.setIdentity', {
      ...(await key(id)),
      idNumber: number,
      phone: '138 1234 5678',
      health: '高血压',
    })
    expect((await person(id)).identity).toEqual({
      idNumber: `520***********${number.slice(-4)}`,
      phone: '138****5678',
      health: true,
    })
    const secretary = await harness.as('branch_secretary', one)
    const listed = await secretary.call('people.list', { unitId: one.id, search: '密封' })
    expect(listed.people).toMatchObject([{ phone: '138****5678' }])
    expect((await office.call('people.find', { by: 'idNumber', value: number })).people).toMatchObject([
      { id },
    ])
    expect((await office.call('people.find', { by: 'phone', value: '+8613812345678' })).people).toMatchObject(
      [{ id }],
    )
    // Out of reach is not found.
    expect((await theirOffice.call('people.find', { by: 'idNumber', value: number })).people).toEqual([])
    const elsewhere = await harness.as('party_office', two)
    expect((await elsewhere.call('people.find', { by: 'idNumber', value: number })).people).toEqual([])
    expect(
      await office.call('people.reveal', { personId: id, field: 'idNumber', reason: '办理组织关系介绍信' }),
    ).toEqual({ value: number })
    expect(await codeOf(office.call('people.reveal', { personId: id, field: 'phone', reason: ' ' }))).toBe(
      'invalid_input',
    )
    expect(
      await codeOf(secretary.call('people.reveal', { personId: id, field: 'phone', reason: '联系本人' })),
    ).toBe('forbidden')
    const file = await office.call('people.exportIdentity', { unitId: one.id, reason: '年度党内统计' })
    expect(file.size).toBeGreaterThan(1000)
    const log = await auditText()
    for (const clear of [number, '13812345678', '138 1234 5678', '高血压', number.slice(0, 17)])
      expect(log).not.toContain(clear)
    expect(log).toContain('办理组织关系介绍信')
    const stored = JSON.stringify(
      await harness.owner('select * from person_identity where person_id = $1', [id]),
    )
    expect(stored).not.toContain(Buffer.from(number).toString('hex'))
  })

  test('everybody whom a search shows stands in the log, each with an entry of his own; also that nobody was found', async () => {
    const [a, b] = [await member('同号甲'), await member('同号乙', {}, two)]
    for (const each of [a, b]) {
      await office.call('people.setIdentity', { ...(await key(each)), phone: '13700000077' })
    }
    expect((await office.call('people.find', { by: 'phone', value: '13700000077' })).people).toHaveLength(2)
    await office.call('people.find', { by: 'phone', value: '13700000078' })
    const entries = await harness.owner(
      "select subject_id, unit_id, after from audit where endpoint = 'people.find' and institution_id = $1 order by seq desc limit 3",
      [ours.institutionId],
    )
    expect(entries[0]).toMatchObject({ subject_id: 'search', after: { found: 0 } })
    const found = new Map(entries.slice(1).map((entry) => [entry['subject_id'], entry['unit_id']]))
    expect(found).toEqual(
      new Map([
        [a, one.id],
        [b, two.id],
      ]),
    )
  })

  test('a number stands once in an institution, whether written with 15 or 18 digits', async () => {
    const first = await member('旧号')
    await office.call('people.setIdentity', { ...(await key(first)), idNumber: '110105491231002' })
    expect(
      (await office.call('people.find', { by: 'idNumber', value: '11010519491231002X' })).people,
    ).toHaveLength(1)
    const second = await member('新号')
    const same = { ...(await key(second)), idNumber: '11010519491231002X' }
    expect((await failing(office.call('people.setIdentity', same))).code).toBe('taken')
    const wrong = office.call('people.setIdentity', { ...same, idNumber: '110105194912310021' })
    const failure = await failing(wrong)
    expect(failure.data.facts).toMatchObject({ reason: 'id_number', fault: 'checksum' })
    expect(JSON.stringify(failure)).not.toContain('110105194912310021')
    // The resident's number tells birth and gender.
    expect(await person(first)).toMatchObject({ bornOn: '1949-12-31', gender: 'female' })
  })

  test('deletion on request says what stays, and deletes the rest', async () => {
    const id = await member('删除')
    await office.call('people.setIdentity', { ...(await key(id)), phone: '13900000009', health: '手术后' })
    const preview = await office.call('people.erasure', { personId: id })
    expect(preview.deletes).toEqual(['phone', 'health'])
    expect(preview.keeps).toContainEqual({ what: 'status_history', count: 2 })
    expect(preview.mayReplaceName).toBe(false)
    const erase = { ...(await key(id)), reason: '本人书面申请' }
    expect(
      (await failing(office.call('people.erase', { ...erase, replaceName: true }))).data.facts,
    ).toMatchObject({
      reason: 'name_kept',
    })
    await office.call('people.erase', erase)
    expect(await person(id)).toMatchObject({
      name: '删除',
      status: 'full',
      identity: { phone: null, health: false },
    })
    expect(await harness.owner('select * from person_identity where person_id = $1', [id])).toEqual([])
  })
})

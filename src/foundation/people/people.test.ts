// People on real PostgreSQL: history and rolls, edits in parallel, identity, transfers, merges, deletion.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Caller,
  failing,
  failureOf,
  type Harness,
  openHarness,
  type SeededUnit,
} from '../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../test/seed.ts'
import { checkCharacter } from './rules/identity.ts'

let harness: Harness
let ours: SeededUnit
let committee: SeededUnit
let one: SeededUnit
let two: SeededUnit
let surgery: SeededUnit
let theirs: SeededUnit
let theirBranch: SeededUnit
let office: Caller
let theirOffice: Caller

beforeAll(async () => {
  harness = await openHarness()
  ours = await seedInstitution(harness, { name: '甲医院' })
  committee = await seedUnit(harness, ours, { name: '甲党委', kind: 'committee' })
  one = await seedUnit(harness, committee, { name: '第一党支部', kind: 'branch' })
  two = await seedUnit(harness, committee, { name: '第二党支部', kind: 'branch' })
  surgery = await seedUnit(harness, ours, { name: '外科', kind: 'department' })
  theirs = await seedInstitution(harness, { name: '乙医院' })
  theirBranch = await seedUnit(harness, theirs, { name: '乙党支部', kind: 'branch' })
  office = await harness.as('party_office', ours)
  theirOffice = await harness.as('party_office', theirs)
})
afterAll(() => harness.close())

const person = (personId: string, caller = office) => caller.call('people.person', { personId })
const member = async (name: string, more: object = {}, unit = one): Promise<string> =>
  (await seedPeople(harness, unit, [{ name, ...more }]))[0] ?? ''
const key = async (personId: string) => ({ personId, version: (await person(personId)).version })
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  )
const idNumber = (serial: number): string => {
  const digits = `52010219800101${String(serial).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}
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
    expect(
      (await rollOn('2026-03-10')).map((line) => [line.personId, line.status, line.hasVote]).sort(),
    ).toEqual(
      [
        [a, 'full', true],
        [b, 'full', true],
      ].sort(),
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
    ).toMatchObject([{ rule: 'R-MEM-4' }])
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
    expect((await failing(moved)).data.refusals).toMatchObject([{ rule: 'R-MEM-6' }])
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

describe('transfers', () => {
  const request = async (personId: string, to: Parameters<typeof call>[1]) => call(personId, to)
  const call = async (
    personId: string,
    to:
      | { where: 'within'; unitId: string }
      | { where: 'institution'; institutionId: string }
      | { where: 'outside'; name: string; letterNo: string },
  ) => office.call('people.requestTransfer', { ...(await key(personId)), to })
  const open = async (caller: Caller, tab: 'sent' | 'to_accept' | 'settled', id: string) =>
    (await caller.call('people.transfers', { tab })).transfers.find((line) => line.id === id)

  test('within: the receiving branch accepts, and until then the sender has the member', async () => {
    const id = await member('院内')
    const { id: transferId } = await request(id, { where: 'within', unitId: two.id })
    const sender = await harness.as('branch_secretary', one)
    const receiver = await harness.as('branch_secretary', two)
    expect(await open(sender, 'sent', transferId)).toMatchObject({ mayAccept: false, mayWithdraw: false })
    expect(await codeOf(sender.call('people.acceptTransfer', { transferId, version: 1 }))).toBe('not_found')
    expect((await office.call('people.list', { unitId: one.id, search: '院内' })).total).toBe(1)
    expect(await open(receiver, 'to_accept', transferId)).toMatchObject({ mayAccept: true })
    await receiver.call('people.acceptTransfer', { transferId, version: 1 })
    expect((await person(id)).affiliations).toMatchObject([
      { unitId: two.id, fromOn: '2026-11-21', untilOn: null },
      { unitId: one.id, untilOn: '2026-11-20' },
    ])
    expect(await open(receiver, 'settled', transferId)).toMatchObject({ state: 'accepted' })
    expect(await codeOf(receiver.call('people.acceptTransfer', { transferId, version: 2 }))).toBe(
      'wrong_state',
    )
  })

  test('two requests at once: exactly one is open', async () => {
    const id = await member('抢转')
    const at = await key(id)
    const ask = (unitId: string) =>
      codeOf(office.call('people.requestTransfer', { ...at, to: { where: 'within', unitId } }))
    const other = await seedUnit(harness, committee, { name: '第三党支部', kind: 'branch' })
    const codes = await Promise.all([ask(two.id), ask(other.id), ask(two.id)])
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    const rows = await harness.owner("select id from transfer where person_id = $1 and state = 'requested'", [
      id,
    ])
    expect(rows).toHaveLength(1)
    expect(await codeOf(request(id, { where: 'within', unitId: other.id }))).toBe('taken')
  })

  test('between institutions: history and identity arrive, the sender keeps who was transferred', async () => {
    const id = await member('跨院')
    const number = idNumber(7)
    await office.call('people.setIdentity', { ...(await key(id)), idNumber: number, phone: '13700000007' })
    const { id: transferId } = await request(id, {
      where: 'institution',
      institutionId: theirs.institutionId,
    })
    expect(await open(theirOffice, 'to_accept', transferId)).toMatchObject({
      fromName: '甲医院 第一党支部',
      mayAccept: true,
    })
    const accept = { transferId, version: 1, unitId: theirBranch.id, staffNo: 'B-7' }
    expect(await codeOf(theirOffice.call('people.acceptTransfer', { ...accept, unitId: two.id }))).toBe(
      'not_found',
    )
    const { personId } = await theirOffice.call('people.acceptTransfer', accept)
    const here = await person(personId, theirOffice)
    expect(here).toMatchObject({ status: 'full', fullOn: '2015-07-01', staffNo: 'B-7' })
    expect(here.history.map((step) => step.status)).toEqual(['probationary', 'full'])
    expect((await theirOffice.call('people.find', { by: 'idNumber', value: number })).people).toMatchObject([
      { id: personId },
    ])
    const there = await person(id)
    expect(there).toMatchObject({ status: 'transferred', affiliations: [{ untilOn: '2026-11-20' }] })
    expect(there.history.at(-1)).toMatchObject({ status: 'transferred', fromOn: '2026-11-21' })
    expect((await office.call('people.list', { unitId: ours.id, search: '跨院' })).total).toBe(0)

    // And back, after a change elsewhere: the same record, with what happened since.
    harness.setNow('2026-12-05')
    const { version } = await person(personId, theirOffice)
    const back = await theirOffice.call('people.requestTransfer', {
      personId,
      version,
      to: { where: 'institution', institutionId: ours.institutionId },
    })
    harness.setNow('2026-12-10')
    const returned = await office.call('people.acceptTransfer', {
      transferId: back.id,
      version: 1,
      unitId: one.id,
    })
    harness.setNow('2026-12-10')
    expect(returned.personId).toBe(id)
    expect((await person(id)).history.map((step) => step.status)).toEqual([
      'probationary',
      'full',
      'transferred',
      'full',
    ])
    expect(await person(id)).toMatchObject({ status: 'full', affiliations: [{ fromOn: '2026-12-10' }, {}] })
    harness.setNow('2026-11-21')
  })

  test('accept and withdraw at once: exactly one settles, on both sides alike', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await member(`同时${round}`)
      const { id: transferId } = await request(id, {
        where: 'institution',
        institutionId: theirs.institutionId,
      })
      const codes = await Promise.all([
        codeOf(
          theirOffice.call('people.acceptTransfer', {
            transferId,
            version: 1,
            unitId: theirBranch.id,
            staffNo: `C-${round}`,
          }),
        ),
        codeOf(office.call('people.withdrawTransfer', { transferId, version: 1, reason: '不转了' })),
      ])
      expect(codes.filter((code) => code === 'done')).toHaveLength(1)
      const rows = await harness.owner('select state from transfer where id = $1', [transferId])
      expect(new Set(rows.map((row) => row['state'])).size).toBe(1)
      const arrived = await harness.owner('select id from person where staff_no = $1', [`C-${round}`])
      expect(arrived).toHaveLength(rows[0]?.['state'] === 'accepted' ? 1 : 0)
    }
  })

  test('rejected with a reason; to the outside with letter and receipt; from the outside with a letter', async () => {
    const id = await member('退回')
    const { id: refused } = await request(id, { where: 'institution', institutionId: theirs.institutionId })
    await theirOffice.call('people.rejectTransfer', { transferId: refused, version: 1, reason: '材料不齐' })
    expect(await open(office, 'settled', refused)).toMatchObject({ state: 'rejected', answer: '材料不齐' })
    const { id: outside } = await request(id, {
      where: 'outside',
      name: '某社区党委',
      letterNo: '介字 12 号',
    })
    expect(await person(id)).toMatchObject({ status: 'full' })
    const receipt = { transferId: outside, version: 1, receiptNo: '回执 12', on: '2026-11-21' }
    expect(await codeOf(office.call('people.recordReceipt', { ...receipt, on: '2026-11-22' }))).toBe(
      'invalid_input',
    )
    await office.call('people.recordReceipt', receipt)
    expect(await person(id)).toMatchObject({ status: 'transferred' })
    const { id: arrived } = await office.call('people.add', {
      unitId: one.id,
      staffNo: 'D-1',
      name: '外来',
      status: 'full',
      probationOn: '2009-07-01',
      fullOn: '2010-07-01',
      arrival: { fromName: '某县党委', letterNo: '介字 3 号' },
    })
    expect(await person(arrived)).toMatchObject({ standingYears: 16, transfers: [{ fromName: '某县党委' }] })
  })
})

describe('duplicates', () => {
  const twins = async (name: string) => {
    const [keptId = '', goneId = ''] = await seedPeople(harness, one, [{ name }, { name, status: 'none' }])
    for (const id of [keptId, goneId]) {
      await office.call('people.edit', { ...(await key(id)), bornOn: '1980-05-05' })
    }
    return { keptId, goneId }
  }
  /** Every row that says anything of these people, without the versions that only count. */
  const everything = async (ids: readonly string[]) =>
    Promise.all(
      ['person', 'affiliation', 'post', 'person_status', 'person_measure'].map(async (table) =>
        (
          await harness.owner(
            `select * from ${table} where ${table === 'person' ? 'id' : 'person_id'} = any($1) order by 1, 2, 3, 4`,
            [ids],
          )
        ).map(({ version: _, ...row }) => row),
      ),
    )

  test('found, compared, merged, read as the kept one, and undone exactly', async () => {
    const { keptId, goneId } = await twins('双胞')
    await office.call('people.edit', { ...(await key(goneId)), title: '药师' })
    await office.call('people.addPost', {
      ...(await key(goneId)),
      unitId: surgery.id,
      post: 'department_deputy',
      fromOn: '2022-01-01',
    })
    await office.call('people.setIdentity', {
      ...(await key(goneId)),
      idNumber: idNumber(21),
      phone: '13600000021',
    })
    await office.call('people.setIdentity', { ...(await key(keptId)), phone: '13600000021' })
    const { pairs } = await office.call('people.duplicates', { unitId: one.id })
    const pair = pairs.find((each) => [each.one.id, each.other.id].includes(keptId))
    expect(pair?.reasons).toEqual(['name_birth', 'phone'])
    const preview = await office.call('people.mergePreview', { personId: keptId, goneId })
    expect(preview).toMatchObject({
      filled: ['gender', 'title', 'idNumber'],
      moved: { affiliations: 0, posts: 1 },
      dropped: { affiliations: 1 },
    })
    const before = await everything([keptId, goneId])
    const { mergeId } = await office.call('people.merge', {
      ...(await key(keptId)),
      goneId,
      goneVersion: preview.gone.version,
      reason: '重复录入',
    })
    expect(await person(goneId)).toMatchObject({
      id: keptId,
      title: '药师',
      posts: [{ post: 'department_deputy' }],
    })
    expect((await office.call('people.find', { by: 'idNumber', value: idNumber(21) })).people).toMatchObject([
      { id: keptId },
    ])
    expect((await office.call('people.list', { unitId: one.id, search: '双胞' })).total).toBe(1)
    await office.call('people.undoMerge', { mergeId })
    expect(await everything([keptId, goneId])).toEqual(before)
    expect((await office.call('people.find', { by: 'idNumber', value: idNumber(21) })).people).toMatchObject([
      { id: goneId },
    ])
    expect(await codeOf(office.call('people.undoMerge', { mergeId }))).toBe('wrong_state')
  })

  test('a merge during an edit: one is stale, nothing half', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { keptId, goneId } = await twins(`抢并${round}`)
      const at = { kept: await key(keptId), gone: await key(goneId) }
      const [merged, edited] = await Promise.all([
        codeOf(
          office.call('people.merge', { ...at.kept, goneId, goneVersion: at.gone.version, reason: '重复' }),
        ),
        codeOf(office.call('people.edit', { ...at.gone, title: '技师' })),
      ])
      expect([merged, edited].sort()).toEqual(['done', 'stale'])
      const [row] = await harness.owner('select title, merged_into from person where id = $1', [goneId])
      expect(row).toEqual(
        merged === 'done' ? { title: null, merged_into: keptId } : { title: '技师', merged_into: null },
      )
    }
  })

  test('after a change of the kept one a merge is not undone', async () => {
    const { keptId, goneId } = await twins('晚了')
    const { mergeId } = await office.call('people.merge', {
      ...(await key(keptId)),
      goneId,
      goneVersion: (await key(goneId)).version,
      reason: '重复',
    })
    await office.call('people.edit', { ...(await key(keptId)), title: '主任' })
    expect((await failing(office.call('people.undoMerge', { mergeId }))).data.facts).toMatchObject({
      state: 'changed_since',
    })
  })
})

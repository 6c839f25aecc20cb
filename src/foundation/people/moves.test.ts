// Transfers and merges on real PostgreSQL: acceptance, races, both sides, and merges taken back exactly.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, failing } from '../../../test/harness.ts'
import { codeOf, idNumber, openPeopleStage, type PeopleStage } from '../../../test/people-stage.ts'
import { seedPeople, seedUnit } from '../../../test/seed.ts'

let harness: PeopleStage['harness']
let ours: PeopleStage['ours']
let committee: PeopleStage['committee']
let one: PeopleStage['one']
let two: PeopleStage['two']
let surgery: PeopleStage['surgery']
let theirs: PeopleStage['theirs']
let theirBranch: PeopleStage['theirBranch']
let office: PeopleStage['office']
let theirOffice: PeopleStage['theirOffice']
let person: PeopleStage['person']
let member: PeopleStage['member']
let key: PeopleStage['key']

beforeAll(async () => {
  ;({
    harness,
    ours,
    committee,
    one,
    two,
    surgery,
    theirs,
    theirBranch,
    office,
    theirOffice,
    person,
    member,
    key,
  } = await openPeopleStage())
})
afterAll(() => harness.close())

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

  test('deletion on request reaches what was merged into the person too', async () => {
    const { keptId, goneId } = await twins('删并')
    // Both know a number: the other one's stays behind, sealed, and would still find the person.
    await office.call('people.setIdentity', { ...(await key(keptId)), phone: '13600000071' })
    await office.call('people.setIdentity', { ...(await key(goneId)), phone: '13600000072' })
    await office.call('people.edit', { ...(await key(goneId)), title: '技师' })
    await office.call('people.merge', {
      ...(await key(keptId)),
      goneId,
      goneVersion: (await key(goneId)).version,
      reason: '重复录入',
    })
    await office.call('people.erase', { ...(await key(keptId)), reason: '本人申请', replaceName: false })
    expect((await office.call('people.find', { by: 'phone', value: '13600000072' })).people).toEqual([])
    expect(
      await harness.owner('select * from person_identity where person_id = any($1)', [[keptId, goneId]]),
    ).toEqual([])
    expect(await harness.owner('select title, born_on from person where id = $1', [goneId])).toEqual([
      { title: null, born_on: null },
    ])
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

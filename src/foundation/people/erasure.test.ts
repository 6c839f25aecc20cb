// Deletion on request, looked for in every column of every table: merged duplicates, transfers that came to nothing, both sides.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { failing } from '../../../test/harness.ts'
import { idNumber, openPeopleStage, type PeopleStage } from '../../../test/people-stage.ts'
import { seedPeople } from '../../../test/seed.ts'
import { nameSort } from './rules/name-sort.ts'
import { identityIndexes } from './store/index.ts'

let stage: PeopleStage
beforeAll(async () => {
  stage = await openPeopleStage()
})
afterAll(() => stage?.harness.close())

/** What stays by design, each with the reason that the screen gives. */
const staying = new Set(['audit'])

/** The tables in which any of these texts stands, in whatever column. */
async function tablesWith(needles: readonly string[]): Promise<readonly string[]> {
  const { owner } = stage.harness
  const tables = await owner(
    `select table_name as name, quote_ident(table_schema) || '.' || quote_ident(table_name) as "from"
     from information_schema.tables where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'
     order by 1`,
  )
  const found: string[] = []
  for (const { name, from } of tables) {
    const table = String(name)
    const [row] = await owner(
      `select count(*)::int as count from ${String(from)} t
       where exists (select from unnest($1::text[]) n where position(n in t::text) > 0)`,
      [needles],
    )
    if (row?.['count'] !== 0) found.push(table)
  }
  return found
}

test('nothing of it is left in any table: not in duplicates, nor in what a merge kept aside, nor with an institution that was asked', async () => {
  const { harness, one, two, theirs, theirOffice, office, key, person } = stage
  const name = '欧阳待删'
  const [id = '', double = ''] = await seedPeople(harness, one, [
    { name, status: 'activist' },
    { name, status: 'none' },
  ])
  const number = idNumber(91)
  await office.call('people.setIdentity', {
    ...(await key(id)),
    idNumber: number,
    phone: '13600000091',
    health: '独有的病史',
  })
  await office.call('people.setIdentity', { ...(await key(double)), phone: '13600000092' })
  await office.call('people.edit', { ...(await key(double)), title: '独有的职称' })
  await office.call('people.merge', {
    ...(await key(id)),
    goneId: double,
    goneVersion: (await key(double)).version,
    reason: '重复录入',
  })
  const ask = async (to: Parameters<typeof office.call<'people.requestTransfer'>>[1]['to']) =>
    office.call('people.requestTransfer', { ...(await key(id)), to, note: '' })
  const rejected = await ask({ where: 'institution', institutionId: theirs.institutionId })
  await theirOffice.call('people.rejectTransfer', { transferId: rejected.id, version: 1, reason: '暂不接收' })
  const withdrawn = await ask({ where: 'outside', name: '丙医院', letterNo: '1' })
  await office.call('people.withdrawTransfer', { transferId: withdrawn.id, version: 1, reason: '不转了' })
  await ask({ where: 'within', unitId: two.id })

  const { vault } = harness.product.floor
  const indexes = [
    ...identityIndexes(vault, 'idNumber', number),
    ...identityIndexes(vault, 'phone', '13600000091'),
    ...identityIndexes(vault, 'phone', '13600000092'),
  ].map((index) => index.toString('hex'))
  const needles = [name, nameSort(name), number, '13600000091', '独有的病史', '独有的职称', ...indexes]
  const before = await tablesWith(needles)
  expect(before).toEqual(expect.arrayContaining(['audit', 'person', 'person_identity', 'transfer']))

  await office.call('people.erase', { ...(await key(id)), reason: '本人书面申请', replaceName: true })
  const left = await tablesWith(needles)
  expect(left.filter((table) => !staying.has(table))).toEqual([])
  expect(await person(id)).toMatchObject({ name: '已删除', title: null })

  const rows = await harness.owner(
    'select side, state, person_name as name from transfer order by side, state',
  )
  expect(rows).toEqual([
    { side: 'in', state: 'rejected', name: '已删除' },
    { side: 'out', state: 'rejected', name: '已删除' },
    { side: 'out', state: 'withdrawn', name: '已删除' },
    { side: 'within', state: 'requested', name: '已删除' },
  ])
  // The other institution can see in its own log that its row was changed.
  const told = await harness.owner(
    "select after from audit where institution_id = $1 and endpoint = 'people.erase'",
    [theirs.institutionId],
  )
  expect(told).toEqual([{ after: { erased: ['name'] } }])
  const [merge] = await harness.owner('select id, before from person_merge where kept_id = $1', [id])
  expect(merge?.['before']).toMatchObject({
    ties: { affiliations: [], posts: [], statuses: [], measures: [] },
    fields: {},
  })
  const undo = await failing(office.call('people.undoMerge', { mergeId: String(merge?.['id']) }))
  expect(undo.data.facts).toMatchObject({ state: 'changed_since' })
})

test('a member whose name stays keeps it on transfers', async () => {
  const { harness, office, key, member } = stage
  const id = await member('留名')
  await office.call('people.requestTransfer', {
    ...(await key(id)),
    to: { where: 'outside', name: '丙医院', letterNo: '2' },
    note: '',
  })
  await office.call('people.erase', { ...(await key(id)), reason: '本人书面申请', replaceName: false })
  expect(await harness.owner('select person_name as name from transfer where person_id = $1', [id])).toEqual([
    { name: '留名' },
  ])
})

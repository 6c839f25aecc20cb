// Accounts from a real Excel file: good rows become accounts without power, bad ones are explained, passwords come once.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieOf, openStage, type Stage, stepOf } from '../../../../test/account-stage.ts'
import { failing } from '../../../../test/harness.ts'
import { readWorkbook, writeWorkbook } from '../../../core/workbook/index.ts'
import { createAccount, resetAccount } from '../index.ts'
import { accountsSheet, createdSheet, leftOutSheet } from '../sheet.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

const fileOf = async (rows: readonly Record<string, string>[]): Promise<File> =>
  new File([Uint8Array.from(await writeWorkbook([{ sheet: accountsSheet, rows }]))], 'accounts.xlsx')

test('the template reads back empty', async () => {
  const template = await stage.admin.call('accounts.importTemplate', { language: 'zh' })
  const reading = await readWorkbook(new Uint8Array(await template.arrayBuffer()), [accountsSheet])
  expect([reading.faults, reading.rows['accounts']]).toEqual([[], []])
})

test('good rows become accounts with a wish and no role; each bad row says why; the passwords work once', async () => {
  const { username: taken } = await stage.newcomer()
  const [person] = await stage.harness.owner("select staff_no from person where name = '甲'")
  const file = await fileOf([
    { username: 'imp.one', displayName: '一', unit: 'ZB01', role: 'branch_secretary' },
    { username: 'imp.two', staffNo: String(person?.['staff_no']) },
    { username: taken.toUpperCase(), displayName: '占用' },
    { username: 'IMP.ONE', displayName: '重复' },
    { username: 'imp.five', displayName: '没有此人', staffNo: 'nobody' },
    { username: 'imp.six', displayName: '没有此单位', unit: 'nowhere' },
    { username: 'imp.seven', displayName: '没有此角色', role: '院长' },
    { username: 'imp.eight' },
  ])
  const preview = await stage.admin.call('accounts.previewImport', { file })
  expect(preview.ready).toBe(2)
  expect(preview.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
    [4, 'username', 'conflict'],
    [5, 'username', 'conflict'],
    [6, 'staffNo', 'reference_missing'],
    [7, 'unit', 'reference_missing'],
    [8, 'role', 'not_a_choice'],
    [9, 'displayName', 'required'],
  ])
  expect(
    (await stage.security.call('accounts.list', { search: 'imp.' })).total,
    'a preview makes nothing',
  ).toBe(0)

  const answer = await stage.admin.call('accounts.import', { file, language: 'zh' })
  const { rows } = await readWorkbook(new Uint8Array(await answer.arrayBuffer()), [
    createdSheet,
    leftOutSheet,
  ])
  expect(rows['created']?.map((row) => row.values['displayName'])).toEqual(['一', '甲'])
  expect(rows['left_out']?.length).toBe(6)
  const { accounts } = await stage.security.call('accounts.list', { search: 'imp.', state: 'waiting' })
  expect(accounts.map(({ username, grants, wish }) => [username, grants.length, wish?.role ?? null])).toEqual(
    [
      ['imp.one', 0, 'branch_secretary'],
      ['imp.two', 0, null],
    ],
  )
  const password = String(rows['created']?.[0]?.values['firstPassword'])
  const first = await stage.signIn('imp.one', password)
  expect((await stepOf(first.clone() as Response)).next).toBe('password')
  const set = await stage.post('/session/password', { next: 'quiet green water' }, cookieOf(first))
  expect(set.status).toBe(200)
  expect((await stage.signIn('imp.one', password)).status).toBe(401)
  const log = JSON.stringify(await stage.harness.owner('select before, after from audit'))
  expect(log).not.toContain(password)
})

test('the same file imported by two at once makes each account once', async () => {
  const file = await fileOf([
    { username: 'twice.a', displayName: '甲' },
    { username: 'twice.b', displayName: '乙' },
  ])
  const outcomes = await Promise.allSettled([
    stage.admin.call('accounts.import', { file, language: 'zh' }),
    stage.admin.call('accounts.import', { file, language: 'zh' }),
  ])
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await stage.security.call('accounts.list', { search: 'twice.' })).total).toBe(2)
})

test('at an operator’s hand: a first password for a new account and for a reset one; no person twice', async () => {
  const [institution] = await stage.harness.owner('select code from institution where id = $1', [
    stage.root.institutionId,
  ])
  const code = String(institution?.['code'])
  const inScope = stage.harness.product.database.inScope
  const at = { institution: code, unit: code, staffNo: null }
  const made = await inScope([stage.root.institutionId], (tx) =>
    createAccount(tx, { ...at, username: 'hand.made', role: 'auditor' }),
  )
  stage.harness.setNow(Temporal.Now.instant().toString())
  expect((await stepOf(await stage.signIn('hand.made', made.firstPassword ?? ''))).next).toBe('password')
  const { firstPassword: again } = await inScope([], (tx) => resetAccount(tx, 'HAND.made'))
  expect((await stage.signIn('hand.made', made.firstPassword ?? '')).status).toBe(401)
  expect((await stepOf(await stage.signIn('hand.made', again))).next).toBe('password')
  await expect(inScope([], (tx) => resetAccount(tx, 'nobody'))).rejects.toThrow('not_found')
  const [person] = await stage.harness.owner("select staff_no from person where name = '甲'")
  const staffNo = String(person?.['staff_no'])
  const twice = inScope([stage.root.institutionId], async (tx) => {
    await createAccount(tx, { ...at, staffNo, username: 'hand.office', role: 'party_office' })
    await createAccount(tx, { ...at, staffNo, username: 'hand.admin', role: 'system_admin' })
  })
  await expect(twice).rejects.toThrow('rule_broken')
  expect((await failing(stage.security.call('accounts.policy', { unitId: stage.branch.id }))).code).toBe(
    'not_found',
  )
})

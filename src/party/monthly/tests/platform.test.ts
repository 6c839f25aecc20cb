// Files for outside platforms: layouts in versions, nothing computed by Excel, bytes kept, receipts; other institutions' ids.

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failing } from '../../../../test/harness.ts'
import { march, type MonthlyStage, openMonthlyStage } from '../../../../test/monthly-stage.ts'
import { seedInstitution } from '../../../../test/seed.ts'
import { fileInDocx } from '../../../../test/walks/docx.ts'
import { type Layout, usualLayout } from '../rules.ts'

let stage: MonthlyStage
let layoutId: string
const column = (field: string, header: string, format = 'plain', fixed = '') => ({
  field,
  header,
  format,
  fixed,
})
const body = (more: Partial<Layout> = {}) => {
  const layout = { ...usualLayout('meeting'), ...more }
  return { ...layout, titles: [...layout.titles], columns: layout.columns.map((each) => ({ ...each })) }
}

beforeAll(async () => {
  stage = await openMonthlyStage()
  await stage.wholeMarch(stage.one)
  await stage.harness.owner(
    `update meeting set title = '=HYPERLINK("http://x","点我")' where kind = 'lecture'`,
  )
  await stage.secretary.call('monthly.submit', { unitId: stage.one.id, month: march })
  await stage.office.call('monthly.accept', { unitId: stage.one.id, month: march, number: 1 })
})
afterAll(() => stage.harness.close())

const at = () => ({ unitId: stage.hospital.id })

test('a wrong field is named before it is used, and such a layout is not saved', async () => {
  const wrong = body({ columns: [column('unit', '单位'), column('salary', '工资')] })
  const preview = await stage.office.call('monthly.previewLayout', { ...at(), month: march, body: wrong })
  expect(preview.faults).toEqual([{ code: 'unknown_field', column: 2, value: 'salary' }])
  expect(preview.rows).toEqual([])
  const failure = await failing(stage.office.call('monthly.saveLayout', { ...at(), name: '错', body: wrong }))
  expect([failure.code, failure.data.issues[0]?.path]).toEqual(['invalid_input', 'body.columns.1'])
})

test('each saving is a version; who has seen an older one is told', async () => {
  const first = await stage.office.call('monthly.saveLayout', { ...at(), name: '甘肃党建', body: body() })
  layoutId = first.id
  const next = { ...at(), layoutId, version: 1, name: '甘肃党建', body: body({ sheet: '组织生活情况' }) }
  const both = await Promise.allSettled([
    stage.office.call('monthly.saveLayout', next),
    stage.office.call('monthly.saveLayout', next),
  ])
  expect(both.filter(({ status }) => status === 'fulfilled').length).toBe(1)
  const { layouts } = await stage.office.call('monthly.layouts', at())
  expect(layouts.map(({ version, body: kept }) => [version, kept.sheet])).toEqual([[2, '组织生活情况']])
})

test('the file holds what the preview shows, keeps its bytes, and computes nothing', async () => {
  const preview = await stage.office.call('monthly.previewLayout', { ...at(), month: march, body: body() })
  expect(preview.total).toBe(3)
  expect(preview.missing).toEqual(['第三党支部', '第二党支部'])
  expect(preview.titles).toEqual(['某医院2026年3月组织生活情况'])
  const {
    id: fileId,
    rowCount,
    missing,
  } = await stage.office.call('monthly.makeFile', { ...at(), month: march, layoutId })
  expect([rowCount, missing]).toEqual([3, 2])
  const file = await stage.office.call('monthly.file', { ...at(), fileId })
  const bytes = Buffer.from(await file.arrayBuffer())
  const { files } = await stage.office.call('monthly.files', at())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(files[0]?.sha256)
  const sheet = fileInDocx(bytes, 'xl/worksheets/sheet1.xml')
  expect(sheet).not.toContain('<f')
  const texts = sheet + fileInDocx(bytes, 'xl/sharedStrings.xml')
  expect(texts).toContain('=HYPERLINK(')
  expect(fileInDocx(bytes, 'xl/workbook.xml')).toContain('组织生活情况')
})

test('uploaded, a receipt, then rejected after all: made anew', async () => {
  const { files } = await stage.office.call('monthly.files', at())
  const fileId = files[0]?.id ?? ''
  const settle = (version: number, answer: object) =>
    stage.office.call('monthly.settleFile', { ...at(), fileId, version, answer } as never)
  const future = await failing(settle(1, { move: 'upload', on: '2026-04-02' }))
  expect(future.code).toBe('invalid_input')
  await settle(1, { move: 'upload', on: '2026-04-01' })
  expect((await failing(settle(1, { move: 'upload', on: '2026-04-01' }))).code).toBe('stale')
  expect((await failing(settle(2, { move: 'receive', on: '2026-04-01', number: '  ' }))).code).toBe(
    'invalid_input',
  )
  await settle(2, { move: 'receive', on: '2026-04-01', number: 'GS-2026-03-0001' })
  const [kept] = (await stage.office.call('monthly.files', at())).files
  expect(kept).toMatchObject({
    state: 'receipted',
    receiptNumber: 'GS-2026-03-0001',
    receiptBy: 'party_office',
  })
  await settle(3, { move: 'reject', on: '2026-04-01', reason: '列名不符' })
  expect((await failing(settle(4, { move: 'receive', on: '2026-04-01', number: '2' }))).code).toBe(
    'wrong_state',
  )
  await stage.office.call('monthly.makeFile', { ...at(), month: march, layoutId })
  const states = (await stage.office.call('monthly.files', at())).files.map(({ state }) => state)
  expect(states).toEqual(['made', 'rejected'])
})

test('a month without accepted reports makes no file; a retired layout makes none', async () => {
  const none = await failing(stage.office.call('monthly.makeFile', { ...at(), month: '2026-02', layoutId }))
  expect([none.code, none.data.facts['state']]).toEqual(['wrong_state', 'empty'])
  await stage.office.call('monthly.saveLayout', {
    ...at(),
    layoutId,
    version: 2,
    name: '旧',
    body: body(),
    retired: true,
  })
  const retired = await failing(stage.office.call('monthly.makeFile', { ...at(), month: march, layoutId }))
  expect(retired.data.facts['state']).toBe('retired')
})

test('ids of another institution are absent everywhere', async () => {
  const theirs = await seedInstitution(stage.harness, { name: '别的医院', above: stage.commission })
  const office = await stage.harness.as('party_office', theirs)
  const { files } = await stage.office.call('monthly.files', at())
  const fileId = files[0]?.id ?? ''
  const own = { unitId: theirs.id }
  const attempts = [
    office.call('monthly.inbox', { ...at(), month: march }),
    office.call('monthly.get', { unitId: stage.one.id, month: march }),
    office.call('monthly.giveBack', { unitId: stage.one.id, month: march, number: 1, reason: '越权' }),
    office.call('monthly.file', { ...own, fileId }),
    office.call('monthly.makeFile', { ...own, month: march, layoutId }),
    office.call('monthly.settleFile', {
      ...own,
      fileId,
      version: 1,
      answer: { move: 'upload', on: '2026-04-01' },
    }),
  ]
  const codes = await Promise.all(attempts.map(async (attempt) => (await failing(attempt)).code))
  expect(codes).toEqual(attempts.map(() => 'not_found'))
  const many = await office.call('monthly.acceptMany', {
    ...own,
    month: march,
    reports: [{ unitId: stage.one.id, number: 1 }],
  })
  expect(many.left).toEqual([{ unitId: stage.one.id, why: 'out_of_reach' }])
})

// Verdicts and reminders reach whoever answers for the unit, once; and the standard form prints what the report's own file says.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../../../test/harness.ts'
import { march, type MonthlyStage, openMonthlyStage } from '../../../../test/monthly-stage.ts'
import { textsOf } from '../../../../test/word-file.ts'

let stage: MonthlyStage
let second: Caller
let general: Caller
beforeAll(async () => {
  stage = await openMonthlyStage()
  second = await stage.harness.as('branch_secretary', stage.two)
  general = await stage.harness.as('branch_secretary', stage.general)
})
afterAll(() => stage.harness.close())

const heard = async (caller: Caller): Promise<readonly string[]> =>
  (await caller.call('notices.list', { kind: 'message' })).notices.map(({ title }) => title.zh)
const everybody = () => Promise.all([stage.secretary, second, general, stage.office].map(heard))

test('returned and accepted are told to the branch alone', async () => {
  const one = { unitId: stage.one.id, month: march }
  await stage.secretary.call('monthly.submit', one)
  await general.call('monthly.giveBack', { ...one, number: 1, reason: '请补党课', lines: [] })
  expect(await everybody()).toEqual([['月报被退回：第一党支部'], [], [], []])
  const { notices } = await stage.secretary.call('notices.list', {})
  expect(notices[0]).toMatchObject({
    body: { zh: '第一党支部2026年3月月报被退回：请补党课' },
    link: `/monthly/reports/${stage.one.id}?month=${march}`,
  })
  await stage.secretary.call('monthly.submit', one)
  await general.call('monthly.accept', { ...one, number: 2 })
  expect(await everybody()).toEqual([['月报已接收：第一党支部', '月报被退回：第一党支部'], [], [], []])
})

test('a reminder is told once a day, whoever sends it how often', async () => {
  const remind = (caller: Caller, at: string) =>
    caller.call('monthly.remind', { unitId: at, month: march, unitIds: [stage.two.id] })
  await Promise.all([
    remind(stage.office, stage.hospital.id),
    remind(stage.office, stage.hospital.id),
    remind(general, stage.general.id),
  ])
  expect(await heard(second)).toEqual(['请报送月报：第二党支部'])
  stage.harness.setNow('2026-04-02')
  await remind(general, stage.general.id)
  expect(await heard(second)).toHaveLength(2)
  expect(await heard(general)).toEqual([])
})

test('many accepted at once: each unit hears of its own', async () => {
  await stage.wholeMarch(stage.two)
  await second.call('monthly.submit', { unitId: stage.two.id, month: march })
  await general.call('monthly.acceptMany', {
    unitId: stage.general.id,
    month: march,
    reports: [{ unitId: stage.two.id, number: 1 }],
  })
  expect((await heard(second))[0]).toBe('月报已接收：第二党支部')
  expect(await heard(stage.secretary)).toHaveLength(2)
})

test('the institution’s own form is what the report is written by, whichever way it is asked for', async () => {
  const read = async (file: File) => textsOf(new Uint8Array(await file.arrayBuffer()))
  const own = await read(
    await stage.secretary.call('monthly.wordFile', { unitId: stage.one.id, month: march }),
  )
  const form = await read(
    await stage.secretary.call('forms.print', {
      formId: 'monthly_report',
      subjectId: stage.one.id,
      period: march,
    }),
  )
  expect(form).toEqual(own)
  expect(own[0]).toBe('第一党支部2026年3月组织生活情况月报')
  expect(own.join('\n')).toContain('内科党总支：')
  // The commission reads reports without meetings: it has the report's own file.
  await stage.office.call('monthly.submit', { unitId: stage.hospital.id, month: march })
  const above = await read(
    await stage.superior.call('monthly.wordFile', { unitId: stage.hospital.id, month: march }),
  )
  expect(above.join('\n')).toContain('下级应报')
})

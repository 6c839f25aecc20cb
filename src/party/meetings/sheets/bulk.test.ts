// A ledger of years, imported in bulk on real PostgreSQL: every meeting with its whole roll.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Harness, openHarness } from '../../../../test/harness.ts'
import { seedInstitution, seedPeople, seedUnit } from '../../../../test/seed.ts'
import { imported, previewed } from '../../../../test/workbook.ts'
import { writeWorkbook } from '../../../core/workbook/index.ts'
import { ledgerSheet } from './sheet.ts'

let harness: Harness
beforeAll(async () => {
  harness = await openHarness()
})
afterAll(() => harness.close())

test('a ledger of years is imported in bulk', { timeout: 60_000 }, async () => {
  const big = await seedInstitution(harness, { name: '大医院', dutiesFrom: '2022-01-01' })
  const [row] = await harness.owner('select code from institution where id = $1', [big.institutionId])
  const institution = String(row?.['code'])
  const codes = Array.from({ length: 50 }, (_, index) => `D${String(index).padStart(2, '0')}`)
  for (const code of codes) {
    const unit = await seedUnit(harness, big, { name: code, kind: 'branch', code })
    await seedPeople(
      harness,
      unit,
      Array.from({ length: 16 }, (_, index) => ({ name: `${code} ${index}` })),
    )
  }
  const months = Array.from({ length: 28 }, (_, index) =>
    Temporal.PlainDate.from('2022-01-05').add({ days: index * 55 }),
  )
  const rows = codes.flatMap((unit) =>
    months.map((day) => ({
      institution,
      unit,
      kind: 'theme_day',
      startedAt: `${day.toString()}T14:30`,
      endedAt: `${day.toString()}T16:00`,
      title: '主题党日',
      summary: '集体学习。',
    })),
  )
  const caller = await harness.as('party_office', big)
  const bytes = await writeWorkbook([{ sheet: ledgerSheet, rows }], { language: 'zh' })
  const file = new File([new Uint8Array(bytes)], '工作簿.xlsx')
  const { runId } = await previewed(harness, caller, file)
  expect((await imported(harness, caller, runId)).state).toBe('done')
  const [counted] = await harness.owner(
    'select count(*)::int as lines, count(distinct meeting_id)::int as meetings from meeting_roll where institution_id = $1',
    [big.institutionId],
  )
  expect(counted).toEqual({ lines: 22_400, meetings: 1_400 })
})

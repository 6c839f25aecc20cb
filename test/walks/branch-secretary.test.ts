// A branch secretary with a phone: from what is due to the confirmed record of a general meeting.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoSheets, type Ground, openGround, phone } from './product.ts'

let ground: Ground
beforeAll(async () => {
  const sheets = demoSheets('s3')
  const ledger = sheets.ledger.filter(
    ({ kind, startedAt }) => kind !== 'general_meeting' || String(startedAt) < '2026-10-01',
  )
  ground = await openGround({ workbooks: [{ key: 's3', sheets: { ...sheets, ledger } }] })
}, 600_000)
afterAll(() => ground?.close())

test('x', async () => {
  const { page, complaints } = await  ground.walker('lx.secretary', { size: phone })
  console.log(await page.locator('body').ariaSnapshot())
  console.log(complaints)
  expect(1).toBe(1)
})

// Front pages of the pictures: synthetic ones with some faults, checked and never published: no
// hospital of a report gets their figures.

import type { Page } from 'playwright-core'
import { header, lineOf, pageOf } from '../../../demo/discharges/generate.ts'
import { ask, dayFromNow, listOf } from './ask.ts'
import { becomeRecordsOffice } from './accounts.ts'

const rows = 3_000

/** Two years of the synthetic generator; every four hundredth row has a fault of one of three kinds. */
function file(): Buffer {
  const firstMonth = (Number(dayFromNow(0).slice(0, 4)) - 1) * 100 + 1
  const faults = [{ B15: '2026-02-30 10:00:00' }, { A12C: '7' }, { D01: '一万元' }]
  const lines = Array.from({ length: rows }, (_, at) => {
    const { page } = pageOf({ count: rows, firstMonth, months: 12 }, at)
    return lineOf(at % 400 === 17 ? { ...page, ...faults[Math.floor(at / 400) % faults.length] } : page)
  })
  return Buffer.from(`${[header.join(','), ...lines].join('\r\n')}\r\n`)
}

/** The check of a file with faults, as the medical records office sees it. */
export async function checkFrontPages(page: Page, password: string): Promise<void> {
  const unitId = await becomeRecordsOffice(page, password)
  const path = `/discharges/${unitId}/runs`
  const { request } = page.context()
  for (const { id, state } of listOf((await ask(request, 'GET', path))['runs'])) {
    if (state === 'checked') await ask(request, 'POST', `${path}/${String(id)}/cancel`)
  }
  await page.goto(`/discharges/${unitId}/import`)
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /拖入文件，或点击选择/ }).click()
  await (await choosing).setFiles({ name: '首页.csv', mimeType: 'text/csv', buffer: file() })
  await page.getByText('检查完成').waitFor()
  await page.getByText(/^问题 \d+ 处/).waitFor()
}

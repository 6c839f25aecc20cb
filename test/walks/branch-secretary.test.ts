// A branch secretary with a phone: from what is due to the confirmed record of a general meeting.

import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileInDocx } from './docx.ts'
import { choose } from './fields.ts'
import { demoSheets, type Ground, openGround, phone } from './product.ts'

const title = '2026 年第四季度党员大会'
const resolution = '同意第四季度工作总结'
const minutes = '杨莉同志主持会议，通报第四季度工作，与会党员逐项讨论。'

let ground: Ground
beforeAll(async () => {
  // The demo's branch has held everything; without the last general meeting it owes one.
  const sheets = demoSheets('s3')
  const ledger = sheets.ledger.filter(
    ({ kind, startedAt }) => kind !== 'general_meeting' || String(startedAt) < '2026-10-01',
  )
  ground = await openGround({ workbooks: [{ key: 's3', sheets: { ...sheets, ledger } }] })
})
afterAll(() => ground?.close())

test('a general meeting from the duty to the Word file, with the quorum in the way', async () => {
  const { page, visit, complaints } = await ground.walker('lx.secretary', { size: phone })
  await visit('/', '工作台')
  await planFromTheWorkbench(page)
  await notifyAndOpen(page)
  await beRefusedWithoutQuorum(page)
  await voteAndDecide(page)
  await writeTheRecord(page)
  await closeAndConfirm(page)
  const record = new URL(page.url()).pathname
  await readTheWordFile(page)

  await page.getByRole('link', { name: '工作台' }).click()
  await page.getByRole('link', { name: /^3 项 本期待办/ }).waitFor()
  await page.getByRole('link', { name: /^2 项 本月已完成/ }).waitFor()
  expect(await page.getByRole('link', { name: /^开会：.*支部党员大会/ }).count()).toBe(0)

  await page.getByRole('link', { name: '支部活动一览表' }).click()
  await page.getByRole('button', { name: /^12 月 支部党员大会 已完成/ }).click()
  const cell = page.getByRole('dialog', { name: /2026 年 12 月$/ })
  await cell.getByRole('link', { name: /^看记录：.*支部党员大会 · 2026 年第四季度/ }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  expect(new URL(page.url()).pathname).toBe(record)
  expect(complaints).toEqual([])
})

async function planFromTheWorkbench(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^4 项 本期待办/ }).waitFor()
  const next = page.getByRole('region', { name: '下一步' })
  await next.getByText('主题党日 · 2026 年 11 月').waitFor()
  await next.getByText('还有 9 天').waitFor()
  await page.getByRole('link', { name: /^开会：.*支部党员大会 · 2026 年第四季度/ }).click()
  await page.getByRole('heading', { level: 1, name: '安排会议' }).waitFor()
  expect(await page.getByRole('radio', { name: '党员大会' }).isChecked()).toBe(true)
  await page.getByLabel('会议名称').fill(title)
  await page.getByLabel(/^议程/).fill('讨论第四季度工作总结\n讨论明年学习计划')
  await page.getByRole('button', { name: '保存计划' }).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

async function notifyAndOpen(page: Page): Promise<void> {
  await page.getByText('下一步：把时间、地点、议程通知到人。').waitFor()
  await page.getByRole('button', { name: '发出通知' }).click()
  const notice = page.getByRole('dialog', { name: '发出通知' })
  await notice.getByText(/【党员大会通知】.*2. 讨论明年学习计划/s).waitFor()
  await notice.getByRole('button', { name: '复制通知并登记已通知' }).click()
  await page.getByRole('button', { name: '开始会议' }).click()
  const opening = page.getByRole('dialog', { name: '开始会议' })
  await opening.getByText('名单按 2026-11-21 当天的组织关系固定').waitFor()
  await opening.getByRole('button', { name: '开始并点名' }).click()
  await page.getByText('有表决权：应到 7 人，实到 0 人').waitFor()
  // Chair and recorder are suggested: the secretary, and who wrote last time.
  await page.getByTitle('杨莉').waitFor()
}

async function beRefusedWithoutQuorum(page: Page): Promise<void> {
  const roll = page.getByRole('region', { name: '点名' })
  for (const at of [0, 1, 2]) {
    await roll.getByRole('radiogroup').nth(at).getByText('到会', { exact: true }).click()
  }
  await roll.getByText('有表决权：应到 7 人，实到 3 人').waitFor()
  await roll.getByText('还差 1 人').waitFor()
  await page.getByRole('button', { name: '提出决议' }).click()
  await page.getByRole('textbox', { name: '决议内容' }).fill(resolution)
  await page.getByRole('button', { name: '提交表决' }).click()
  await page.getByText('到会人数不足，不能表决').waitFor()

  await page.getByRole('button', { name: '结束会议' }).click()
  const closing = page.getByRole('dialog', { name: '结束会议' })
  const matter = closing.getByRole('region', { name: '不符合规定' }).first()
  await matter.getByText('应到有表决权的党员 7 人，须到会 4 人；现到 3 人，还差 1 人，不能表决。').waitFor()
  await matter.getByText('中国共产党支部工作条例（试行）').waitFor()
  await matter.getByText('第十一条').waitFor()
  expect(await closing.getByRole('button', { name: '结束会议' }).isDisabled()).toBe(true)
  await matter.getByRole('button', { name: '去点名' }).click()
  await closing.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '其余全部到会' }).click()
  await roll.getByText('有表决权：应到 7 人，实到 7 人').waitFor()
}

async function voteAndDecide(page: Page): Promise<void> {
  const votes = page.getByRole('region', { name: '决议与表决' })
  await votes.getByRole('button', { name: '全部赞成（7 人）' }).click()
  await votes.getByRole('button', { name: '修改各人表决' }).click()
  await votes.getByRole('radiogroup').last().getByText('反对').click()
  await votes.getByText('按现在的票数：通过').waitFor()
  await votes.getByRole('button', { name: '宣布结果' }).click()
  const asked = page.getByRole('tooltip', { name: /赞成 6 票。宣布后不能再改。/ })
  await asked.getByRole('button', { name: '宣布结果' }).click()
  await votes.getByText('通过', { exact: true }).waitFor()
}

async function writeTheRecord(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: '会议记录' }).fill(minutes)
  await page.getByText(/^已保存 12:\d\d$/).waitFor()
  for (const [officer, name] of [
    ['主持人', '杨莉'],
    ['记录人', '翟春琳'],
  ] as const) {
    await choose(page, officer, name)
  }
}

async function closeAndConfirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: '结束会议' }).click()
  await page.getByRole('dialog', { name: '结束会议' }).getByRole('button', { name: '结束会议' }).click()
  await page.getByText('核对无误后确认：确认后记录不再改动，本期任务随之完成。').waitFor()
  await page.getByRole('button', { name: '确认记录' }).click()
  const asked = page.getByRole('dialog', { name: '确认记录' })
  await asked.getByText(`“${title}”：应到 7 人，实到 7 人。`).waitFor()
  await asked.getByRole('button', { name: '确认记录' }).click()
  await page.getByText('记录已确认，不再改动。').waitFor()
  await page.getByRole('definition').filter({ hasText: '翟春琳' }).waitFor()
}

async function readTheWordFile(page: Page): Promise<void> {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '下载会议记录（Word）' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toBe('平利县老县镇中心卫生院党支部_党员大会_2026-11-21.docx')
  const bytes = await readFile(await download.path())
  expect(bytes.toString('latin1', 0, 2)).toBe('PK')
  const text = fileInDocx(bytes, 'word/document.xml').replaceAll(/<[^>]+>/g, '')
  for (const part of [title, resolution, minutes, '赞成6票，反对1票']) expect(text).toContain(part)
}

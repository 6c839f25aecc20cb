// Organisational life in a browser: a clerk sets up a scheme, a secretary marks a theme day, the gap shows, a plan becomes a meeting.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { desk, type Ground, openGround, phone } from './product.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround({ workbooks: [{ key: 's0' }] })
})
afterAll(() => ground?.close())

test('a clerk takes 1+6+N over, reorders it, and brings it into force', async () => {
  const { page, visit, complaints } = await ground.walker('gy.office', { size: desk })
  await visit('/life/schemes', '主题方案')
  await page.getByText('还没有主题方案').waitFor()
  await page.getByRole('button', { name: '新建方案' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('“1”即理论学习').waitFor()
  await dialog.getByRole('button', { name: '建立草稿' }).click()
  await page.getByRole('heading', { level: 1, name: '“1+6+N”主题党日' }).waitFor()
  await page.getByRole('button', { name: '上移 党性教育' }).click()
  await page.getByText('有未保存的修改').waitFor()
  await page.getByRole('button', { name: '启用这一版' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '启用这一版' }).click()
  await page.getByText('执行中', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: '拟定下一版' }).click()
  await page.getByRole('textbox', { name: '内容名称 3' }).fill('意识形态分析研判')
  await page.getByText('与上一版相比').waitFor()
  await page.getByText('原为 意识形态研判').waitFor()
  expect(complaints).toEqual([])
})

test('a secretary plans the year on a phone, one item becomes a meeting, its themes are marked', async () => {
  const { page, visit, complaints } = await ground.walker('gy.branch1', { size: phone })
  await visit('/life/plan', '年度计划')
  await page.getByRole('button', { name: '12 月 添加事项' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('理论学习主题党日')
  await dialog.getByRole('button', { name: '放进计划' }).click()
  await page.getByRole('button', { name: '保存计划' }).click()
  await page.getByRole('button', { name: '安排会议' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '安排会议' }).click()
  await page.getByRole('heading', { level: 1, name: '理论学习主题党日' }).waitFor()
  const themes = page.getByRole('region', { name: '主题内容' })
  await themes.getByRole('button', { name: '勾选推荐的 1 项' }).click()
  await expect.poll(() => themes.getByRole('checkbox', { name: '理论学习' }).isChecked()).toBe(true)
  await themes.getByRole('checkbox', { name: '志愿服务' }).check()
  await expect.poll(() => themes.getByRole('checkbox', { name: '志愿服务' }).isChecked()).toBe(true)
  expect(complaints).toEqual([])
})

test('the coverage shows what is missing, and a gap leads to a theme day with it', async () => {
  const { page, visit, complaints } = await ground.walker('gy.office', { size: desk })
  await visit('/life/coverage', '主题覆盖')
  await page.getByRole('button', { name: /^第一党支部 志愿服务 尚缺，还有时间 0 \/ 1$/ }).waitFor()
  const gap = page.getByRole('listitem').filter({ hasText: '第一党支部 · 廉政警示教育' })
  await gap.getByRole('button', { name: '安排主题党日' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '安排会议' }).click()
  await page.getByRole('heading', { level: 1, name: '廉政警示教育主题党日' }).waitFor()
  await expect.poll(() => page.getByRole('checkbox', { name: '廉政警示教育' }).isChecked()).toBe(true)
  expect(complaints).toEqual([])
})

test('the activity table leads to who is behind; the goal is the institution’s own', async () => {
  const { page, visit, complaints } = await ground.walker('gy.office', { size: desk })
  await visit('/life/table', '支部活动一览表')
  await page.getByRole('button', { name: '修改目标' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('目标（%）').fill('95')
  await dialog.getByLabel('依据（决定、计划、报道）').fill('2026 年党建工作要点')
  await dialog.getByRole('button', { name: '保存目标' }).click()
  await page.getByText('2026 年党建工作要点').waitFor()
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出 Excel' }).click()
  expect((await saving).suggestedFilename()).toMatch(/2026 年支部活动一览表\.xlsx$/)
  await page.getByText('谁落后', { exact: true }).click()
  await page
    .getByRole('region', { name: '谁落后，从什么时候起' })
    .getByText(/\d+ 天/)
    .first()
    .waitFor()
  expect(complaints).toEqual([])
})

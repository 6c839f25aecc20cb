// A clerk of the Party office at the desk: what is not in order, a workbook, the yearly table by keyboard, figures.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoFile } from '../../demo/load.ts'
import { demoSheets, desk, type Ground, openGround, type Walker } from './product.ts'

const institution = '贵阳市公共卫生救治中心'
const uncovered = '妇产儿科'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const sheets = demoSheets('s0')
let ground: Ground
beforeAll(async () => {
  // In the demo every department has its branch; one without makes a finding.
  const code = sheets.units.find(({ name }) => name === uncovered)?.['code']
  const coverage = sheets.coverage.filter((row) => row['department'] !== code)
  ground = await openGround({ workbooks: [{ key: 's0', sheets: { ...sheets, coverage } }] })
})
afterAll(() => ground?.close())

const clerk = (): Promise<Walker> => ground.walker('gy.office', { size: desk })

test('from the workbench to the finding, the tree, a branch and a person', async () => {
  const { page, visit, complaints } = await clerk()
  await visit('/', '工作台')
  await page.getByRole('region', { name: /^哪些支部落后/ }).waitFor()
  await page.getByText('262 / 266').first().waitFor()

  await page.getByRole('link', { name: '问题提示' }).click()
  await page.getByRole('button', { name: new RegExp(`^${uncovered} ?在职 10 人，没有党支部覆盖$`) }).click()
  const finding = page.getByRole('region', { name: /^请留意/ })
  await finding.getByText('支部建在科室', { exact: true }).waitFor()
  await finding.getByText('未核对原文', { exact: true }).waitFor()
  await finding.getByText(/^请明确由哪个党支部覆盖该科室/).waitFor()
  await finding.getByRole('button', { name: '打开单位' }).click()
  await page.getByRole('heading', { level: 1, name: uncovered }).waitFor()
  await page.getByText('没有党支部覆盖本科室').waitFor()

  await page.getByRole('link', { name: '组织树', exact: true }).click()
  await page.getByRole('treeitem', { name: /^贵阳市公共卫生救治中心党委/ }).waitFor()
  await page.getByRole('searchbox', { name: '按名称、编码或拼音查找' }).fill('第八')
  await page.getByText('找到 1 个，共 33 个单位').waitFor()
  await page.getByRole('treeitem').getByRole('link', { name: '第八党支部' }).click()
  await page.getByRole('heading', { level: 1, name: '第八党支部' }).waitFor()
  await page.getByRole('region', { name: '现任职务' }).getByText('书记', { exact: true }).waitFor()

  const people = page.getByRole('region', { name: '人员' })
  await people.getByRole('searchbox').fill('guoyongyao')
  await people.getByRole('link', { name: '郭永瑶' }).click()
  await page.getByRole('heading', { level: 1, name: '郭永瑶' }).waitFor()
  await page.getByText('查阅个人信息已记入审计日志：谁、何时、看了谁。').waitFor()
  await page.getByRole('tab', { name: '党内情况' }).click()
  await page.getByRole('region', { name: '党员信息' }).getByText('18 年').waitFor()
  expect(complaints).toEqual([])
})

test('a workbook with one bad cell: the cell is named, and only the good row goes in when asked for', async () => {
  const { page, visit, complaints } = await clerk()
  const [first, second] = sheets.people
  const bytes = await demoFile({
    ...sheets,
    units: [],
    coverage: [],
    posts: [],
    terms: [],
    results: [],
    workload: [],
    ledger: [],
    people: [
      { ...first, title: '研究员' },
      { ...second, bornOn: '昨天' },
    ],
  })
  await visit('/workbook', '机构工作簿')
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: /把工作簿拖到这里，或点此选择文件/ }).click()
  await (await choosing).setFiles({ name: '人员.xlsx', mimeType: xlsx, buffer: Buffer.from(bytes) })
  await page.getByRole('row', { name: '人员 0 1 0 1' }).waitFor()
  await page
    .getByRole('row', { name: /^人员 3 出生日期 昨天 日期格式 “昨天”不是日期，请写成 2026-03-12$/ })
    .waitFor()
  expect(await page.getByRole('button', { name: '导入全部' }).isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: '只导入没有问题的行，有问题的 1 行不导入' }).check()
  await page.getByRole('button', { name: '导入 1 行，留下 1 行' }).click()
  await page.getByText('已导入 1 行').waitFor()
  await page.getByText('1 行有问题，没有导入').waitFor()
  const rows = await ground.harness.owner(
    'select staff_no, title, born_on::text from person where staff_no = any($1) order by staff_no',
    [[first?.['staffNo'], second?.['staffNo']]],
  )
  expect(rows.map((row) => [row['title'], row['born_on']])).toEqual([
    ['研究员', first?.['bornOn']],
    [second?.['title'], second?.['bornOn']],
  ])
  expect(complaints).toEqual([])
})

test('the yearly table by keyboard: to an overdue cell, a waiver with its reason, and its undo', async () => {
  const { page, visit, complaints } = await clerk()
  await visit('/life/table', '支部活动一览表')
  const line = page.getByRole('row', { name: /^第一党支部/ })
  const march = line.getByRole('gridcell', { name: /主题党日/ }).nth(2)
  const labelOf = async () => (await march.getAttribute('aria-label')) ?? ''
  expect(await labelOf()).toContain('主题党日 逾期')
  await line.getByRole('gridcell').first().focus()
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowRight']) await page.keyboard.press(key)
  expect(await march.evaluate((cell) => cell === cell.ownerDocument.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog', { name: '第一党支部 · 2026 年 3 月' })
  await drawer.getByRole('button', { name: '免办：第一党支部 主题党日 · 2026 年 3 月' }).click()

  const asked = page.getByRole('dialog', { name: '免办这一项' })
  await asked.getByRole('button', { name: '免办', exact: true }).click()
  await asked.getByText('请写明理由').waitFor()
  await asked.getByLabel('理由').fill('支部全体党员赴外地支援，本月无法开展')
  await asked.getByRole('button', { name: '免办', exact: true }).click()
  const done = page.getByRole('status').filter({ hasText: '已免办：第一党支部 主题党日 · 2026 年 3 月' })
  await drawer.getByText('支部全体党员赴外地支援，本月无法开展').waitFor()
  await expect.poll(labelOf).toContain('主题党日 免办')
  await page.getByText('262 / 265').waitFor()

  await done.getByRole('button', { name: '撤销' }).click()
  await page.getByText('已撤销').waitFor()
  await expect.poll(labelOf).toContain('主题党日 逾期')
  await page.getByText('262 / 266').waitFor()
  // Back to the cell, so that the arrow keys go on from there.
  await page.keyboard.press('Escape')
  await expect.poll(() => march.evaluate((cell) => cell === cell.ownerDocument.activeElement)).toBe(true)
  expect(complaints).toEqual([])
})

test('the figures: the year before is computed and says so, and a yearly figure is entered', async () => {
  const { page, visit, complaints } = await clerk()
  await visit('/figures', institution)
  const result = page.getByRole('region', { name: '国考（三级公立医院绩效考核） 2022 年' })
  await result.getByText('633.5').first().waitFor()
  await result.getByText(/上年 559\.0/).waitFor()
  await result.getByText(/上年 112/).waitFor()
  expect(await result.getByText('由来源所述变化推算').count()).toBe(2)

  await page.getByRole('button', { name: '录入年度数据' }).first().click()
  const entry = page.getByRole('dialog', { name: '录入年度数据' })
  await entry.getByRole('spinbutton', { name: '数值' }).fill('108420')
  await entry.getByRole('spinbutton', { name: '来源所述增幅' }).fill('8.42')
  await entry
    .getByRole('region', { name: '保存后系统将显示' })
    .getByText(/^100,?000/)
    .first()
    .waitFor()
  await entry.getByRole('button', { name: '保存数据' }).click()
  await entry.getByText('请写明来源').waitFor()
  await entry.getByRole('textbox', { name: '来源原文或文件' }).fill('2025 年工作总结：诊疗人次增长 8.42%')
  await entry.getByRole('button', { name: '保存数据' }).click()
  await page.getByText(/^已保存：2025 年 诊疗人次/).waitFor()
  await page.getByRole('row', { name: /2025 诊疗人次 108,?420 人次 \+8\.42/ }).waitFor()
  expect(complaints).toEqual([])
})

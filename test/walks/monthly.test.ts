// The end of October in S4's hospital: a secretary on a phone, the office that returns and accepts, the clerk who closes the month.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { findUnit } from '../../src/foundation/org/index.ts'
import type { Caller, SeededUnit } from '../harness.ts'
import { demoSheets, desk, type Ground, openGround, phone } from './product.ts'
import { countTaps } from './taps.ts'

const month = '2026-10'
const second = String(demoSheets('s4').units.filter(({ kind }) => kind === 'branch')[1]?.['code'])
let ground: Ground
let hospital: SeededUnit
let office: Caller

beforeAll(async () => {
  ground = await openGround({
    workbooks: [{ key: 's4' }, { key: 's2' }],
    accounts: [
      {
        username: 'gs.branch02',
        role: 'branch_secretary',
        institution: 'GSTCM',
        unit: second,
        staffNo: null,
      },
      { username: 'gd.hospital', role: 'party_office', institution: 'GDMCH', unit: 'GDMCH', staffNo: null },
    ],
  })
  const { database } = ground.harness.product
  const [row] = await ground.harness.owner(`select id from institution where code = 'GSTCM'`)
  hospital = await database.inScope([String(row?.['id'])], (tx) => findUnit(tx, 'GSTCM', 'GSTCM'))
  office = await ground.harness.as('party_office', hospital)
})
afterAll(() => ground?.close())

const inbox = () => office.call('monthly.inbox', { unitId: hospital.id, month })

test('the secretary reports with two taps; the office returns it; reported again and accepted', async () => {
  const { page, visit, complaints } = await ground.walker('gs.branch01', { size: phone })
  const { taps, typed } = await countTaps(page)
  await visit('/', '工作台')
  await page.getByRole('link', { name: '月报', exact: true }).tap()
  await page.getByRole('heading', { level: 1, name: /2026 年 10 月月报$/ }).waitFor()
  await page.getByText('逾期未报').waitFor()
  await page.getByRole('region', { name: '落实情况' }).getByText('合计').waitFor()
  await page.getByRole('button', { name: '报送', exact: true }).tap()
  await page.getByText('已报送，待接收').waitFor()
  expect(typed()).toEqual([])
  expect(taps()).toBeLessThanOrEqual(2)
  const unitId = (await inbox()).rows.find(({ state }) => state === 'submitted')?.unitId ?? ''

  const clerk = await ground.walker('gs.office', { size: desk })
  await clerk.page.goto(`/monthly/reports/${unitId}?month=${month}`)
  await clerk.page.getByRole('button', { name: '退回', exact: true }).click()
  const dialog = clerk.page.getByRole('dialog', { name: '退回月报' })
  await dialog.getByRole('button', { name: '退回', exact: true }).click()
  await dialog.getByText('请写明理由').waitFor()
  await dialog.getByLabel('退回理由').fill('请在备注中说明请假人数')
  await dialog.getByRole('button', { name: '退回', exact: true }).click()
  await clerk.page.getByText('已退回').first().waitFor()

  await page.reload()
  await page.getByText('上级退回：请在备注中说明请假人数').waitFor()
  await page.getByRole('textbox', { name: '备注（可不填）' }).fill('本月请假 1 人')
  await page.getByRole('button', { name: '保存备注' }).tap()
  await page.getByText('已保存备注').waitFor()
  await page.getByRole('button', { name: '重新报送' }).tap()
  await page.getByText('已报送，待接收').waitFor()
  await page.getByText('第 2 次报送', { exact: true }).waitFor()

  await clerk.page.reload()
  await clerk.page.getByText('本月请假 1 人').waitFor()
  await clerk.page.getByRole('button', { name: '接收', exact: true }).click()
  await clerk.page.getByText('已接收').first().waitFor()
  expect((await inbox()).rows.find((row) => row.unitId === unitId)).toMatchObject({
    state: 'accepted',
    number: 2,
  })
  expect([...complaints, ...clerk.complaints]).toEqual([])
})

test('the clerk closes the month: reminds, accepts what is whole, makes the file, keeps the receipt, reports upward', async () => {
  const { page, visit, complaints } = await ground.walker('gs.office', { size: desk })
  // Where one begins: the table of the year, and who is behind in it.
  await visit('/life/table', '支部活动一览表')
  await page.getByText('谁落后', { exact: true }).click()
  await page
    .getByRole('region', { name: '谁落后，从什么时候起' })
    .getByText(/\d+ 天/)
    .first()
    .waitFor()
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '月报' }).click()
  await page.getByText('2026 年 10 月').first().waitFor()
  await page.getByRole('button', { name: '催报 77 个单位' }).click()
  await page.getByText('已催报 77 个单位').waitFor()
  // It reaches the secretary, whose workbench says the same.
  const secretary = await ground.walker('gs.branch02', { size: phone })
  await secretary.visit('/', '工作台')
  const owed = secretary.page.getByRole('region', { name: /^月报 1/ })
  await owed.getByText('逾期未报').waitFor()
  await secretary.visit('/notices', '消息')
  await secretary.page.getByRole('button', { name: /^打开：.*月报/ }).click()
  await secretary.page.getByRole('heading', { level: 1, name: /2026 年 10 月月报$/ }).waitFor()

  // The branches answer the reminder, each at its own desk.
  await report('branch')
  await page.reload()
  const before = await inbox()
  const fine = before.rows.filter(({ obstacles }) => obstacles?.length === 0).length
  expect(fine).toBeGreaterThan(60)
  await page.getByRole('button', { name: `接收 ${fine} 份` }).click()
  await page.getByText(`已接收 ${fine} 份`).first().waitFor()
  const rest = before.rows.filter(({ state, obstacles }) => state === 'submitted' && obstacles?.length !== 0)
  if (rest.length > 0) {
    await page.getByRole('button', { name: '看这几份' }).click()
    for (const { unitName } of rest) {
      await page.getByRole('cell', { name: unitName, exact: true }).click()
      await page.getByRole('heading', { level: 1, name: new RegExp(`^${unitName} `) }).waitFor()
      await page.getByRole('button', { name: '接收', exact: true }).click()
      await page.getByRole('status').or(page.getByText('已接收')).first().waitFor()
      await page.goBack()
    }
  }
  await report('general_branch')
  for (const { unitId, number } of (await inbox()).rows.filter(({ state }) => state === 'submitted'))
    await office.call('monthly.accept', { unitId, month, number: number ?? 0 })

  await visit('/monthly', '月报')
  await page.getByText('✓ 两者一致').waitFor()
  await page.getByRole('link', { name: '设定格式' }).first().click()
  await page.getByRole('button', { name: '新建格式' }).click()
  await page.getByLabel('格式名称').fill('甘肃党建')
  const first = page.getByRole('group', { name: '第 2 列' })
  await first.getByLabel('列标题').fill('序号')
  await first.getByText('列标题重复: 序号').waitFor()
  await first.getByLabel('列标题').fill('党组织')
  const preview = page.getByRole('region', { name: '预览', exact: true }).last()
  await preview.getByRole('columnheader', { name: '党组织' }).waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('已保存为新的一版').waitFor()

  await visit('/monthly', '月报')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '生成文件' }).first().click(),
  ])
  expect(download.suggestedFilename()).toBe('甘肃省中医院_甘肃党建_2026-10.xlsx')
  const files = page.getByRole('region', { name: '平台文件和回执' })
  await files.getByRole('button', { name: '登记回执号' }).click()
  const dialog = page.getByRole('dialog', { name: '登记回执号' })
  await dialog.getByLabel('回执号').fill('GSDJ-2026-10-0007')
  await dialog.getByRole('button', { name: '保存回执' }).click()
  await files.getByText(/^GSDJ-2026-10-0007/).waitFor()

  await page.getByRole('link', { name: '核对并报送' }).click()
  await page.getByText('✓ 合计与记录一致').waitFor()
  await page.getByRole('button', { name: '报送', exact: true }).click()
  await page.getByText('已报送，待接收').waitFor()
  const { own } = await inbox()
  expect(own?.state).toBe('submitted')
  expect(complaints).toEqual([])
})

test('the commission returns a hospital’s report in which a branch is missing, and accepts it when it is whole', async () => {
  const hospital = await ground.walker('gd.hospital', { size: desk })
  const office = hospital.page
  await hospital.visit(`/monthly?month=${month}`, '月报')
  await office.getByRole('link', { name: '核对并报送' }).click()
  await office.getByRole('button', { name: '报送（1 个下级未接收）' }).click()
  await office.getByText('已报送，待接收').waitFor()

  const above = await ground.walker('gd.superior', { size: desk })
  const { page } = above
  await above.visit(`/monthly?month=${month}`, '月报')
  const line = page.getByRole('row', { name: /广东省妇幼保健院.*待接收/ })
  await line.click()
  await page.getByRole('button', { name: '退回', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '退回月报' })
  await dialog.getByLabel('退回理由').fill('缺产科一党支部，请补齐后重新报送')
  await dialog.getByRole('button', { name: '退回', exact: true }).click()
  await page.getByText('已退回').first().waitFor()

  // The branch reports, and its report is accepted.
  const [row] = await ground.harness.owner(`select id from unit where name = '产科一党支部'`)
  const unitId = String(row?.['id'])
  const { database } = ground.harness.product
  const [place] = await ground.harness.owner(`select id from institution where code = 'GDMCH'`)
  const unit = await database.inScope([String(place?.['id'])], (tx) => findUnit(tx, 'GDMCH', 'GDMCH'))
  const clerk = await ground.harness.as('party_office', unit)
  const { number } = await clerk.call('monthly.submit', { unitId, month })
  await clerk.call('monthly.accept', { unitId, month, number })

  await office.reload()
  await office.getByText('上级退回：缺产科一党支部，请补齐后重新报送').waitFor()
  await office.getByText('✓ 合计与记录一致').waitFor()
  await office.getByRole('button', { name: '重新报送' }).click()
  await office.getByText('第 2 次报送', { exact: true }).waitFor()

  await above.visit(`/monthly?month=${month}`, '月报')
  await line.click()
  await page.getByText('第 2 次报送', { exact: true }).waitFor()
  await page.getByRole('button', { name: '接收', exact: true }).click()
  await page.getByText('已接收').first().waitFor()
  await above.visit(`/monthly?month=${month}`, '月报')
  await page.getByRole('row', { name: /广东省妇幼保健院.*已接收/ }).waitFor()
  expect([...hospital.complaints, ...above.complaints]).toEqual([])
})

/** Every unit of a kind that has not reported does. */
async function report(kind: string): Promise<void> {
  const { rows } = await inbox()
  const queue = rows.filter((row) => row.unitKind === kind && row.number === null).map(({ unitId }) => unitId)
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let unitId = queue.pop(); unitId !== undefined; unitId = queue.pop())
        await office.call('monthly.submit', { unitId, month })
    }),
  )
}

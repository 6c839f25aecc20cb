// The Party office keeps people: adds, unmasks, finds, changes status, transfers, merges, deletes; a secretary accepts.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkCharacter } from '../../src/foundation/people/rules/identity.ts'
import { choose, setDay } from './fields.ts'
import { demoSheets, desk, type Ground, openGround, phone, type Walker } from './product.ts'

const sheets = demoSheets('s0')
const secretaryOfTwo = sheets.posts.find(
  ({ unit, post }) => unit === codeOf('第二党支部') && post === 'secretary',
)?.['staffNo']
let ground: Ground

beforeAll(async () => {
  ground = await openGround({
    workbooks: [{ key: 's0' }],
    accounts: [
      {
        username: 'gy.branch2',
        institution: 'GYGW',
        unit: codeOf('第二党支部'),
        role: 'branch_secretary',
        staffNo: String(secretaryOfTwo),
      },
    ],
  })
})
afterAll(() => ground?.close())

function codeOf(unit: string): string {
  return String(sheets.units.find(({ name }) => name === unit)?.['code'])
}
const clerk = (dark = false): Promise<Walker> => ground.walker('gy.office', { size: desk, dark })
const unitId = async (name: string): Promise<string> =>
  String((await ground.harness.owner('select id from unit where name = $1', [name]))[0]?.['id'])
const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { level: 1, name, exact: true })
const people = (page: Page): Locator => page.getByRole('region', { name: '人员', exact: true })
const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click()
const shot = (page: Page, name: string) =>
  process.env['WALK_PICTURES'] === undefined
    ? undefined
    : page.screenshot({ path: join(tmpdir(), `people-${name}.png`) })

const seventeen = '52010319900307234'
const idNumber = `${seventeen}${checkCharacter(seventeen)}`

/** Opens a person from the list of a unit. */
async function open(walker: Walker, unit: string, name: string): Promise<void> {
  const { page, visit } = walker
  await visit(`/units/${await unitId(unit)}`, unit)
  await people(page).getByRole('link', { name, exact: true }).first().click()
  await heading(page, name).waitFor()
}

async function add(walker: Walker, staffNo: string, more: (drawer: Locator) => Promise<void>): Promise<void> {
  const { page, visit } = walker
  await visit(`/units/${await unitId('第一党支部')}`, '第一党支部')
  await people(page).getByRole('button', { name: '添加人员' }).click()
  const drawer = page.getByRole('dialog', { name: '在第一党支部添加人员' })
  await drawer.getByLabel('工号').fill(staffNo)
  await drawer.getByLabel('姓名').fill('欧阳明哲')
  await setDay(drawer, '入党日期', '2015-06-01')
  await setDay(drawer, '转正日期', '2016-06-01')
  await setDay(drawer, '出生日期', '1990-03-07')
  await more(drawer)
  await drawer.getByRole('button', { name: '添加人员' }).click()
  await drawer.waitFor({ state: 'detached' })
}

test('a person with an identity number: masked, found by the whole number, shown for a written reason', async () => {
  const walker = await clerk()
  const { page, complaints } = walker
  await add(walker, 'GYGW9001', async (drawer) => {
    await drawer.getByLabel('证件号码').fill(`${seventeen}${idNumber.endsWith('1') ? '2' : '1'}`)
    await shot(page, 'add')
    await drawer.getByRole('button', { name: '添加人员' }).click()
    await drawer.getByText('身份证号码校验位不对，请逐位核对').waitFor()
    await drawer.getByLabel('证件号码').fill(idNumber)
  })
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '按证件或手机号精确查找' }).click()
  const find = page.getByRole('dialog', { name: '精确查找' })
  await find.getByLabel('完整号码').fill(idNumber)
  await find.getByRole('button', { name: '查找' }).click()
  await find.getByRole('link', { name: '欧阳明哲' }).click()
  await heading(page, '欧阳明哲').waitFor()

  await tab(page, '身份信息')
  const identity = page.getByRole('region', { name: '身份信息' })
  await identity.getByText(/^520\*+/).waitFor()
  expect(await page.getByText(idNumber).count()).toBe(0)
  await identity.getByRole('button', { name: '查看 证件号码' }).click()
  const reveal = page.getByRole('dialog', { name: '查看证件号码' })
  await reveal.getByRole('button', { name: '查看并留痕' }).click()
  await reveal.getByText('请写明事由（至少 4 个字）').waitFor()
  await reveal.getByLabel('事由').fill('核对组织关系介绍信')
  await reveal.getByRole('button', { name: '查看并留痕' }).click()
  await identity.getByText(idNumber).waitFor()
  await shot(page, 'revealed')
  await identity.getByRole('button', { name: '隐藏' }).click()
  expect(await page.getByText(idNumber).count()).toBe(0)
  expect(complaints).toEqual([])
})

test('a transfer: with the sender until the other branch accepts it on a phone', async () => {
  const office = await clerk()
  await open(office, '第一党支部', '欧阳明哲')
  const { page } = office
  await page.goto(`${new URL(page.url()).pathname}?act=transfer`)
  const ask = page.getByRole('dialog', { name: '转接欧阳明哲的组织关系' })
  await ask.getByText('仍在本支部名册上').waitFor()
  await choose(ask, '党支部或党小组', '第二党支部')
  await shot(page, 'transfer')
  await ask.getByRole('button', { name: '发起转接' }).click()
  await page.getByText('已发起欧阳明哲的组织关系转接，等待接收').waitFor()
  expect(new URL(page.url()).searchParams.get('act')).toBeNull()

  const sender = await ground.walker('gy.branch1', { size: desk })
  await open(sender, '第一党支部', '欧阳明哲')
  expect(await sender.page.getByRole('button', { name: '修改基本情况' }).count()).toBe(0)
  expect(await sender.page.getByRole('button', { name: '更多变更' }).count()).toBe(0)
  await tab(sender.page, '身份信息')
  await sender.page.getByText(/^520\*+/).waitFor()
  expect(await sender.page.getByRole('button', { name: /^查看/ }).count()).toBe(0)
  expect(await sender.page.getByRole('button', { name: '登记身份信息' }).count()).toBe(0)

  const receiver = await ground.walker('gy.branch2', { size: phone })
  await receiver.visit('/transfers', '组织关系转接')
  await shot(receiver.page, 'phone-inbox')
  await receiver.page.getByRole('button', { name: '接收', exact: true }).click()
  const accept = receiver.page.getByRole('dialog', { name: '接收欧阳明哲' })
  await shot(receiver.page, 'phone-accept')
  await accept.getByRole('button', { name: '接收', exact: true }).click()
  await receiver.page.getByText('已接收欧阳明哲').waitFor()
  await receiver.page.getByText('没有待接收的转接').waitFor()
  expect(await receiver.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
    phone.width,
  )

  await sender.visit(`/units/${await unitId('第一党支部')}`, '第一党支部')
  await people(sender.page).getByRole('searchbox').fill('欧阳')
  await people(sender.page).getByText('没有相符的人员').waitFor()
  await open(office, '第二党支部', '欧阳明哲')
  expect([...office.complaints, ...sender.complaints, ...receiver.complaints]).toEqual([])
})

test('a change of status with its basis, and two records merged and taken apart again', async () => {
  const walker = await clerk(true)
  const { page, visit, complaints } = walker
  await open(walker, '第二党支部', '欧阳明哲')
  await page.getByRole('button', { name: '更多变更' }).click()
  await page.getByRole('menuitem', { name: '变更政治面貌' }).click()
  const status = page.getByRole('dialog', { name: '变更政治面貌' })
  await choose(status, '变更为', '停止党籍')
  await status.getByRole('button', { name: '记录变更' }).click()
  await status.getByText('请填写').waitFor()
  await status.getByLabel('依据').fill('支部党员大会决议，党委批复〔2026〕8 号')
  await status.getByRole('button', { name: '记录变更' }).click()
  await page.getByText('欧阳明哲已变更为停止党籍').waitFor()
  await tab(page, '党内情况')
  await page
    .getByRole('region', { name: '政治面貌变更记录' })
    .getByText('支部党员大会决议，党委批复〔2026〕8 号')
    .waitFor()
  await shot(page, 'status-dark')

  await add(walker, 'GYGW9002', () => Promise.resolve())
  const institution = String(sheets.institutions[0]?.['name'])
  await visit(`/units/${await unitId(institution)}/duplicates`, '疑似重复人员')
  await page
    .getByRole('row', { name: /欧阳明哲/ })
    .getByRole('button', { name: '对照并合并' })
    .click()
  const merge = page.getByRole('dialog', { name: '对照并合并' })
  await merge.getByText('移到保留的人').waitFor()
  await shot(page, 'merge-dark')
  await merge.getByLabel('合并事由').fill('同一人两次录入')
  await merge.getByRole('button', { name: '合并', exact: true }).click()
  await page.getByText('已合并为欧阳明哲').waitFor()
  await page.getByText('没有疑似重复的人员').waitFor()
  await page.getByRole('region', { name: '合并记录' }).getByRole('button', { name: '撤销合并' }).click()
  await page.getByRole('region', { name: '合并记录' }).getByText('已撤销').waitFor()
  await page.getByRole('row', { name: /欧阳明哲/ }).waitFor()
  expect(complaints).toEqual([])
})

test('on a phone the parts of a person are one strip: keys move along it and bring the last into sight', async () => {
  const { page, visit, complaints } = await ground.walker('gy.office', { size: phone })
  const [person] = await ground.harness.owner(`select id from person where name = '郭永瑶'`)
  await visit(`/people/${String(person?.['id'])}`, '郭永瑶')
  const tabs = page.getByRole('tablist', { name: '郭永瑶' }).getByRole('tab')
  const chosen = page.getByRole('tab', { selected: true })
  const names = await tabs.allInnerTexts()
  const right = async (): Promise<number> => {
    const box = await chosen.boundingBox()
    return (box?.x ?? 0) + (box?.width ?? Infinity)
  }
  await chosen.focus()
  await page.keyboard.press('End')
  await page.getByRole('tabpanel', { name: names.at(-1) ?? '' }).waitFor()
  expect(new URL(page.url()).searchParams.get('tab')).toBe('history')
  await expect.poll(right).toBeLessThanOrEqual(phone.width)
  await page.keyboard.press('ArrowRight')
  await page.getByRole('tabpanel', { name: names[0] ?? '' }).waitFor()
  expect(await chosen.innerText()).toBe(names[0])
  expect(await page.evaluate('document.activeElement.textContent')).toBe(names[0])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
  expect(complaints).toEqual([])
})

test('deletion on request names what goes and what must stay, in English', async () => {
  const walker = await clerk()
  const { page, complaints } = walker
  await open(walker, '第二党支部', '欧阳明哲')
  await page.getByRole('button', { name: 'EN: 切换为英文' }).click()
  await page.getByRole('tab', { name: 'Transfers' }).click()
  await page.getByRole('button', { name: 'See what can be deleted' }).click()
  const erase = page.getByRole('dialog', { name: /欧阳明哲/ })
  const kept = erase.getByRole('listitem')
  await kept.first().waitFor()
  const said = await kept.allInnerTexts()
  expect(said.join('\n')).toMatch(/dentity number/)
  expect(said.join('\n')).toMatch(/ransfers/)
  expect(said.join('\n')).toMatch(/name/i)
  await shot(page, 'erase')
  await erase.getByRole('textbox').fill('Written request of 20 November 2026')
  await erase.getByRole('button', { name: 'Delete' }).click()
  await erase.waitFor({ state: 'detached' })
  await page.getByRole('tab', { name: 'Identity' }).click()
  await page.getByRole('region', { name: 'Identity' }).getByText('not recorded').first().waitFor()
  expect(complaints).toEqual([])
})

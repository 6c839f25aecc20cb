// The Party office works on the tree: founds, renames, moves, splits and merges; and looks at it as it was.

import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { choose, chooseMany, setDay } from './fields.ts'
import { demoSheets, desk, type Ground, openGround, phone, type Walker } from './product.ts'

const sheets = demoSheets('s0')
const committee = '贵阳市公共卫生救治中心党委'
const township = demoSheets('s3').institutions[0]?.['name']
let ground: Ground

beforeAll(async () => {
  ground = await openGround({
    workbooks: [{ key: 's0' }, { key: 's3' }],
    accounts: [
      { username: 'lx.office', institution: 'LXWY', unit: 'LXWY', role: 'party_office', staffNo: null },
    ],
  })
  await widen()
})
afterAll(() => ground?.close())

/** Forty sites with sixty departments each below the township centre: more than a tree that is given whole. */
async function widen(): Promise<void> {
  const grow = (kind: string, parents: string, count: number, word: string) => `
    with grown as (
      insert into unit (institution_id, id, code, name, kind, parent_id, path, founded_on)
      select p.institution_id, n.id, p.code || '-' || n.n, '${word}' || right(p.code, 2) || '-' || n.n, '${kind}',
             p.id, p.path || n.id, '2020-01-01'
      from (${parents}) p, lateral (select n, gen_random_uuid() as id from generate_series(1, ${count}) n where p.id is not null) n
      returning institution_id, id, name, code, parent_id
    ), stages as (
      insert into unit_stage (institution_id, unit_id, from_on, name, parent_id)
      select institution_id, id, '2020-01-01', name, parent_id from grown
    )
    insert into unit_key (institution_id, unit_id, line)
    select institution_id, id, lower(name || E'\\n' || code) from grown`
  await ground.harness.owner(
    grow('site', `select * from unit where name = '${String(township)}' and parent_id is null`, 40, '服务点'),
  )
  await ground.harness.owner(grow('department', `select * from unit where kind = 'site'`, 60, '诊室'))
}

const clerk = (): Promise<Walker> => ground.walker('gy.office', { size: desk })
const unitId = async (name: string): Promise<string> =>
  String((await ground.harness.owner('select id from unit where name = $1', [name]))[0]?.['id'])
const codeOf = (name: string): string => String(sheets.units.find((unit) => unit['name'] === name)?.['code'])
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })
const history = (page: Page): Locator => page.getByRole('region', { name: '沿革' })
const people = (page: Page): Locator => page.getByRole('region', { name: '人员', exact: true })
const shot = (page: Page, name: string) =>
  process.env['WALK_PICTURES'] === undefined
    ? undefined
    : page.screenshot({ path: join(tmpdir(), `units-${name}.png`), fullPage: true })

/** The level of a line of the tree and the line above it that it hangs below. */
async function above(page: Page, name: string): Promise<string> {
  const lines = await page.getByRole('treeitem').evaluateAll((all) =>
    all.map((line) => ({
      level: Number(line.getAttribute('aria-level')),
      top: (line as unknown as { offsetTop: number }).offsetTop,
      name: line.querySelector('a')?.textContent ?? '',
    })),
  )
  lines.sort((a, b) => a.top - b.top)
  const place = lines.findIndex((line) => line.name === name)
  const level = lines[place]?.level ?? 0
  return lines.slice(0, place).findLast((line) => line.level === level - 1)?.name ?? ''
}

test('founds a general branch, plans its new name and takes the plan back', async () => {
  const { page, visit, complaints } = await clerk()
  await visit(`/units/${await unitId(committee)}`, committee)
  await page.getByRole('button', { name: '新设下级单位' }).click()
  const found = page.getByRole('dialog', { name: `在“${committee}”下新设单位` })
  await choose(found, '类型', '党总支')
  await found.getByRole('textbox', { name: '名称' }).fill('门诊党总支')
  await found.getByRole('textbox', { name: '编码' }).fill('GYGW-Z1')
  await setDay(found, '成立日期', '2024-03-01')
  await shot(page, 'found')
  await found.getByRole('button', { name: '新设单位' }).click()
  await page.getByText('已新设“门诊党总支”').waitFor()
  expect(new URL(page.url()).searchParams.get('act')).toBeNull()
  await page.getByRole('button', { name: '打开它的页面' }).click()
  await heading(page, '门诊党总支').waitFor()

  await page.getByRole('button', { name: '改名' }).click()
  const rename = page.getByRole('dialog', { name: '为“门诊党总支”改名' })
  await rename.getByRole('textbox', { name: '名称' }).fill('门诊急诊党总支')
  await setDay(rename, '生效日期', '2027-01-01')
  await rename.getByRole('button', { name: '改名' }).click()
  await page.getByText('已定于 2027-01-01 改名为“门诊急诊党总支”').waitFor()
  const planned = history(page).getByText('由“门诊党总支”改名为“门诊急诊党总支”')
  await planned.waitFor()
  await history(page).getByText('已计划', { exact: true }).waitFor()
  await heading(page, '门诊党总支').waitFor()
  await shot(page, 'planned')
  await history(page).getByRole('button', { name: '取消计划' }).click()
  await planned.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test('moves a branch from a past day: the tree shows where it was before, and offers no act there', async () => {
  const { page, visit, complaints } = await clerk()
  await visit(`/units/${await unitId('第九党支部')}`, '第九党支部')
  await page.getByRole('button', { name: '移动' }).click()
  const move = page.getByRole('dialog', { name: '移动“第九党支部”' })
  await choose(move, '移到哪个单位下面', '门诊党总支')
  await setDay(move, '生效日期', '2026-06-01')
  await shot(page, 'move')
  await move.getByRole('button', { name: '移动' }).click()
  await page.getByText('“第九党支部”已移到“门诊党总支”下面').waitFor()
  await history(page).getByText(`由“${committee}”改为隶属于“门诊党总支”`).waitFor()

  await page.getByRole('link', { name: '组织树', exact: true }).click()
  await page.getByRole('treeitem', { name: /^第九党支部/ }).waitFor()
  expect(await above(page, '第九党支部')).toBe('门诊党总支')
  await page.getByText('导入工作簿', { exact: true }).waitFor()
  await page.getByRole('button', { name: '查看过去某一天' }).click()
  await page.getByText('这是 2026-11-20 的组织树').waitFor()
  await page.getByText(/只能查看，不能修改/).waitFor()
  const slider = page.getByRole('slider', { name: '在组织有变动的日子之间移动' })
  expect(await slider.getAttribute('aria-valuetext')).toBe('2026-06-01')
  await slider.focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('2024-03-01')
  await page.getByText('这是 2024-03-01 的组织树').waitFor()
  await expect.poll(() => above(page, '第九党支部')).toBe(committee)
  expect(await page.getByText('导入工作簿', { exact: true }).count()).toBe(0)
  await shot(page, 'past')
  await page.getByRole('button', { name: '回到今天' }).click()
  await expect.poll(() => above(page, '第九党支部')).toBe('门诊党总支')
  expect(complaints).toEqual([])
})

test('splits a branch with the people chosen, merges another into it, and the history tells both', async () => {
  const { page, visit, complaints } = await clerk()
  const going = sheets.people.filter(({ partyUnit }) => partyUnit === codeOf('第一党支部')).slice(0, 2)
  const names = going.map(({ name }) => String(name))
  await visit(`/units/${await unitId('第一党支部')}?act=split`, '第一党支部')
  const split = page.getByRole('dialog', { name: '从“第一党支部”分设新单位' })
  await split.getByRole('textbox', { name: '名称' }).fill('第十党支部')
  await split.getByRole('textbox', { name: '编码' }).fill('GYGW-P10')
  await chooseMany(split, '转到新单位的人员', names)
  await shot(page, 'split')
  await split.getByRole('button', { name: '分设' }).click()
  await page.getByText('已分设第十党支部').waitFor()
  expect(new URL(page.url()).search).toBe('')
  await history(page).getByRole('link', { name: '分设出“第十党支部”' }).click()
  await heading(page, '第十党支部').waitFor()
  for (const name of names) await people(page).getByRole('link', { name, exact: true }).waitFor()
  await people(page).getByText('共 2 人').waitFor()
  await history(page).getByText('由“第一党支部”分设').waitFor()

  // Two members are too few: the finding says so, and its button begins the merger.
  await page.getByRole('button', { name: '合并支部' }).click()
  const merge = page.getByRole('dialog', { name: '把其他单位并入“第十党支部”' })
  await merge.getByText('合并以后不能恢复原单位').waitFor()
  await choose(merge, '并入哪些单位', '第八党支部')
  await shot(page, 'merge')
  await merge.getByRole('button', { name: '合并' }).click()
  await page.getByText('已将 1 个单位并入“第十党支部”').waitFor()
  const merged = history(page).getByRole('link', { name: '“第八党支部”并入本单位' })
  await merged.waitFor()
  await shot(page, 'history')
  const moved = sheets.people.filter(({ partyUnit }) => partyUnit === codeOf('第八党支部')).length
  await people(page)
    .getByText(`共 ${moved + 2} 人`)
    .waitFor()
  await merged.click()
  await heading(page, '第八党支部').waitFor()
  await page.getByText('本单位已于 2026-11-20 撤销').waitFor()
  expect(complaints).toEqual([])
})

test('what a finding asks for opens on the page: a dialog, or the sheet of the workbook', async () => {
  const { page, visit, complaints } = await clerk()
  const id = await unitId('第二党支部')
  await visit(`/units/${id}?act=term`, '第二党支部')
  const term = page.getByRole('dialog', { name: '登记“第二党支部”的届次' })
  await term.getByText(codeOf('第二党支部')).waitFor()
  await shot(page, 'term')
  await term.getByRole('button', { name: '返回' }).click()
  await term.waitFor({ state: 'detached' })
  expect(new URL(page.url()).search).toBe('')
  await visit(`/units/${id}?act=post`, '第二党支部')
  const post = page.getByRole('dialog', { name: '登记第二党支部的任职' })
  const person = sheets.people.find(({ partyUnit }) => partyUnit === codeOf('第五党支部'))
  await choose(post, '职务', '组织委员')
  await choose(post, '姓名', String(person?.['name']))
  await shot(page, 'post')
  await post.getByRole('button', { name: '登记任职' }).click()
  await post.waitFor({ state: 'detached' })
  await page
    .getByRole('region', { name: '现任职务' })
    .getByRole('link', { name: String(person?.['name']) })
    .waitFor()
  await visit(`/units/${id}?act=cover`, '第二党支部')
  await page.getByRole('dialog').getByRole('button', { name: '打开机构工作簿' }).click()
  await heading(page, '机构工作簿').waitFor()
  expect(complaints).toEqual([])
})

test('a tree too large to be given whole opens level by level and is searched on the server, in English', async () => {
  const { page, visit, complaints } = await ground.walker('lx.office', { size: desk, dark: true })
  await visit('/', '工作台')
  await page.getByRole('button', { name: 'EN: 切换为英文' }).click()
  await page.getByRole('link', { name: 'Organization tree', exact: true }).click()
  await page.getByText('Many units: open level by level, or find by name, code or pinyin').waitFor()
  const site = page.getByRole('treeitem', { name: /^服务点\S+-1 / }).first()
  await site.waitFor()
  expect(await page.getByRole('treeitem', { name: /^诊室/ }).count()).toBe(0)
  expect(await site.getAttribute('aria-expanded')).toBe('false')
  await site.locator('.unit-caret').click()
  await page.getByRole('treeitem', { name: /^诊室/ }).first().waitFor()
  await shot(page, 'large-dark')
  await page.getByRole('searchbox', { name: 'Find by name, code or pinyin' }).fill('诊室 -17')
  await page.getByText(/^\d+ found|^the first \d+/).waitFor()
  await page.getByRole('main').getByRole('link', { name: /诊室/ }).first().click()
  await page.getByRole('heading', { level: 1, name: /^诊室/ }).waitFor()
  await page.getByRole('region', { name: 'History' }).getByText('2020-01-01').waitFor()
  expect(complaints).toEqual([])
})

test('on a phone: down the levels, and a branch is renamed from today', async () => {
  const { page, complaints } = await ground.walker('gy.office', { size: phone })
  await page.goto(`/units/${await unitId('第四党支部')}`)
  await heading(page, '第四党支部').waitFor()
  await shot(page, 'phone')
  await page.getByRole('button', { name: '改名' }).click()
  const rename = page.getByRole('dialog', { name: '为“第四党支部”改名' })
  await rename.getByRole('textbox', { name: '名称' }).fill('结核科党支部')
  await shot(page, 'phone-rename')
  await rename.getByRole('button', { name: '改名' }).click()
  await heading(page, '结核科党支部').waitFor()
  await history(page).getByText('由“第四党支部”改名为“结核科党支部”').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(phone.width)
  expect(complaints).toEqual([])
})

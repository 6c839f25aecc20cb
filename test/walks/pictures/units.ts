// Units and people of the pictures: a planned move, an identity number that is asked for, a transfer to be accepted.

import type { Page } from 'playwright-core'
import { ask, asAnother, type Body, dayFromNow, listOf } from './ask.ts'

const mover = '内科第二党支部'
const receiver = '外科第一党总支'

async function idOf(page: Page, name: string): Promise<string> {
  const link = page.getByRole('treeitem').getByRole('link', { name, exact: true }).first()
  await page.getByRole('searchbox', { name: '按名称、编码或拼音查找' }).fill(name)
  await link.waitFor()
  const path = (await link.getAttribute('href')) ?? ''
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The tree with the members of each unit. */
export async function untilCounted(page: Page): Promise<void> {
  await page.getByRole('treeitem', { name: /GSTCM \d+$/ }).waitFor()
}

/** A move that takes effect in thirty days, in the history of its unit. */
export async function planMove(page: Page): Promise<void> {
  const { request } = page.context()
  const parentId = await idOf(page, receiver)
  const path = `/org/units/${await idOf(page, mover)}`
  const { stages } = await ask(request, 'GET', `${path}/history`)
  if (!listOf(stages).some(({ planned }) => planned === true)) {
    const { version } = await ask(request, 'GET', path)
    await ask(request, 'POST', `${path}/move`, { parentId, on: dayFromNow(30), version })
  }
  await page.goto(path.replace('/org', ''))
  await page.getByText('已计划').first().waitFor()
  await page.getByRole('region', { name: '沿革' }).scrollIntoViewIfNeeded()
}

async function firstPerson(page: Page, name: string): Promise<Body> {
  const { request } = page.context()
  const path = `/org/units/${await idOf(page, name)}/people`
  const { people } = await ask(request, 'GET', path)
  const full = listOf(people).filter(({ status }) => status === 'full')
  return full.at(-1) ?? {}
}

/** The dialog that asks why somebody wants to see a number. */
export async function askForNumber(page: Page): Promise<void> {
  const { id } = await firstPerson(page, '内科第一党支部')
  await page.goto(`/people/${String(id)}?tab=identity`)
  await page.getByRole('button', { name: '查看 证件号码' }).click()
  await page.getByLabel('事由').fill('核对组织关系介绍信')
}

/** The Party office asks for a transfer; the secretary of the receiving branch sees it. */
export async function requestTransfer(page: Page, password: string): Promise<void> {
  const { request } = page.context()
  const { transfers } = await ask(request, 'GET', '/transfers?tab=to_accept')
  if (listOf(transfers).length === 0) {
    const [unit] = listOf((await ask(request, 'GET', '/me'))['units'])
    await asAnother(page, 'gs.office', password, async (office) => {
      const { units } = await ask(office, 'GET', '/org/tree')
      const from = listOf(units).find(({ name }) => name === mover)
      const { people } = await ask(office, 'GET', `/org/units/${String(from?.['id'])}/people`)
      const person = listOf(people).findLast(({ status }) => status === 'full')
      const path = `/org/people/${String(person?.['id'])}`
      const { version } = await ask(office, 'GET', path)
      const to = { where: 'within', unitId: unit?.['id'] }
      await ask(office, 'POST', `${path}/transfers`, { version, to, note: '岗位调整，随科室转入' })
    })
    await page.reload()
  }
  await page.getByRole('button', { name: '接收' }).first().waitFor()
}

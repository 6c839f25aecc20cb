// How a person fills the fields of a form in a walk: choices from a list, a day.

import type { Locator, Page } from 'playwright-core'

type Scope = Page | Locator

/** Opens the list of a field by its label, takes the first option that begins with these words, and leaves it closed. */
export async function choose(scope: Scope, label: string, words: string): Promise<void> {
  await chooseMany(scope, label, [words])
}

/** The same for a field that takes several: one option after the other, each of which must then stand in the field. */
export async function chooseMany(scope: Scope, label: string, choices: readonly string[]): Promise<void> {
  const field = scope.getByRole('combobox', { name: label, exact: true })
  const select = field.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " ant-select ")][1]')
  for (const words of choices) {
    await take(field, words)
    await select.filter({ hasText: words }).waitFor()
  }
  await field.blur()
  await expanded(field, false).waitFor()
}

/** Only an open list is named by its field; typing narrows it where the field takes letters. */
async function take(field: Locator, words: string): Promise<void> {
  await field.waitFor()
  if ((await expanded(field, true).count()) === 0) await field.click()
  const searched = (await field.getAttribute('readonly')) === null
  if (searched) await field.fill(words)
  await expanded(field, true).waitFor()
  const option = (await listOf(field))
    .locator('.ant-select-item-option, .ant-select-tree-node-content-wrapper')
    .filter({ hasText: new RegExp(`^${RegExp.escape(words)}`) })
    .first()
  // A long list holds only what is seen of it.
  if (!searched) await untilSeen(field, option)
  await option.click()
}

/** The list that hangs on this field and no other: one that is just closing is still there. */
async function listOf(field: Locator): Promise<Locator> {
  const page = field.page()
  const id = await field.getAttribute('aria-controls')
  const own = page.locator('.ant-select-dropdown').filter({ has: page.locator(`[id="${id}"]`) })
  // antd's tree does not carry the id by which its field names it; no second one is ever open.
  const tree = page.locator('.ant-tree-select-dropdown:not(.ant-select-dropdown-hidden)')
  await own.or(tree).waitFor()
  return own.or(tree)
}

async function untilSeen(field: Locator, option: Locator): Promise<void> {
  const within = 200
  for (let step = 0; step < within && !(await option.isVisible()); step += 1) await field.press('ArrowDown')
}

const expanded = (field: Locator, open: boolean): Locator =>
  field.and(field.page().locator(`[aria-expanded="${open}"]`))

/** Types a day (2026-11-21). */
export async function setDay(scope: Scope, label: string, day: string): Promise<void> {
  const field = scope.getByLabel(label, { exact: true })
  await field.fill(day)
  await field.press('Enter')
}

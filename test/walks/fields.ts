// How a person fills the fields of a form in a walk: a choice from a list, a day.

import type { Locator, Page } from 'playwright-core'

const options = (page: Page, words: string): Locator =>
  page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
    .locator('.ant-select-item-option, .ant-select-tree-node-content-wrapper')
    .filter({ hasText: words })

/** Opens the list of a field and takes the first option that shows these words. */
export async function choose(page: Page, scope: Locator, label: string, words: string): Promise<void> {
  await scope.getByRole('combobox', { name: label }).click()
  await options(page, words).first().click()
}

/** Types words into the field of a list in a dialog, takes the first option that shows them, and leaves the list. */
export async function seek(page: Page, scope: Locator, label: string, words: string): Promise<void> {
  const field = scope.getByRole('combobox', { name: label })
  await field.click()
  await field.fill(words)
  await options(page, words).first().click()
  // The list of a field that takes several stays open until one clicks elsewhere.
  await scope.locator('.ant-modal-title, .ant-drawer-title').click()
}

/** Types a day (2026-11-21). */
export async function setDay(scope: Locator, label: string, day: string): Promise<void> {
  const field = scope.getByLabel(label, { exact: true })
  await field.fill(day)
  await field.press('Enter')
}

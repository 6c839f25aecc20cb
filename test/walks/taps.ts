// Counts what a person does on a page by listening to the page itself: every press, and every field typed into.

import type { Page } from 'playwright-core'

export type Counted = {
  readonly taps: () => number
  /** The names of the fields, each once however much is typed. */
  readonly typed: () => readonly string[]
}

/** Begins with the next page that is loaded. */
export async function countTaps(page: Page): Promise<Counted> {
  const typed = new Set<string>()
  let taps = 0
  await page.exposeFunction('walkTap', () => {
    taps += 1
  })
  await page.exposeFunction('walkTyped', (field: string) => void typed.add(field))
  await page.addInitScript(`
    addEventListener('pointerdown', () => walkTap(), true)
    addEventListener('input', ({ target }) => {
      const chosen = ['radio', 'checkbox', 'file'].includes(target.type)
      if (!chosen) walkTyped(target.getAttribute('aria-label') ?? target.labels?.[0]?.textContent ?? target.name)
    }, true)`)
  return { taps: () => taps, typed: () => [...typed] }
}

// Waits until a page has come to rest: fonts are there and nothing that ends by itself is still moving.

import type { Page } from 'playwright-core'

// As text: the tests' types know no browser. What turns for ever, a skeleton say, is not waited for.
const rest = `document.fonts.ready.then(() => Promise.all(
  document.getAnimations()
    .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => null)),
)).then(() => true)`

/** A menu or a notice on its way in is half transparent: neither judged nor pictured before it stands. */
export async function untilStill(page: Page): Promise<void> {
  await page.evaluate(rest)
}

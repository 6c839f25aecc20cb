// A branch secretary with a phone: from what is due to the confirmed record of a general meeting.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileInDocx } from './docx.ts'
import { demoSheets, type Ground, openGround, phone } from './product.ts'

let ground: Ground
beforeAll(async () => {
  const sheets = demoSheets('s3')
  const ledger = sheets.ledger.filter(
    ({ kind, startedAt }) => kind !== 'general_meeting' || String(startedAt) < '2026-10-01',
  )
  ground = await openGround({ workbooks: [{ key: 's3', sheets: { ...sheets, ledger } }] })
}, 600_000)
afterAll(() => ground?.close())


test('x', async () => {
  const { page, complaints } = await ground.walker('lx.secretary', { size: phone })
  const see = async (n: string) => console.log('#####', n, page.url(), '\n', await page.locator('main').ariaSnapshot())
  await page.getByRole('link', { name: /^开会：.*支部党员大会/ }).click()
  await page.getByLabel('会议名称').fill('2026 年第四季度党员大会')
  await page.getByLabel(/^议程/).fill('讨论通过第四季度工作总结\n讨论预备党员转正')
  await page.getByRole('button', { name: '保存计划' }).click()
  await page.getByRole('button', { name: '发出通知' }).click()
  await page.getByRole('button', { name: '复制通知并登记已通知' }).click()
  await page.getByRole('button', { name: '开始会议' }).click()
  await page.getByRole('button', { name: '开始并点名' }).click()
  const names = await page.getByRole('region', { name: '点名' }).getByRole('radiogroup').evaluateAll((gs) => gs.map((g) => g.getAttribute('aria-label')))
  console.log(names)
  await page.getByRole('region', { name: '点名' }).getByRole('radiogroup').first().waitFor()
  for (let i = 0; i < 3; i++) await page.getByRole('region', { name: '点名' }).getByRole('radiogroup').nth(i).getByText('到会', { exact: true }).click()
  await page.getByRole('button', { name: '提出决议' }).click()
  await page.getByRole('textbox', { name: '决议内容' }).fill('同意第四季度工作总结')
  await page.getByRole('button', { name: '提交表决' }).click()
  await page.getByText('到会人数不足，不能表决').waitFor()
  
  await page.getByRole('button', { name: '结束会议' }).click()
  console.log(await page.getByRole('dialog').ariaSnapshot())
  await page.getByRole('dialog').getByRole('button', { name: '返回' }).click()
  await page.getByRole('button', { name: '其余全部到会' }).click()
  await page.getByRole('button', { name: '全部赞成（7 人）' }).click()
  await page.getByRole('button', { name: '修改各人表决' }).click()
  await page.getByRole('radiogroup', { name: /的表决$/ }).nth(6).getByText('反对').click()
  await page.getByRole('button', { name: '宣布结果' }).scrollIntoViewIfNeeded()
  await page.evaluate(() => { const log: unknown[] = []; (globalThis as unknown as {log:unknown[]}).log = log
    addEventListener('scroll', (e) => log.push(['scroll', (e.target as Element).nodeName, document.scrollingElement?.scrollTop, performance.now()]), true)
    addEventListener('focusin', (e) => log.push(['focus', (e.target as Element).outerHTML.slice(0, 120), document.scrollingElement?.scrollTop, performance.now()]), true)
    for (const k of ['scrollTo','scrollBy','scrollIntoView'] as const) { const r = (Element.prototype as unknown as Record<string, (...a: unknown[]) => unknown>)[k]; (Element.prototype as unknown as Record<string, unknown>)[k] = function (...a: unknown[]) { log.push([k, new Error().stack]); return r?.apply(this, a) } }
    const w = window.scrollTo; window.scrollTo = ((...a: unknown[]) => { log.push(['window.scrollTo', new Error().stack]); return (w as unknown as (...a: unknown[]) => void)(...a) }) as never
  })
  await page.getByRole('button', { name: '宣布结果' }).click()
  await page.waitForTimeout(1500); console.log('LOG', JSON.stringify(await page.evaluate(() => (globalThis as unknown as {log:unknown[]}).log), null, 1)); await page.screenshot({path:'/tmp/walk/pop.png'}); console.log(await page.getByRole('tooltip').boundingBox(), await page.evaluate(() => [innerWidth, innerHeight, document.documentElement.scrollWidth, visualViewport?.width, visualViewport?.height, scrollY]))
  await page.getByRole('tooltip').getByRole('button', { name: '宣布结果' }).click()
  await page.getByText('通过', { exact: true }).waitFor()
  await page.getByRole('textbox', { name: '会议记录' }).fill('杨莉同志主持会议，通报第四季度工作。')
  await page.getByText(/^已保存/).waitFor()
  await see('decided')
  await page.getByRole('combobox', { name: '记录人' }).click()
  console.log(await page.locator('body').ariaSnapshot())
  await page.getByTitle('翟春琳').click()
  await page.getByRole('button', { name: '结束会议' }).click()
  console.log(await page.getByRole('dialog').ariaSnapshot())
  await page.getByRole('dialog').getByRole('button', { name: '结束会议' }).click()
  await page.getByRole('button', { name: '确认记录' }).click()
  console.log(await page.getByRole('dialog').ariaSnapshot())
  await page.getByRole('dialog').getByRole('button', { name: '确认记录' }).click()
  await page.getByText('记录已确认', {exact:true}).waitFor()
  await see('confirmed')
  const d = page.waitForEvent('download')
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: /Word/ }).click()
  const dl = await d
  console.log(dl.suggestedFilename())
  const b = readFileSync(await dl.path())
  console.log(b.length, fileInDocx(b, 'word/document.xml').replaceAll(/<[^>]+>/g,'|').replaceAll(/\|+/g,'|').slice(0, 600))
  await page.getByRole('link', { name: '工作台' }).click()
  await page.getByRole('link', { name: /^1 项 本期待办/ }).waitFor()
  await see('bench after')
  await page.getByRole('link', { name: '支部活动一览表' }).click()
  await page.getByRole('button', { name: /12 月/ }).waitFor()
  await see('life')
  await page.getByRole('button', { name: /12 月/ }).click()
  console.log(await page.getByRole('dialog').ariaSnapshot())
  await page.getByRole('link', { name: /^看记录：.*支部党员大会/ }).click()
  await page.getByRole('heading', { level: 1, name: '2026 年第四季度党员大会' }).waitFor()
  console.log(complaints)
  expect(1).toBe(1)
})

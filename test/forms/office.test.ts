// Every standard form opened by LibreOffice: pages, places of words and pictures are those that were looked at and found good.

import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { fillTemplate, sampleValues } from '../../src/core/document/index.ts'
import { forms } from '../../src/foundation/forms/kinds/index.ts'
import { shippedTemplate } from '../../src/foundation/forms/print.ts'
import { difference, pictureOf, pngOf } from '../grey-picture.ts'
import { office, type Page, pagesOf } from '../office.ts'

/** LINGHANG_PICTURES=write keeps what comes out as the new reference: look at it before it is committed. */
const rewrite = process.env['LINGHANG_PICTURES'] === 'write'
const folder = join(import.meta.dirname, 'pictures')
const pictureFile = (id: string, page: number): string => join(folder, `${id}-${page + 1}.png`)
const wordsFile = join(folder, 'words.json')

/** Points that a word may be moved by another version of the office: less than half a line. */
const tolerance = 8
/** Share of the marked fields of a page that may look different. */
const most = 0.06

type Words = Record<string, readonly Page['words'][]>

/** Without an office there is nothing to look at; how to get one has been said. */
const look = test.skipIf(office === undefined)

let pages: Record<string, Page[]>
let known: Words
beforeAll(async () => {
  if (office === undefined) return
  const files: Record<string, Uint8Array> = {}
  for (const form of forms)
    files[form.id] = await fillTemplate(await shippedTemplate(form), form.fields, sampleValues(form.fields))
  pages = await pagesOf(files)
  if (rewrite) {
    await mkdir(folder, { recursive: true })
    const words = Object.fromEntries(
      Object.entries(pages).map(([id, all]) => [id, all.map((page) => page.words)]),
    )
    await writeFile(wordsFile, `${JSON.stringify(words)}\n`)
    for (const [id, all] of Object.entries(pages))
      for (const [index, page] of all.entries()) await writeFile(pictureFile(id, index), pngOf(page.picture))
  }
  known = JSON.parse(await readFile(wordsFile, 'utf8')) as Words
}, 900_000)

const pagesOfForm = (id: string): readonly Page[] => pages[id] ?? []

look.each(forms)('$id: so many pages of A4, upright or across', ({ id, shipped }) => {
  const all = pagesOfForm(id)
  expect(all).toHaveLength(known[id]?.length ?? 0)
  const sheet = shipped.landscape === true ? [842, 595] : [595, 842]
  for (const { width, height } of all) expect([Math.round(width), Math.round(height)]).toEqual(sheet)
  expect(existsSync(pictureFile(id, all.length))).toBe(false)
})

look.each(forms)('$id: every word stands where it stood', ({ id }) => {
  pagesOfForm(id).forEach(({ words }, page) => {
    const before = known[id]?.[page] ?? []
    expect(words.map(([text]) => text)).toEqual(before.map(([text]) => text))
    const moved = words.filter(([, left, top], index) => {
      const [, wasLeft = 0, wasTop = 0] = before[index] ?? []
      return Math.abs(left - wasLeft) > tolerance || Math.abs(top - wasTop) > tolerance
    })
    expect(moved).toEqual([])
  })
})

look.each(forms)('$id: every page looks as it looked', async ({ id }) => {
  for (const [index, { picture }] of pagesOfForm(id).entries()) {
    const before = pictureOf(await readFile(pictureFile(id, index)))
    expect(difference(picture, before), `page ${index + 1}`).toBeLessThanOrEqual(most)
  }
})

look.each(forms)(
  '$id: nothing stands outside of the type area, but for the head and the number of the page',
  ({ id, shipped }) => {
    const millimetre = 72 / 25.4
    const across = shipped.landscape === true
    const [left, right] = across ? [35, 297 - 37] : [28, 210 - 26]
    for (const { words } of pagesOfForm(id)) {
      const body = words.slice(0, -3).filter(([text]) => text !== '样例')
      for (const [text, x] of body) {
        expect(x, text).toBeGreaterThanOrEqual(Math.floor(left * millimetre) - 2)
        expect(x, text).toBeLessThanOrEqual(Math.ceil(right * millimetre))
      }
    }
  },
)

look('28 characters a line and 22 lines a page, as GB/T 9704 says', () => {
  // The notice's longest line of Chinese characters alone: each is 15.75 points wide.
  const lines = pagesOfForm('minutes').flatMap(({ words }) => words)
  const full = lines.find(([text]) => text.startsWith('张建国发言'))
  const next = lines[lines.indexOf(full ?? ['', 0, 0]) + 1]
  expect(next?.[2]).toBeCloseTo((full?.[2] ?? 0) + 29, -0.5)
  expect(full?.[0].length).toBe(26)
})

look('a page that is moved by four millimetres, or another form, does not pass for the same', () => {
  const [minutes] = pagesOfForm('minutes')
  const [themeDay] = pagesOfForm('theme_day')
  if (minutes === undefined || themeDay === undefined) throw new Error('No pages')
  const { width, height, grey } = minutes.picture
  const lower = new Uint8Array(grey.length).fill(255)
  const lines = Math.round((4 / 25.4) * 40)
  lower.set(grey.subarray(0, (height - lines) * width), lines * width)
  expect(difference(minutes.picture, { width, height, grey: lower })).toBeGreaterThan(most)
  expect(difference(minutes.picture, themeDay.picture)).toBeGreaterThan(most)
  expect(difference(minutes.picture, minutes.picture)).toBe(0)
})

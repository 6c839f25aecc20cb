// Every text of every screen in Chinese and English: same keys, nothing empty, no Chinese left in the English.

import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const src = resolve(import.meta.dirname, '../src')

function textFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return textFiles(path)
    const isSource = /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.')
    return isSource && readFileSync(path, 'utf8').includes('defineText(') ? [path] : []
  })
}

const files = textFiles(src).filter((path) => !path.endsWith('core/web/text.ts'))
const { definedTexts, textFaults } = (await import(join(src, 'core/web/text.ts'))) as {
  definedTexts: () => readonly unknown[]
  textFaults: (text: unknown) => string[]
}

test('there are texts', () => {
  expect(files.length).toBeGreaterThan(10)
})

describe.each(files.map((path) => [path.slice(src.length + 1), path]))('%s', (_, path) => {
  test('is complete in both languages', async () => {
    const before = definedTexts().length
    await import(path)
    const defined = definedTexts().slice(before)
    expect(defined.flatMap((text) => textFaults(text))).toEqual([])
  })
})

// The pages for operators say what is so: every setting with its default, every command, and every test that is named.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingNames } from '../src/settings.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

test('the configuration page lists every setting with its default, and no other', () => {
  const rows = [
    ...read('docs/operations/configuration.md').matchAll(/^\| `([A-Z_]+)`\s+\| (?:`([^`]*)`|–)\s+\|/gm),
  ]
  expect(Object.fromEntries(rows.map(([, name, value = '']) => [name, value]))).toEqual(settingNames)
})

test('settings are read in one place', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'),
  )
  const names = new RegExp(`env\\[?\\.?['"]?(${Object.keys(settingNames).join('|')})\\b`)
  const elsewhere = sources.filter((path) => path !== 'settings.ts' && names.test(read(join('src', path))))
  expect(elsewhere).toEqual([])
})

test('units and container set only settings that exist', () => {
  for (const file of readdirSync(join(root, 'deploy'))) {
    const named = [...read(join('deploy', file)).matchAll(/\b(LINGHANG_[A-Z_]+)\b/g)].map(([, name]) => name)
    expect(named.filter((name) => !(name !== undefined && name in settingNames))).toEqual([])
  }
})

describe('SECURITY.md', () => {
  const rows = read('SECURITY.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (chapter|control|-)/.test(line))

  test('every row names a test that exists, or says not yet', () => {
    expect(rows.length).toBeGreaterThan(40)
    const wrong = rows.filter((line) => {
      const shown = line.split('|').at(-2)?.trim() ?? ''
      if (shown.startsWith('not yet')) return false
      const [, path = '', name = ''] = /^`([^`]+)` "(.+)"$/.exec(shown) ?? []
      if (path === '' || !existsSync(join(root, path))) return true
      return !read(path).includes(name)
    })
    expect(wrong).toEqual([])
  })
})

test('links between the pages lead somewhere', () => {
  const folder = 'docs/operations'
  const broken = readdirSync(join(root, folder)).flatMap((file) =>
    [...read(join(folder, file)).matchAll(/\]\(([^)#:]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(root, folder, target)))
      .map((target) => `${file} → ${target}`),
  )
  expect(broken).toEqual([])
})

// The import law: rooms know core and earlier rooms through their doors; screens know only what a browser may hold.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** The rooms in the only order in which they may know each other: a room imports those before it. */
const rooms = [
  'foundation/org',
  'foundation/people',
  'foundation/accounts',
  'foundation/audit',
  'foundation/calendar',
  'foundation/duties',
  'foundation/notices',
  'foundation/forms',
  'foundation/exchange',
  'party/meetings',
  'party/life',
  'party/monthly',
  'party/findings',
  'performance/discharges',
  'performance/indicators',
  'performance/assessment',
  'performance/join',
]
/** Files of an earlier room that anyone later may import: its door on the server, and its pure words and law. */
const serverDoors = ['index.ts', 'rules.ts', 'words.ts', 'contract.ts']
const webDoors = ['web/index.ts', 'rules.ts', 'words.ts', 'contract.ts']
/** Only these know the rooms, and the commands, which only main.ts knows. */
const assemblers = ['contract.ts', 'product.ts', 'main.ts']
const isCommand = (path: string): boolean => path.startsWith('commands/')

const src = resolve(import.meta.dirname, '../src')

type Import = {
  readonly file: string
  readonly target: string
  readonly typeOnly: boolean
  readonly text: string
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

const files = sources(src).map((path) => relative(src, path))

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8')
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g
  return [...text.matchAll(pattern)].map((match) => {
    const name = match[3] ?? match[4] ?? ''
    const target = name.startsWith('.') ? relative(src, resolve(dirname(join(src, file)), name)) : name
    return { file, target, typeOnly: match[2] !== undefined, text: name }
  })
}

const roomOf = (path: string): string | undefined => rooms.find((room) => path.startsWith(`${room}/`))
const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.endsWith('.test.tsx')
const isWeb = (path: string): boolean => path.includes('/web/') || path.startsWith('web/')
const production = files.filter((file) => !isTest(file))
const imports = production.flatMap(importsOf)
const show = (found: readonly Import[]): string[] => found.map(({ file, target }) => `${file} → ${target}`)

test('every folder below a wing is a room of the list', () => {
  const wings = new Set(rooms.map((room) => dirname(room)))
  const folders = new Set(
    files
      .filter((file) => wings.has(file.split('/')[0] ?? ''))
      .map((file) => file.split('/').slice(0, 2).join('/')),
  )
  expect([...folders].sort()).toEqual([...rooms].sort())
})

test('core knows no room', () => {
  expect(
    show(
      imports.filter(({ file, target, typeOnly }) => {
        // The typed client is made from the whole contract; only its types cross the line.
        const client = file === 'core/web/client.ts' && target === 'contract.ts' && typeOnly
        return (
          file.startsWith('core/') && !client && (roomOf(target) !== undefined || assemblers.includes(target))
        )
      }),
    ),
  ).toEqual([])
})

test('a room imports only earlier rooms, and only through their doors', () => {
  const wrong = imports.filter(({ file, target }) => {
    const from = roomOf(file)
    const to = roomOf(target)
    if (from === undefined || to === undefined || from === to) return false
    if (rooms.indexOf(to) > rooms.indexOf(from)) return true
    const doors = isWeb(file) ? webDoors : serverDoors
    return !doors.includes(target.slice(to.length + 1))
  })
  expect(show(wrong)).toEqual([])
})

test('nobody but the assemblers imports them', () => {
  expect(
    show(
      imports.filter(({ file, target }) => {
        const allowed =
          assemblers.includes(file) ||
          (file.startsWith('web/') && target === 'contract.ts') ||
          file === 'core/web/client.ts' ||
          isCommand(file)
        return (assemblers.includes(target) || isCommand(target)) && !allowed
      }),
    ),
  ).toEqual([])
})

test('screens import no server file of their own room', () => {
  const server =
    /\/(index|actions|store|jobs|issue|directory|session|password|documents|sheets|port)(\/|\.ts)/
  expect(
    show(
      imports.filter(({ file, target, typeOnly }) => {
        if (!isWeb(file) || typeOnly || isWeb(target)) return false
        return roomOf(target) !== undefined && server.test(`/${target.split('/').slice(2).join('/')}`)
      }),
    ),
  ).toEqual([])
})

test('rules are pure: no I/O, no await, nothing but law', () => {
  const pure = production.filter((file) => /\/(rules|words)(\.ts|\/)/.test(file))
  const wrong = pure.flatMap((file) => {
    const text = readFileSync(join(src, file), 'utf8')
    const bad = importsOf(file).filter(
      ({ target }) =>
        target.startsWith('node:') ||
        /\/(store|actions|index)(\.ts|\/)/.test(target) ||
        /core\/(db|pipeline|server|files|audit)\.ts/.test(target),
    )
    return [...show(bad), ...(/\bawait\b|\basync\b/.test(text) ? [`${file}: await`] : [])]
  })
  expect(wrong).toEqual([])
})

test('only store files speak SQL', () => {
  const tables = /\b(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(<[^>]*>)?`/
  const speakers = production.filter(
    (file) =>
      roomOf(file) !== undefined &&
      !/\/store(\.ts|\/)/.test(file) &&
      tables.test(readFileSync(join(src, file), 'utf8')),
  )
  expect(speakers).toEqual([])
})

test('oRPC is named only by the contract maker, the pipeline, the server and the client', () => {
  const allowed = [
    'core/contract.ts',
    'core/pipeline.ts',
    'core/server.ts',
    'core/server/limits.ts',
    'core/web/client.ts',
    'product.ts',
  ]
  expect(
    show(
      imports.filter(
        ({ file, target, typeOnly }) => target.startsWith('@orpc/') && !allowed.includes(file) && !typeOnly,
      ),
    ),
  ).toEqual([])
})

test('every file opens with one sentence that says what it is', () => {
  expect(production.filter((file) => !/^(\/\/|\/\*\*)/.test(readFileSync(join(src, file), 'utf8')))).toEqual(
    [],
  )
})

test('no drawers for odds and ends', () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|types)(\.tsx?$|\/)/.test(file))).toEqual([])
})

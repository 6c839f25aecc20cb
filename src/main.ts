// The command line: `linghang start` and what an operator needs beside it; without a command it starts the product.

import { parseArgs } from 'node:util'
import type { Command } from './commands/command.ts'
import { AppError } from './core/errors.ts'
import { messageOf, StartError } from './core/process.ts'

/** Each command is loaded when it is asked for: a start need not read the others. */
const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  start: () => import('./commands/start.ts'),
  build: () => import('./commands/build.ts'),
  migrate: () => import('./commands/migrate.ts'),
  init: () => import('./commands/init.ts'),
  import: () => import('./commands/import.ts'),
  export: () => import('./commands/export.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  'audit verify': () => import('./commands/audit-verify.ts'),
  'account reset': () => import('./commands/account-reset.ts'),
  'key rotate': () => import('./commands/key-rotate.ts'),
  'key status': () => import('./commands/key-status.ts'),
}

const done = 0
const refused = 1
const misused = 2

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof StartError) console.error(error.message)
  else if (error instanceof AppError) console.error(`Refused: ${error.code} ${JSON.stringify(error.facts)}`)
  else throw error
  return refused
})
// Whatever a library still holds open, the work is done.
if (process.exitCode !== undefined) process.exit()

/** Answers the exit code; undefined while the product serves. */
async function main(words: readonly string[]): Promise<number | undefined> {
  if (['--help', '-h', 'help'].includes(words[0] ?? '')) {
    await overview()
    return done
  }
  // `npm start` and options alone mean start.
  const given = words[0] === undefined || words[0].startsWith('-') ? ['start', ...words] : words
  const name = [given.slice(0, 2).join(' '), given[0] ?? ''].find((candidate) => candidate in commands)
  const load = name === undefined ? undefined : commands[name]
  if (name === undefined || load === undefined) {
    console.error(`There is no command "${given.slice(0, 2).join(' ')}": linghang --help lists them.`)
    return misused
  }
  const { command } = await load()
  const rest = given.slice(name.split(' ').length)
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(`linghang ${name} ${command.usage}\n\n${command.help}`)
    return done
  }
  const read = readWords(command, rest)
  if (typeof read === 'string') {
    console.error(`${read} Usage: linghang ${name} ${command.usage}`)
    return misused
  }
  return command.run(read)
}

function readWords(
  command: Command,
  words: readonly string[],
):
  | string
  | { values: Readonly<Record<string, string | boolean | undefined>>; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: command.options,
      allowPositionals: true,
    })
    if (positionals.length !== command.positionals) {
      return `${positionals.length} arguments given, ${command.positionals} needed.`
    }
    return { values: values as Readonly<Record<string, string | boolean | undefined>>, positionals }
  } catch (error) {
    return `${messageOf(error).replace(/\.? To specify.*$/, '')}.`
  }
}

async function overview(): Promise<void> {
  console.log('领航 Linghang\n')
  for (const [name, load] of Object.entries(commands)) {
    const { command } = await load()
    console.log(`  ${`linghang ${name}`.padEnd(24)}${command.summary}`)
  }
  console.log(
    '\nlinghang <command> --help tells the rest; settings are environment variables (docs/operations).',
  )
}

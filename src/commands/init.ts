// `linghang init`: the first institution and its first administrators, whose passwords are shown once.

import { dateOf } from '../core/calendar.ts'
import { setScope } from '../core/db.ts'
import { prepareJobs } from '../core/jobs.ts'
import { migrate } from '../core/postgres/migrate.ts'
import { StartError } from '../core/process.ts'
import { writeWorkbook } from '../core/workbook/index.ts'
import { createAccount } from '../foundation/accounts/index.ts'
import { seedCalendar } from '../foundation/calendar/index.ts'
import { importWorkbook } from '../foundation/exchange/index.ts'
import { findUnit, namedInstitutions, orgPorts } from '../foundation/org/index.ts'
import { laterPorts } from '../product.ts'
import { readSettings } from '../settings.ts'
import { type Command, migrationsDir, record, textOf, withDatabase, withProduct } from './command.ts'

/** Three different people: who manages accounts, who manages security, who reads the log. */
const administrators = [
  { option: 'system', role: 'system_admin' },
  { option: 'security', role: 'security_admin' },
  { option: 'audit', role: 'auditor' },
] as const

export const command: Command = {
  summary: 'makes the first institution and its administrators',
  usage:
    '--code <code> --name <name> [--kind institution|commission] [--above <code>] [--duties-from <date>] [--system <user>] [--security <user>] [--audit <user>]',
  help: 'Makes the schema if there is none. The first passwords are printed once and nowhere kept; each administrator changes it\nat the first sign-in. User names are <code>.system, <code>.security and <code>.audit unless given.\nA code that exists is refused and nothing is changed.',
  options: {
    code: { type: 'string' },
    name: { type: 'string' },
    kind: { type: 'string' },
    above: { type: 'string' },
    'duties-from': { type: 'string' },
    system: { type: 'string' },
    security: { type: 'string' },
    audit: { type: 'string' },
  },
  positionals: 0,
  run: async (words) => {
    const [code, name] = [textOf(words, 'code'), textOf(words, 'name')]
    if (code === undefined || name === undefined) throw new StartError('--code and --name are needed.')
    const kind = textOf(words, 'kind') ?? 'institution'
    await withDatabase(readSettings(), async ({ url }) => {
      await migrate(url, migrationsDir)
      await prepareJobs(url)
    })
    return withProduct(async (product) => {
      const now = product.floor.now()
      const today = dateOf(now)
      const institution = {
        code,
        name,
        kind,
        parent: textOf(words, 'above') ?? null,
        level: null,
        dutiesFrom: textOf(words, 'duties-from') ?? today,
        demo: false,
      }
      const bytes = await writeWorkbook(
        orgPorts
          .filter((port) => port.sheet.key === 'institutions')
          .map((port) => ({ sheet: port.sheet, rows: [institution] })),
      )
      const made = await product.database.inScope([], async (tx) => {
        await seedCalendar(tx)
        const present = await namedInstitutions(tx)
        if (present.some((other) => other.code === code)) {
          throw new StartError(`The institution ${code} exists already: nothing was changed.`)
        }
        const scope = new Set(present.map(({ id }) => id))
        const widen = async (ids: readonly string[]): Promise<void> => {
          for (const id of ids) scope.add(id)
          await setScope(tx, [...scope])
        }
        await widen([])
        const plan = await importWorkbook(
          { tx, vault: product.floor.vault, now, today, mayWrite: () => true, widen },
          laterPorts,
          bytes,
          true,
        )
        const [fault] = plan.faults
        if (fault !== undefined) {
          throw new StartError(
            `The institution cannot be made: ${fault.column ?? ''} ${fault.code} ${JSON.stringify(fault.facts)}.`,
          )
        }
        const accounts = []
        for (const { option, role } of administrators) {
          const username = textOf(words, option) ?? `${code}.${option}`.toLowerCase()
          const made = await createAccount(tx, {
            username,
            institution: code,
            unit: code,
            role,
            staffNo: null,
          })
          accounts.push({ username, password: made.firstPassword, role })
        }
        const { institutionId: id } = await findUnit(tx, code, code)
        await record(tx, id, 'init', {
          kind: 'institution',
          id,
          after: { code, kind, administrators: accounts.map(({ username, role }) => ({ username, role })) },
        })
        return accounts
      })
      console.log(`${name} (${code}) is made. First passwords, shown only now:`)
      for (const { username, password, role } of made) {
        console.log(`  ${username.padEnd(28)}${password}   ${role}`)
      }
      return 0
    })
  },
}

// The command line as an operator uses it: beside a running product and without one, with its exit codes and one-line refusals.

import { copyFile, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findEmbedded } from '../src/core/postgres/launcher.ts'
import { openVault, readKeyFile } from '../src/core/vault.ts'
import { command, main, type Run, run } from './run.ts'

let folder: string
let data: string
let product: Run
let address: string
let passwords: Map<string, string>
const rows = 4_000
const env = (): Record<string, string> => ({ LINGHANG_DATA: data })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linghang-commands-'))
  data = join(folder, 'data')
})
afterAll(async () => {
  product?.child.kill('SIGKILL')
  await product?.ended
  await rm(folder, { recursive: true, force: true })
})

async function signIn(at: string, username: string, password: string): Promise<number> {
  const answer = await fetch(`${at}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-linghang': '1' },
    body: JSON.stringify({ username, password }),
  })
  return answer.status
}

async function query<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: (await findEmbedded(join(data, 'pg'))) ?? '' })
  await client.connect()
  try {
    await client.query(
      `select set_config('app.institutions', (select array_agg(id)::text from institution), false)`,
    )
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

// These need no database and run side by side.
describe.concurrent('words', () => {
  test.each([
    [['nonsense'], 2, /no command "nonsense"/],
    [['backup'], 2, /0 arguments given, 1 needed/],
    [['backup', 'a', '--loud'], 2, /--loud/],
    [['init'], 1, /--code and --name/],
    [['export', '--institution', 'X', '--language', 'fr'], 1, /zh or en/],
  ])('%j', async (words, exit, message) => {
    const { code, lines } = await command(env(), words)
    expect([code, lines.length], lines.join('\n')).toEqual([exit, 1])
    expect(lines[0]).toMatch(message)
  })

  test('every command tells what it does', async () => {
    const overview = await command(env(), ['--help'])
    expect(overview.code).toBe(0)
    const names = overview.lines.flatMap((line) => /^ {2}linghang ((?:[a-z]+ ?)+?) {2}/.exec(line)?.[1] ?? [])
    expect(names.length).toBe(12)
    const helps = ['backup', 'key rotate'].map(async (name) => {
      const { code, lines } = await command(env(), [...name.split(' '), '--help'])
      expect([code, lines[0]?.startsWith(`linghang ${name}`)]).toEqual([0, true])
    })
    await Promise.all(helps)
  })
})

describe('from nothing to a product with administrators', () => {
  test('init without a running product makes schema, institution and administrators; the passwords are right', async () => {
    const { code, lines } = await command(env(), ['init', '--code', 'YY01', '--name', '某医院'])
    expect(code, lines.join('\n')).toBe(0)
    passwords = new Map(
      lines.flatMap((line) => {
        const found = /^ {2}(\S+)\s+((?:[a-z0-9]{4}-){3}[a-z0-9]{4})/.exec(line)
        return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const]
      }),
    )
    expect([...passwords.keys()]).toEqual(expect.arrayContaining(['yy01.system', 'yy01.audit']))
    product = run(env())
    address = await product.ready
    for (const [username, password] of passwords) {
      expect(await signIn(address, username, password), username).toBe(200)
    }
    expect(await signIn(address, 'yy01.system', passwords.get('yy01.audit') ?? '')).toBe(401)
  })

  test('init of a code that exists changes nothing; another one goes beside it', async () => {
    const again = await command(env(), ['init', '--code', 'YY01', '--name', '别的'])
    expect([again.code, again.lines.length]).toEqual([1, 1])
    expect(again.lines[0]).toMatch(/YY01 exists already/)
    expect(await query('select name from institution')).toEqual([{ name: '某医院' }])
    const other = await command(env(), ['init', '--code', 'YY02', '--name', '另一家', '--system', 'root.b'])
    expect([other.code, other.lines.some((line) => line.includes('root.b'))]).toEqual([0, true])
  })
})

describe('beside the running product', () => {
  test('account reset: an administrator only with a second person; the old password ends, the new one opens, unknown names are told', async () => {
    const alone = await command(env(), ['account', 'reset', 'YY01.system'])
    expect([alone.code, alone.lines.length, alone.lines[0]]).toEqual([
      1,
      1,
      expect.stringContaining('--approved-by'),
    ])
    expect(await signIn(address, 'yy01.system', passwords.get('yy01.system') ?? '')).toBe(200)
    const agreed = ['account', 'reset', 'YY01.system', '--second-factor', '--approved-by', '王主任']
    const { code, lines } = await command(env(), agreed)
    expect(code, lines.join('\n')).toBe(0)
    expect(await query("select after from audit where endpoint = 'command.account.reset'")).toEqual([
      { after: { passwordReset: true, secondFactor: false, approvedBy: '王主任' } },
    ])
    const password = /((?:[a-z0-9]{4}-){3}[a-z0-9]{4})/.exec(lines[0] ?? '')?.[1] ?? ''
    expect(await signIn(address, 'yy01.system', passwords.get('yy01.system') ?? '')).toBe(401)
    expect(await signIn(address, 'yy01.system', password)).toBe(200)
    passwords.set('yy01.system', password)
    const unknown = await command(env(), ['account', 'reset', 'nobody'])
    expect([unknown.code, unknown.lines.length]).toEqual([1, 1])
  })

  test('export, then import of the same file, which changes nothing; the file is private', async () => {
    const out = join(folder, 'yy01.xlsx')
    const exported = await command(env(), ['export', '--institution', 'YY01', '--out', out])
    expect(exported.code, exported.lines.join('\n')).toBe(0)
    expect((await stat(out)).mode & 0o777).toBe(0o600)
    const imported = await command(env(), ['import', out])
    expect([imported.code, imported.lines[0]]).toEqual([
      0,
      expect.stringMatching(/0 new, 0 changed, 1 as before/),
    ])
    const [wrong, unknown] = await Promise.all([
      command(env(), ['import', main]),
      command(env(), ['export', '--institution', 'XX']),
    ])
    expect([wrong.code, wrong.lines.length]).toEqual([1, 1])
    expect([unknown.code, unknown.lines[0]]).toEqual([1, expect.stringContaining('YY01, YY02')])
  })

  test('a rotation killed with kill -9 goes on; the running product opens everything all the while', async () => {
    const keyFile = join(data, 'keys.json')
    const vault = openVault((await readKeyFile(keyFile)) ?? { keys: [] })
    const [unit] = await query<{ institution_id: string }>(
      `select u.institution_id from unit u join institution i on i.id = u.institution_id where i.code = 'YY01'`,
    )
    const institutionId = unit?.institution_id ?? ''
    const people = await query<{ id: string }>(
      `insert into person (institution_id, id, staff_no, name, name_sort, status)
       select $1, gen_random_uuid(), 'S' || n, '职工', 'zg', 'none' from generate_series(1, $2) n returning id`,
      [institutionId, rows],
    )
    const sealed = people.map(({ id }, at) =>
      vault.seal({ institutionId, subjectId: id, column: 'person_identity.phone' }, `138${at}`),
    )
    const indexes = people.map((_, at) => vault.index('person_identity.phone', `138${at}`))
    await query(
      `insert into person_identity (institution_id, person_id, key_id, phone, phone_index)
       select $1, v.id, 1, v.phone, v.found from unnest($2::uuid[], $3::bytea[], $4::bytea[]) v (id, phone, found)`,
      [institutionId, people.map(({ id }) => id), sealed, indexes],
    )
    const rotating = run(env(), [process.execPath, main, 'key', 'rotate'])
    await rotating.says(/rows sealed with key 2/)
    rotating.child.kill('SIGKILL')
    await rotating.ended
    const left = async (): Promise<number> =>
      (await query<{ n: number }>('select count(*)::int as n from person_identity where key_id = 1'))[0]?.n ??
      0
    expect(await left()).toBeGreaterThan(0)
    expect((await command(env(), ['key', 'status'])).code).toBe(1)
    const resumed = await command(env(), ['key', 'rotate'])
    expect(resumed.code, resumed.lines.join('\n')).toBe(0)
    expect(resumed.lines[0]).toMatch(/cut short/)
    expect(await left()).toBe(0)
    const status = await command(env(), ['key', 'status'])
    expect([status.code, status.lines.length]).toEqual([0, 2])
    const now = openVault((await readKeyFile(keyFile)) ?? { keys: [] })
    const [found] = await query<{ person_id: string; phone: Buffer }>(
      'select person_id, phone from person_identity where phone_index = $1',
      [now.index('person_identity.phone', '13877')],
    )
    expect(found?.person_id).toBe(people[77]?.id)
    const place = { institutionId, subjectId: found?.person_id ?? '', column: 'person_identity.phone' }
    expect(now.open(place, found?.phone ?? Buffer.alloc(0))).toBe('13877')
    // The secrets themselves are nowhere in what was said.
    const secrets = ((await readKeyFile(keyFile))?.keys ?? []).map(({ secret }) => secret)
    for (const secret of secrets) expect([...resumed.lines, ...status.lines].join()).not.toContain(secret)
  })

  test('audit verify walks every chain, and finds the one that somebody touched', async () => {
    const whole = await command(env(), ['audit', 'verify'])
    expect([whole.code, whole.lines.length], whole.lines.join('\n')).toEqual([0, 2])
    const text =
      "update audit set actor = $1 where seq = 1 and institution_id = (select id from institution where code = 'YY02')"
    const [before] = await query<{ actor: string }>(
      "select actor from audit where seq = 1 and institution_id = (select id from institution where code = 'YY02')",
    )
    await query(text, ['somebody else'])
    const broken = await command(env(), ['audit', 'verify'])
    expect([broken.code, broken.lines.find((line) => line.startsWith('YY02'))]).toEqual([
      1,
      expect.stringMatching(/broken at entry 1/),
    ])
    const one = await command(env(), ['audit', 'verify', '--institution', 'YY01'])
    expect(one.code).toBe(0)
    await query(text, [before?.actor])
  })
})

describe('backup and restore', () => {
  const archive = (): string => join(folder, 'linghang.tar.gz')

  test('beside the running product; into a new folder; there it starts with the key file and not without', async () => {
    const made = await command(env(), ['backup', archive()])
    expect(made.code, made.lines.join('\n')).toBe(0)
    const again = await command(env(), ['backup', archive()])
    expect([again.code, again.lines[0]]).toEqual([1, expect.stringMatching(/exists already/)])
    const into = join(folder, 'restored')
    const restored = await command(env(), ['restore', archive(), '--into', into])
    expect(restored.code, restored.lines.join('\n')).toBe(0)
    expect(restored.lines.join('\n')).toMatch(/key 1, key 2 at .*restored\/keys\.json/)
    expect(restored.lines.join('\n')).toMatch(/audit chains of 2 institutions are whole/)

    const without = await command({ LINGHANG_DATA: into }, [])
    expect([without.code, without.lines.at(-1)]).toEqual([1, expect.stringMatching(/keys\.json is missing/)])
    await copyFile(join(data, 'keys.json'), join(into, 'keys.json'))
    const second = run({ LINGHANG_DATA: into })
    const there = await second.ready
    expect(await signIn(there, 'yy01.system', passwords.get('yy01.system') ?? '')).toBe(200)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  })

  test('into a database that is in use, or from a damaged file: one line, exit 1, nothing changed', async () => {
    const used = await command(env(), ['restore', archive()])
    expect([used.code, used.lines.length]).toEqual([1, 1])
    expect(used.lines[0]).toMatch(/not empty/)
    const short = join(folder, 'short.tar.gz')
    await copyFile(archive(), short)
    await truncate(short, (await readFile(archive())).length - 100)
    const into = join(folder, 'never')
    const damaged = await command(env(), ['restore', short, '--into', into])
    expect([damaged.code, damaged.lines.length]).toEqual([1, 1])
    expect(await stat(into).catch(() => null)).toBeNull()
  })

  test('the connection file is gone after the end, and commands start the database themselves', async () => {
    expect((await stat(join(data, 'pg', 'running.json'))).mode & 0o777).toBe(0o600)
    product.child.kill('SIGTERM')
    expect(await product.ended, product.output()).toBe(0)
    expect(await stat(join(data, 'pg', 'running.json')).catch(() => null)).toBeNull()
    const { code, lines } = await command(env(), ['audit', 'verify'])
    expect([code, lines.length]).toEqual([0, 2])
  })
})

// The login of the application: a role that may only become linghang_app, so that no statement leads to the owner's power.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { messageOf } from '../process.ts'

/** The address the application logs in at; and, where that is still the owner's, why. */
export interface Login {
  url: string
  /** One line for the operator; null when the application has its own login. */
  warning: string | null
}

const attempts = 10

/**
 * Gives the application its login on a migrated database. The password follows from the owner's, so that every process
 * with this address knows it and none has to keep it. Where the server does not allow it, answers the owner's own
 * address and says so: the product serves, with one lock less.
 */
export async function openLogin(ownerUrl: string): Promise<Login> {
  const given = URL.canParse(ownerUrl) ? new URL(ownerUrl) : null
  if (given === null || given.username === '' || given.password === '') {
    return withoutOwn(ownerUrl, 'the address names no user with a password')
  }
  const name = nameOf(decodeURIComponent(given.username))
  const password = createHmac('sha256', decodeURIComponent(given.password))
    .update('linghang login of the application')
    .digest('hex')
  const own = new URL(given)
  own.username = encodeURIComponent(name)
  own.password = password
  let failure: unknown
  // Processes that start together make the role at the same moment, and all but one of them are refused.
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const powers = await powersOf(own.toString()).catch(async () => {
        await makeRole(ownerUrl, name, password)
        return powersOf(own.toString())
      })
      return powers
        ? withoutOwn(ownerUrl, `the role ${name} has powers of its own`)
        : { url: own.toString(), warning: null }
    } catch (error) {
      failure = error
      if (!/concurrently|already exists|duplicate key/.test(messageOf(error))) break
      await wait(20 * attempt)
    }
  }
  return withoutOwn(ownerUrl, messageOf(failure))
}

const withoutOwn = (url: string, reason: string): Login => ({
  url,
  warning: `The application works with the login of the database's owner, because ${reason}: let the owner create roles that may log in, and start again.`,
})

/** One login for each owner: names of roles are the whole server's, at most 63 bytes long. */
function nameOf(owner: string): string {
  const name = `${owner}_login`
  if (Buffer.byteLength(name) <= 63) return name
  return `linghang_login_${createHash('sha256').update(owner).digest('hex').slice(0, 16)}`
}

/** Whether the login may do more than become linghang_app. Throws where it cannot log in. */
async function powersOf(url: string): Promise<boolean> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ powers: boolean }>(`
      select rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication
        or not pg_has_role(oid, 'linghang_app', 'member')
        or exists (select from pg_auth_members m where m.member = r.oid and m.roleid <> 'linghang_app'::regrole)
        or exists (select from pg_class c where c.relowner = r.oid) as powers
      from pg_roles r where rolname = session_user`)
    await client.query('set role linghang_app')
    return rows[0]?.powers !== false
  })
}

async function makeRole(ownerUrl: string, name: string, password: string): Promise<void> {
  await connected(ownerUrl, async (client) => {
    const role = client.escapeIdentifier(name)
    const { rows } = await client.query<{ ours: boolean }>(
      `select pg_has_role(oid, 'linghang_app', 'member') and not rolsuper as ours from pg_roles where rolname = $1`,
      [name],
    )
    // Somebody else's role of this name keeps its password.
    if (rows[0]?.ours === false) throw new Error(`the role ${name} belongs to somebody else`)
    if (rows.length === 0) await client.query(`create role ${role} nologin noinherit in role linghang_app`)
    // What the server keeps is sent, not the password: statements may stand in its log.
    await client.query(`alter role ${role} login password '${verifierOf(password)}'`)
  })
}

/** What PostgreSQL keeps of a password (SCRAM-SHA-256, RFC 5803). The password is hexadecimal, so it needs no SASLprep. */
function verifierOf(password: string): string {
  const rounds = 4_096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const keyOf = (purpose: string): Buffer => createHmac('sha256', salted).update(purpose).digest()
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${keyOf('Server Key').toString('base64')}`
}

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

// The product on a database of its own, for one test file: seed a small province, sign people in, call endpoints.

import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, ORPCError } from '@orpc/server'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { Role } from '../src/core/access.ts'
import type { ErrorData } from '../src/core/contract.ts'
import type { ErrorCode } from '../src/core/errors.ts'
import { type Asking, closeError } from '../src/core/pipeline.ts'
import { newId } from '../src/core/ids.ts'
import type { Contract } from '../src/contract.ts'
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import { openLogin } from '../src/core/postgres/login.ts'
import { newKeyFile } from '../src/core/vault.ts'
import { openProduct, type Product } from '../src/product.ts'
import { hashPassword } from '../src/foundation/accounts/password.ts'
import { insertSession } from '../src/foundation/accounts/store/index.ts'
import { type AccountsSettings, plainSettings } from '../src/foundation/accounts/settings.ts'
import { type NoticesSettings, silentSettings } from '../src/foundation/notices/settings.ts'
import { newSession } from '../src/foundation/accounts/session.ts'

type Inputs = InferContractRouterInputs<Contract>
type Outputs = InferContractRouterOutputs<Contract>
type EndpointName = { [R in keyof Contract]: `${R & string}.${keyof Contract[R] & string}` }[keyof Contract]
type InputOf<N extends EndpointName> = N extends `${infer R extends keyof Contract}.${infer E}`
  ? E extends keyof Inputs[R]
    ? Inputs[R][E]
    : never
  : never
type OutputOf<N extends EndpointName> = N extends `${infer R extends keyof Contract}.${infer E}`
  ? E extends keyof Outputs[R]
    ? Outputs[R][E]
    : never
  : never

/** One signed-in caller. */
export type Caller = {
  readonly cookie: string | null
  readonly call: <N extends EndpointName>(endpoint: N, input: InputOf<N>) => Promise<OutputOf<N>>
}

export type Harness = {
  readonly product: Product
  /** The database of this harness, as its owner. */
  readonly url: string
  /** Direct SQL as the owner of the database, past the application's role (row-level security: none for its own tables). */
  readonly owner: (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>
  /** Sets what the product takes for now: '2026-03-31' (noon in China) or an instant. */
  readonly setNow: (time: string) => void
  readonly nobody: Caller
  /** A caller with this role at this unit; a fresh account each time. */
  readonly as: (role: Role, unit: SeededUnit) => Promise<Caller>
  readonly close: () => Promise<void>
}

export type SeededUnit = {
  readonly institutionId: string
  readonly id: string
  readonly path: readonly string[]
}

/** Reads code and facts of a failure; rethrows what is not one of ours. */
export function failureOf(error: unknown): { readonly code: ErrorCode; readonly data: ErrorData } {
  if (error instanceof ORPCError) return { code: error.code as ErrorCode, data: error.data as ErrorData }
  throw error
}

/** Runs and answers the failure; fails when it succeeds. */
export async function failing(
  work: Promise<unknown>,
): Promise<{ readonly code: ErrorCode; readonly data: ErrorData }> {
  let value: unknown
  try {
    value = await work
  } catch (error) {
    return failureOf(error)
  }
  throw new Error(`Expected a failure, got ${JSON.stringify(value)}`)
}

/** The password of every caller made by `as`. */
export const callerPassword = 'correct horse battery'
const hashed = hashPassword(callerPassword)

export async function openHarness(
  accounts: AccountsSettings = plainSettings,
  notices: NoticesSettings = silentSettings,
): Promise<Harness> {
  const templateUrl = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = templateUrl.pathname.slice(1)
  const adminUrl = new URL(templateUrl)
  adminUrl.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: adminUrl.toString() })
  await admin.connect()
  await admin.query(`create database ${name} template ${template}`)
  await admin.end()
  const url = new URL(templateUrl)
  url.pathname = `/${name}`

  const files = await mkdtemp(join(tmpdir(), 'linghang-files-'))
  let now: Temporal.Instant = instantOf('2026-11-21')
  const product = openProduct({
    url: (await openLogin(url.toString())).url,
    filesFolder: files,
    webFolder: join(import.meta.dirname, '../dist/web'),
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
    keys: newKeyFile('aes-256-gcm'),
    now: () => now,
    accounts,
    notices,
  })
  const owner = new pg.Client({ connectionString: url.toString() })
  await owner.connect()

  const caller = (cookie: string | null): Caller => ({
    cookie,
    call: async (endpoint, input) => {
      const [room = '', verb = ''] = endpoint.split('.')
      const procedure = (
        product.router as unknown as Record<string, Record<string, Parameters<typeof call>[0]>>
      )[room]?.[verb]
      if (procedure === undefined) throw new Error(`No endpoint ${endpoint}`)
      const context: Asking = { cookie, requestId: newId(), userAgent: 'test', address: null, cookiesOut: [] }
      try {
        return (await call(procedure, input, { context } as never)) as never
      } catch (error) {
        throw closeError(error, context.requestId, product.floor.log)
      }
    },
  })

  return {
    product,
    url: url.toString(),
    owner: async (text, values = []) => {
      // FORCE ROW LEVEL SECURITY binds the owner too; tests that look behind the curtain name every institution.
      await owner.query(
        `select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), false)`,
      )
      return (await owner.query(text, [...values])).rows as Record<string, unknown>[]
    },
    setNow: (time) => {
      now = instantOf(time)
    },
    nobody: caller(null),
    as: async (role, unit) => {
      const accountId = newId()
      const session = newSession(unit.institutionId)
      await product.database.inScope([unit.institutionId], async (tx) => {
        const username = `user-${accountId}`
        await tx
          .insertInto('account')
          .values({
            institution_id: unit.institutionId,
            id: accountId,
            username,
            display_name: role,
            password_hash: await hashed,
          })
          .execute()
        await tx
          .insertInto('account_grant')
          .values({ institution_id: unit.institutionId, account_id: accountId, role, unit_id: unit.id })
          .execute()
        await insertSession(tx, {
          institutionId: unit.institutionId,
          tokenSha256: session.tokenSha256,
          accountId,
          expiresAt: '2100-01-01T00:00:00Z',
          userAgent: null,
        })
      })
      return caller(session.cookie)
    },
    close: async () => {
      await owner.end()
      await product.database.close()
      await product.floor.columns.close()
      await rm(files, { recursive: true, force: true })
    },
  }
}

function instantOf(time: string): Temporal.Instant {
  return time.includes('T')
    ? Temporal.Instant.from(time)
    : Temporal.PlainDate.from(time)
        .toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '12:00' })
        .toInstant()
}

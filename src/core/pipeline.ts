// The way of every request: who → permission → place → validated input → transaction → work → audit → jobs.

import {
  isContractProcedure,
  type ContractProcedure,
  type InferSchemaInput,
  type InferSchemaOutput,
} from '@orpc/contract'
import { type AnyRouter, implement, ORPCError, ValidationError } from '@orpc/server'
import type { Logger } from 'pino'
import { may, type Principal, reachOf, scopeOf } from './access.ts'
import { appendAudit } from './audit.ts'
import { dateOf } from './calendar.ts'
import type { Columns } from './columns/index.ts'
import type { EndpointMeta, ErrorData } from './contract.ts'
import { type Database, setScope, type Tx } from './db.ts'
import { AppError, databaseError, errorStatus } from './errors.ts'
import type { FileStore } from './files.ts'
import { newId } from './ids.ts'
import { enqueue } from './jobs.ts'
import type { Fact, Refusal } from './law.ts'
import type { Uploads } from './uploads.ts'
import type { Vault } from './vault.ts'

/** A unit as permission needs it: its place in the tree. */
export type UnitRef = {
  readonly institutionId: string
  readonly id: string
  readonly kind: string
  readonly path: readonly string[]
}

/** Finds the unit that a subject belongs to, within the caller's institutions; null when there is none. */
export type Locator = (tx: Tx, id: string) => Promise<UnitRef | null>

export type Floor = {
  readonly database: Database
  readonly files: FileStore
  readonly vault: Vault
  readonly columns: Columns
  readonly uploads: Uploads
  readonly log: Logger
  readonly now: () => Temporal.Instant
  /** Reads the session cookie: who is asking, or null. Runs before any scope is set. */
  readonly authenticate: (tx: Tx, cookie: string, now: Temporal.Instant) => Promise<Principal | null>
  readonly locators: Readonly<Record<string, Locator>>
}

/** What one request brings along; made by the HTTP server or by a test. */
export type Asking = {
  readonly cookie: string | null
  readonly requestId: string
  readonly userAgent: string | null
  /** The network address of the caller, as far as a trusted proxy or the socket tells; null in tests without one. */
  readonly address: string | null
  /** Set-Cookie values to send back. */
  readonly cookiesOut: string[]
  /** What the log and the measures say of this request; filled in on its way. */
  readonly trace?: { endpoint?: string; institutionId?: string }
}

export type Change = {
  readonly subject: string
  readonly id: string
  readonly institutionId?: string
  /** Who did it, where nobody is signed in yet. */
  readonly actor?: string
  readonly unitId?: string | null
  readonly before?: unknown
  readonly after?: unknown
  readonly refusals?: readonly Refusal[]
}

/** What a handler works with. */
export type Work = {
  readonly tx: Tx
  readonly principal: Principal
  /** The unit of the subject that the endpoint names; null for public, self and reach. */
  readonly target: UnitRef | null
  /** The units that the permission reaches, each with all below. */
  readonly reach: readonly string[]
  readonly now: Temporal.Instant
  /** Today's date in China. */
  readonly today: string
  readonly files: FileStore
  readonly vault: Vault
  readonly columns: Columns
  readonly uploads: Uploads
  readonly asking: Asking
  /** Writes what changed into the audit log when the work is done. */
  readonly changed: (change: Change) => void
  readonly enqueue: (name: string, payload: Readonly<Record<string, string>>, key: string) => Promise<void>
  /** Lets the rest of the transaction see these institutions too. */
  readonly widen: (institutionIds: readonly string[]) => Promise<void>
}

/** The target of a subject endpoint; the pipeline has found it. */
export function targetOf(work: Work): UnitRef {
  if (work.target === null) throw new AppError('not_found')
  return work.target
}

type HandlerOf<P> =
  P extends ContractProcedure<infer I, infer O, infer _E, infer _M>
    ? (work: Work, input: InferSchemaOutput<I>) => Promise<InferSchemaInput<O>>
    : never

/** What work before a transaction has: transactions of its own, as short as it likes. */
export type Ground = Pick<Floor, 'database' | 'now'>
type Prelude = (ground: Ground, input: never) => Promise<(work: Work) => Promise<unknown>>
const preludes = new WeakMap<AnyHandler, Prelude>()

/**
 * A handler of a public endpoint that asks another machine: `first` does so while no transaction is open and no
 * connection is held, and answers what goes on inside of the transaction.
 */
export function beforeTransaction<I, O>(
  first: (ground: Ground, input: I) => Promise<(work: Work) => Promise<O>>,
): (work: Work, input: I) => Promise<O> {
  const handler = (): Promise<O> => Promise.reject(new Error('Only the pipeline runs this handler'))
  preludes.set(handler, first)
  return handler
}

/** One handler for every endpoint of a room's contract. */
export type Handlers<C> = { readonly [K in keyof C]: HandlerOf<C[K]> }

type AnyHandler = (work: Work, input: never) => Promise<unknown>
export type Rooms = Readonly<
  Record<string, { readonly contract: object; readonly handlers: Readonly<Record<string, AnyHandler>> }>
>

const nobody: Principal = {
  accountId: '00000000-0000-0000-0000-000000000000',
  institutionId: '00000000-0000-0000-0000-000000000000',
  personId: null,
  username: '',
  name: '',
  language: 'zh',
  grants: [],
}

/** Turns rooms into one oRPC router in which every call goes through the pipeline. */
export function buildRouter(floor: Floor, rooms: Rooms): AnyRouter {
  const router: Record<string, Record<string, unknown>> = {}
  for (const [roomName, room] of Object.entries(rooms)) {
    const procedures: Record<string, unknown> = {}
    for (const [name, contract] of Object.entries(room.contract)) {
      if (!isContractProcedure(contract)) throw new Error(`${roomName}.${name} is not an endpoint`)
      const handler = room.handlers[name]
      if (handler === undefined) throw new Error(`${roomName}.${name} has no handler`)
      const meta = contract['~orpc'].meta as unknown as EndpointMeta
      const endpointName = `${roomName}.${name}`
      if (preludes.has(handler) && meta.permission !== 'public') {
        throw new Error(`${endpointName} would work before anybody knows who asks`)
      }
      procedures[name] = implement(contract)
        .$context<Asking>()
        .handler(({ input, context }: { input: unknown; context: Asking }) =>
          answer(floor, endpointName, meta, handler, input, context),
        )
    }
    router[roomName] = procedures
  }
  return router as AnyRouter
}

async function answer(
  floor: Floor,
  endpoint: string,
  meta: EndpointMeta,
  handler: AnyHandler,
  input: unknown,
  asking: Asking,
): Promise<unknown> {
  if (asking.trace !== undefined) asking.trace.endpoint = endpoint
  try {
    const goOn = await preludes.get(handler)?.(floor, input as never)
    return await perform(floor, endpoint, meta, goOn ?? handler, input, asking)
  } catch (error) {
    throw asOrpcError(error, endpoint, asking.requestId, floor.log)
  }
}

async function perform(
  floor: Floor,
  endpoint: string,
  meta: EndpointMeta,
  handler: AnyHandler,
  input: unknown,
  asking: Asking,
): Promise<unknown> {
  const now = floor.now()
  // Reading the session sets the scope to the caller's own institution; only a wider one is set again.
  const reads = meta.permission !== 'public' && asking.cookie !== null
  const result = await floor.database.inScope(reads ? null : [], async (tx) => {
    const principal =
      meta.permission === 'public' || asking.cookie === null
        ? null
        : await floor.authenticate(tx, asking.cookie, now)
    if (principal === null && meta.permission !== 'public') throw new AppError('unauthenticated')
    const caller = principal ?? nobody
    if (asking.trace !== undefined && principal !== null) asking.trace.institutionId = principal.institutionId
    const scope = new Set(principal === null ? [] : scopeOf(principal))
    if (scope.size > 1) await setScope(tx, [...scope])

    const reach =
      meta.permission === 'public' || meta.permission === 'signed_in' ? [] : reachOf(caller, meta.permission)
    if (meta.permission !== 'public' && meta.permission !== 'signed_in' && reach.length === 0) {
      throw new AppError('forbidden', { permission: meta.permission })
    }
    const target = await locate(floor, tx, meta, caller, input)

    const changes: Change[] = []
    const work: Work = {
      tx,
      principal: caller,
      target,
      reach,
      now,
      today: dateOf(now),
      files: floor.files,
      vault: floor.vault,
      columns: floor.columns,
      uploads: floor.uploads,
      asking,
      changed: (change) => changes.push(change),
      enqueue: (name, payload, key) => enqueue(tx, name, payload, key),
      widen: async (ids) => {
        for (const id of ids) scope.add(id)
        await setScope(tx, [...scope])
      },
    }
    // A failure marked `keep` (a failed sign-in is counted) is carried out of the transaction and thrown after it.
    const done = await handler(work, input as never).then(
      (value) => ({ value }),
      (error: unknown) => {
        if (error instanceof AppError && error.keep) return { kept: error }
        throw error
      },
    )

    if (changes.length === 0 && (!meta.readsOnly || meta.sensitive) && principal !== null) {
      changes.push({ subject: 'endpoint', id: endpoint, unitId: target?.id ?? null, after: input })
    }
    // Last, and all at once: the head of the chain is held from here until the commit.
    await appendAudit(
      tx,
      ...changes.map((change) => ({
        institutionId: change.institutionId ?? target?.institutionId ?? caller.institutionId,
        at: now.toString({ smallestUnit: 'millisecond' }),
        requestId: asking.requestId,
        accountId: principal?.accountId ?? null,
        actor: change.actor ?? caller.username,
        endpoint,
        subjectKind: change.subject,
        subjectId: change.id,
        unitId: change.unitId ?? target?.id ?? null,
        before: change.before ?? null,
        after: change.after ?? null,
        refusals: change.refusals ?? null,
      })),
    )
    return done
  })
  if ('kept' in result) throw result.kept
  return result.value
}

async function locate(
  floor: Floor,
  tx: Tx,
  meta: EndpointMeta,
  caller: Principal,
  input: unknown,
): Promise<UnitRef | null> {
  if (meta.place.at !== 'subject' || meta.permission === 'public') return null
  const locator = floor.locators[meta.place.kind]
  if (locator === undefined) throw new Error(`No locator for ${meta.place.kind}`)
  const id = (input as Readonly<Record<string, unknown>>)[meta.place.field]
  const unit = typeof id === 'string' ? await locator(tx, id) : null
  const reached =
    unit !== null && (meta.permission === 'signed_in' || may(caller, meta.permission, unit.path))
  if (!reached) throw new AppError('not_found', { kind: meta.place.kind })
  return unit
}

function asOrpcError(error: unknown, endpoint: string, requestId: string, log: Logger): unknown {
  const known = error instanceof AppError ? error : databaseError(error)
  if (known === null) {
    log.error({ err: error, endpoint, requestId }, 'unexpected failure')
    return orpcError('internal', requestId)
  }
  return orpcError(known.code, requestId, known)
}

function orpcError(
  code: keyof typeof errorStatus,
  requestId: string,
  more: Partial<Omit<ErrorData, 'requestId'>> = {},
): unknown {
  const data: ErrorData = {
    facts: more.facts ?? ({} as Record<string, Fact>),
    refusals: more.refusals ?? [],
    issues: more.issues ?? [],
    requestId,
  }
  return new ORPCError(code, { defined: true, status: errorStatus[code], message: code, data })
}

/** Puts oRPC's own failures (bad JSON, input that does not fit the schema) into the closed list. */
export function closeError(error: unknown, requestId: string, log: Logger): unknown {
  if (error instanceof ORPCError) {
    if (error.defined || error.code in errorStatus) return error
    if (error.status < 500) {
      const cause: unknown = error.cause
      const issues =
        cause instanceof ValidationError
          ? cause.issues.map((issue) => ({
              path: (issue.path ?? [])
                .map((step) => String(typeof step === 'object' ? step.key : step))
                .join('.'),
              code: 'code' in issue && typeof issue.code === 'string' ? issue.code : 'invalid',
              message: issue.message,
            }))
          : []
      return orpcError(
        error.status === 413 ? 'too_large' : error.status === 404 ? 'not_found' : 'invalid_input',
        requestId,
        { issues },
      )
    }
  }
  // What the procedures throw has been closed already: these two come from reading a body that is not what it says.
  if (error instanceof SyntaxError || error instanceof TypeError) return orpcError('invalid_input', requestId)
  log.error({ err: error, requestId }, 'unexpected failure')
  return orpcError('internal', requestId)
}

/** A new id for a request. */
export const newRequestId = newId

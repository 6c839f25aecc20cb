// The closed list of error codes: facts inside, wording at the screen.

import type { Fact, Facts, Refusal } from './law.ts'

/** Code → HTTP status. 401 asks who you are; 403 says you may not; a thing out of reach is 404 like an absent one. */
export const errorStatus = {
  invalid_input: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  forbidden: 403,
  not_found: 404,
  taken: 409,
  stale: 409,
  overlap: 409,
  wrong_state: 409,
  rule_broken: 409,
  too_large: 413,
  unreadable_file: 422,
  locked: 423,
  rate_limited: 429,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorStatus

export type Issue = { readonly path: string; readonly code: string; readonly message: string }

/** An expected failure: a code from the closed list, facts for the screen, and the broken rules if there are any. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly facts: Facts
  readonly refusals: readonly Refusal[]
  readonly issues: readonly Issue[]
  /** The transaction commits before this failure is answered: what was written (a counted attempt) stays. */
  readonly keep: boolean

  constructor(
    code: ErrorCode,
    facts: Readonly<Record<string, Fact>> = {},
    more: {
      readonly refusals?: readonly Refusal[]
      readonly issues?: readonly Issue[]
      readonly keep?: boolean
    } = {},
  ) {
    super(code)
    this.name = 'AppError'
    this.code = code
    this.facts = facts
    this.refusals = more.refusals ?? []
    this.issues = more.issues ?? []
    this.keep = more.keep ?? false
  }
}

/** Throws rule_broken when there is at least one refusal. */
export function refuse(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new AppError('rule_broken', {}, { refusals })
}

/** A database error as one of ours: the one place where PostgreSQL's codes are known. */
export function databaseError(error: unknown): AppError | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : null
  switch (error.code) {
    case '23505':
      return new AppError('taken', { constraint })
    case '23P01':
      return new AppError('overlap', { constraint })
    case '23503':
      return new AppError('invalid_input', { constraint, reason: 'reference' })
    case '23514':
      return new AppError('invalid_input', { constraint, reason: 'check' })
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
    case '22P02':
    case '22P05':
      return new AppError('invalid_input', { constraint, reason: 'value' })
    case '40001':
    case '40P01':
      return new AppError('stale', { constraint })
    default:
      return null
  }
}

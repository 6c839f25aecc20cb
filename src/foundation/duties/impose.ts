// Imposed duties: what later rooms and the office ask of units, posts and people, fulfilled by their records and taken back.

import type { Tx } from '../../core/db.ts'
import { isOrigin } from './rules.ts'
import {
  type Evidence,
  fulfilImposed,
  type Imposed,
  type ImposedKey,
  type Imposition,
  insertImposed,
  withdrawImposed,
} from './store/index.ts'

type Listener = (
  tx: Tx,
  institutionId: string,
  duties: readonly Imposed[],
  now: Temporal.Instant,
) => Promise<void>
const listeners: Listener[] = []

/** Lets a later room hear, in the same transaction, of what has just been imposed. */
export function whenImposed(listener: Listener): void {
  listeners.push(listener)
}

/**
 * Imposes duties, each once for its origin, unit, post and person: called again with the same key it only brings
 * wording and days up to date. Answers the ids of those that were new. The origin is one declared with `declareOrigin`.
 */
export async function impose(
  tx: Tx,
  impositions: readonly Imposition[],
  now: Temporal.Instant,
): Promise<readonly string[]> {
  for (const { origin } of impositions)
    if (!isOrigin(origin)) throw new Error(`Origin ${origin} is not declared`)
  const rows = await insertImposed(tx, impositions)
  const fresh = rows.filter((row) => row.fresh)
  for (const [institutionId, duties] of Map.groupBy(fresh, (row) => row.institutionId))
    for (const listener of listeners) await listener(tx, institutionId, duties, now)
  return fresh.map(({ id }) => id)
}

/** Ties a record to what was imposed, in one unit or in all. A duty keeps its first record. */
export async function fulfilImposition(tx: Tx, key: ImposedKey, record: Evidence): Promise<void> {
  await fulfilImposed(tx, key, record)
}

/** Takes back what was imposed: nobody owes it any more, and what was done stays done. */
export async function withdraw(tx: Tx, key: ImposedKey, at: Temporal.Instant): Promise<void> {
  await withdrawImposed(tx, key, at.toString())
}

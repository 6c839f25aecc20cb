// What counts now: the published whole of an institution, and who must know when another one takes its place.

import type { Part } from '../../core/columns/index.ts'
import type { Tx } from '../../core/db.ts'
import { readWhole } from './store/runs.ts'

/** The part that holds the facts of an institution; null when nothing is published. */
export async function wholePart(tx: Tx, institutionId: string): Promise<Part | null> {
  return (await readWhole(tx, institutionId)).part
}

/** Another whole is published; null: the last import was taken back, nothing is. */
export type Published = { readonly institutionId: string; readonly part: Part | null }
type Listener = (tx: Tx, published: Published) => Promise<void>

const listeners: Listener[] = []

/**
 * Calls `listener` in the transaction that publishes or takes back: what it writes or enqueues is there with the figures
 * or not at all. It must be quick; long work is a job.
 */
export function onPublished(listener: Listener): void {
  listeners.push(listener)
}

export async function tellPublished(tx: Tx, published: Published): Promise<void> {
  for (const listener of listeners) await listener(tx, published)
}

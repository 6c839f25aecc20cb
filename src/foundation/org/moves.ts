// Who must know when a unit comes to hang elsewhere: later rooms that keep where something stood say so here.

import type { Tx } from '../../core/db.ts'

/** A unit, with all below it, hangs elsewhere from this day on; its stages already say where. */
export type Moved = {
  readonly institutionId: string
  readonly unitId: string
  readonly on: string
  readonly today: string
}
type Follower = (tx: Tx, moved: Moved) => Promise<void>

const followers: Follower[] = []

/** Calls `follower` in the transaction of every move. */
export function followMoves(follower: Follower): void {
  followers.push(follower)
}

export async function tellMoved(tx: Tx, moved: Moved): Promise<void> {
  for (const follower of followers) await follower(tx, moved)
}

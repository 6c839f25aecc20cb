// The pace of long work on the one thread: it lets others in, tells how far it is, and ends when it was cancelled.

import { setImmediate } from 'node:timers/promises'

/** Thrown out of long work that its user has cancelled. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

export type Pace = {
  /** Begins a step of the work: its name, and how many units it has when that is known. */
  readonly step: (name: string, total?: number) => Promise<void>
  /** Some units are done. Await what it answers: nothing most of the time, now and then a breath for others. */
  readonly did: (units: number) => Promise<void> | undefined
}

/** Milliseconds that long work may keep the thread before others get their turn. */
const mostMilliseconds = 25

/** A pace that asks `cancelled` at every breath and tells `report` where the work is. */
export function openPace(
  cancelled: () => boolean,
  report: (step: string, done: number, total: number | null) => void,
): Pace {
  let name = ''
  let total: number | null = null
  let done = 0
  let last = performance.now()
  const breathe = async (): Promise<void> => {
    report(name, done, total)
    await setImmediate()
    last = performance.now()
    if (cancelled()) throw new Cancelled()
  }
  return {
    step: (next, units) => {
      name = next
      total = units ?? null
      done = 0
      return breathe()
    },
    did: (units) => {
      done += units
      return performance.now() - last < mostMilliseconds ? undefined : breathe()
    },
  }
}

/** Work that nobody watches and nobody cancels; it still lets others in. */
export const steadyPace = (): Pace =>
  openPace(
    () => false,
    () => {},
  )

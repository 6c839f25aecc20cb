// The life of an import: which step follows which. No I/O.

export const runStates = [
  'uploading',
  'waiting',
  'checking',
  'checked',
  'publishing',
  'published',
  'rolling_back',
  'rolled_back',
  'cancelled',
  'failed',
] as const
export type RunState = (typeof runStates)[number]

/** What a person may do with an import in each state. */
export const mayDo = {
  part: ['uploading'],
  check: ['uploading'],
  cancel: ['uploading', 'waiting', 'checking', 'checked'],
  publish: ['checked'],
  rollBack: ['published'],
} as const satisfies Readonly<Record<string, readonly RunState[]>>
export type RunAct = keyof typeof mayDo

export function may(act: RunAct, state: RunState): boolean {
  return (mayDo[act] as readonly RunState[]).includes(state)
}

/** States in which a worker has something to do. */
export const workStates = [
  'waiting',
  'checking',
  'publishing',
  'rolling_back',
] as const satisfies readonly RunState[]

/** A worker that has not been heard of for so long is taken for dead. */
export const silentAfterSeconds = 60
/** After so many dead workers the import itself is taken for the cause. */
export const mostAttempts = 3
/** An upload that nobody goes on with is given up, and its file removed. */
export const uploadEndsAfterHours = 24

/** The smallest base that is shown to those who may not read the records themselves. */
export const smallestShown = 10

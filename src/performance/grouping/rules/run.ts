// The life of a grouping in the background. Pure.

export const runStates = ['working', 'done', 'failed'] as const
export type RunState = (typeof runStates)[number]

/** A worker that has not been heard of for so long is taken for dead. */
export const silentAfterSeconds = 60
/** After so many dead workers the records themselves are taken for the cause. */
export const mostAttempts = 3

/** `codes_absent`: the published front pages were imported before their codes were kept. */
export const failures = ['codes_absent', 'interrupted', 'unexpected'] as const
export type Failure = (typeof failures)[number]

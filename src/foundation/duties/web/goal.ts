// The fulfilment rate that a unit sets itself as its goal: a local goal, no rule; the one place where it is written.

/** As a share. */
export const goalShare = 0.98

export const goalPercent = goalShare * 100

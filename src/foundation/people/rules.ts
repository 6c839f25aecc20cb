// The law of people: identity numbers and phones, how names are ordered. No I/O.

export * from './rules/identity.ts'
export * from './rules/name-sort.ts'

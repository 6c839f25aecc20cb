// Who can mend a finding and the ways to begin: a closed vocabulary that the screens turn into buttons. No I/O.

import type { Permission, Role } from '../../../core/access.ts'

/**
 * The ways to mend, each with the permission it needs and what it opens:
 * `unit` ways open a dialog of the unit's page, `person` ways one of the person's page.
 */
export const ways = {
  found: { permission: 'org.write', opens: 'unit' },
  cover: { permission: 'org.write', opens: 'unit' },
  post: { permission: 'org.write', opens: 'unit' },
  term: { permission: 'org.write', opens: 'unit' },
  form: { permission: 'org.write', opens: 'unit' },
  split: { permission: 'org.write', opens: 'unit' },
  merge: { permission: 'org.write', opens: 'unit' },
  elect: { permission: 'meeting.write', opens: 'meeting' },
  affiliation: { permission: 'person.write', opens: 'person' },
  transfer: { permission: 'person.write', opens: 'person' },
  status: { permission: 'person.write', opens: 'person' },
  measure: { permission: 'person.write', opens: 'person' },
  whereabouts: { permission: 'person.write', opens: 'person' },
} as const satisfies Readonly<
  Record<string, { readonly permission: Permission; readonly opens: 'unit' | 'person' | 'meeting' }>
>
export type Way = keyof typeof ways
export const wayNames = Object.keys(ways) as [Way, ...Way[]]

type Mending = {
  readonly role: Role
  /** The first is the button, the others stand beside it. */
  readonly ways: readonly [Way, ...Way[]]
}

const office = (...ways: [Way, ...Way[]]): Mending => ({ role: 'party_office', ways })
const branch = (...ways: [Way, ...Way[]]): Mending => ({ role: 'branch_secretary', ways })

const mendings: Readonly<Record<string, Mending>> = {
  'R-ORG-1': office('cover', 'found'),
  'R-ORG-2': office('split', 'transfer'),
  'R-ORG-3': office('merge', 'form'),
  'R-ORG-3j': office('cover', 'split'),
  'R-ORG-4': office('form'),
  'R-ORG-6t': office('term', 'form'),
  'R-ORG-7': branch('elect', 'post'),
  'R-ORG-7m': office('post'),
  'R-ORG-7p': branch('elect', 'post'),
  'R-ORG-7s': office('post'),
  'R-ORG-8': office('post'),
  'R-ORG-9': office('post'),
  'R-ORG-10': branch('elect', 'post'),
  'R-ORG-10c': office('post'),
  'R-ORG-11': office('found', 'form'),
  'R-ORG-12': office('found'),
  'R-ORG-13': office('affiliation'),
  'R-ORG-14': office('post'),
  'R-ORG-15': office('post'),
  'R-ORG-16': office('post'),
  'R-ORG-16p': office('post'),
  'L-ORG-1': office('cover'),
  'R-TRM-1': office('term'),
  'R-TRM-1c': office('term'),
  'R-TRM-2': branch('elect', 'term'),
  'R-TRM-2c': office('term'),
  'R-TRM-3': branch('elect', 'term'),
  'R-TRM-3c': office('term'),
  'R-TRM-4': office('post', 'term'),
  'R-MEM-1': office('transfer', 'whereabouts'),
  'R-MEM-2': office('status', 'whereabouts'),
  'R-MEM-2t': office('status', 'whereabouts'),
  'R-MEM-3': office('status', 'measure'),
  'R-MEM-4': office('measure'),
  'R-MEM-5': office('status', 'whereabouts'),
  'R-MEM-6': office('transfer'),
  'R-MEM-7': branch('measure'),
  'R-MEM-8': office('measure'),
}

/** Who can mend a broken rule, and how it is begun. */
export function mendingOf(rule: string): Mending {
  const known = mendings[rule]
  if (known === undefined) throw new Error(`No way to mend ${rule}`)
  return known
}

// What merging two people does to their ties, worked out before anything is written: the same for preview and act.

import type { Identity, PersonRow, Ties } from '../store/index.ts'

type Side = { readonly row: PersonRow; readonly identity: Identity }

const fillable = [
  'gender',
  'born_on',
  'education',
  'title',
  'department_id',
  'floating_since',
  'floating_place',
  'abroad_since',
  'abroad_for',
  'lost_contact_since',
] as const
const standing = ['status', 'probation_on', 'full_on'] as const

type Span = { readonly from_on: string; readonly until_on: string | null }
const overlap = (one: Span, other: Span): boolean =>
  one.from_on <= (other.until_on ?? '9999') && other.from_on <= (one.until_on ?? '9999')

/**
 * The kept person's ties stand; the other's come to them where they do not overlap, and are set aside where they do.
 * Party status moves only to one who has none. Fields that are empty are filled.
 */
export function planMerge(kept: Side, gone: Side, ties: Ties) {
  const keptId = kept.row.id
  const mine = <T extends { person_id: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.person_id === keptId)
  const theirs = <T extends { person_id: string }>(rows: readonly T[]) =>
    rows.filter((row) => row.person_id === gone.row.id).map((row) => ({ ...row, person_id: keptId }))

  const affiliations = theirs(ties.affiliations).filter(
    (row) => !mine(ties.affiliations).some((own) => overlap(own, row)),
  )
  const posts = theirs(ties.posts).filter(
    (row) =>
      !mine(ties.posts).some(
        (own) => own.unit_id === row.unit_id && own.post === row.post && overlap(own, row),
      ),
  )
  const takesStanding = mine(ties.statuses).length === 0 && kept.row.status === 'none'
  const statuses = takesStanding ? theirs(ties.statuses) : []
  const measures = theirs(ties.measures)

  const fields: Record<string, string> = {}
  for (const field of fillable) {
    const value = gone.row[field]
    if (kept.row[field] === null && value !== null) fields[field] = value
  }
  if (takesStanding && gone.row.status !== 'none') {
    for (const field of standing) {
      const value = gone.row[field]
      if (value !== null) fields[field] = value
    }
  }
  // Abroad is told by two fields that belong together.
  if (kept.row.abroad_since !== null) delete fields['abroad_for']
  const identity = (['idNumber', 'phone', 'health'] as const).filter(
    (field) => kept.identity[field] === null && gone.identity[field] !== null,
  )
  const moved = {
    affiliations: affiliations.length,
    posts: posts.length,
    statuses: statuses.length,
    measures: measures.length,
  }
  return {
    fields,
    identity,
    moved,
    dropped: {
      affiliations: theirs(ties.affiliations).length - moved.affiliations,
      posts: theirs(ties.posts).length - moved.posts,
      statuses: theirs(ties.statuses).length - moved.statuses,
    },
    /** The kept person's ties after the merge; the other has none left. */
    ties: {
      affiliations: [...mine(ties.affiliations), ...affiliations],
      posts: [...mine(ties.posts), ...posts],
      statuses: [...mine(ties.statuses), ...statuses],
      measures: [...mine(ties.measures), ...measures],
    },
  }
}

// Finds people in built sheets, for the accounts that the demo signs in with.
import type { Post, Sheets } from './rows.ts'

/** Staff number of the holder of a post; throws RangeError when there is none. */
export function holder(sheets: Pick<Sheets, 'posts'>, institution: string, unit: string, post: Post): string {
  const row = sheets.posts.find(
    (each) => each.institution === institution && each.unit === unit && each.post === post,
  )
  if (!row) throw new RangeError(`nobody is ${post} of ${unit} in ${institution}`)
  return row.staffNo
}

/** Staff number of the `position`-th full member without any post in a branch, counted from zero. */
export function plainMember(sheets: Sheets, institution: string, branch: string, position = 0): string {
  const busy = new Set(
    sheets.posts.filter((row) => row.institution === institution).map((row) => row.staffNo),
  )
  const plain = sheets.people.filter(
    (row) =>
      row.institution === institution &&
      row.status === 'full' &&
      row.service === 'in_service' &&
      (row.partyUnit === branch || row.partyUnit?.startsWith(`${branch}-`)) &&
      !busy.has(row.staffNo),
  )
  const found = plain[position]
  if (!found) throw new RangeError(`no plain member ${position} in ${branch} of ${institution}`)
  return found.staffNo
}

/** Code of a branch by its name; throws RangeError when there is none. */
export function branchNamed(sheets: Sheets, institution: string, name: string): string {
  const row = sheets.units.find(
    (each) => each.institution === institution && each.kind === 'branch' && each.name === name,
  )
  if (!row) throw new RangeError(`no branch ${name} in ${institution}`)
  return row.code
}

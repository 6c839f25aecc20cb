// Who lectured: secretaries in their branches, and leaders where the ledger's title says so.

import { ofLeader } from '../lectures.ts'
import type { Sheets } from '../rows.ts'
import { committeeCode } from '../institution.ts'
import { confirmed, type Desk, each } from './desk.ts'

/** Writes down the lecturers of one year. */
export async function lecturersOf(
  desk: Desk,
  { units, posts, people }: Pick<Sheets, 'units' | 'posts' | 'people'>,
  year: number,
): Promise<void> {
  const nameOf = new Map(people.map(({ staffNo, name }) => [staffNo, name]))
  const secretaries = new Map(
    units.flatMap((unit) => {
      const post = posts.find((each) => each.unit === unit.code && each.post === 'secretary')
      return post === undefined ? [] : [[unit.name, nameOf.get(post.staffNo) ?? ''] as const]
    }),
  )
  const leaders = posts.filter(({ unit }) => unit === committeeCode)
  const held = await confirmed(desk, 'lecture', `${year}-01-01`, `${year}-12-31`)
  const byLeaders = held.filter(({ title }) => title.startsWith(ofLeader)).map(({ id }) => id)
  await each(held, async ({ id, unitName, title }) => {
    const turn = byLeaders.indexOf(id)
    const leader = turn < 0 ? undefined : leaders[turn % leaders.length]
    await desk.ask('PUT', `/life/meetings/${id}/lecturers`, {
      lecturers: [
        {
          lecturer: leader === undefined ? secretaries.get(unitName) : nameOf.get(leader.staffNo),
          post: leader === undefined ? '党支部书记' : '院领导班子成员',
          topic: title.replace(/^(专题)?党课：/, '').replace('（补开）', ''),
          leader: leader !== undefined,
        },
      ],
    })
  })
}

// Heart-to-heart talks of some branches: the committee among itself, with members, and members with one another.

import { move, workingDay } from '../calendar.ts'
import { randomFrom } from '../random.ts'
import { type Desk, each } from './desk.ts'

const places = ['党员活动室', '支部书记办公室', '科室示教室']
const notes = '交流思想和工作，听取对支部工作的意见。（演示记录）'

/** Records this year's talks of these branches; in every branch but the first somebody is still without one. */
export async function talksOf(desk: Desk, unitIds: readonly string[]): Promise<void> {
  // Within the last three weeks: whoever is a member now was one by then.
  if (desk.today < `${desk.year}-01-25`) return
  await each(unitIds, async (unitId, branch) => {
    const random = randomFrom(`linghang talks ${branch}`)
    const { people } = await desk.ask<{ people: readonly { id: string; committee: boolean }[] }>(
      'GET',
      `/units/${unitId}/talks?year=${desk.year}`,
    )
    const committee = people.filter((person) => person.committee)
    const plain = people.filter((person) => !person.committee)
    const pairs = [
      ...committee.slice(1).map((person) => [committee[0], person] as const),
      ...plain.map((person, index) => [committee[index % committee.length], person] as const),
      ...plain.flatMap((person, index) =>
        index % 2 === 0 ? [[person, plain[index + 1] ?? plain[0]] as const] : [],
      ),
    ]
    for (const [one, other] of branch === 0 ? pairs : pairs.slice(0, -2)) {
      if (one === undefined || other === undefined || one === other) continue
      const on = workingDay(move(desk.today, { days: -random.int(10, 20) }))
      await desk.ask('POST', `/units/${unitId}/talks`, {
        on,
        firstId: one.id,
        secondId: other.id,
        place: random.pick(places),
        notes,
      })
    }
  })
}

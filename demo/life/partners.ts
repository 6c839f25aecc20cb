// Agreements with partners outside and the activities held together, written at the desk from plan to confirmed record.

import { move, workingDay, workingDays } from '../calendar.ts'
import { holder } from '../find.ts'
import type { Sheets } from '../rows.ts'
import type { Desk } from './desk.ts'

type Partnership = {
  /** The branch by name, and the other branches of the house that take part. */
  readonly branch: string
  readonly with?: readonly string[]
  readonly partner: string
  readonly content: string
  readonly plan: string
  /** Months of this year in which something was held together; what lies ahead is left out. */
  readonly months: readonly number[]
  readonly title: string
  readonly guests: readonly string[]
  readonly moves: readonly ('begin' | 'review')[]
}

const minutes = '双方围绕共建计划开展活动，共同学习，现场服务，会后商定下一次活动的时间和分工。（演示记录）'

/** An agreement of a branch with the activities held by it. */
export async function partnership(
  desk: Desk,
  sheets: Pick<Sheets, 'units' | 'posts' | 'people'>,
  wish: Partnership,
): Promise<void> {
  const branch = desk.branches.find(({ unitName }) => unitName === wish.branch)
  if (branch === undefined) throw new Error(`Demo: no branch ${wish.branch}`)
  const { ask, year, today } = desk
  const { id } = await ask<{ id: string }>('POST', `/life/units/${branch.unitId}/agreements`, {
    partner: wish.partner,
    content: wish.content,
    plan: wish.plan,
    signedOn: workingDay(`${year - 1}-12-10`),
    untilOn: `${year + 1}-12-31`,
  })
  const meetingIds: string[] = []
  for (const month of wish.months) {
    const days = workingDays(`${year}-${String(month).padStart(2, '0')}`)
    const on = days.at(-3)
    if (on !== undefined && on < today) meetingIds.push(await hold(desk, sheets, wish, branch.unitId, on))
  }
  let version = 1
  if (meetingIds.length > 0) {
    ;({ version } = await ask<{ version: number }>('PUT', `/life/agreements/${id}/meetings`, {
      version,
      meetingIds,
    }))
  }
  for (const step of wish.moves) {
    ;({ version } = await ask<{ version: number }>('POST', `/life/agreements/${id}/state`, {
      version,
      move: step,
      ...(step === 'review' ? { review: '按计划开展活动，双方党员参加，服务效果较好。（演示）' } : {}),
    }))
  }
}

/** One activity, from the plan to the confirmed record. */
async function hold(
  { ask, branches }: Desk,
  sheets: Pick<Sheets, 'units' | 'posts' | 'people'>,
  wish: Partnership,
  unitId: string,
  on: string,
): Promise<string> {
  const partnerIds = (wish.with ?? []).flatMap(
    (name) => branches.find(({ unitName }) => unitName === name)?.unitId ?? [],
  )
  const { id } = await ask<{ id: string }>('POST', '/meetings', {
    unitId,
    kind: 'joint_activity',
    title: wish.title,
    place: wish.partner,
    plannedAt: `${on}T14:30`,
    partnerIds,
    agenda: ['共同学习', '现场服务', '商定下一步'],
  })
  await ask('PUT', `/meetings/${id}/guests`, {
    guests: wish.guests.map((name) => ({ name, organization: wish.partner })),
  })
  type Change = { readonly version: number }
  const current = async () =>
    ask<{ version: number; roll: readonly { personId: string; name: string }[] }>('GET', `/meetings/${id}`)
  await ask('POST', `/meetings/${id}/open`, { version: (await current()).version, startedAt: `${on}T14:30` })
  const { roll } = await current()
  const attended = await ask<Change>('PUT', `/meetings/${id}/attendance`, {
    entries: roll.map(({ personId }, index) =>
      index > 2 && index % 9 === 4
        ? { personId, attendance: 'excused', excuse: '值班' }
        : { personId, attendance: 'present' },
    ),
  })
  const unit = sheets.units.find(({ kind, name }) => kind === 'branch' && name === wish.branch)
  const chair = holder(sheets, unit?.institution ?? '', unit?.code ?? '', 'secretary')
  const chairName = sheets.people.find(({ staffNo }) => staffNo === chair)?.name
  const chairId = roll.find(({ name }) => name === chairName)?.personId ?? roll[0]?.personId
  const written = await ask<Change>('PATCH', `/meetings/${id}`, {
    version: attended.version,
    chairId,
    recorderId: roll.find(({ personId }) => personId !== chairId)?.personId,
    minutes,
  })
  const closed = await ask<Change>('POST', `/meetings/${id}/close`, {
    version: written.version,
    endedAt: `${on}T16:30`,
  })
  await ask('POST', `/meetings/${id}/confirm`, { version: closed.version })
  return id
}

/** A meeting still to come, announced: what members and secretaries find on their phones. */
export async function announce(
  { ask, today, branches }: Desk,
  branch: string,
  days: number,
  meeting: { readonly kind: string; readonly title: string; readonly agenda: readonly string[] },
): Promise<string> {
  const unitId = branches.find(({ unitName }) => unitName === branch)?.unitId
  const on = workingDay(move(today, { days }))
  const { id } = await ask<{ id: string }>('POST', '/meetings', {
    unitId,
    ...meeting,
    place: '党员活动室',
    plannedAt: `${on}T15:00`,
  })
  await ask('POST', `/meetings/${id}/notice`, { version: 1 })
  return id
}

// One client of the crash proof: does random things one after another, and writes down what was acknowledged.

import { endpointOf, requestOf } from '../http.ts'
import type { Ground } from './ground.ts'

/** Random numbers from a seed (mulberry32): the same seed, the same run of choices. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What the clients share. */
export type Course = {
  /** Where the product serves now; waits while it is down. */
  readonly address: () => Promise<string>
  /** Told each acknowledged change by its request id; answers false when the course is over. */
  readonly acknowledged: (endpoint: string, requestId: string, institutionId: string) => void
  readonly over: () => boolean
  /** Answers other than success: by code. */
  readonly refused: (endpoint: string, status: number, text: string) => void
}

class Lost extends Error {}

export async function runClient(ground: Ground, seed: number, course: Course): Promise<void> {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const own = { units: [] as string[], meetings: [] as string[], accounts: [] as string[], count: 0 }
  const figures = new Map<string, number | null>()
  const tag = `${seed.toString(36)}-`

  const ask = async (
    endpoint: string,
    input: Readonly<Record<string, unknown>>,
    cookie = ground.office,
  ): Promise<Record<string, unknown> | null> => {
    const address = await course.address()
    const { path, init } = requestOf(endpointOf(endpoint), input, cookie)
    let response: Response
    let text: string
    try {
      response = await fetch(address + path, init)
      text = await response.text()
    } catch {
      // Killed while we waited: nobody knows whether it was done. What is there is read again.
      throw new Lost()
    }
    if (!response.ok) {
      course.refused(endpoint, response.status, text)
      return null
    }
    if (!endpointOf(endpoint).meta.readsOnly) {
      course.acknowledged(endpoint, response.headers.get('x-request-id') ?? '', ground.hospital.institutionId)
    }
    return JSON.parse(text) as Record<string, unknown>
  }
  const versionOf = async (unitId: string) => (await ask('org.unit', { unitId }))?.['version']

  const parents = [...ground.committees, ...ground.generalBranches]
  const acts: readonly (readonly [number, () => Promise<void>])[] = [
    [
      10,
      async () => {
        own.count += 1
        const found = await ask('org.createUnit', {
          parentId: pick(parents),
          code: `${tag}${own.count}`,
          name: `新支部 ${own.count}`,
          kind: 'branch',
          foundedOn: '2026-01-05',
        })
        if (found !== null) own.units.push(String(found['id']))
      },
    ],
    [
      8,
      async () => {
        const unitId = pick(own.units)
        if (unitId === undefined) return
        await ask('org.renameUnit', { unitId, name: `改名 ${random()}`, version: await versionOf(unitId) })
      },
    ],
    [
      8,
      async () => {
        const unitId = pick(own.units)
        if (unitId === undefined) return
        await ask('org.moveUnit', { unitId, parentId: pick(parents), version: await versionOf(unitId) })
      },
    ],
    [
      6,
      async () => {
        // Everybody moves these, with all that hangs below them.
        const unitId = pick(ground.generalBranches)
        await ask('org.moveUnit', {
          unitId,
          parentId: pick(ground.committees),
          version: await versionOf(unitId),
        })
      },
    ],
    [
      10,
      async () => {
        const kind = pick(['theme_day', 'general_meeting', 'lecture'])
        const planned = await ask('meetings.plan', {
          unitId: ground.branch.id,
          kind,
          title: `会议 ${random()}`,
          plannedAt: moment(own.count),
          agenda: ['一', '二'],
        })
        if (planned !== null) own.meetings.push(String(planned['id']))
      },
    ],
    [
      36,
      async () => {
        const meetingId = pick(own.meetings.slice(-6))
        if (meetingId === undefined) return
        own.count += 1
        const meeting = await ask('meetings.get', { meetingId })
        if (meeting === null) return
        const at = { meetingId, version: meeting['version'] }
        const state = String(meeting['state'])
        if (state === 'planned' || state === 'notified') {
          const choice = random()
          if (choice < 0.05) await ask('meetings.cancel', at)
          else if (choice < 0.3 && state === 'planned') await ask('meetings.notify', at)
          else if (choice < 0.5)
            await ask('meetings.setAgenda', {
              ...at,
              items: [{ title: `议题 ${random()}` }, { title: '其他' }],
            })
          else await ask('meetings.open', { ...at, startedAt: moment(own.count) })
        } else if (state === 'open') {
          const entries = ground.people.map((personId) => ({ personId, attendance: 'present' }))
          if (meeting['present'] === 0) await ask('meetings.attend', { meetingId, entries })
          else
            await ask('meetings.close', {
              ...at,
              endedAt: `${String(meeting['startedAt']).slice(0, 11)}23:30`,
            })
        } else if (state === 'held') {
          if (meeting['minutes'] === '')
            await ask('meetings.update', {
              ...at,
              chairId: ground.people[0],
              recorderId: ground.people[1],
              minutes: `记录 ${random()}`,
            })
          else await ask('meetings.confirm', at)
        }
      },
    ],
    [
      8,
      async () => {
        const found = (await ask('duties.list', {
          unitId: ground.branch.id,
          from: '2026-01-01',
          to: '2026-12-31',
        })) as { duties: { id: string; state: string }[] } | null
        const duty = pick(found?.duties ?? [])
        if (duty === undefined) return
        if (duty.state === 'waived') await ask('duties.unwaive', { dutyId: duty.id })
        else if (duty.state === 'overdue' || duty.state === 'due')
          await ask('duties.waive', { dutyId: duty.id, reason: `理由 ${random()}` })
      },
    ],
    [
      2,
      async () => {
        own.count += 1
        const made = await ask(
          'accounts.create',
          { username: `${tag}${own.count}`, displayName: '新', role: 'member', unitId: ground.branch.id },
          ground.admin,
        )
        if (made !== null) own.accounts.push(String(made['id']))
      },
    ],
    [
      6,
      async () => {
        const accountId = pick(own.accounts)
        if (accountId === undefined) return
        await ask('accounts.disable', { accountId, disabled: random() < 0.5 }, ground.admin)
      },
    ],
    [
      8,
      async () => {
        const year = 2000 + (seed % 50)
        const item = pick(['visits', 'discharges', 'operations', 'satisfaction'])
        const known = figures.get(item)
        let version = known
        if (version === undefined) {
          const page = (await ask('assessment.institution', { unitId: ground.hospital.id })) as {
            workload: { year: number; item: string; version: number }[]
          } | null
          version = page?.workload.find((line) => line.year === year && line.item === item)?.version ?? null
        }
        figures.delete(item)
        const saved = await ask('assessment.saveWorkload', {
          unitId: ground.hospital.id,
          year,
          item,
          value: Math.floor(random() * 1e6),
          source: '测试',
          version,
        })
        if (saved !== null) figures.set(item, Number(saved['version']))
      },
    ],
  ]
  const total = acts.reduce((sum, [weight]) => sum + weight, 0)
  while (!course.over()) {
    let at = random() * total
    const act = acts.find(([weight]) => (at -= weight) < 0)?.[1]
    try {
      await act?.()
    } catch (error) {
      if (!(error instanceof Lost)) throw error
    }
  }
}

/** A minute of its own for each meeting, over the past months. */
function moment(count: number): string {
  const day = Temporal.PlainDate.from('2026-01-10').add({ days: count % 200 })
  const minute = Math.floor(count / 200)
  return `${day.toString()}T${String(8 + (Math.floor(minute / 60) % 12)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

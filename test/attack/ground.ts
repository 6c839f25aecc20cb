// Two hospitals side by side, furnished alike, the other one full of secret marks: who reads or touches it is found.

import { type Harness, openHarness, type SeededUnit } from '../harness.ts'
import type { World } from '../access.expectations.ts'
import { requestOf, type Endpoint } from '../http.ts'
import {
  seedAccount,
  seedAction,
  seedDuty,
  seedInstitution,
  seedLife,
  seedMeeting,
  seedMerge,
  seedPeople,
  seedTransfer,
  seedUnit,
} from '../seed.ts'
import type { Input } from './fields.ts'

export type Furnished = World & {
  readonly root: SeededUnit
  readonly people: readonly string[]
  readonly states: Readonly<Record<'planned' | 'open' | 'held', string>>
  readonly resolutionId: string
  /** Every id of it, by what it is. */
  readonly ids: readonly string[]
}

export const secret = 'OnlyTheirs'

/** Founds a hospital with everything that an endpoint may name; its texts carry the mark. */
export async function furnish(harness: Harness, mark: string): Promise<Furnished> {
  const root = await seedInstitution(harness, { name: `${mark} 医院` })
  const committee = await seedUnit(harness, root, { name: `${mark} 党委`, kind: 'committee' })
  const unit = await seedUnit(harness, committee, { name: `${mark} 支部`, kind: 'branch' })
  const group = await seedUnit(harness, unit, { name: `${mark} 小组`, kind: 'group' })
  const people = await seedPeople(harness, unit, [
    { name: `${mark} 甲`, post: 'secretary' },
    { name: `${mark} 乙`, post: 'organization_member' },
    { name: `${mark} 丙` },
    { name: `${mark} 丁` },
    { name: `${mark} 戊` },
    { name: `${mark} 己` },
  ])
  const office = await harness.as('party_office', root)
  const plan = async (title: string): Promise<string> => {
    const meeting = {
      unitId: unit.id,
      kind: 'general_meeting',
      title,
      plannedAt: '2026-11-20T16:00',
    } as const
    return (await office.call('meetings.plan', { ...meeting, agenda: [`${mark} 议题`] })).id
  }
  let minute = 10
  const begin = async (title: string): Promise<string> => {
    const meetingId = await plan(title)
    minute += 1
    await office.call('meetings.open', { meetingId, version: 1, startedAt: `2026-11-20T09:${minute}` })
    const entries = people.map((personId) => ({ personId, attendance: 'present' as const }))
    await office.call('meetings.attend', { meetingId, entries })
    return meetingId
  }
  const open = await begin(`${mark} 进行中`)
  const { id: resolutionId } = await office.call('meetings.propose', {
    meetingId: open,
    text: `${mark} 决议`,
  })
  const held = await begin(`${mark} 已开`)
  await office.call('meetings.close', { meetingId: held, version: 3, endedAt: '2026-11-20T10:00' })
  await office.call('meetings.update', {
    meetingId: held,
    version: 4,
    minutes: `${mark} 记录`,
    chairId: people[0] ?? null,
    recorderId: people[1] ?? null,
  })
  await office.call('assessment.saveWorkload', {
    unitId: root.id,
    year: 2024,
    item: 'visits',
    value: 7,
    source: `${mark} 年报`,
    version: null,
  })
  const dutyId = await seedDuty(harness, unit)
  const meetingId = await seedMeeting(harness, unit, `${mark} 主题党日`)
  const accountId = await seedAccount(harness, root, mark)
  return {
    root,
    unit,
    people,
    personId: people[2] ?? '',
    dutyId,
    meetingId,
    accountId,
    transferId: await seedTransfer(harness, unit, people[3] ?? '', mark),
    mergeId: await seedMerge(harness, unit, people[4] ?? '', people[5] ?? ''),
    ...(await seedLife(harness, unit, mark)),
    actionId: await seedAction(harness, unit, `${mark} 行动`),
    resolutionId,
    states: { planned: await plan(`${mark} 已安排`), open, held },
    ids: [
      root.id,
      committee.id,
      unit.id,
      group.id,
      root.institutionId,
      ...people,
      dutyId,
      meetingId,
      open,
      held,
      resolutionId,
      accountId,
    ],
  }
}

export async function openTwo(): Promise<{ harness: Harness; ours: Furnished; theirs: Furnished }> {
  const harness = await openHarness()
  harness.setNow('2026-11-21')
  return { harness, ours: await furnish(harness, '我们'), theirs: await furnish(harness, secret) }
}

/** The tables that hold rows of an institution. */
async function tenantTables(harness: Harness): Promise<readonly string[]> {
  const rows = await harness.owner(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'institution_id'
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  )
  return rows.map((row) => String(row['name']))
}

/** A checksum of every table's rows of an institution: equal when not one byte changed. */
export async function checksums(harness: Harness, institutionId: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {}
  for (const table of await tenantTables(harness)) {
    const [row] = await harness.owner(
      `select count(*) || ':' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as sum
       from ${table} t where institution_id = $1`,
      [institutionId],
    )
    sums[table] = String(row?.['sum'])
  }
  return sums
}

/** All rows of an institution as text, by table. */
export async function texts(harness: Harness, institutionId: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const table of await tenantTables(harness)) {
    const [row] = await harness.owner(
      `select coalesce(string_agg(t::text, e'\\n'), '') as text from ${table} t where institution_id = $1`,
      [institutionId],
    )
    found[table] = String(row?.['text'])
  }
  return found
}

export type Answer = { readonly status: number; readonly text: string; readonly headers: Headers }

/** Calls over the real application, without a socket. */
export async function ask(
  harness: Harness,
  endpoint: Endpoint,
  input: Input,
  cookie: string | null,
): Promise<Answer> {
  const { path, init } = requestOf(endpoint, input, cookie)
  const response = await harness.product.app.request(path, init)
  return { status: response.status, text: await response.text(), headers: response.headers }
}

// A stage for tests of monthly reports: a commission, a hospital with a general branch of two and a branch of its own, April 2026.

import { newId } from '../src/core/ids.ts'
import { fulfil, issueFor } from '../src/foundation/duties/index.ts'
import type { MeetingKind } from '../src/party/meetings/rules.ts'
import { type Caller, type Harness, openHarness, type SeededUnit } from './harness.ts'
import { seedInstitution, seedPeople, seedUnit } from './seed.ts'

export const march = '2026-03'

export type MonthlyStage = {
  readonly harness: Harness
  readonly commission: SeededUnit
  readonly hospital: SeededUnit
  readonly general: SeededUnit
  readonly one: SeededUnit
  readonly two: SeededUnit
  /** Right below the committee, and so below the hospital's report. */
  readonly three: SeededUnit
  readonly office: Caller
  readonly superior: Caller
  readonly secretary: Caller
  /** A confirmed meeting that fulfils its duty; answers its id. */
  readonly held: (unit: SeededUnit, kind: MeetingKind, day: string) => Promise<string>
  /** Everything of March, on time. */
  readonly wholeMarch: (unit: SeededUnit) => Promise<void>
}

/** In March a branch without a committee owes a general meeting, a theme day and a lecture. */
export const marchKinds = ['general_meeting', 'theme_day', 'lecture'] as const

export async function openMonthlyStage(): Promise<MonthlyStage> {
  const harness = await openHarness()
  harness.setNow('2026-04-01')
  const commission = await seedInstitution(harness, { name: '省卫健委', kind: 'commission' })
  const hospital = await seedInstitution(harness, { name: '某医院', above: commission })
  const committee = await seedUnit(harness, hospital, { name: '党委', kind: 'committee' })
  const general = await seedUnit(harness, committee, {
    name: '内科党总支',
    kind: 'general_branch',
    code: 'Z1',
  })
  const one = await seedUnit(harness, general, { name: '第一党支部', kind: 'branch', code: 'Z1-1' })
  const two = await seedUnit(harness, general, { name: '第二党支部', kind: 'branch', code: 'Z1-2' })
  const three = await seedUnit(harness, committee, { name: '第三党支部', kind: 'branch', code: 'Z3' })
  await seedUnit(harness, committee, { name: '无人党支部', kind: 'branch', code: 'Z4' })
  for (const unit of [one, two, three]) {
    await seedPeople(harness, unit, [
      { name: '书记', post: 'secretary' },
      { name: '党员' },
      { name: '新人', status: 'activist' },
    ])
  }
  const { database } = harness.product
  await database.inScope([hospital.institutionId], (tx) =>
    issueFor(tx, [hospital.institutionId], '2026-04-01'),
  )
  const held: MonthlyStage['held'] = async (unit, kind, day) => {
    const id = newId()
    const { institutionId } = unit
    await database.inScope([institutionId], async (tx) => {
      const row = {
        institution_id: institutionId,
        id,
        unit_id: unit.id,
        kind,
        state: 'confirmed' as const,
        title: `${kind} ${day}`,
      }
      const at = `${day}T16:00`
      await tx
        .insertInto('meeting')
        .values({
          ...row,
          planned_at: at,
          started_at: at,
          ended_at: `${day}T17:00`,
          recorded_at: `${day}T10:00:00Z`,
        })
        .execute()
      const record = { recordKind: 'meeting', recordId: id, happenedOn: day, countsFor: day }
      await fulfil(tx, [{ institutionId, unitId: unit.id, rhythm: kind, ...record }])
    })
    return id
  }
  return {
    harness,
    commission,
    hospital,
    general,
    one,
    two,
    three,
    office: await harness.as('party_office', hospital),
    superior: await harness.as('superior', commission),
    secretary: await harness.as('branch_secretary', one),
    held,
    wholeMarch: async (unit) => {
      for (const kind of marchKinds) await held(unit, kind, '2026-03-10')
    },
  }
}

// A small tree for tests, written straight into the tables: quicker than a workbook, and each test says what it needs.

import { newId } from '../src/core/ids.ts'
import type { PartyStatus, PostName, UnitKind } from '../src/foundation/org/words.ts'
import type { Harness, SeededUnit } from './harness.ts'

/** Founds an institution or a commission with its root unit. */
export async function seedInstitution(
  harness: Harness,
  options: {
    readonly name: string
    readonly kind?: 'commission' | 'institution'
    readonly above?: SeededUnit
    readonly dutiesFrom?: string
  },
): Promise<SeededUnit> {
  const institutionId = newId()
  const id = newId()
  const { kind = 'institution', above } = options
  const path = [...(above?.path ?? []), id]
  const code = `I${institutionId.slice(-8)}`
  await harness.product.database.inScope([institutionId], async (tx) => {
    const parent =
      above === undefined
        ? undefined
        : await tx
            .selectFrom('institution')
            .select('path')
            .where('id', '=', above.institutionId)
            .executeTakeFirstOrThrow()
    await tx
      .insertInto('institution')
      .values({
        id: institutionId,
        code,
        name: options.name,
        kind,
        parent_id: above?.institutionId ?? null,
        path: [...(parent?.path ?? []), institutionId],
        duties_from: options.dutiesFrom ?? '2026-01-01',
      })
      .execute()
    await tx
      .insertInto('unit')
      .values({ institution_id: institutionId, id, code, name: options.name, kind, parent_id: null, path })
      .execute()
    await tx
      .insertInto('unit_stage')
      .values({ institution_id: institutionId, unit_id: id, from_on: '1921-07-01', name: options.name })
      .execute()
    await tx
      .insertInto('unit_key')
      .values({ institution_id: institutionId, unit_id: id, line: `${options.name}\n${code}`.toLowerCase() })
      .execute()
  })
  return { institutionId, id, path }
}

/** Founds a unit below another. */
export async function seedUnit(
  harness: Harness,
  parent: SeededUnit,
  options: {
    readonly name: string
    readonly kind: UnitKind
    readonly foundedOn?: string
    readonly code?: string
  },
): Promise<SeededUnit> {
  const id = newId()
  const path = [...parent.path, id]
  const { name, kind, foundedOn = '2010-01-01', code = `U${id.slice(-8)}` } = options
  const institution_id = parent.institutionId
  await harness.product.database.inScope([institution_id], async (tx) => {
    await tx
      .insertInto('unit')
      .values({ institution_id, id, code, name, kind, parent_id: parent.id, path, founded_on: foundedOn })
      .execute()
    await tx
      .insertInto('unit_stage')
      .values({ institution_id, unit_id: id, from_on: foundedOn, name, parent_id: parent.id })
      .execute()
    await tx
      .insertInto('unit_key')
      .values({ institution_id, unit_id: id, line: `${name}\n${code}`.toLowerCase() })
      .execute()
  })
  return { institutionId: institution_id, id, path }
}

/** How somebody of this status came to it; those who stand before admission have no dated history. */
function historyOf(
  status: PartyStatus,
  fullOn: string,
): readonly { readonly status: PartyStatus; readonly fromOn: string }[] {
  if (['none', 'applicant', 'activist', 'candidate'].includes(status)) return []
  if (status === 'probationary') return [{ status, fromOn: '2026-01-01' }]
  const probationOn = `${Number(fullOn.slice(0, 4)) - 1}${fullOn.slice(4)}`
  const member = [
    { status: 'probationary', fromOn: probationOn },
    { status: 'full', fromOn: fullOn },
  ] as const
  return status === 'full' ? member : [...member, { status, fromOn: '2026-06-01' }]
}

/** Adds people to a Party unit with their history; answers their ids in order. */
export async function seedPeople(
  harness: Harness,
  unit: SeededUnit,
  people: readonly {
    readonly name: string
    readonly status?: PartyStatus
    readonly fullOn?: string
    readonly from?: string
    readonly post?: PostName
    readonly department?: SeededUnit
  }[],
): Promise<readonly string[]> {
  const ids: string[] = []
  await harness.product.database.inScope([unit.institutionId], async (tx) => {
    for (const person of people) {
      const id = newId()
      ids.push(id)
      const status = person.status ?? 'full'
      const steps = historyOf(status, person.fullOn ?? '2015-07-01')
      const since = (step: PartyStatus): string | null =>
        steps.find((each) => each.status === step)?.fromOn ?? null
      await tx
        .insertInto('person')
        .values({
          institution_id: unit.institutionId,
          id,
          staff_no: `S${id.slice(-10)}`,
          name: person.name,
          name_sort: person.name,
          status,
          probation_on: since('probationary'),
          full_on: since('full'),
          department_id: person.department?.id ?? null,
        })
        .execute()
      for (const step of steps) {
        await tx
          .insertInto('person_status')
          .values({
            institution_id: unit.institutionId,
            person_id: id,
            from_on: step.fromOn,
            status: step.status,
          })
          .execute()
      }
      await tx
        .insertInto('affiliation')
        .values({
          institution_id: unit.institutionId,
          person_id: id,
          unit_id: unit.id,
          from_on: person.from ?? '2015-01-01',
        })
        .execute()
      if (person.post !== undefined) {
        await tx
          .insertInto('post')
          .values({
            institution_id: unit.institutionId,
            person_id: id,
            unit_id: unit.id,
            post: person.post,
            from_on: '2020-01-01',
          })
          .execute()
      }
    }
  })
  return ids
}

/** Issues one theme day of October 2026 to a unit. */
export async function seedDuty(harness: Harness, unit: SeededUnit): Promise<string> {
  const id = newId()
  await harness.product.database.inScope([unit.institutionId], (tx) =>
    tx
      .insertInto('duty')
      .values({
        institution_id: unit.institutionId,
        id,
        unit_id: unit.id,
        path: [...unit.path],
        rhythm: 'theme_day',
        period_from: '2026-10-01',
        period_to: '2026-10-31',
        due_on: '2026-10-31',
      })
      .execute(),
  )
  return id
}

/** Plans a theme day. */
export async function seedMeeting(harness: Harness, unit: SeededUnit, title: string): Promise<string> {
  const id = newId()
  await harness.product.database.inScope([unit.institutionId], (tx) =>
    tx
      .insertInto('meeting')
      .values({
        institution_id: unit.institutionId,
        id,
        unit_id: unit.id,
        kind: 'theme_day',
        state: 'planned',
        title,
        planned_at: '2026-11-20T16:00',
      })
      .execute(),
  )
  return id
}

/** An account of the unit's institution without any grant. */
export async function seedAccount(harness: Harness, unit: SeededUnit, name: string): Promise<string> {
  const id = newId()
  await harness.product.database.inScope([unit.institutionId], (tx) =>
    tx
      .insertInto('account')
      .values({
        institution_id: unit.institutionId,
        id,
        username: `${name}-${id}`,
        display_name: name,
        password_hash: 'none',
      })
      .execute(),
  )
  return id
}

/** A transfer of a person under way, from the unit into the unit itself. */
export async function seedTransfer(
  harness: Harness,
  unit: SeededUnit,
  personId: string,
  name: string,
): Promise<string> {
  const id = newId()
  await harness.product.database.inScope([unit.institutionId], (tx) =>
    tx
      .insertInto('transfer')
      .values({
        institution_id: unit.institutionId,
        id,
        side: 'within',
        person_id: personId,
        person_name: name,
        from_institution_id: unit.institutionId,
        from_unit_id: unit.id,
        from_name: name,
        to_institution_id: unit.institutionId,
        to_unit_id: unit.id,
        to_name: name,
        state: 'requested',
        requested_on: '2026-11-01',
      })
      .execute(),
  )
  return id
}

/** A merge that was taken back. */
export async function seedMerge(
  harness: Harness,
  unit: SeededUnit,
  keptId: string,
  goneId: string,
): Promise<string> {
  const id = newId()
  await harness.product.database.inScope([unit.institutionId], (tx) =>
    tx
      .insertInto('person_merge')
      .values({
        institution_id: unit.institutionId,
        id,
        kept_id: keptId,
        gone_id: goneId,
        before: '{}',
        reason: '重复',
        undone_at: '2026-11-01T00:00:00Z',
      })
      .execute(),
  )
  return id
}

/** The draft of a theme scheme, a year plan with one item and a partner agreement of a unit. */
export async function seedLife(
  harness: Harness,
  unit: SeededUnit,
  mark: string,
): Promise<{
  readonly schemeId: string
  readonly planId: string
  readonly planItemId: string
  readonly agreementId: string
}> {
  const institution_id = unit.institutionId
  const [schemeId, planId, planItemId, agreementId] = [newId(), newId(), newId(), newId()]
  await harness.product.database.inScope([institution_id], async (tx) => {
    const version = { institution_id, scheme_id: schemeId, number: 1 }
    await tx
      .insertInto('theme_scheme')
      .values({
        institution_id,
        id: schemeId,
        unit_id: unit.id,
        name: `${mark} 方案`,
        source: mark,
        kinds: ['theme_day'],
      })
      .execute()
    await tx
      .insertInto('theme_version')
      .values({ ...version, every: 'year' })
      .execute()
    await tx
      .insertInto('theme_part')
      .values({ ...version, id: newId(), position: 1, kind: 'core', name: `${mark} 学习`, minimum: 1 })
      .execute()
    await tx
      .insertInto('activity_plan')
      .values({ institution_id, id: planId, unit_id: unit.id, year: 2026, state: 'draft' })
      .execute()
    await tx
      .insertInto('activity_plan_item')
      .values({
        institution_id,
        plan_id: planId,
        id: planItemId,
        position: 1,
        month: 12,
        kind: 'theme_day',
        title: `${mark} 计划`,
      })
      .execute()
    await tx
      .insertInto('partner_agreement')
      .values({
        institution_id,
        id: agreementId,
        unit_id: unit.id,
        partner: `${mark} 伙伴`,
        content: mark,
        signed_on: '2026-01-01',
        state: 'signed',
      })
      .execute()
  })
  return { schemeId, planId, planItemId, agreementId }
}

/** An action of a unit that aims at an indicator, with its duty. */
export async function seedAction(harness: Harness, unit: SeededUnit, what: string): Promise<string> {
  const institution_id = unit.institutionId
  const id = newId()
  await harness.product.database.inScope([institution_id], async (tx) => {
    await tx
      .insertInto('join_action')
      .values({
        institution_id,
        id,
        unit_id: unit.id,
        what,
        indicator: 'GK3-04',
        direction: 'up',
        from_on: '2026-11-01',
        until_on: '2026-12-31',
        made_by: id,
        made_at: '2026-11-01T00:00:00Z',
      })
      .execute()
    await tx
      .insertInto('duty')
      .values({
        institution_id,
        id: newId(),
        unit_id: unit.id,
        path: [...unit.path],
        rhythm: 'once',
        period_from: '2026-11-01',
        period_to: '2026-12-31',
        due_on: '2026-12-31',
        origin: 'join',
        origin_id: id,
        what,
      })
      .execute()
  })
  return id
}

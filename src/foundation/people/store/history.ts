// SQL of what a person went through: changes of Party status and measures.

import type { Tx } from '../../../core/db.ts'
import type { StatusStep } from '../../org/rules.ts'
import type { MeasureKind } from '../words.ts'
import type { PersonKey } from './people.ts'

export type StatusChange = StatusStep & { readonly basis: string | null }

/** Every change of Party status, oldest first. */
export async function readStatuses(tx: Tx, person: PersonKey): Promise<readonly StatusChange[]> {
  return tx
    .selectFrom('person_status')
    .select(['from_on as fromOn', 'status', 'basis'])
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .orderBy('from_on')
    .execute()
}

export async function insertStatuses(
  tx: Tx,
  person: PersonKey,
  steps: readonly (StatusStep & { readonly basis?: string | null })[],
  recordedBy: string | null,
): Promise<void> {
  if (steps.length === 0) return
  await tx
    .insertInto('person_status')
    .values(
      steps.map((step) => ({
        institution_id: person.institutionId,
        person_id: person.id,
        from_on: step.fromOn,
        status: step.status,
        basis: step.basis ?? null,
        recorded_by: recordedBy,
      })),
    )
    .execute()
}

export async function deleteStatus(tx: Tx, person: PersonKey, fromOn: string): Promise<void> {
  await tx
    .deleteFrom('person_status')
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .where('from_on', '=', fromOn)
    .execute()
}

export type Measure = {
  readonly id: string
  readonly kind: MeasureKind
  readonly fromOn: string
  readonly untilOn: string | null
  readonly basis: string
}

/** Measures, newest first. */
export async function readMeasures(tx: Tx, person: PersonKey): Promise<readonly Measure[]> {
  return tx
    .selectFrom('person_measure')
    .select(['id', 'kind', 'from_on as fromOn', 'until_on as untilOn', 'basis'])
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .orderBy('from_on', 'desc')
    .execute()
}

export async function insertMeasure(
  tx: Tx,
  person: PersonKey,
  measure: Measure,
  recordedBy: string | null,
): Promise<void> {
  await tx
    .insertInto('person_measure')
    .values({
      institution_id: person.institutionId,
      id: measure.id,
      person_id: person.id,
      kind: measure.kind,
      from_on: measure.fromOn,
      until_on: measure.untilOn,
      basis: measure.basis,
      recorded_by: recordedBy,
    })
    .execute()
}

export async function deleteMeasure(tx: Tx, person: PersonKey, id: string): Promise<void> {
  await tx
    .deleteFrom('person_measure')
    .where('institution_id', '=', person.institutionId)
    .where('person_id', '=', person.id)
    .where('id', '=', id)
    .execute()
}

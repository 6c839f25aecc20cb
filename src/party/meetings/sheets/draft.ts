// One row of the ledger with its codes looked up, or the faults that keep it out.

import type { CellValue, Fault, FaultCode, Facts, Row } from '../../../core/workbook/index.ts'
import type { Planning } from '../../../foundation/org/index.ts'
import { kindSuits, type MeetingKind, meetingKinds } from '../rules.ts'
import { ledgerSheet } from './sheet.ts'

/** What a row says; a column that the file does not have is undefined: it says nothing. */
export type Draft = {
  readonly row: number
  readonly institutionId: string
  readonly unitId: string
  readonly kind: MeetingKind
  readonly startedAt: string
  readonly endedAt: string
  readonly title: string
  readonly place: string | null | undefined
  readonly chairId: string | null | undefined
  readonly recorderId: string | null | undefined
  readonly away: ReadonlyMap<string, AwayPerson> | undefined
  readonly minutes: string | null | undefined
  readonly makeUpFor: string | null | undefined
}
/** A person that the row names as absent, by id. */
type AwayPerson = { readonly staffNo: string }

export function faultOf(row: number, column: string | null, code: FaultCode, facts: Facts = {}): Fault {
  return { sheet: ledgerSheet.key, row, column, code, facts }
}

const text = (value: CellValue | undefined): string | null | undefined =>
  value === undefined ? undefined : typeof value === 'string' ? value : null

const kindOf = (value: CellValue | undefined): MeetingKind | undefined =>
  meetingKinds.find((kind) => kind === value)

/** Looks a row's codes up among what exists and what this very workbook adds. */
export function draftOf(planning: Planning, { row, values }: Row): Draft | readonly Fault[] {
  const { directory, today } = planning
  const faults: Fault[] = []
  const fault = (column: string, code: FaultCode, facts: Facts = {}): void => {
    faults.push(faultOf(row, column, code, facts))
  }
  const institution = text(values['institution']) ?? planning.institution
  const unitCode = text(values['unit'])
  const kind = kindOf(values['kind'])
  const startedAt = text(values['startedAt'])
  const endedAt = text(values['endedAt'])
  const title = text(values['title'])
  const place = directory.institutions.get(institution)
  if (place === undefined) fault('institution', 'reference_missing', { value: institution })
  const unit = directory.unit(institution, unitCode ?? '')
  if (place !== undefined && unit === undefined) fault('unit', 'reference_missing', { value: unitCode ?? '' })
  if (unit !== undefined && !planning.mayWrite(unit.path)) fault('unit', 'not_allowed', { value: unit.code })
  if (unit !== undefined && kind !== undefined && !kindSuits(kind, unit.kind)) {
    fault('kind', 'conflict', { kind, unitKind: unit.kind })
  }

  const person = (column: string, staffNo: string): string | null => {
    const found = directory.person(institution, staffNo)
    // In an unknown institution nobody is known; one fault says enough.
    if (found === undefined && place !== undefined) fault(column, 'reference_missing', { value: staffNo })
    return found?.id ?? null
  }
  const named = (column: 'chair' | 'recorder'): string | null | undefined => {
    const staffNo = text(values[column])
    return typeof staffNo === 'string' ? person(column, staffNo) : staffNo
  }
  const chairId = named('chair')
  const recorderId = named('recorder')
  const absent = values['absent']
  const away = new Map<string, AwayPerson>()
  for (const staffNo of Array.isArray(absent) ? (absent as readonly string[]) : []) {
    const id = person('absent', staffNo)
    if (id !== null) away.set(id, { staffNo })
  }

  const makeUpFor = text(values['makeUpFor'])
  if (typeof startedAt === 'string' && typeof endedAt === 'string') {
    if (endedAt < startedAt) fault('endedAt', 'conflict', { startedAt, endedAt })
    const latest = endedAt.slice(0, 10)
    if (startedAt.slice(0, 10) > today) fault('startedAt', 'conflict', { value: startedAt, today })
    else if (latest > today) fault('endedAt', 'conflict', { value: endedAt, today })
  }
  // Earlier in the same period is allowed here: ledgers also call a meeting made up that slipped by some weeks.
  if (typeof makeUpFor === 'string' && typeof startedAt === 'string' && makeUpFor >= startedAt.slice(0, 10)) {
    fault('makeUpFor', 'conflict', { makeUpFor, startedAt })
  }

  const missing = Object.entries({ unit: unitCode, kind, startedAt, endedAt, title }).filter(
    ([, value]) => value === undefined || value === null,
  )
  for (const [column] of missing) fault(column, 'required')
  if (
    faults.length > 0 ||
    place === undefined ||
    unit === undefined ||
    kind === undefined ||
    typeof startedAt !== 'string' ||
    typeof endedAt !== 'string' ||
    typeof title !== 'string'
  ) {
    return faults
  }
  return {
    row,
    institutionId: place.id,
    unitId: unit.id,
    kind,
    startedAt,
    endedAt,
    title,
    place: text(values['place']),
    chairId,
    recorderId,
    away: absent === undefined ? undefined : away,
    minutes: text(values['summary']),
    makeUpFor,
  }
}

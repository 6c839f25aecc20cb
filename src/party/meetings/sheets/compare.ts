// How a row of the ledger compares with the record of the same meeting: the same, a correction, or a contradiction.

import type { Fault } from '../../../core/workbook/index.ts'
import type { LedgerMeeting, LedgerUpdate } from '../store/index.ts'
import { type Draft, faultOf } from './draft.ts'
import { counts } from './rolls.ts'
import { inCell } from './sheet.ts'

export type Comparison =
  | { readonly is: 'same' }
  | { readonly is: 'correction'; readonly update: LedgerUpdate }
  | { readonly is: 'fault'; readonly fault: Fault }

/** A value of the file, or what is recorded where the file says nothing. */
function given<V>(value: V | undefined, recorded: V): V {
  return value === undefined ? recorded : value
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length
}

/**
 * A correction may change words, chair, recorder and who was away; times and what it makes up for stay, and so does
 * everything that was recorded at the desk. A confirmed record cannot lose its quorum by an import.
 */
export function compare(record: LedgerMeeting, draft: Draft): Comparison {
  const { row } = draft
  const conflict = (column: string | null): Comparison => ({
    is: 'fault',
    fault: faultOf(row, column, 'conflict', { title: record.title }),
  })
  if (record.endedAt !== draft.endedAt) return conflict('endedAt')
  if (given(draft.makeUpFor, record.makeUpFor) !== record.makeUpFor) return conflict('makeUpFor')

  const onRoll = new Set(record.roll.map((entry) => entry.personId))
  const stranger = [...(draft.away ?? [])].find(([id]) => !onRoll.has(id))
  if (stranger !== undefined) {
    return { is: 'fault', fault: faultOf(row, 'absent', 'reference_missing', { value: stranger[1].staffNo }) }
  }
  const away = draft.away === undefined ? record.away : [...draft.away.keys()]
  const place = given(draft.place, inCell(record.place))
  const minutes = given(draft.minutes, inCell(record.minutes))
  const chairId = given(draft.chairId, record.chairId)
  const recorderId = given(draft.recorderId, record.recorderId)
  const sameMinutes = minutes === inCell(record.minutes)
  const same =
    draft.title === inCell(record.title) &&
    place === inCell(record.place) &&
    sameMinutes &&
    chairId === record.chairId &&
    recorderId === record.recorderId &&
    sameSet(away, record.away)
  if (same) return { is: 'same' }
  if (record.source === 'desk') return conflict(null)

  const valid = counts(record.kind, record.roll, new Set(away))
  if (record.state === 'confirmed' && !valid) {
    return {
      is: 'fault',
      fault: faultOf(row, 'absent', 'not_allowed', { due: record.roll.length, absent: away.length }),
    }
  }
  return {
    is: 'correction',
    update: {
      institutionId: record.institutionId,
      id: record.id,
      state: valid ? 'confirmed' : 'held',
      title: draft.title,
      place,
      chairId,
      recorderId,
      // A cell shows the beginning of very long minutes; what it does not show is not lost by another correction.
      minutes: sameMinutes ? record.minutes : (minutes ?? ''),
      away,
    },
  }
}

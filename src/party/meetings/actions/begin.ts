// How every change of a meeting begins: hold it, check that the caller knows its latest version and that the move fits.

import { zone } from '../../../core/calendar.ts'
import { AppError } from '../../../core/errors.ts'
import type { Fact } from '../../../core/law.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import {
  type Edit,
  kindLaw,
  lifeCycle,
  mayEdit,
  mayMakeUpFor,
  type MeetingKind,
  type MeetingMove,
} from '../rules.ts'
import { lockMeeting, type MeetingRecord } from '../store/index.ts'

/**
 * Locks the meeting until the transaction ends. Throws `stale` when somebody changed it since `version`, and
 * `wrong_state` when its state does not allow the move or the edit.
 */
export async function begin(
  work: Work,
  input: { readonly meetingId: string; readonly version?: number },
  does: { readonly move: MeetingMove } | { readonly edit: Edit },
): Promise<MeetingRecord> {
  const meeting = await lockMeeting(work.tx, targetOf(work).institutionId, input.meetingId)
  if (input.version !== undefined && input.version !== meeting.version) {
    throw new AppError('stale', { version: meeting.version })
  }
  if ('move' in does) {
    if (!lifeCycle.allows(meeting.state, does.move)) throw wrongState(meeting.state, does.move)
  } else {
    checkEdit(meeting, does.edit)
  }
  return meeting
}

export function checkEdit(meeting: MeetingRecord, edit: Edit): void {
  if (!mayEdit(meeting.state, edit)) throw wrongState(meeting.state, edit)
}

export function wrongState(state: string, move: string): AppError {
  return new AppError('wrong_state', { state, move })
}

export function invalid(reason: string, facts: Readonly<Record<string, Fact>> = {}): AppError {
  return new AppError('invalid_input', { reason, ...facts })
}

const minutesAhead = 15

/** Clocks differ by minutes; a meeting of tomorrow has not happened. Throws invalid_input `future`. */
export function refuseFuture(work: Work, moment: string, field: string): void {
  const latest = work.now.toZonedDateTimeISO(zone).toPlainDateTime().add({ minutes: minutesAhead })
  if (Temporal.PlainDateTime.compare(moment, latest) > 0) throw invalid('future', { field, value: moment })
}

/** Throws invalid_input `dissolved` or `not_founded` when a unit did not exist on the day of a meeting. */
export function checkStands(
  { foundedOn, dissolvedOn }: { readonly foundedOn: string | null; readonly dissolvedOn: string | null },
  moment: string,
): void {
  const day = moment.slice(0, 10)
  if (dissolvedOn !== null && dissolvedOn < day) throw invalid('dissolved', { dissolvedOn, day })
  if (foundedOn !== null && foundedOn > day) throw invalid('not_founded', { foundedOn, day })
}

/** Throws invalid_input `make_up` when a meeting on that day cannot make up for the given one. */
export function checkMakeUp(kind: MeetingKind, makeUpFor: string | null, moment: string): void {
  const day = moment.slice(0, 10)
  if (makeUpFor !== null && !mayMakeUpFor(kind, makeUpFor, day)) throw invalid('make_up', { makeUpFor, day })
}

/** Throws invalid_input `twice` when a list names somebody more than once. */
export function refuseTwice(ids: readonly string[]): void {
  const count = ids.length - new Set(ids).size
  if (count > 0) throw invalid('twice', { count })
}

/** Says in the audit log what changed; the unit is the target's. */
export function report(
  work: Work,
  meeting: Pick<MeetingRecord, 'id' | 'unitId'>,
  change: Omit<Parameters<Work['changed']>[0], 'subject' | 'id' | 'unitId'>,
): void {
  work.changed({ subject: 'meeting', id: meeting.id, unitId: meeting.unitId, ...change })
}

/** What a meeting may also have been, each once. Throws invalid_input `also_as` when its kind cannot be that. */
export function checkAlsoAs(kind: MeetingKind, alsoAs: readonly MeetingKind[]): readonly MeetingKind[] {
  const wrong = alsoAs.filter((other) => !kindLaw[kind].alsoAs.includes(other))
  if (wrong.length > 0) throw invalid('also_as', { kind, count: wrong.length })
  return [...new Set(alsoAs)]
}

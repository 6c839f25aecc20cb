// Who holds a joint activity together: the partner branches, whose people come onto the roll as guests.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import type { MeetingRecord } from '../store/index.ts'
import { readPartners } from '../store/index.ts'
import { invalid } from './begin.ts'

/**
 * The partners of a meeting, each once. Throws invalid_input `partners` for a kind that has none, not_found for one
 * that is new and out of reach: its people come onto this roll, so the caller must keep its meetings too. Whoever is a
 * partner already may stay or leave.
 */
export async function checkPartners(
  work: Work,
  meeting: Pick<MeetingRecord, 'kind' | 'unitId'> & { readonly partnerIds?: readonly string[] },
  given: readonly string[],
): Promise<readonly string[]> {
  const partnerIds = [...new Set(given)].filter((id) => id !== meeting.unitId)
  const added = partnerIds.filter((id) => meeting.partnerIds?.includes(id) !== true)
  if (added.length === 0) return partnerIds
  if (meeting.kind !== 'joint_activity') throw invalid('partners', { kind: meeting.kind })
  const found = await readPartners(work.tx, targetOf(work).institutionId, added)
  const reached = found.filter(({ path }) => may(work.principal, 'meeting.write', path))
  if (reached.length < added.length) throw new AppError('not_found', { kind: 'unit' })
  return partnerIds
}

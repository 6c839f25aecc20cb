// Merging two records of one person, and taking it back exactly as it was.

import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { targetOf } from '../../../core/pipeline.ts'
import {
  type Identity,
  insertMerge,
  lockMerge,
  lockPeople,
  markUndone,
  readIdentity,
  readTies,
  replaceTies,
  repoint,
  updatePerson,
  writeIdentity,
} from '../store/index.ts'
import { type Handler, held } from './begin.ts'
import { checkGone } from './duplicates.ts'
import { planMerge } from './plan-merge.ts'

const without = (identity: Identity, fields: readonly (keyof Identity)[]): Identity => ({
  ...identity,
  ...Object.fromEntries(fields.map((field) => [field, null])),
})
const taking = (identity: Identity, from: Identity, fields: readonly (keyof Identity)[]): Identity => ({
  ...identity,
  ...Object.fromEntries(fields.map((field) => [field, from[field]])),
})

export const merge: Handler<'merge'> = async (work, { personId, version, goneId, goneVersion, reason }) => {
  const { tx, vault } = work
  const { institutionId } = targetOf(work)
  await checkGone(work, personId, goneId)
  const rows = await lockPeople(tx, institutionId, [personId, goneId])
  const kept = held(rows, personId, version)
  const gone = held(rows, goneId, goneVersion)
  const ties = await readTies(tx, institutionId, [personId, goneId])
  const identities = { kept: await readIdentity(tx, vault, kept), gone: await readIdentity(tx, vault, gone) }
  const plan = planMerge(
    { row: kept.row, identity: identities.kept },
    { row: gone.row, identity: identities.gone },
    ties,
  )
  const fields: Record<string, string | null> = {}
  for (const [field] of Object.entries(plan.fields))
    fields[field] = kept.row[field as keyof typeof kept.row] as string | null
  await replaceTies(tx, institutionId, [personId, goneId], plan.ties)
  if (plan.identity.length > 0) {
    // The one who is gone gives first: a number stands once in an institution.
    await writeIdentity(tx, vault, gone, without(identities.gone, plan.identity))
    await writeIdentity(tx, vault, kept, taking(identities.kept, identities.gone, plan.identity))
  }
  const repointed = await repoint(tx, institutionId, goneId, personId)
  const next = await updatePerson(tx, kept, plan.fields)
  await updatePerson(tx, gone, { merged_into: personId })
  const mergeId = newId()
  const before = { ties, fields, identity: plan.identity, repointed, versionAfter: next }
  await insertMerge(tx, {
    institutionId,
    id: mergeId,
    keptId: personId,
    goneId,
    before,
    reason,
    mergedBy: work.principal.accountId,
    at: work.now.toString(),
  })
  work.changed({
    subject: 'person',
    id: personId,
    after: { mergeId, merged: goneId, moved: plan.moved, dropped: plan.dropped, reason },
  })
  return { mergeId, version: next }
}

export const undoMerge: Handler<'undoMerge'> = async (work, { mergeId }) => {
  const { tx, vault } = work
  const { institutionId } = targetOf(work)
  const { keptId, goneId, before, undoneAt } = await lockMerge(tx, institutionId, mergeId)
  if (undoneAt !== null) throw new AppError('wrong_state', { kind: 'merge', state: 'undone', move: 'undo' })
  const rows = await lockPeople(tx, institutionId, [keptId, goneId])
  const [kept, gone] = [rows.find((row) => row.id === keptId), rows.find((row) => row.id === goneId)]
  // What was done to the kept person since then cannot be told apart into two.
  if (kept?.version !== before.versionAfter || gone?.merged_into !== keptId)
    throw new AppError('wrong_state', { kind: 'merge', state: 'changed_since', move: 'undo' })
  await replaceTies(tx, institutionId, [keptId, goneId], before.ties)
  const keys = { kept: { institutionId, id: keptId }, gone: { institutionId, id: goneId } }
  if (before.identity.length > 0) {
    const identities = {
      kept: await readIdentity(tx, vault, keys.kept),
      gone: await readIdentity(tx, vault, keys.gone),
    }
    await writeIdentity(tx, vault, keys.kept, without(identities.kept, before.identity))
    await writeIdentity(tx, vault, keys.gone, taking(identities.gone, identities.kept, before.identity))
  }
  await repoint(tx, institutionId, keptId, goneId, before.repointed)
  const version = await updatePerson(tx, keys.kept, before.fields)
  await updatePerson(tx, keys.gone, { merged_into: null })
  await markUndone(tx, institutionId, mergeId, work.now.toString())
  work.changed({ subject: 'person', id: keptId, after: { mergeUndone: mergeId, restored: goneId } })
  return { version }
}

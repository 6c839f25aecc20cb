// The ledger as a sheet of the workbook: planned against what is recorded, written in bulk, exported as it is read back.

import type { Tx } from '../../../core/db.ts'
import { newId } from '../../../core/ids.ts'
import type { CellValue, Fault } from '../../../core/workbook/index.ts'
import { type Fulfilment, fulfil, issueFor } from '../../../foundation/duties/index.ts'
import type { Port } from '../../../foundation/org/index.ts'
import { type MeetingKind, quorumOf } from '../rules.ts'
import { countRoll } from '../rules/roll.ts'
import {
  insertLedger,
  type LedgerEntry,
  type LedgerUpdate,
  readLedger,
  updateLedger,
} from '../store/index.ts'
import { compare } from './compare.ts'
import { type Draft, draftOf, faultOf } from './draft.ts'
import { counts, loadRolls, type Rolls } from './rolls.ts'
import { inCell, ledgerSheet } from './sheet.ts'

type Key = {
  readonly institutionId: string
  readonly unitId: string
  readonly kind: MeetingKind
  readonly startedAt: string
}
const keyOf = (key: Key): string => `${key.institutionId} ${key.unitId} ${key.kind} ${key.startedAt}`

/**
 * A meeting known to lack its quorum is refused. It is known when everybody named as absent stands on the roll of
 * today's records; otherwise this very workbook may add people to the roll, and `entryOf` decides.
 */
function lacksQuorum(draft: Draft, rolls: Rolls): Fault | null {
  const roll = rolls(draft.unitId, draft.kind, draft.startedAt.slice(0, 10))
  const away = new Set(draft.away?.keys())
  const known = roll.length > 0 && away.isSubsetOf(new Set(roll.map((entry) => entry.personId)))
  if (!known || counts(draft.kind, roll, away)) return null
  const { baseCount: due, present, needed } = quorumOf(draft.kind, countRoll(roll, away))
  return faultOf(draft.row, 'absent', 'not_allowed', { due, present, needed: needed ?? 0 })
}

/** A new record. Without a quorum, or with somebody absent who was not due, it waits to be confirmed at the desk. */
function entryOf(draft: Draft, rolls: Rolls): LedgerEntry {
  const roll = rolls(draft.unitId, draft.kind, draft.startedAt.slice(0, 10))
  const away = new Set(draft.away?.keys())
  const clear =
    counts(draft.kind, roll, away) && away.isSubsetOf(new Set(roll.map((entry) => entry.personId)))
  return {
    institutionId: draft.institutionId,
    id: newId(),
    unitId: draft.unitId,
    kind: draft.kind,
    state: clear ? 'confirmed' : 'held',
    title: draft.title,
    place: draft.place ?? null,
    startedAt: draft.startedAt,
    endedAt: draft.endedAt,
    chairId: draft.chairId ?? null,
    recorderId: draft.recorderId ?? null,
    makeUpFor: draft.makeUpFor ?? null,
    minutes: draft.minutes ?? '',
    roll,
    away,
  }
}

function fulfilmentOf(meeting: Key & { readonly id: string; readonly makeUpFor: string | null }): Fulfilment {
  const { institutionId, unitId, kind, id } = meeting
  const happenedOn = meeting.startedAt.slice(0, 10)
  const countsFor = meeting.makeUpFor ?? happenedOn
  return { institutionId, unitId, rhythm: kind, recordKind: 'meeting', recordId: id, happenedOn, countsFor }
}

export const meetingsPort: Port = {
  sheet: ledgerSheet,

  plan: async (planning, rows) => {
    const faults: Fault[] = []
    const drafts = rows.flatMap((row) => {
      const draft = draftOf(planning, row)
      if ('institutionId' in draft) return [draft]
      faults.push(...draft)
      return []
    })
    const institutionIds = [...new Set(drafts.map((draft) => draft.institutionId))]
    const records = new Map(
      (await readLedger(planning.tx, institutionIds)).map((record) => [keyOf(record), record]),
    )
    const rolls = await loadRolls(planning.tx, institutionIds)

    const fresh: Draft[] = []
    const corrections: { readonly draft: Draft; readonly update: LedgerUpdate }[] = []
    let unchanged = 0
    const seen = new Set<string>()
    for (const draft of drafts) {
      const key = keyOf(draft)
      // The reader compares cells; a blank institution and its code mean the same row.
      if (seen.has(key)) {
        faults.push(faultOf(draft.row, 'startedAt', 'duplicate', { value: draft.startedAt }))
        continue
      }
      seen.add(key)
      const record = records.get(key)
      if (record === undefined) {
        const lacking = lacksQuorum(draft, rolls)
        if (lacking === null) fresh.push(draft)
        else faults.push(lacking)
        continue
      }
      const comparison = compare(record, draft)
      if (comparison.is === 'same') unchanged += 1
      else if (comparison.is === 'fault') faults.push(comparison.fault)
      else corrections.push({ draft, update: comparison.update })
    }

    const apply = async (): Promise<void> => {
      if (fresh.length === 0 && corrections.length === 0) return
      // People and units of this workbook are written by now: only now are the rolls what they will be.
      const latest = await loadRolls(planning.tx, institutionIds)
      const entries = fresh.map((draft) => entryOf(draft, latest))
      await insertLedger(planning.tx, entries)
      await updateLedger(
        planning.tx,
        corrections.map(({ update }) => update),
      )
      const confirmed = [
        ...entries,
        ...corrections.map(({ draft, update }) => ({
          ...draft,
          ...update,
          makeUpFor: records.get(keyOf(draft))?.makeUpFor ?? null,
        })),
      ].filter((meeting) => meeting.state === 'confirmed')
      const unitIds = [...new Set(confirmed.map((meeting) => meeting.unitId))]
      await issueFor(planning.tx, institutionIds, planning.today, unitIds)
      await fulfil(planning.tx, confirmed.map(fulfilmentOf))
    }
    return { created: fresh.length, updated: corrections.length, unchanged, faults, apply }
  },

  rows: async (tx: Tx, institutionIds, directory) => {
    const codeOf = (id: string): string => directory.codeOf(id) ?? ''
    const ledger = await readLedger(tx, institutionIds)
    return ledger
      .filter((record) => record.endedAt !== null)
      .map(
        (record): Readonly<Record<string, CellValue>> => ({
          institution: codeOf(record.institutionId),
          unit: codeOf(record.unitId),
          kind: record.kind,
          startedAt: record.startedAt,
          endedAt: record.endedAt,
          place: inCell(record.place),
          title: inCell(record.title),
          chair: record.chairId === null ? null : codeOf(record.chairId),
          recorder: record.recorderId === null ? null : codeOf(record.recorderId),
          absent: record.away.map(codeOf).sort(),
          summary: inCell(record.minutes),
          makeUpFor: record.makeUpFor,
        }),
      )
  },
}

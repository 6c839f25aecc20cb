// Grouping in the background: what is published, by the scheme that is current; visible all at once, when it is complete.

import type { Part } from '../../core/columns/index.ts'
import { enqueue, type Job, type JobFloor } from '../../core/jobs.ts'
import { steadyPace } from '../../core/pace.ts'
import type { Tx } from '../../core/db.ts'
import { onPublished, wholePart } from '../discharges/index.ts'
import { compile, type Grouper, prepare } from './rules/group.ts'
import type { Failure } from './rules/run.ts'
import type { Drg, Lists } from './rules/scheme.ts'
import { type Strata, strataFor } from './rules/strata.ts'
import {
  batchesOf,
  countDrgs,
  groupPart,
  isGroupPart,
  keepsCodes,
  readBatch,
  writeGroups,
} from './store/groups.ts'
import {
  beat,
  claim,
  clearWhole,
  endRun,
  readRun,
  readWhole,
  releaseRun,
  setWhole,
  type Wanted,
} from './store/runs.ts'
import { currentScheme, institutionIds, readLists } from './store/schemes.ts'

const jobName = 'grouping:run'
const beatMilliseconds = 10_000
const everything = { from: 0, to: 999_999 }

/** The process is asked to stop: the work waits for the next start. */
class Stopped extends Error {}
/** Somebody else has taken the work over. */
class Lost extends Error {}
class Failed extends Error {
  readonly reason: Failure
  constructor(reason: Failure) {
    super(reason)
    this.reason = reason
  }
}

/** Has the stays of an institution grouped after this transaction commits, if there is anything to do. */
export function askGrouping(tx: Tx, institutionId: string): Promise<void> {
  return enqueue(tx, jobName, { institutionId }, `${jobName} ${institutionId}`)
}

// Published front pages are grouped at once; the minute's round finds what was left lying.
onPublished((tx, { institutionId }) => askGrouping(tx, institutionId))

/** For one institution, or every minute for all: compares what is visible with what should be, and does what is missing. */
export const groupingJob: Job = {
  name: jobName,
  cron: '* * * * *',
  work: async (floor, { institutionId }, stop) => {
    const all =
      institutionId === undefined
        ? await floor.database.inScope([], (tx) => institutionIds(tx))
        : [institutionId]
    for (const id of all) {
      if (stop.aborted) return
      await keepUp(floor, id, stop)
    }
  },
}

/** What should be visible; null without front pages or without a scheme. */
async function wantedOf(tx: Tx, institutionId: string): Promise<Wanted | null> {
  const sourcePart = await wholePart(tx, institutionId)
  const schemeId = await currentScheme(tx, institutionId)
  return sourcePart === null || schemeId === null ? null : { sourcePart, schemeId }
}

async function keepUp(floor: JobFloor, institutionId: string, stop: AbortSignal): Promise<void> {
  const { database } = floor
  let worked = false
  // Published or made current again meanwhile: once more, until nothing is missing.
  for (;;) {
    const taken = await database.inScope([institutionId], async (tx) => {
      const wanted = await wantedOf(tx, institutionId)
      const whole = await readWhole(tx, institutionId)
      if (wanted === null) {
        if (whole !== null && (await wholePart(tx, institutionId)) === null)
          await clearWhole(tx, institutionId)
        return null
      }
      if (whole?.sourcePart === wanted.sourcePart && whole.schemeId === wanted.schemeId) return null
      const attempt = await claim(tx, institutionId, wanted, floor.now())
      return attempt === null ? null : { wanted, attempt }
    })
    if (taken === null) break
    if (!(await workOn(floor, institutionId, taken.wanted, taken.attempt, stop))) return
    worked = true
  }
  // What was visible a moment ago may still be read by a request: the next round takes it away.
  if (!worked) await tidy(floor, institutionId)
}

/** Parts of groups that nobody sees and nobody writes. */
async function tidy({ database, columns }: JobFloor, institutionId: string): Promise<void> {
  const parts = (await columns.list(institutionId)).filter(isGroupPart)
  const kept = await database.inScope([institutionId], async (tx) => {
    const run = await readRun(tx, institutionId)
    const whole = await readWhole(tx, institutionId)
    return [
      ...(whole === null ? [] : [whole.part]),
      ...(run?.state === 'working' ? [groupPart(institutionId, run.attempt)] : []),
    ]
  })
  for (const part of parts) if (!kept.includes(part)) await columns.drop(part)
}

/** Does the work; true when it is done or has failed for good, false when it is left to others or to the next start. */
async function workOn(
  floor: JobFloor,
  institutionId: string,
  wanted: Wanted,
  attempt: number,
  stop: AbortSignal,
): Promise<boolean> {
  const { database, columns } = floor
  let progress = { done: 0, total: 0 }
  const alive = (): Promise<boolean> =>
    database.inScope([institutionId], (tx) => beat(tx, institutionId, attempt, floor.now(), progress))
  const pulse = setInterval(() => void alive().catch(() => undefined), beatMilliseconds)
  const part = groupPart(institutionId, attempt)
  try {
    const lists = await database.inScope([institutionId], (tx) =>
      readLists(tx, institutionId, wanted.schemeId),
    )
    if (lists === null) throw new Lost()
    if (!(await keepsCodes(columns, wanted.sourcePart))) throw new Failed('codes_absent')
    await groupAll(floor, wanted.sourcePart, part, compile(prepare(lists)), async (done, total) => {
      progress = { done, total }
      if (stop.aborted) throw new Stopped()
      if (!(await alive())) throw new Lost()
    })
    const strata = await strataOf(floor, part, lists)
    const now = floor.now()
    return await database.inScope([institutionId], async (tx) => {
      const mine = await endRun(tx, institutionId, attempt, 'done', now)
      if (mine) await setWhole(tx, institutionId, { ...wanted, part, strata, groupedAt: now.toString() })
      return mine
    })
  } catch (error) {
    await columns.drop(part)
    if (error instanceof Lost) return false
    if (error instanceof Stopped) {
      await database.inScope([institutionId], (tx) => releaseRun(tx, institutionId, attempt))
      return false
    }
    // What was being read may have been replaced and tidied away meanwhile: then there is other work to do.
    const other = await database.inScope([institutionId], async (tx) => {
      const now = await wantedOf(tx, institutionId)
      return now?.sourcePart !== wanted.sourcePart || now.schemeId !== wanted.schemeId
    })
    const reason = error instanceof Failed ? error.reason : 'unexpected'
    // The failure may quote a cell; only its kind is logged.
    if (!other && reason === 'unexpected') {
      floor.log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'grouping failed')
    }
    return await database.inScope([institutionId], (tx) =>
      endRun(tx, institutionId, attempt, 'failed', floor.now(), reason),
    )
  } finally {
    clearInterval(pulse)
  }
}

/** Reads the whole batch by batch and writes the groups; `told` hears of every batch and may throw to stop. */
async function groupAll(
  { columns }: JobFloor,
  source: Part,
  target: Part,
  group: Grouper,
  told: (done: number, total: number) => Promise<void>,
): Promise<void> {
  const batches = await batchesOf(columns, source)
  const total = batches.reduce((sum, { stays }) => sum + stays, 0)
  const writer = await writeGroups(columns, target, group)
  const pace = steadyPace()
  let done = 0
  try {
    await told(0, total)
    for (const batch of batches) {
      for (const row of await readBatch(columns, source, batch)) {
        const wait = writer.add(row)
        if (wait !== undefined) await wait
        const breath = pace.did(1)
        if (breath !== undefined) await breath
      }
      done += batch.stays
      await told(done, total)
    }
    await writer.finish()
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

async function strataOf({ columns }: JobFloor, part: Part, lists: Lists): Promise<Strata> {
  const drgs: readonly Drg[] = lists.drg
  const counts = await countDrgs(columns, part, everything, [])
  const own = counts.flatMap(({ drg, cases, deaths }) => (drg === null ? [] : [{ drg, cases, deaths }]))
  return strataFor(drgs, own)
}

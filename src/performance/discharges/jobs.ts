// The background work of imports: check a file, publish it, take it back, and tidy up after workers that died.

import type { Part } from '../../core/columns/index.ts'
import { dateOf } from '../../core/calendar.ts'
import { isDiskFull } from '../../core/disk.ts'
import type { Job, JobFloor } from '../../core/jobs.ts'
import type { Outcome } from './contract.ts'
import { Cancelled, FileRefused, type Progress, takeIn } from './intake.ts'
import { listKinds, type CodeLists } from './rules/lists.ts'
import { tellPublished } from './published.ts'
import { addRun, countReplaced, cubeOf, rebuild } from './store/facts.ts'
import { readLists } from './store/lists.ts'
import {
  beat,
  claimRun,
  findActive,
  institutionIds,
  listRuns,
  lookFor,
  moveRun,
  publishedRuns,
  readWhole,
  setWhole,
  type StoredRun,
} from './store/runs.ts'

export const jobName = 'discharges:run'
const beatMilliseconds = 10_000

/** Parts of this room; what others keep beside them is theirs to tidy up. */
const ownParts = /\/(run|faults|records|whole)-[^/]*$/

export const runPart = (institutionId: string, runId: string): Part => `${institutionId}/run-${runId}`
export const faultPart = (institutionId: string, runId: string): Part => `${institutionId}/faults-${runId}`
export const recordPart = (institutionId: string, runId: string): Part => `${institutionId}/records-${runId}`

/** The process is asked to stop: the import waits for the next start. */
class Stopped extends Error {}
/** Somebody else has taken the import over. */
class Lost extends Error {}

/** With a run: works on it. Without, every minute and at start: finds what waits or was left lying. */
export const dischargesJob: Job = {
  name: jobName,
  cron: '* * * * *',
  work: async (floor, { institutionId, runId }, stop) => {
    if (institutionId !== undefined && runId !== undefined) {
      await workOn(floor, institutionId, runId, stop)
      return
    }
    const institutions = await floor.database.inScope([], (tx) => institutionIds(tx))
    for (const id of institutions) await sweep(floor, id, stop)
  },
}

async function sweep(floor: JobFloor, institutionId: string, stop: AbortSignal): Promise<void> {
  const { database, columns, uploads } = floor
  const now = floor.now()
  const parts = await columns.list(institutionId)
  const found = await database.inScope([institutionId], async (tx) => {
    const look = await lookFor(tx, institutionId, now)
    const ended = { ended_at: now.toString() }
    const failure = JSON.stringify({ reason: 'interrupted', columns: [] })
    for (const id of look.hopeless) {
      await moveRun(tx, institutionId, id, ['waiting', 'checking'], 'failed', { ...ended, failure })
      // What was checked is still there, and what is published still stands: these can be asked for again.
      await moveRun(tx, institutionId, id, ['publishing'], 'checked', { attempt: 0 })
      await moveRun(tx, institutionId, id, ['rolling_back'], 'published', { attempt: 0 })
    }
    for (const id of look.left) await moveRun(tx, institutionId, id, ['uploading'], 'cancelled', ended)
    return {
      ...look,
      active: await findActive(tx, institutionId),
      whole: await readWhole(tx, institutionId),
      runs: await listRuns(tx, institutionId),
    }
  })
  for (const id of [...found.left, ...found.hopeless]) await uploads.remove(id)
  if (found.active === null || found.active.state === 'uploading' || found.active.state === 'checked') {
    const kept = new Set<Part>(found.whole.part === null ? [] : [found.whole.part, cubeOf(found.whole.part)])
    for (const { id, state } of found.runs) {
      if (state === 'checked' || state === 'published') {
        kept.add(runPart(institutionId, id)).add(recordPart(institutionId, id))
      }
      if (state === 'checked' || state === 'published' || state === 'rolled_back') {
        kept.add(faultPart(institutionId, id))
      }
    }
    for (const part of parts) if (ownParts.test(part) && !kept.has(part)) await columns.drop(part)
  }
  for (const id of found.work) await workOn(floor, institutionId, id, stop)
}

async function workOn(floor: JobFloor, institutionId: string, id: string, stop: AbortSignal): Promise<void> {
  const { database } = floor
  const run = await database.inScope([institutionId], (tx) => claimRun(tx, institutionId, id, floor.now()))
  if (run === null) return
  const alive = (progress: Progress | null) =>
    database.inScope([institutionId], (tx) => beat(tx, institutionId, run, floor.now(), progress))
  // While DuckDB sorts, nobody reports progress: the worker still shows that it lives.
  const pulse = setInterval(() => void alive(null).catch(() => undefined), beatMilliseconds)
  try {
    if (run.state === 'publishing') await publish(floor, institutionId, run)
    else if (run.state === 'rolling_back') await rollBack(floor, institutionId, run)
    else await check(floor, institutionId, run, stop, alive)
  } finally {
    clearInterval(pulse)
  }
}

async function check(
  floor: JobFloor,
  institutionId: string,
  run: StoredRun,
  stop: AbortSignal,
  alive: (progress: Progress | null) => Promise<{ readonly cancel: boolean } | null>,
): Promise<void> {
  const { database, columns, uploads, vault } = floor
  const move = (to: Parameters<typeof moveRun>[4], more: Parameters<typeof moveRun>[5]) =>
    database.inScope([institutionId], (tx) =>
      moveRun(tx, institutionId, run.id, ['waiting', 'checking'], to, more, run.attempt),
    )
  const { lists, whole } = await database.inScope([institutionId], async (tx) => {
    await moveRun(tx, institutionId, run.id, ['waiting'], 'checking', {}, run.attempt)
    return { lists: await readLists(tx, institutionId), whole: await readWhole(tx, institutionId) }
  })
  const ended = (): string => floor.now().toString()
  try {
    const { edition, ...taken } = await takeIn({
      path: uploads.pathOf(run.id),
      institutionId,
      columns,
      vault,
      encoding: run.encoding,
      mapping: run.mapping,
      lists,
      organisation: whole.organisation,
      today: dateOf(floor.now()),
      factPart: runPart(institutionId, run.id),
      faultPart: faultPart(institutionId, run.id),
      recordPart: recordPart(institutionId, run.id),
      progress: async (progress) => {
        if (stop.aborted) throw new Stopped()
        const found = await alive(progress)
        if (found === null) throw new Lost()
        if (found.cancel) throw new Cancelled()
      },
    })
    const outcome: Outcome = {
      ...taken,
      replaces: await countReplaced(columns, runPart(institutionId, run.id), whole.part),
      lists: headsOf(lists),
    }
    await move('checked', {
      outcome: JSON.stringify(outcome),
      edition,
      checked_at: ended(),
      attempt: 0,
      alive_at: null,
    })
    // The file names people; what is needed of it has been taken.
    await uploads.remove(run.id)
  } catch (error) {
    if (error instanceof Lost) return
    if (error instanceof Stopped) {
      await move('waiting', { alive_at: null })
      return
    }
    const failed = (reason: string, of: readonly string[] = []) =>
      move('failed', { failure: JSON.stringify({ reason, columns: of }), ended_at: ended() })
    if (error instanceof Cancelled) await move('cancelled', { ended_at: ended() })
    else if (error instanceof FileRefused) await failed(error.reason, error.columns)
    else {
      // The failure may quote a cell; only its kind is logged.
      floor.log.error({ run: run.id, kind: error instanceof Error ? error.name : 'unknown' }, 'import failed')
      await failed(isDiskFull(error) ? 'disk_space' : 'unexpected')
    }
    await uploads.remove(run.id)
  }
}

/** Adds the run to the whole, beside the present one; a single committed row then makes it the whole. */
async function publish(floor: JobFloor, institutionId: string, run: StoredRun): Promise<void> {
  const { database, columns } = floor
  const whole = await database.inScope([institutionId], (tx) => readWhole(tx, institutionId))
  const sequence = whole.sequence + 1
  const part: Part = `${institutionId}/whole-${sequence}-${run.id}`
  await addRun(columns, part, whole.part, { part: runPart(institutionId, run.id), sequence })
  const published_at = floor.now().toString()
  await database.inScope([institutionId], async (tx) => {
    const mine = await moveRun(
      tx,
      institutionId,
      run.id,
      ['publishing'],
      'published',
      { sequence, published_at, ended_at: published_at, attempt: 0, alive_at: null },
      run.attempt,
    )
    if (!mine) return
    const organisation = whole.organisation ?? run.outcome?.organisation ?? null
    await setWhole(tx, institutionId, { part, sequence, organisation })
    await tellPublished(tx, { institutionId, part })
  })
}

/** Makes the whole anew from the runs that remain. */
async function rollBack(floor: JobFloor, institutionId: string, run: StoredRun): Promise<void> {
  const { database, columns } = floor
  const { whole, remaining } = await database.inScope([institutionId], async (tx) => ({
    whole: await readWhole(tx, institutionId),
    remaining: await publishedRuns(tx, institutionId),
  }))
  const sequence = whole.sequence + 1
  const part: Part | null = remaining.length === 0 ? null : `${institutionId}/whole-${sequence}-${run.id}`
  if (part !== null) {
    const runs = remaining.map((each) => ({
      part: runPart(institutionId, each.id),
      sequence: each.sequence ?? 0,
    }))
    await rebuild(columns, part, runs)
  }
  await database.inScope([institutionId], async (tx) => {
    const more = { ended_at: floor.now().toString(), attempt: 0, alive_at: null }
    const mine = await moveRun(tx, institutionId, run.id, ['rolling_back'], 'rolled_back', more, run.attempt)
    // Without any file left, the next one may again be the first.
    const organisation = remaining.length === 0 ? null : whole.organisation
    if (!mine) return
    await setWhole(tx, institutionId, { part, sequence, organisation })
    await tellPublished(tx, { institutionId, part })
  })
}

export function headsOf(lists: CodeLists): Outcome['lists'] {
  return listKinds.map((kind) => {
    const { edition, source, synthetic, entries } = lists[kind]
    return { kind, edition, source, synthetic, count: entries.length }
  })
}

// The background half of an import: checks or writes an uploaded workbook, tells how far it is, stops when asked to.

import { reachOf } from '../../core/access.ts'
import { appendAudit } from '../../core/audit.ts'
import { dateOf } from '../../core/calendar.ts'
import { setScope, type Tx } from '../../core/db.ts'
import { AppError, databaseError } from '../../core/errors.ts'
import { Cancelled, openPace } from '../../core/pace.ts'
import type { Job, JobFloor } from '../../core/jobs.ts'
import { grantsOf } from '../accounts/index.ts'
import type { Port } from '../org/index.ts'
import { uploadedFile } from './file.ts'
import { counts, type Importer, importWorkbook, type Plan, planWorkbook } from './plan.ts'
import { beat, claimRun, endRun, type RunEnd } from './store.ts'

export const runJobName = 'exchange:run'

/** Faults kept with a run; all are counted. More than these nobody mends by hand. */
const mostFaults = 5_000
const beatMilliseconds = 250

type Claimed = NonNullable<Awaited<ReturnType<typeof claimRun>>>

/** The job of one run; its payload names the institution and the run. */
export function runJob(laterPorts: readonly Port[]): Job {
  return {
    name: runJobName,
    work: async (floor, payload) => {
      const institutionId = payload['institutionId'] ?? ''
      const id = payload['runId'] ?? ''
      const run = await floor.database.inScope([institutionId], (tx) => claimRun(tx, institutionId, id))
      if (run !== undefined) await perform(floor, laterPorts, institutionId, id, run)
    },
  }
}

async function perform(
  floor: JobFloor,
  laterPorts: readonly Port[],
  institutionId: string,
  id: string,
  run: Claimed,
): Promise<void> {
  const mayGoOn = (tx: Tx): Promise<boolean> => stillMay(floor, tx, institutionId, run)
  const heart = startHeart(floor, institutionId, id, mayGoOn)
  try {
    const bytes = await floor.database.inScope([institutionId], async (tx) => {
      if (!(await mayGoOn(tx))) throw notAnyMore()
      return uploadedFile(floor, tx, { institutionId, sha256: run.fileSha256, runId: id })
    })
    await floor.database.inScope(run.scope, async (tx) => {
      const scope = new Set(run.scope)
      const now = floor.now()
      const importer: Importer = {
        tx,
        now,
        today: dateOf(now),
        vault: floor.vault,
        mayWrite: (path) => run.reach.some((unitId) => path.includes(unitId)),
        widen: async (ids) => {
          for (const each of ids) scope.add(each)
          await setScope(tx, [...scope])
        },
        pace: heart.pace,
        alone: run.state === 'importing',
      }
      if (run.state === 'reading') {
        const plan = await planWorkbook(importer, laterPorts, bytes)
        await heart.stop()
        await endOrCancel(tx, { state: 'checked', ...told(plan) })
        return
      }
      const plan = await importWorkbook(importer, laterPorts, bytes, run.acceptPartial)
      const told_ = told(plan)
      await heart.stop()
      if (!(await mayGoOn(tx))) throw notAnyMore()
      await appendAudit(tx, {
        institutionId,
        at: now.toString({ smallestUnit: 'millisecond' }),
        requestId: id,
        accountId: run.accountId,
        actor: run.actor,
        endpoint: 'exchange.import',
        subjectKind: 'workbook',
        subjectId: id,
        unitId: null,
        before: null,
        after: {
          acceptPartial: run.acceptPartial,
          faults: plan.faults.length,
          sheets: told_.result.map(({ columns: _, ...sheet }) => sheet),
        },
        refusals: null,
      })
      await endOrCancel(tx, { state: 'done', ...told_ })
    })
  } catch (error) {
    await heart.stop()
    const why = error instanceof Cancelled && heart.forbidden() ? notAnyMore() : error
    await floor.database.inScope([institutionId], (tx) => endRun(tx, institutionId, id, failed(floor, why)))
  }

  async function endOrCancel(tx: Tx, end: RunEnd): Promise<void> {
    // Asked to stop at the last moment: what was written is taken back with the transaction.
    if (!(await endRun(tx, institutionId, id, end))) throw new Cancelled()
  }
}

const permission = 'org.write'
const notAnyMore = (): AppError => new AppError('forbidden', { permission, reason: 'not_any_more' })

/** Whether who ordered the run still may write to all that it was ordered for, and sign in at all. */
async function stillMay(floor: JobFloor, tx: Tx, institutionId: string, run: Claimed): Promise<boolean> {
  const grants = await grantsOf(tx, institutionId, run.accountId, dateOf(floor.now()))
  const reach = reachOf({ grants }, permission)
  return run.reach.every((unitId) => reach.includes(unitId))
}

const told = (plan: Plan) => ({
  faults: plan.faults.slice(0, mostFaults),
  faultCount: plan.faults.length,
  result: counts(plan),
})

function failed(floor: JobFloor, error: unknown): RunEnd {
  if (error instanceof Cancelled) return { state: 'cancelled' }
  const known = error instanceof AppError ? error : databaseError(error)
  if (known === null) floor.log.error({ err: error }, 'an import failed')
  return { state: 'failed', error: { code: known?.code ?? 'internal', facts: known?.facts ?? {} } }
}

/** Beats beside the work, on a connection of its own: tells progress, hears of a wish to stop and of a right taken back. */
function startHeart(
  floor: JobFloor,
  institutionId: string,
  id: string,
  mayGoOn: (tx: Tx) => Promise<boolean>,
) {
  let at: { step: string; done: number; total: number | null } = { step: '', done: 0, total: null }
  let cancelled = false
  let forbidden = false
  let beating: Promise<void> | undefined
  const once = async (): Promise<void> => {
    try {
      await floor.database.inScope([institutionId], async (tx) => {
        cancelled ||= await beat(tx, institutionId, id, at)
        forbidden ||= !(await mayGoOn(tx))
      })
    } catch (error) {
      // The next beat may get through; without any, the run counts as cut off.
      floor.log.warn({ err: error }, 'an import could not tell its progress')
    }
    beating = undefined
  }
  const timer = setInterval(() => {
    beating ??= once()
  }, beatMilliseconds)
  return {
    pace: openPace(
      () => cancelled || forbidden,
      (step, done, total) => {
        at = { step, done, total }
      },
    ),
    forbidden: (): boolean => forbidden,
    stop: async (): Promise<void> => {
      clearInterval(timer)
      await beating
    },
  }
}

// The life of an import: begun, sent part by part, checked, published, cancelled, taken back.

import { may as mayAt } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Work } from '../../../core/pipeline.ts'
import type { Run } from '../contract.ts'
import { plainMapping } from '../file/layout.ts'
import { jobName } from '../jobs.ts'
import { editions } from '../rules/dictionary.ts'
import {
  askToCancel,
  insertRun,
  listRuns,
  moveRun,
  namesOf,
  setUploaded,
  type StoredRun,
} from '../store/runs.ts'
import { requireIdle, rootOf, runFor, type Some } from './begin.ts'

export const runs: Some<'runs' | 'begin' | 'part' | 'check' | 'publish' | 'cancel' | 'rollBack'> = {
  runs: async (work) => {
    const { institutionId, path } = rootOf(work)
    const runs = await listRuns(work.tx, institutionId)
    const names = await namesOf(work.tx, institutionId, [...new Set(runs.map((run) => run.startedBy))])
    return {
      runs: runs.map((run) => viewRun(run, names)),
      mayWrite: mayAt(work.principal, 'record.write', path),
    }
  },

  begin: async (work, { fileName, size, encoding, mapping }) => {
    const { institutionId } = rootOf(work)
    await requireIdle(work)
    await work.uploads.reserve(size)
    const run = {
      id: newId(),
      fileName,
      size,
      encoding,
      // Told from the header when the file is read.
      edition: editions[0],
      mapping: mapping ?? plainMapping,
      startedBy: work.principal.accountId,
      startedAt: work.now.toString(),
    }
    await insertRun(work.tx, institutionId, run)
    work.changed({ subject: 'discharge_run', id: run.id, after: { fileName, size } })
    return { runId: run.id }
  },

  part: async (work, { runId, offset, part }) => {
    const { institutionId } = rootOf(work)
    const run = await runFor(work, runId, 'part')
    if (offset + part.size > run.size) throw new AppError('invalid_input', { reason: 'longer_than_said' })
    const uploaded = await work.uploads.append(run.id, offset, new Uint8Array(await part.arrayBuffer()))
    await setUploaded(work.tx, institutionId, run.id, uploaded)
    return { uploaded }
  },

  check: async (work, { runId }) => {
    const run = await runFor(work, runId, 'check')
    if (run.uploaded !== run.size) {
      throw new AppError('wrong_state', { reason: 'not_uploaded', uploaded: run.uploaded, size: run.size })
    }
    await advance(work, run, 'waiting')
    return {}
  },

  publish: async (work, { runId, acceptPartial }) => {
    const run = await runFor(work, runId, 'publish')
    const { good = 0, bad = 0 } = run.outcome ?? {}
    if (good === 0) throw new AppError('invalid_input', { reason: 'no_good_rows' })
    if (bad > 0 && !acceptPartial) throw new AppError('invalid_input', { reason: 'faults', faults: bad })
    await advance(work, run, 'publishing', { acceptPartial, good, bad })
    return {}
  },

  cancel: async (work, { runId }) => {
    const { institutionId } = rootOf(work)
    const run = await runFor(work, runId, 'cancel')
    if (run.state === 'checking') await askToCancel(work.tx, institutionId, runId)
    else {
      const ended_at = work.now.toString()
      const moved = await moveRun(work.tx, institutionId, runId, [run.state], 'cancelled', { ended_at })
      if (!moved) throw new AppError('stale')
      await work.uploads.remove(runId)
    }
    work.changed({
      subject: 'discharge_run',
      id: runId,
      before: { state: run.state },
      after: { state: 'cancelled' },
    })
    return {}
  },

  rollBack: async (work, { runId }) => {
    const run = await runFor(work, runId, 'rollBack')
    await requireIdle(work)
    await advance(work, run, 'rolling_back')
    return {}
  },
}

/** Hands an import to the worker. */
async function advance(
  work: Work,
  run: StoredRun,
  to: 'waiting' | 'publishing' | 'rolling_back',
  facts: object = {},
): Promise<void> {
  const { institutionId } = rootOf(work)
  const more = {
    attempt: 0,
    alive_at: null,
    ...(to === 'publishing' ? { published_by: work.principal.accountId } : {}),
  }
  const moved = await moveRun(work.tx, institutionId, run.id, [run.state], to, more)
  if (!moved) throw new AppError('stale')
  await work.enqueue(jobName, { institutionId, runId: run.id }, `${jobName} ${run.id}`)
  work.changed({
    subject: 'discharge_run',
    id: run.id,
    before: { state: run.state },
    after: { state: to, ...facts },
  })
}

function viewRun(run: StoredRun, names: ReadonlyMap<string, string>): Run {
  const { mapping: _, encoding: __, rowCount, badCount, cancel, attempt: ___, ...rest } = run
  return {
    ...rest,
    rows: run.outcome?.rows ?? rowCount,
    bad: run.outcome?.bad ?? badCount,
    cancelling: cancel && run.state === 'checking',
    startedBy: names.get(run.startedBy) ?? '—',
  }
}

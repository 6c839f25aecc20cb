// Imports a workbook the way the product does: upload, the background check, the order, the background import.

import { runJob } from '../src/foundation/exchange/index.ts'
import { laterPorts } from '../src/product.ts'
import type { Caller, Harness } from './harness.ts'

/** Does the background work of a run, as the queue would. */
export async function workRun(harness: Harness, runId: string): Promise<void> {
  const [row] = await harness.owner('select institution_id from import_run where id = $1', [runId])
  const { floor } = harness.product
  const payload = { institutionId: String(row?.['institution_id']), runId }
  await runJob(laterPorts).work(floor, payload, new AbortController().signal)
}

/** Uploads and checks a workbook; what it would bring and its faults. */
export async function previewed(harness: Harness, caller: Caller, file: File) {
  const { id: runId } = await caller.call('exchange.upload', { file })
  await workRun(harness, runId)
  const run = await caller.call('exchange.run', { runId })
  const { faults } = await caller.call('exchange.faults', { runId })
  return { ...run, runId, faults }
}

/** Imports a checked workbook and answers how the run ended. */
export async function imported(harness: Harness, caller: Caller, runId: string, acceptPartial = false) {
  await caller.call('exchange.import', { runId, acceptPartial })
  await workRun(harness, runId)
  return caller.call('exchange.run', { runId })
}

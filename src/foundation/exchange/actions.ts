// What the workbook endpoints do: template, upload, the course of an import, export.

import { may, scopeOf } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import { inspectWorkbook, writeWorkbook } from '../../core/workbook/index.ts'
import { type IdentityShown, institutionsBelow, loadDirectory, type Port, readUnit } from '../org/index.ts'
import type { exchangeContract, Run as RunView, RunFault } from './contract.ts'
import { asFile, keepUpload, uploadedFile } from './file.ts'
import { runJobName } from './job.ts'
import { mendingWorkbook } from './mending.ts'
import { unreadable } from './plan.ts'
import { foundationPorts } from './ports.ts'
import {
  cancelRun,
  findRun,
  insertRun,
  listRuns,
  orderRun,
  readFaults,
  type Run,
  type RunState,
} from './store.ts'

/** The handlers, given the sheets of later rooms. */
export function exchangeHandlers(laterPorts: readonly Port[]): Handlers<typeof exchangeContract> {
  const ports = [...foundationPorts, ...laterPorts]
  return {
    template: async (_, { language }) => {
      const bytes = await writeWorkbook(
        ports.map((port) => ({ sheet: port.sheet, rows: [] })),
        { language },
      )
      return asFile(bytes, language === 'zh' ? '机构工作簿模板.xlsx' : 'institution-workbook.xlsx')
    },

    upload: async (work, { file }) => {
      const bytes = new Uint8Array(await file.arrayBuffer())
      // What is plainly no workbook is refused at once; the rest is found while reading.
      try {
        inspectWorkbook(bytes)
      } catch (error) {
        throw unreadable(error) ?? error
      }
      const { institutionId, accountId, username } = work.principal
      const id = newId()
      const name = file.name.slice(-200)
      const sha256 = await keepUpload(work, work.tx, {
        institutionId,
        runId: id,
        name,
        bytes,
        storedBy: accountId,
      })
      await insertRun(
        work.tx,
        {
          institutionId,
          id,
          file: { sha256, name, size: bytes.length },
          reach: work.reach,
          scope: scopeOf(work.principal),
          accountId,
          actor: username,
        },
        work.now,
      )
      await begin(work, id)
      work.changed({ subject: 'workbook', id, after: { uploaded: name } })
      return viewOf(await ownRun(work, id))
    },

    runs: async (work) => {
      const { institutionId, accountId } = work.principal
      return { runs: (await listRuns(work.tx, institutionId, accountId)).map(viewOf) }
    },

    run: async (work, { runId }) => viewOf(await ownRun(work, runId)),

    faults: async (work, { runId }) => {
      const { faultCount } = await ownRun(work, runId)
      return { faults: await faultsOf(work, runId), faultCount }
    },

    faultsFile: async (work, { runId, language }) => {
      const run = await ownRunWithFile(work, runId)
      const bytes = await uploadedFile(work, work.tx, {
        institutionId: work.principal.institutionId,
        sha256: run.fileSha256,
        runId,
      })
      const sheets = ports.map((port) => port.sheet)
      const mending = await mendingWorkbook(bytes, sheets, await faultsOf(work, runId), language)
      work.changed({ subject: 'workbook', id: runId, after: { faultsOf: run.fileName } })
      return asFile(mending, language === 'zh' ? '待改正的行.xlsx' : 'rows-to-mend.xlsx')
    },

    import: async (work, { runId, acceptPartial }) => {
      const run = await ownRunWithFile(work, runId)
      if (run.result === null) throw new AppError('wrong_state', { state: run.state })
      if (run.faultCount > 0 && !acceptPartial)
        throw new AppError('invalid_input', { reason: 'faults', faults: run.faultCount })
      await order(work, runId, 'importing', ['checked', 'failed', 'cancelled'], acceptPartial)
      work.changed({ subject: 'workbook', id: runId, after: { ordered: run.fileName, acceptPartial } })
      return viewOf(await ownRun(work, runId))
    },

    recheck: async (work, { runId }) => {
      const run = await ownRunWithFile(work, runId)
      await order(work, runId, 'reading', ['checked', 'done', 'failed', 'cancelled'], false)
      work.changed({ subject: 'workbook', id: runId, after: { rechecked: run.fileName } })
      return viewOf(await ownRun(work, runId))
    },

    cancel: async (work, { runId }) => {
      const run = await ownRun(work, runId)
      await cancelRun(work.tx, work.principal.institutionId, runId)
      work.changed({ subject: 'workbook', id: runId, after: { cancelled: run.fileName } })
      return viewOf(await ownRun(work, runId))
    },

    export: async (work, { language, clearIdentity, reason }) => {
      const target = targetOf(work)
      const unit = await readUnit(work.tx, target.institutionId, target.id)
      if (unit.parentId !== null) throw new AppError('invalid_input', { reason: 'not_institution' })
      if (clearIdentity && !may(work.principal, 'identity.read', target.path))
        throw new AppError('forbidden', { permission: 'identity.read' })
      if (clearIdentity && reason === undefined)
        throw new AppError('invalid_input', { reason: 'reason_required' })
      const bytes = await exportWorkbook(work, ports, target.institutionId, language, clearIdentity)
      work.changed({
        subject: 'workbook',
        id: target.id,
        after: { exported: unit.name, ...(clearIdentity ? { identity: 'clear', reason } : {}) },
      })
      return asFile(bytes, `${unit.name}_${work.today}.xlsx`)
    },
  }
}

/** A run of the caller; those of others look absent. */
async function ownRun(work: Work, id: string): Promise<Run> {
  const run = await findRun(work.tx, work.principal.institutionId, work.principal.accountId, id)
  if (run === undefined) throw new AppError('not_found', { kind: 'import' })
  return run
}

/** The same, for what needs the uploaded file: it is kept for a time. */
async function ownRunWithFile(work: Work, id: string): Promise<Run> {
  const run = await ownRun(work, id)
  if (run.fileDeletedAt !== null)
    throw new AppError('wrong_state', { kind: 'import', reason: 'file_deleted' })
  return run
}

async function faultsOf(work: Work, runId: string): Promise<RunFault[]> {
  // Written by ourselves, in this shape.
  return (await readFaults(work.tx, work.principal.institutionId, runId)) as RunFault[]
}

async function begin(work: Work, runId: string): Promise<void> {
  const { institutionId } = work.principal
  await work.enqueue(runJobName, { institutionId, runId }, `${runJobName} ${newId()}`)
}

/** Orders a stage of the run anew, with what the caller may write to now. */
async function order(
  work: Work,
  runId: string,
  state: 'reading' | 'importing',
  from: readonly RunState[],
  acceptPartial: boolean,
): Promise<void> {
  const scope = scopeOf(work.principal)
  const { institutionId } = work.principal
  const ordered = await orderRun(work.tx, institutionId, runId, {
    state,
    from,
    acceptPartial,
    reach: work.reach,
    scope,
  })
  if (!ordered) throw new AppError('wrong_state', { reason: 'under_way' })
  await begin(work, runId)
}

function viewOf({ fileSha256: _, result, error, ...run }: Run): RunView {
  return {
    ...run,
    // Written by ourselves, in these shapes.
    sheets: (result ?? []) as RunView['sheets'],
    error: error as RunView['error'],
  }
}

/** Writes what an institution and those below it hold; identity data masked, or clear when `clear`. */
export async function exportWorkbook(
  { tx, vault }: Pick<Work, 'tx' | 'vault'>,
  ports: readonly Port[],
  institutionId: string,
  language: 'zh' | 'en',
  clear: boolean,
): Promise<Uint8Array> {
  const institutionIds = await institutionsBelow(tx, [institutionId])
  const directory = await loadDirectory(tx)
  const shown: IdentityShown = { vault, identity: clear ? 'clear' : 'masked' }
  const parts = []
  for (const port of ports) {
    parts.push({ sheet: port.sheet, rows: await port.rows(tx, institutionIds, directory, shown) })
  }
  return writeWorkbook(parts, { language })
}

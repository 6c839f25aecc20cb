// Actions of discharge records: import step by step, read indicators, and follow them to the records.

import { type Part } from '../../core/columns/index.ts'
import { may as mayAt } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { type Handlers, targetOf, type UnitRef, type Work } from '../../core/pipeline.ts'
import { readUnit, unitsBelow } from '../../foundation/org/index.ts'
import type { dischargesContract, Run } from './contract.ts'
import { readList, writeList } from './file/list-file.ts'
import { plainMapping } from './file/layout.ts'
import { sealPlace } from './intake.ts'
import { faultPart, headsOf, jobName, recordPart } from './jobs.ts'
import { edition, codesOf, items } from './rules/dictionary.ts'
import { indicators } from './rules/indicators.ts'
import type { CodeLists } from './rules/lists.ts'
import { may, type RunAct, smallestShown } from './rules/run.ts'
import { faultsCsv } from './words.ts'
import {
  countDiseases,
  countFaults,
  countIndicators,
  type Dimension,
  findStay,
  readBlock,
  readExtent,
  readFaults,
  readStays,
  recordsInBlock,
} from './store/facts.ts'
import { insertList, readLists } from './store/lists.ts'
import {
  askToCancel,
  findActive,
  findRun,
  havePublished,
  insertRun,
  listRuns,
  moveRun,
  namesOf,
  publishedRuns,
  readWhole,
  setUploaded,
  type StoredRun,
} from './store/runs.ts'

const mostFaultsInFile = 100_000
const nameOfCode = new Map(
  items.flatMap((item) => codesOf(item).map((code) => [code.toUpperCase(), item.name])),
)

export const dischargesHandlers: Handlers<typeof dischargesContract> = {
  institutions: async ({ tx, reach, today }) => {
    const roots = await unitsBelow(tx, reach, { today, kinds: ['institution'] })
    const published = await havePublished(
      tx,
      roots.map((root) => root.institutionId),
    )
    return {
      institutions: roots.map(({ id, name, institutionId }) => ({
        unitId: id,
        name,
        published: published.has(institutionId),
      })),
    }
  },

  overview: async (work) => {
    const { tx, columns, principal } = work
    const { institutionId, id, path } = rootOf(work)
    const { name } = await readUnit(tx, institutionId, id)
    const { part } = await readWhole(tx, institutionId)
    const extent = part === null ? null : await readExtent(columns, part)
    const names = departmentNames(await readLists(tx, institutionId))
    const used = (await publishedRuns(tx, institutionId)).flatMap((run) => run.outcome?.lists ?? [])
    const different = new Map(used.map((list) => [`${list.kind} ${list.edition} ${list.source}`, list]))
    return {
      unitId: id,
      name,
      first: extent?.first ?? null,
      last: extent?.last ?? null,
      stays: extent?.stays ?? 0,
      departments: (extent?.departments ?? []).map((each) => ({
        ...each,
        name: names.get(each.code) ?? null,
      })),
      lists: [...different.values()],
      mayRead: mayAt(principal, 'record.read', path),
      mayWrite: mayAt(principal, 'record.write', path),
    }
  },

  indicators: async (work, { from, to, department, byDepartment, byMonth }) => {
    const part = await wholeOf(work)
    if (part === null) return { rows: [] }
    const by: Dimension[] = [
      ...(byDepartment ? (['department'] as const) : []),
      ...(byMonth ? (['month'] as const) : []),
    ]
    const scope = { from, to, department: department ?? null }
    const rows = await countIndicators(work.columns, part, indicators, by, scope)
    const all = readsRecords(work)
    return {
      rows: rows
        // Without a stay there is nothing to say; a query over the whole answers one row all the same.
        .filter((row) => (row.cells['discharges']?.numerator ?? 0) > 0)
        .map((row) => {
          const stays = row.cells['discharges']?.numerator ?? 0
          const cells = Object.entries(row.cells).map(([id, { numerator, denominator }]) => {
            const hidden = !all && isSmall(denominator ?? stays)
            return [id, hidden ? { ...nothing, hidden } : { numerator, denominator, hidden }]
          })
          return { ...row, cells: Object.fromEntries(cells) }
        }),
    }
  },

  diseases: async (work, { from, to, department }) => {
    const part = await wholeOf(work)
    if (part === null) return { diseases: [] }
    const lists = await readLists(work.tx, rootOf(work).institutionId)
    const names = new Map(lists.diseases.entries.map(({ id, name }) => [id, name]))
    const counts = await countDiseases(work.columns, part, { from, to, department: department ?? null })
    const all = readsRecords(work)
    return {
      diseases: counts.map(({ disease, stays, losDays, costFen, deaths }) => {
        const hidden = !all && isSmall(stays)
        return {
          id: disease,
          name: names.get(disease) ?? disease,
          stays,
          hidden,
          losDays: hidden ? null : losDays,
          costFen: hidden ? null : costFen,
          deaths: hidden ? null : deaths,
        }
      }),
    }
  },

  stays: async (work, { from, to, department, indicator, part: which, limit, offset }) => {
    const part = await wholeOf(work)
    const found = indicators.find(({ id }) => id === indicator)
    if (part === null || found === undefined) return { total: 0, stays: [] }
    const measure = which === 'denominator' ? (found.denominator ?? found.numerator) : found.numerator
    const scope = { from, to, department: department ?? null }
    const { total, stays } = await readStays(work.columns, part, scope, measure, { limit, offset })
    return {
      total,
      stays: stays.map((stay) => ({ ...stay, flags: [...stay.flags], diseases: [...stay.diseases] })),
    }
  },

  recordNumber: async (work, { stay }) => {
    const { institutionId, id } = rootOf(work)
    const part = await wholeOf(work)
    const found = part === null ? null : await findStay(work.columns, part, stay)
    const run = (await publishedRuns(work.tx, institutionId)).find(
      (each) => each.sequence === found?.sequence,
    )
    if (found === null || run === undefined) throw new AppError('not_found', { kind: 'discharge_stay' })
    const block = Math.floor(found.record / recordsInBlock)
    const records = recordPart(institutionId, run.id)
    const sealed = await readBlock(work.columns, records, block)
    if (sealed === null) throw new AppError('not_found', { kind: 'discharge_stay' })
    const opened = work.vault.open(sealPlace(institutionId, records, block), Buffer.from(sealed, 'base64'))
    const numbers = JSON.parse(opened) as readonly string[]
    work.changed({ subject: 'discharge_stay', id: stay, unitId: id, after: { read: 'record_number' } })
    return { recordNumber: numbers[found.record % recordsInBlock] ?? '' }
  },

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
    const active = await findActive(work.tx, institutionId)
    if (active !== null) {
      throw new AppError('wrong_state', {
        reason: 'import_running',
        state: active.state,
        since: active.startedAt,
      })
    }
    const run = {
      id: newId(),
      fileName,
      size,
      encoding,
      edition,
      mapping: mapping ?? plainMapping,
      startedBy: work.principal.accountId,
      startedAt: work.now.toString(),
    }
    await insertRun(work.tx, institutionId, run)
    work.changed({ subject: 'discharge_run', id: run.id, after: { fileName, size, edition } })
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

  faults: async (work, { runId, limit, offset }) => {
    const { institutionId } = rootOf(work)
    const run = await checkedRun(work, runId)
    const part = faultPart(institutionId, runId)
    const faults = await readFaults(work.columns, part, { limit, offset })
    const kinds = await countFaults(work.columns, part)
    return {
      faults: faults.map(({ line, place, code, value }) => ({ line, code, value, ...columnAt(run, place) })),
      kinds: kinds.map(({ place, code, count }) => ({ code, count, ...columnAt(run, place) })),
    }
  },

  faultsFile: async (work, { runId, language }) => {
    const { institutionId } = rootOf(work)
    const run = await checkedRun(work, runId)
    const page = { limit: mostFaultsInFile, offset: 0 }
    const faults = await readFaults(work.columns, faultPart(institutionId, runId), page)
    const lines = faults.map(({ line, place, code, value }) => ({
      line,
      code,
      value,
      ...columnAt(run, place),
    }))
    return new File([faultsCsv(lines, language)], `${run.fileName}.faults.csv`, {
      type: 'text/csv;charset=utf-8',
    })
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
    const { institutionId } = rootOf(work)
    const run = await runFor(work, runId, 'rollBack')
    const active = await findActive(work.tx, institutionId)
    if (active !== null) {
      throw new AppError('wrong_state', {
        reason: 'import_running',
        state: active.state,
        since: active.startedAt,
      })
    }
    await advance(work, run, 'rolling_back')
    return {}
  },

  lists: async (work) => {
    const { institutionId, path } = rootOf(work)
    return {
      lists: [...headsOf(await readLists(work.tx, institutionId))],
      mayWrite: mayAt(work.principal, 'record.write', path),
    }
  },

  listFile: async (work, { kind }) => {
    const lists = await readLists(work.tx, rootOf(work).institutionId)
    const { entries, edition: of } = lists[kind]
    return new File([writeList(kind, entries as never)], `${kind}-${of}.csv`, {
      type: 'text/csv;charset=utf-8',
    })
  },

  importList: async (work, { kind, edition: of, source, file }) => {
    const { institutionId } = rootOf(work)
    const { entries, faults } = await readList(kind, new Uint8Array(await file.arrayBuffer()))
    if (faults.length > 0) return { count: 0, faults: faults.slice(0, 1000).map((fault) => ({ ...fault })) }
    const before = (await readLists(work.tx, institutionId))[kind]
    const id = newId()
    const list = { kind, edition: of, source, synthetic: false, entries }
    await insertList(work.tx, institutionId, {
      ...list,
      id,
      importedAt: work.now.toString(),
      importedBy: work.principal.accountId,
    })
    work.changed({
      subject: 'discharge_code_list',
      id,
      before: { kind, edition: before.edition, count: before.entries.length },
      after: { kind, edition: of, source, count: entries.length },
    })
    return { count: entries.length, faults: [] }
  },
}

const nothing = { numerator: null, denominator: null }
const isSmall = (base: number): boolean => base > 0 && base < smallestShown

/** Records belong to an institution as a whole: the named unit must be its root. */
function rootOf(work: Work): UnitRef {
  const unit = targetOf(work)
  if (unit.kind !== 'institution') {
    throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
  }
  return unit
}

async function wholeOf(work: Work): Promise<Part | null> {
  return (await readWhole(work.tx, rootOf(work).institutionId)).part
}

const readsRecords = (work: Work): boolean => mayAt(work.principal, 'record.read', rootOf(work).path)

async function runFor(work: Work, runId: string, act: RunAct): Promise<StoredRun> {
  const run = await findRun(work.tx, rootOf(work).institutionId, runId)
  if (run === null) throw new AppError('not_found', { kind: 'discharge_run' })
  if (!may(act, run.state)) throw new AppError('wrong_state', { state: run.state })
  return run
}

async function checkedRun(work: Work, runId: string): Promise<StoredRun> {
  const run = await findRun(work.tx, rootOf(work).institutionId, runId)
  if (run === null) throw new AppError('not_found', { kind: 'discharge_run' })
  const there = ['checked', 'publishing', 'published', 'rolling_back', 'rolled_back'].includes(run.state)
  if (!there) throw new AppError('wrong_state', { state: run.state })
  return run
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

function columnAt(run: StoredRun, place: number) {
  const heading = place < 0 ? undefined : run.outcome?.header[place]
  if (heading === undefined) return { column: null, columnName: null }
  const mapped = Object.entries(run.mapping.columns).find(([, name]) => name === heading)?.[0]
  return { column: heading, columnName: nameOfCode.get((mapped ?? heading).toUpperCase()) ?? null }
}

function departmentNames(lists: CodeLists): ReadonlyMap<string, string> {
  return new Map(lists.departments.entries.map(({ code, name }) => [code, name]))
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

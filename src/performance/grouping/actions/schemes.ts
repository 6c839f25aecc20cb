// Schemes: listed, read from files, written as a file, made current, removed.

import { may as mayAt } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import type { Work } from '../../../core/pipeline.ts'
import { readScheme, writeScheme } from '../file/scheme-file.ts'
import { askGrouping } from '../jobs.ts'
import { listKinds, type Lists, type SchemeHead } from '../rules/scheme.ts'
import { syntheticHead, syntheticLists } from '../rules/synthetic.ts'
import { forgetFailure, readRun, readWhole } from '../store/runs.ts'
import {
  type Counts,
  currentScheme,
  deleteScheme,
  insertScheme,
  listSchemes,
  namesOf,
  readLists,
  setCurrent,
} from '../store/schemes.ts'
import { rootOf, schemeFor, type Some } from './begin.ts'

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const mostFaults = 1000

export const schemes: Some<
  'schemes' | 'schemeFile' | 'importScheme' | 'addSample' | 'makeCurrent' | 'removeScheme' | 'groupAgain'
> = {
  schemes: async (work) => {
    const { institutionId, path } = rootOf(work)
    const all = await listSchemes(work.tx, institutionId)
    const names = await namesOf(work.tx, institutionId, [...new Set(all.map((each) => each.importedBy))])
    const whole = await readWhole(work.tx, institutionId)
    return {
      schemes: all.map((each) => ({
        ...each,
        importedBy: names.get(each.importedBy) ?? '—',
        inUse: whole?.schemeId === each.id,
      })),
      mayWrite: mayAt(work.principal, 'figure.write', path),
    }
  },

  schemeFile: async (work, { schemeId }) => {
    const { institutionId } = rootOf(work)
    const { edition } = schemeId === undefined ? syntheticHead : await schemeFor(work, schemeId)
    const lists = schemeId === undefined ? syntheticLists : await readLists(work.tx, institutionId, schemeId)
    if (lists === null) throw new AppError('not_found', { kind: 'grouping_scheme' })
    const bytes = await writeScheme(lists)
    return new File([new Uint8Array(bytes)], `drg-${edition}.xlsx`, { type: excel })
  },

  importScheme: async (work, { edition, source, file, more }) => {
    rootOf(work)
    const read = await Promise.all(
      [file, ...more].map(async (each) => ({
        name: each.name,
        bytes: new Uint8Array(await each.arrayBuffer()),
      })),
    )
    const { lists, faults } = await readScheme(read)
    if (lists === null) {
      return {
        schemeId: null,
        faultCount: faults.length,
        faults: faults.slice(0, mostFaults).map((fault) => ({ ...fault })),
      }
    }
    const schemeId = await add(work, { edition, source, synthetic: false }, lists)
    return { schemeId, faultCount: 0, faults: [] }
  },

  addSample: async (work) => ({ schemeId: await add(work, syntheticHead, syntheticLists) }),

  makeCurrent: async (work, { schemeId }) => {
    const { institutionId } = rootOf(work)
    const scheme = await schemeFor(work, schemeId)
    const before = await currentScheme(work.tx, institutionId)
    if (before === schemeId) return {}
    await setCurrent(work.tx, institutionId, schemeId)
    await askGrouping(work.tx, institutionId)
    work.changed({
      subject: 'grouping_scheme',
      id: schemeId,
      before: { current: before },
      after: { current: schemeId, edition: scheme.edition, source: scheme.source },
    })
    return {}
  },

  removeScheme: async (work, { schemeId }) => {
    const { institutionId } = rootOf(work)
    const scheme = await schemeFor(work, schemeId)
    const whole = await readWhole(work.tx, institutionId)
    if (scheme.current || whole?.schemeId === schemeId) {
      throw new AppError('wrong_state', { reason: 'scheme_in_use' })
    }
    await deleteScheme(work.tx, institutionId, schemeId)
    const { edition, source, counts } = scheme
    work.changed({
      subject: 'grouping_scheme',
      id: schemeId,
      before: { edition, source, counts },
      after: null,
    })
    return {}
  },

  groupAgain: async (work) => {
    const { institutionId } = rootOf(work)
    const run = await readRun(work.tx, institutionId)
    await forgetFailure(work.tx, institutionId)
    await askGrouping(work.tx, institutionId)
    work.changed({
      subject: 'grouping_run',
      id: institutionId,
      before: { state: run?.state ?? null, failure: run?.failure ?? null },
      after: { state: 'asked' },
    })
    return {}
  },
}

/** Keeps a scheme; the first one is current at once. */
async function add(work: Work, head: SchemeHead, lists: Lists): Promise<string> {
  const { institutionId } = rootOf(work)
  const id = newId()
  const counts = Object.fromEntries(listKinds.map((kind) => [kind, lists[kind].length])) as Counts
  await insertScheme(work.tx, institutionId, {
    ...head,
    id,
    lists,
    counts,
    importedAt: work.now.toString(),
    importedBy: work.principal.accountId,
  })
  const first = (await currentScheme(work.tx, institutionId)) === null
  if (first) {
    await setCurrent(work.tx, institutionId, id)
    await askGrouping(work.tx, institutionId)
  }
  work.changed({ subject: 'grouping_scheme', id, before: null, after: { ...head, counts, current: first } })
  return id
}

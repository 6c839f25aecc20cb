// Code lists: what they hold, as a file, and a new edition of one.

import { may as mayAt } from '../../../core/access.ts'
import { newId } from '../../../core/ids.ts'
import { readList, writeList } from '../file/list-file.ts'
import { headsOf } from '../jobs.ts'
import { insertList, readLists } from '../store/lists.ts'
import { rootOf, type Some } from './begin.ts'

export const lists: Some<'lists' | 'listFile' | 'importList'> = {
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

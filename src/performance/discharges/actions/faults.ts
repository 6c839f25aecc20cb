// What is wrong in a checked file: page by page, by kind, and as a file to mend it by.

import { faultPart } from '../jobs.ts'
import { countFaults, readFaults } from '../store/facts.ts'
import { faultsCsv } from '../words.ts'
import { checkedRun, columnAt, rootOf, type Some } from './begin.ts'

const mostFaultsInFile = 100_000

export const faults: Some<'faults' | 'faultsFile'> = {
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
}

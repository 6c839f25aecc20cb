// From a figure to its records: the stays behind it, and the record number of one of them, which is logged.

import { AppError } from '../../../core/errors.ts'
import { sealPlace } from '../intake.ts'
import { recordPart } from '../jobs.ts'
import { indicators } from '../rules/indicators.ts'
import { findStay, readBlock, readStays, recordsInBlock } from '../store/stays.ts'
import { publishedRuns } from '../store/runs.ts'
import { rootOf, type Some, wholeOf } from './begin.ts'

export const records: Some<'stays' | 'recordNumber'> = {
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
}

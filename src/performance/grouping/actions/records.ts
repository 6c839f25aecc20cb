// From a figure to its stays, and from a stay to the rules that were tried on it; each reading is logged.

import { AppError } from '../../../core/errors.ts'
import { readFact } from '../../discharges/index.ts'
import { explain } from '../rules/explain.ts'
import { prepare, type Reason, type Stay } from '../rules/group.ts'
import { findStay, type GroupedStay, readStays } from '../store/groups.ts'
import { readLists } from '../store/schemes.ts'
import { rootOf, scopeOf, type Some, wholeOf } from './begin.ts'

export const records: Some<'stays' | 'trace'> = {
  stays: async (work, { drg, reason, limit, offset, ...input }) => {
    const of = drg === undefined ? (reason === undefined ? null : { reason }) : { drg }
    if (of === null) throw new AppError('invalid_input', { reason: 'drg_or_reason' })
    const whole = await wholeOf(work)
    if (whole === null) return { total: 0, stays: [] }
    const { total, stays } = await readStays(work.columns, whole.part, scopeOf(input), of, { limit, offset })
    return { total, stays: stays.map(viewStay) }
  },

  trace: async (work, { stay: key }) => {
    const { tx, columns } = work
    const { institutionId } = rootOf(work)
    const whole = await wholeOf(work)
    const stay = whole === null ? null : await findStay(columns, whole.part, key)
    const lists = whole === null ? null : await readLists(tx, institutionId, whole.schemeId)
    if (whole === null || stay === null || lists === null) {
      throw new AppError('not_found', { kind: 'discharge_stay' })
    }
    // Of front pages that were replaced meanwhile, the new groups are on their way.
    const there = (await columns.columnsOf(whole.sourcePart)) !== null
    const fact = there ? await readFact(columns, whole.sourcePart, key) : null
    if (fact === null) throw new AppError('stale', { kind: 'discharge_stay' })
    const codes: Stay = {
      principal: fact.mainDx ?? '',
      diagnoses: fact.otherDx,
      mainProcedure: fact.mainOp ?? '',
      procedures: fact.otherOps,
      sex: fact.sex,
      ageYears: fact.ageYears,
      ageDays: fact.ageDays,
      birthWeight: fact.birthWeight,
    }
    const { result, mdcs, comorbidities, split } = explain(prepare(lists), codes)
    const drg = lists.drg.find(({ code }) => code === result.drg)
    return {
      stay: viewStay(stay),
      codes: { ...codes, diagnoses: [...codes.diagnoses], procedures: [...codes.procedures] },
      mdcs: mdcs.map((mdc) => ({
        ...mdc,
        adrgs: mdc.adrgs.map((adrg) => ({ ...adrg, by: [...adrg.by] })),
      })),
      comorbidities: [...comorbidities],
      split,
      drg:
        drg === undefined || result.level === null
          ? null
          : { code: drg.code, name: drg.name, weight: drg.weight, level: result.level },
      reason: result.reason,
    }
  },
}

const viewStay = (stay: GroupedStay) => ({ ...stay, reason: stay.reason as Reason | null })

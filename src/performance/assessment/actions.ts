// Actions of hospital figures: read them with everything computed, enter or correct one.

import { may } from '../../core/access.ts'
import { AppError } from '../../core/errors.ts'
import { type Handlers, targetOf, type UnitRef, type Work } from '../../core/pipeline.ts'
import { ratesByYear } from '../../foundation/duties/index.ts'
import { readInstitution, readUnit, unitsBelow } from '../../foundation/org/index.ts'
import type { assessmentContract, Result, Workload } from './contract.ts'
import { compareRank, compareScore, compareWorkload, faultOfResult, mostOf, percentileOf } from './rules.ts'
import {
  changeResult,
  changeWorkload,
  findResult,
  findWorkload,
  insertResults,
  insertWorkload,
  readLevels,
  readNewest,
  readResults,
  readWorkload,
  type StoredResult,
  type StoredWorkload,
} from './store.ts'

const rootKinds = ['commission', 'institution'] as const

export const assessmentHandlers: Handlers<typeof assessmentContract> = {
  institutions: async ({ tx, reach, today }) => {
    const roots = await unitsBelow(tx, reach, { today, kinds: rootKinds })
    const ids = roots.map((root) => root.institutionId)
    const newest = await readNewest(tx, ids)
    const levels = await readLevels(tx, ids)
    return {
      institutions: roots.map(({ id, institutionId, name }) => {
        const result = newest.get(institutionId)
        const level = levels.get(institutionId) ?? null
        return { unitId: id, name, level, newest: result === undefined ? null : viewResult(result) }
      }),
    }
  },

  institution: async (work) => {
    const { tx, principal } = work
    const root = rootOf(work)
    const { name } = await readUnit(tx, root.institutionId, root.id)
    const institution = await readInstitution(tx, root.institutionId)
    const results = await readResults(tx, [root.institutionId])
    const workload = await readWorkload(tx, [root.institutionId])
    const years = new Set([...results, ...workload].map((entry) => entry.year))
    return {
      unitId: root.id,
      name,
      level: institution.level,
      demo: institution.demo,
      results: results.map(viewResult),
      workload: workload.map(viewWorkload),
      partyWork: await readPartyWork(work, root, years),
      mayWrite: may(principal, 'figure.write', root.path),
    }
  },

  saveResult: async (work, { version, ...input }) => {
    const { tx, changed } = work
    const entry = { ...input, institutionId: rootOf(work).institutionId }
    const reason = faultOfResult(entry)
    if (reason !== null) throw new AppError('invalid_input', { reason })
    const before = await findResult(tx, entry)
    const saved =
      version === null ? await inserted(insertResults(tx, [entry])) : await changeResult(tx, entry, version)
    if (saved === null) throw new AppError('stale')
    const after = await findResult(tx, entry)
    changed({
      subject: 'assessment_result',
      id: `${entry.year}/${entry.assessment}`,
      before: before === null ? null : asEntered(before),
      after: after === null ? null : asEntered(after),
    })
    return { version: saved }
  },

  saveWorkload: async (work, { version, ...input }) => {
    const { tx, changed } = work
    const entry = { ...input, institutionId: rootOf(work).institutionId }
    const most = mostOf(entry.item)
    if (entry.value > most)
      throw new AppError('invalid_input', { reason: 'too_much', value: entry.value, most })
    const before = await findWorkload(tx, entry)
    const saved =
      version === null
        ? await inserted(insertWorkload(tx, [entry]))
        : await changeWorkload(tx, entry, version)
    if (saved === null) throw new AppError('stale')
    const after = await findWorkload(tx, entry)
    changed({
      subject: 'workload',
      id: `${entry.year}/${entry.item}`,
      before: before === null ? null : asEntered(before),
      after: after === null ? null : asEntered(after),
    })
    return { version: saved }
  },
}

/** Figures belong to an institution as a whole: the named unit must be its root. */
function rootOf(work: Work): UnitRef {
  const unit = targetOf(work)
  if (!rootKinds.some((kind) => kind === unit.kind)) {
    throw new AppError('invalid_input', { reason: 'not_institution', kind: unit.kind })
  }
  return unit
}

/** The first version of what was entered; a row that exists already is the database's error 23505. */
async function inserted(insertion: Promise<void>): Promise<number> {
  await insertion
  return 1
}

/** The fulfilment of duties, newest year first, in the years that have figures and in those that have duties. */
async function readPartyWork({ tx, today }: Work, root: UnitRef, withFigures: ReadonlySet<number>) {
  const rates = await ratesByYear(tx, root.id, today)
  const withDuties = [...rates].flatMap(([year, rate]) => (rate.denominator > 0 ? [year] : []))
  return [...new Set([...withFigures, ...withDuties])]
    .sort((a, b) => b - a)
    .map((year) => ({ year, rate: rates.get(year) ?? { numerator: 0, denominator: 0 } }))
}

function viewResult(stored: StoredResult): Result {
  const { institutionId: _, enteredScore, enteredRank, enteredGrade, ...entry } = stored
  const score = compareScore({ value: entry.score, change: entry.scoreChange }, enteredScore)
  const rank = compareRank({ value: entry.rank, change: entry.rankChange }, enteredRank)
  return {
    ...entry,
    scoreChange: score.change,
    scoreBefore: score.before,
    rankChange: rank.change,
    rankBefore: rank.before,
    percentile: percentileOf(entry.rank, entry.groupSize),
    gradeBefore: enteredGrade ?? entry.gradeBefore,
    stated: { scoreChange: entry.scoreChange, rankChange: entry.rankChange, gradeBefore: entry.gradeBefore },
    scoreConflict: score.conflict,
    rankConflict: rank.conflict,
  }
}

function viewWorkload(stored: StoredWorkload): Workload {
  const { institutionId: _, enteredValue, ...entry } = stored
  const compared = compareWorkload(
    entry.item,
    { value: entry.value, change: entry.growthPercent },
    enteredValue,
  )
  return {
    ...entry,
    growthPercent: compared.change,
    valueBefore: compared.before,
    stated: { growthPercent: entry.growthPercent },
    conflict: compared.conflict,
  }
}

/** What a person entered, without what belongs to another year. */
function asEntered(stored: StoredResult | StoredWorkload): object {
  return Object.fromEntries(Object.entries(stored).filter(([key]) => !key.startsWith('entered')))
}

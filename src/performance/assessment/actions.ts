// Actions of hospital figures: read them with everything computed, enter or correct one.

import { may } from '../../core/access.ts'
import type { Tx } from '../../core/db.ts'
import { AppError } from '../../core/errors.ts'
import type { Handlers, UnitRef, Work } from '../../core/pipeline.ts'
import { ratesByYear } from '../../foundation/duties/index.ts'
import { readInstitution, readUnit, unitsBelow } from '../../foundation/org/index.ts'
import type { assessmentContract, Result, Workload } from './contract.ts'
import { peersHandlers } from './peers/actions.ts'
import {
  compareRank,
  compareScore,
  compareWorkload,
  faultOfResult,
  levelOf,
  mostOf,
  percentileOf,
} from './rules.ts'
import { rootKinds, rootOf } from './root.ts'
import { schemesHandlers } from './schemes/actions.ts'
import {
  bandOfRank,
  bothSizes,
  lastRankOf,
  type Scheme,
  schemeFor,
  schemesWith,
  sizesImplied,
} from './schemes/rules.ts'
import { readSchemes } from './schemes/store.ts'
import {
  changeResult,
  changeWorkload,
  deleteResult,
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

export const assessmentHandlers: Handlers<typeof assessmentContract> = {
  ...schemesHandlers,
  ...peersHandlers,

  institutions: async ({ tx, reach, today }) => {
    const roots = await unitsBelow(tx, reach, { today, kinds: rootKinds })
    const ids = roots.map((root) => root.institutionId)
    const newest = await readNewest(tx, ids)
    const levels = await readLevels(tx, ids)
    const schemes = await schemesBy(tx, ids)
    return {
      institutions: roots.map(({ id, institutionId, name }) => {
        const result = newest.get(institutionId)
        const level = levels.get(institutionId) ?? null
        return {
          unitId: id,
          name,
          level,
          newest: result === undefined ? null : viewResult(result, schemes(institutionId)),
        }
      }),
    }
  },

  rounds: async ({ tx, reach, today }) => {
    const roots = await unitsBelow(tx, reach, { today, kinds: rootKinds })
    const ids = roots.map((root) => root.institutionId)
    const schemes = await schemesBy(tx, ids)
    const byInstitution = new Map(roots.map((root) => [root.institutionId, root]))
    const rounds = new Map<string, StoredResult[]>()
    for (const result of await readResults(tx, ids)) {
      const key = `${result.year} ${result.assessment} ${result.peerGroup ?? ''}`
      rounds.getOrInsertComputed(key, () => []).push(result)
    }
    const bestFirst = (one: StoredResult, other: StoredResult): number =>
      (one.rank ?? Number.POSITIVE_INFINITY) - (other.rank ?? Number.POSITIVE_INFINITY) ||
      (other.score ?? -1) - (one.score ?? -1)
    return {
      rounds: [...rounds.values()]
        .flatMap((results) => {
          const [first] = results
          if (first === undefined) return []
          const { assessment, year, peerGroup } = first
          const sizes = results.flatMap(({ groupSize }) => (groupSize === null ? [] : [groupSize]))
          return {
            assessment,
            level: levelOf(assessment),
            year,
            peerGroup,
            groupSizes: [...new Set(sizes)],
            publishedOn: results.find(({ publishedOn }) => publishedOn !== null)?.publishedOn ?? null,
            results: results.toSorted(bestFirst).flatMap((result) => {
              const root = byInstitution.get(result.institutionId)
              if (root === undefined) return []
              const view = viewResult(result, schemes(result.institutionId))
              return [{ unitId: root.id, name: root.name, result: view }]
            }),
          }
        })
        .sort((one, other) => other.year - one.year),
    }
  },

  institution: async (work) => {
    const { tx, principal } = work
    const root = rootOf(work)
    const { name } = await readUnit(tx, root.institutionId, root.id)
    const institution = await readInstitution(tx, root.institutionId)
    const results = await readResults(tx, [root.institutionId])
    const workload = await readWorkload(tx, [root.institutionId])
    const schemes = (await schemesBy(tx, [root.institutionId]))(root.institutionId)
    const years = new Set([...results, ...workload].map((entry) => entry.year))
    return {
      unitId: root.id,
      name,
      level: institution.level,
      demo: institution.demo,
      results: results.map((result) => viewResult(result, schemes)),
      workload: workload.map(viewWorkload),
      partyWork: await readPartyWork(work, root, years),
      mayWrite: may(principal, 'figure.write', root.path),
    }
  },

  saveResult: async (work, { version, formerGroup, ...input }) => {
    const { tx, changed } = work
    const entry = { ...input, institutionId: rootOf(work).institutionId }
    const reason = faultOfResult(entry)
    if (reason !== null) throw new AppError('invalid_input', { reason })
    const former = formerGroup === undefined ? entry.peerGroup : formerGroup
    const before = await findResult(tx, { ...entry, peerGroup: former })
    const saved =
      version === null
        ? await inserted(insertResults(tx, [entry]))
        : await changeResult(tx, entry, version, former)
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

  removeResult: async (work, { version, unitId: _, peerGroup, ...key }) => {
    const { tx, changed } = work
    const named = { ...key, institutionId: rootOf(work).institutionId, peerGroup: peerGroup || null }
    const before = await findResult(tx, named)
    if (before === null) throw new AppError('not_found')
    if (!(await deleteResult(tx, named, version))) throw new AppError('stale')
    changed({
      subject: 'assessment_result',
      id: `${key.year}/${key.assessment}`,
      before: asEntered(before),
      after: null,
    })
    return {}
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

/** The grade schemes of these institutions: one of them asked for, its own stand before the shipped ones. */
async function schemesBy(tx: Tx, ids: readonly string[]): Promise<(id: string) => readonly Scheme[]> {
  const own = await readSchemes(tx, ids)
  return (id) => schemesWith(own.filter(({ institutionId }) => institutionId === id))
}

function viewResult(stored: StoredResult, schemes: readonly Scheme[]): Result {
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
    ...graded(entry, rank.before?.value ?? null, enteredGrade ?? entry.gradeBefore, schemes),
    stated: { scoreChange: entry.scoreChange, rankChange: entry.rankChange, gradeBefore: entry.gradeBefore },
    scoreConflict: score.conflict,
    rankConflict: rank.conflict,
  }
}

/** The band of a rank in a group of known size; where the size is not known, which sizes the grades leave open. */
function graded(
  entry: Pick<StoredResult, 'assessment' | 'year' | 'peerGroup' | 'rank' | 'grade' | 'groupSize'>,
  rankBefore: number | null,
  gradeBefore: string | null,
  schemes: readonly Scheme[],
): Pick<Result, 'band' | 'sizesImplied'> {
  const { assessment, year, peerGroup, rank, grade, groupSize } = entry
  const of = (each: number) => schemeFor(schemes, { level: levelOf(assessment), year: each, peerGroup })
  const scheme = of(year)
  const nothing = { band: null, sizesImplied: null }
  if (scheme === null || rank === null) return nothing
  if (groupSize !== null) {
    const band = bandOfRank(scheme, rank, groupSize)
    if (band === null) return nothing
    const { id, name } = scheme
    const lastRank = lastRankOf(band, groupSize)
    return { ...nothing, band: { ...band, lastRank, scheme: id, schemeName: name } }
  }
  const sizes = (each: Scheme | null, place: number | null, word: string | null) =>
    each === null || place === null || word === null ? null : sizesImplied(each, place, word)
  const now = sizes(scheme, rank, grade)
  const before = sizes(of(year - 1), rankBefore, gradeBefore)
  if (now === null && before === null) return nothing
  return { ...nothing, sizesImplied: { now, before, both: bothSizes(now, before) } }
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

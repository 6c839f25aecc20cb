// Reading the tree: all of a small one, the top of a large one, then children and hits, today or on a past day.

import { AppError } from '../../../core/errors.ts'
import type { Handlers, Work } from '../../../core/pipeline.ts'
import type { orgContract, UnitHit, UnitLine } from '../contract.ts'
import {
  cameFromElsewhere,
  changeDays,
  childrenIn,
  countChildren,
  findByWords,
  kidsOf,
  type Look,
  memberCounts,
  membersThen,
  namesOn,
  pathsOf,
  type TreeUnit,
  unitsOf,
} from '../store/index.ts'

/** A tree up to this size is given whole: everything in it is found and opened at once. */
export const wholeTree = 2_000
/** Of a larger one come the levels at the top as long as they are no more than this. */
const topUnits = 200
const pageUnits = 200
const mostHits = 30
// Hits come from the index in no order; the best ones are chosen among so many.
const sifted = 80
// Of a very large tree one needs to know whether there is anything below, not how much.
const mostKids = 10
const markedDays = 400

const lookOf = (
  work: Work,
  input: { readonly at?: string | undefined; readonly withDissolved: boolean },
): Look => ({
  today: work.today,
  at: input.at === undefined || input.at >= work.today ? null : input.at,
  withDissolved: input.withDissolved,
})

const lie = (path: readonly string[], reach: readonly string[]): boolean =>
  path.some((step) => reach.includes(step))

/** A unit of a past day may be seen when it lies within reach now, or did then. */
async function visible(work: Work, units: readonly TreeUnit[], look: Look): Promise<readonly TreeUnit[]> {
  const paths = await pathsOf(
    work.tx,
    units.filter((unit) => !lie(unit.path, work.reach)),
    look.at,
  )
  return units.filter((unit) => lie(unit.path, work.reach) || lie(paths.get(unit.id) ?? [], work.reach))
}

/** The units at the top: those of the grants, and on a past day those that hung elsewhere. */
async function rootsOf(work: Work, look: Look): Promise<readonly TreeUnit[]> {
  const { tx, reach } = work
  const own = await unitsOf(tx, reach, look)
  const tops = own.filter(
    (unit) => !own.some((other) => other.id !== unit.id && unit.path.includes(other.id)),
  )
  if (look.at === null) return tops
  const from = await unitsOf(tx, await cameFromElsewhere(tx, reach, look.at), look)
  const paths = await pathsOf(tx, from, look.at)
  const strangers = from.filter((unit) => !lie(paths.get(unit.id) ?? [], reach))
  return [...tops, ...strangers.filter((unit) => !tops.some((top) => top.id === unit.id))]
}

async function below(
  work: Work,
  parents: readonly TreeUnit[],
  look: Look,
  page: { readonly offset: number; readonly limit: number },
): Promise<readonly TreeUnit[]> {
  const units = await childrenIn(
    work.tx,
    parents.map((unit) => unit.id),
    look,
    page,
  )
  return look.at === null ? units : visible(work, units, look)
}

async function asLines(work: Work, units: readonly TreeUnit[], look: Look): Promise<UnitLine[]> {
  const kids = await kidsOf(
    work.tx,
    units.map((unit) => unit.id),
    look,
    mostKids,
  )
  return units.map((unit) => ({ ...unit, kids: kids.get(unit.id) ?? 0 }))
}

export const tree: Handlers<typeof orgContract>['tree'] = async (work, input) => {
  const look = lookOf(work, input)
  const levels: (readonly TreeUnit[])[] = [await rootsOf(work, look)]
  const known = new Set<string>()
  let whole = true
  for (let level = levels[0] ?? []; level.length > 0; ) {
    for (const unit of level) known.add(unit.id)
    const room = wholeTree - known.size
    const ids = level.map((unit) => unit.id)
    // Counted before they are read: of a large tree the level that is too wide is never fetched.
    whole = (await countChildren(work.tx, ids, look, room + 1)) <= room
    if (!whole) break
    const next = await below(work, level, look, { offset: 0, limit: room })
    level = next.filter((unit) => !known.has(unit.id))
    levels.push(level)
  }
  while (!whole && levels.length > 1 && levels.flat().length > topUnits) levels.pop()
  const units = levels.flat()
  if (!whole) return { units: await asLines(work, units, look), whole }
  const kids = Map.groupBy(units, (unit) => unit.parentId)
  return { units: units.map((unit) => ({ ...unit, kids: kids.get(unit.id)?.length ?? 0 })), whole }
}

export const children: Handlers<typeof orgContract>['children'] = async (work, input) => {
  const look = lookOf(work, input)
  const [parent] = await visible(work, await unitsOf(work.tx, [input.parentId], look), look)
  if (parent === undefined) throw new AppError('not_found', { kind: 'unit' })
  const page = await childrenIn(work.tx, [parent.id], look, { offset: input.offset, limit: pageUnits + 1 })
  const more = page.length > pageUnits
  const units = look.at === null ? page : await visible(work, page, look)
  return { units: await asLines(work, more ? units.slice(0, pageUnits) : units, look), more }
}

/** Units with the names of what is above them, as far as it lies within reach. */
async function withWays(work: Work, units: readonly TreeUnit[], look: Look): Promise<UnitHit[]> {
  const paths = await pathsOf(work.tx, units, look.at)
  const above = [...new Set([...paths.values()].flat())]
  const names = await namesOn(work.tx, above, look)
  const lines = await asLines(work, units, look)
  return lines.map((line) => {
    const path = paths.get(line.id) ?? line.path
    const first = path.findIndex((step) => work.reach.includes(step))
    const way = (first === -1 ? [] : path.slice(first)).filter((step) => step !== line.id)
    return { ...line, way: way.map((step) => ({ id: step, name: names.get(step) ?? '' })) }
  })
}

/** The same units as they were on the day looked at; without those that did not live then. */
const onDay = (work: Work, units: readonly TreeUnit[], look: Look) =>
  unitsOf(
    work.tx,
    units.map((unit) => unit.id),
    look,
  )

export const search: Handlers<typeof orgContract>['search'] = async (work, input) => {
  const look = lookOf(work, input)
  const words = input.q.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && input.kinds === undefined) return { hits: [], more: false }
  const now = await findByWords(work.tx, {
    words,
    kinds: input.kinds,
    within: look.at === null ? work.reach : null,
    livingOn: look.withDissolved ? null : (look.at ?? work.today),
    limit: sifted,
  })
  const seen = look.at === null ? now : await visible(work, await onDay(work, now, look), look)
  // What begins with the word first, then what is nearer the top, then the shorter name.
  const [word = ''] = words
  const rank = (unit: TreeUnit): number =>
    (unit.name.toLowerCase().startsWith(word) || unit.code.toLowerCase() === word ? 0 : 10_000) +
    unit.path.length * 100 +
    unit.name.length
  const best = seen.toSorted((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1))
  return { hits: await withWays(work, best.slice(0, mostHits), look), more: best.length > mostHits }
}

export const way: Handlers<typeof orgContract>['way'] = async (work, { unitId }) => {
  const look: Look = { today: work.today, at: null, withDissolved: true }
  const [hit] = await withWays(work, await unitsOf(work.tx, [unitId], look), look)
  if (hit === undefined) throw new AppError('not_found', { kind: 'unit' })
  return hit
}

export const members: Handlers<typeof orgContract>['members'] = async (work, { unitIds, at }) => {
  const look = lookOf(work, { at, withDissolved: true })
  const seen = await visible(work, await unitsOf(work.tx, unitIds, look), look)
  const ids = seen.map((unit) => unit.id)
  const counts =
    look.at === null ? await memberCounts(work.tx, ids) : await membersThen(work.tx, ids, look.at)
  return { members: Object.fromEntries(ids.map((id) => [id, counts.get(id) ?? 0])) }
}

export const changeDaysWithin: Handlers<typeof orgContract>['changeDays'] = async (work) => ({
  days: await changeDays(work.tx, work.reach, markedDays),
})

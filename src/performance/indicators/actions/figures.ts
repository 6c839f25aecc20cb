// The yearly figures: read them with the year before and the cross-checks, enter, correct or take out one.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import type { Work } from '../../../core/pipeline.ts'
import { type Group, providedFigures, readFacts } from '../facts.ts'
import { checksOf } from '../rules/checks.ts'
import { countedFigures, type FigureId, figureIds, figureOf, mostOf } from '../rules/figures.ts'
import { keyOf, records } from '../rules/formula.ts'
import {
  changeFigure,
  type FigureEntry,
  findFigure,
  insertFigures,
  readFigures,
  removeFigure,
  type StoredFigure,
} from '../store.ts'
import { entering, fresh, rootOf, type Some } from './begin.ts'

/** What is known of the yearly figures of a year, wherever it comes from. */
function numbersIn(group: Group | undefined): ReadonlyMap<FigureId, number> {
  return new Map(
    figureIds.flatMap((id) => {
      const value = group?.facts.get(`yearly/${id}`)
      return value === undefined ? [] : [[id, value] as const]
    }),
  )
}

/** What a whole year of front pages counts. */
function countedIn(group: Group | undefined): ReadonlyMap<FigureId, number> {
  const counted = new Map<FigureId, number>()
  if (group?.facts.get('records/months') !== 12) return counted
  for (const id of figureIds) {
    const from = countedFigures[id]
    const value = from === undefined ? undefined : group.facts.get(keyOf(records(from.indicator, from.part)))
    if (value !== undefined) counted.set(id, value)
  }
  return counted
}

export const figures: Some<'yearly' | 'saveFigure'> = {
  yearly: async (work, { year }) => {
    const { institutionId, path } = rootOf(work)
    const stored = new Map(
      (await readFigures(work.tx, institutionId, year, year)).map((entry) => [entry.figure, entry]),
    )
    const groups = await readFacts(
      work,
      { institutionId, from: (year - 1) * 100 + 1, to: year * 100 + 12, by: 'year', department: null },
      ['yearly', 'records'],
    )
    const [now, before] = [year, year - 1].map((each) => groups.find(({ period }) => period === each))
    const [numbers, numbersBefore] = [numbersIn(now), numbersIn(before)]
    const provided = providedFigures()
    return {
      figures: figureIds.map((figure) => {
        const entry = stored.get(figure)
        const value = numbers.get(figure) ?? null
        return {
          figure,
          value,
          words: entry?.words ?? null,
          source: entry?.source ?? '',
          version: entry?.version ?? null,
          enteredBy: entry?.enteredBy ?? null,
          enteredAt: entry?.enteredAt ?? null,
          before: numbersBefore.get(figure) ?? null,
          from:
            entry !== undefined
              ? 'entered'
              : value === null
                ? null
                : provided.has(figure) && countedIn(now).get(figure) !== value
                  ? 'results'
                  : 'records',
        } as const
      }),
      checks: checksOf(numbers, numbersBefore, countedIn(now)).map((check) => ({
        ...check,
        facts: { ...check.facts },
      })),
      mayWrite: may(work.principal, 'figure.write', path),
    }
  },

  saveFigure: async (work, { version, unitId: _, ...input }) => {
    const entry: FigureEntry = { ...input, institutionId: rootOf(work).institutionId }
    refuseUnfit(entry)
    const before = await findFigure(work.tx, entry)
    const saved = await save(work, entry, version)
    const after = saved === null ? null : await findFigure(work.tx, entry)
    work.changed({
      subject: 'yearly_figure',
      id: `${entry.year}/${entry.figure}`,
      before: asEntered(before),
      after: asEntered(after),
    })
    return { version: saved }
  },
}

/** The new version, or null where the figure was taken out. */
async function save(work: Work, entry: FigureEntry, version: number | null): Promise<number | null> {
  if (entry.value === null && entry.words === null) {
    if (version === null || !(await removeFigure(work.tx, entry, version))) throw new AppError('stale')
    return null
  }
  if (version !== null) return fresh(await changeFigure(work.tx, entry, version, entering(work)))
  await insertFigures(work.tx, [entry], entering(work))
  return 1
}

/** A number for what is a number, words for what is told in words, neither beyond what its unit allows. */
function refuseUnfit({ figure, value, words }: FigureEntry): void {
  const inWords = figureOf(figure).unit === 'words'
  if (inWords ? value !== null : words !== null) {
    throw new AppError('invalid_input', { reason: inWords ? 'words_wanted' : 'number_wanted', figure })
  }
  const most = mostOf(figure)
  if (value !== null && value > most) {
    throw new AppError('invalid_input', { reason: 'too_much', value, most })
  }
}

const asEntered = (stored: StoredFigure | null) =>
  stored === null ? null : { value: stored.value, words: stored.words, source: stored.source }

// The Excel sheet 年度填报数据: yearly figures, one row for each institution, year and figure.

import { AppError } from '../../core/errors.ts'
import type { CellValue, Fault, FaultCode, Row, Sheet } from '../../core/workbook/index.ts'
import { institutionColumn, type Planning, type Port, type SheetPlan } from '../../foundation/org/index.ts'
import { type FigureId, figureIds, figureOf, figureUnits, mostOf, shown, stored } from './rules/figures.ts'
import { changeFigure, type Entering, type FigureEntry, insertFigures, readAllFigures } from './store.ts'

export const yearlySheet: Sheet = {
  key: 'yearly_figures',
  zh: '年度填报数据',
  en: 'Yearly inputs',
  note: {
    zh: '每机构、每年度、每项一行；金额按元填写（两位小数），满意度与占比按分、百分数填写；能由病案首页算出的不必填',
    en: 'One row per institution, year and figure; money in yuan, scores and shares in points and percent; what front pages give need not be filled in',
  },
  id: ['institution', 'year', 'figure'],
  columns: [
    institutionColumn,
    { key: 'year', zh: '年度', en: 'Year', type: 'integer', required: true },
    {
      key: 'figure',
      zh: '数据项',
      en: 'Figure',
      type: 'choice',
      required: true,
      width: 44,
      choices: figureIds.map((value) => ({ value, zh: figureOf(value).zh, en: figureOf(value).en })),
    },
    { key: 'value', zh: '数值', en: 'Value', type: 'number', width: 20 },
    {
      key: 'words',
      zh: '文字结果',
      en: 'In words',
      type: 'text',
      max: 200,
      width: 30,
      note: {
        zh: '只用于清单评价、信用等级等没有数值的项',
        en: 'only for figures that are no number: checklists, ratings',
      },
    },
    { key: 'source', zh: '来源', en: 'Source', type: 'text', max: 500, width: 50 },
  ],
}

type Problem = { readonly column: string | null; readonly code: FaultCode; readonly facts?: Fault['facts'] }
type Planned = { readonly entry: FigureEntry; readonly version: number | null }

/** The number of decimals that a figure has: 1.5 persons are a fault, 1.005 yuan too. */
function hasTooManyDigits(figure: FigureId, typed: number): boolean {
  const scale = 10 ** figureUnits[figureOf(figure).unit]
  // 0.07 × 100 is 7.000000000000001: what is meant is a whole number.
  return Math.abs(typed * scale - Math.round(typed * scale)) > 1e-6 * Math.max(1, Math.abs(typed))
}

/** What is wrong with a row; nothing when it can be kept. */
function problemsOf(figure: FigureId, year: number, values: Row['values']): readonly Problem[] {
  const { value, words } = { value: values['value'] ?? null, words: values['words'] ?? null }
  const problems: Problem[] = []
  if (year < 1949 || year > 2200) {
    problems.push({ column: 'year', code: 'conflict', facts: { value: year, least: 1949, most: 2200 } })
  }
  if (figureOf(figure).unit === 'words') {
    if (value !== null) problems.push({ column: 'value', code: 'conflict', facts: { value: Number(value) } })
    if (words === null) problems.push({ column: 'words', code: 'required' })
    return problems
  }
  if (words !== null) problems.push({ column: 'words', code: 'conflict', facts: { value: String(words) } })
  if (typeof value !== 'number') return [...problems, { column: 'value', code: 'required' }]
  const most = shown(figure, mostOf(figure))
  if (value < 0 || value > most) {
    problems.push({ column: 'value', code: 'conflict', facts: { value, least: 0, most } })
  } else if (hasTooManyDigits(figure, value)) {
    const digits = figureUnits[figureOf(figure).unit]
    problems.push(
      digits === 0
        ? { column: 'value', code: 'not_an_integer', facts: { value } }
        : { column: 'value', code: 'conflict', facts: { value, digits } },
    )
  }
  return problems
}

const keyOf = (key: {
  readonly institutionId: string
  readonly year: number
  readonly figure: string
}): string => `${key.institutionId} ${key.year} ${key.figure}`

async function plan(planning: Planning, rows: readonly Row[]): Promise<SheetPlan> {
  const { tx, directory, mayWrite, now } = planning
  const ids = [...directory.institutions.values()].map(({ id }) => id)
  const present = new Map((await readAllFigures(tx, ids)).map((entry) => [keyOf(entry), entry]))
  const seen = new Map<string, number>()
  const faults: Fault[] = []
  const planned: Planned[] = []
  let unchanged = 0
  for (const { row, values } of rows) {
    await planning.pace.did(1)
    const refuse = ({ column, code, facts = {} }: Problem): void =>
      void faults.push({ sheet: yearlySheet.key, row, column, code, facts })
    const code = typeof values['institution'] === 'string' ? values['institution'] : planning.institution
    const target = directory.institutions.get(code)
    if (target === undefined || !mayWrite(target.rootPath)) {
      refuse({
        column: 'institution',
        code: target === undefined ? 'reference_missing' : 'not_allowed',
        facts: { value: code },
      })
      continue
    }
    const figure = values['figure'] as FigureId
    const year = Number(values['year'])
    const problems = problemsOf(figure, year, values)
    problems.forEach(refuse)
    if (problems.length > 0) continue
    const key = keyOf({ institutionId: target.id, year, figure })
    const first = seen.get(key)
    if (first !== undefined) {
      refuse({
        column: null,
        code: 'duplicate',
        facts: { first, value: `${code} ${year} ${figureOf(figure).zh}` },
      })
      continue
    }
    seen.set(key, row)
    const before = present.get(key)
    const source = values['source'] === undefined ? before?.source : values['source']
    const entry: FigureEntry = {
      institutionId: target.id,
      year,
      figure,
      value: typeof values['value'] === 'number' ? stored(figure, values['value']) : null,
      words: typeof values['words'] === 'string' ? values['words'] : null,
      source: typeof source === 'string' ? source : '',
    }
    const same =
      before !== undefined &&
      before.value === entry.value &&
      before.words === entry.words &&
      before.source === entry.source
    if (same) unchanged += 1
    else planned.push({ entry, version: before?.version ?? null })
  }
  const created = planned.filter(({ version }) => version === null)
  const entering: Entering = { by: null, byName: '', at: now.toString() }
  return {
    created: created.length,
    updated: planned.length - created.length,
    unchanged,
    faults,
    apply: async () => {
      await insertFigures(
        tx,
        created.map(({ entry }) => entry),
        entering,
      )
      for (const { entry, version } of planned) {
        if (version === null) continue
        if ((await changeFigure(tx, entry, version, entering)) === null) throw new AppError('stale')
      }
    },
  }
}

/** Faults: reference_missing, not_allowed, duplicate, required, not_an_integer, conflict (outside what the figure allows). */
export const yearlyPort: Port = {
  sheet: yearlySheet,
  plan,
  rows: async (tx, institutionIds, directory) =>
    (await readAllFigures(tx, institutionIds))
      .map(
        ({ institutionId, year, figure, value, words, source }): Readonly<Record<string, CellValue>> => ({
          institution: directory.codeOf(institutionId) ?? null,
          year,
          figure,
          value: value === null ? null : shown(figure, value),
          words,
          source: source === '' ? null : source,
        }),
      )
      .sort((a, b) => String(a['institution']).localeCompare(String(b['institution']), 'en')),
}

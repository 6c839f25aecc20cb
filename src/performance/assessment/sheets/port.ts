// What the two sheets of figures have in common: comparing rows with what exists, and writing them out.

import type { Tx } from '../../../core/db.ts'
import { AppError } from '../../../core/errors.ts'
import type { Fault, Row, Sheet } from '../../../core/workbook/index.ts'
import type { Planning, Port, SheetPlan } from '../../../foundation/org/index.ts'

type Values = Row['values']
/** An entry's fields are named like the columns, so that it is its own row. */
type Cells = Values & { readonly institutionId: string }
export type Problem = Pick<Fault, 'column' | 'code' | 'facts'>

/** What the two sheets differ in; everything else is done once, in `port`. */
type Figures<Entry extends Cells> = {
  readonly sheet: Sheet
  /** The entry of a row; a column that the file does not have keeps its present value. */
  readonly entryOf: (institutionId: string, values: Values, present: Entry | undefined) => Entry
  /** What identifies an entry within its institution. */
  readonly keyOf: (values: Values) => string
  /** Fills what a row leaves out although its key needs it, from what the institution has. */
  readonly complete?: (values: Values, present: readonly Entry[]) => Values
  readonly problemsOf: (entry: Entry) => readonly Problem[]
  readonly read: (
    tx: Tx,
    institutionIds: readonly string[],
  ) => Promise<readonly (Entry & { readonly version: number })[]>
  readonly insert: (tx: Tx, entries: readonly Entry[]) => Promise<void>
  readonly change: (tx: Tx, entry: Entry, version: number) => Promise<number | null>
}

export function port<Entry extends Cells>(figures: Figures<Entry>): Port {
  const { sheet } = figures
  const keyIn = (institutionId: string, values: Values): string => `${institutionId} ${figures.keyOf(values)}`
  const cellsIn = (entry: Entry): string => JSON.stringify(sheet.columns.map(({ key }) => entry[key] ?? null))

  const plan = async (planning: Planning, rows: readonly Row[]): Promise<SheetPlan> => {
    const { tx, directory, mayWrite } = planning
    const ids = [...directory.institutions.values()].map(({ id }) => id)
    const present = new Map(
      (await figures.read(tx, ids)).map((entry) => [keyIn(entry.institutionId, entry), entry]),
    )
    const seen = new Map<string, number>()
    const faults: Fault[] = []
    const created: Entry[] = []
    const updated: { readonly entry: Entry; readonly version: number }[] = []
    let unchanged = 0
    for (const { row, values: given } of rows) {
      const refuse = (problem: Problem): void => void faults.push({ sheet: sheet.key, row, ...problem })
      const code = codeIn(given) ?? planning.institution
      const target = directory.institutions.get(code)
      if (target === undefined) {
        refuse({ column: 'institution', code: 'reference_missing', facts: { value: code } })
        continue
      }
      if (!mayWrite(target.rootPath)) {
        refuse({ column: 'institution', code: 'not_allowed', facts: { value: code } })
        continue
      }
      const values =
        figures.complete?.(
          given,
          [...present.values()].filter((each) => each.institutionId === target.id),
        ) ?? given
      // The reader finds equal cells; only here a blank institution and the code it stands for are the same.
      const key = keyIn(target.id, values)
      const first = seen.get(key)
      if (first !== undefined) {
        refuse({
          column: null,
          code: 'duplicate',
          facts: { first, value: `${code} ${figures.keyOf(values)}` },
        })
        continue
      }
      seen.set(key, row)
      const before = present.get(key)
      const entry = figures.entryOf(target.id, values, before)
      const problems = figures.problemsOf(entry)
      problems.forEach(refuse)
      if (problems.length > 0) continue
      if (before === undefined) created.push(entry)
      else if (cellsIn(entry) === cellsIn(before)) unchanged += 1
      else updated.push({ entry, version: before.version })
    }
    return {
      created: created.length,
      updated: updated.length,
      unchanged,
      faults,
      apply: async () => {
        await figures.insert(tx, created)
        for (const { entry, version } of updated) {
          if ((await figures.change(tx, entry, version)) === null) throw new AppError('stale')
        }
      },
    }
  }

  return {
    sheet,
    plan,
    rows: async (tx, institutionIds, directory) => {
      const entries = await figures.read(tx, institutionIds)
      return entries
        .map((entry) => {
          const cells: Values = { ...entry, institution: directory.codeOf(entry.institutionId) ?? null }
          return Object.fromEntries(sheet.columns.map(({ key }) => [key, cells[key] ?? null]))
        })
        .sort((a, b) => String(a['institution']).localeCompare(String(b['institution']), 'en'))
    },
  }
}

const codeIn = ({ institution }: Values): string | null =>
  typeof institution === 'string' ? institution : null

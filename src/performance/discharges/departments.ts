// The departments of the published front pages, for rooms that hang them on units.

import type { Work } from '../../core/pipeline.ts'
import { readExtent } from './store/counts.ts'
import { readLists } from './store/lists.ts'
import { readWhole } from './store/runs.ts'

export type Published = {
  /** yyyymm; null while nothing is published. */
  readonly first: number | null
  readonly last: number | null
  readonly departments: readonly {
    readonly code: string
    /** By the imported list of departments. */
    readonly name: string | null
    readonly stays: number
  }[]
}

/** The codes that the front pages of an institution use, with their names, and the months they lie in. */
export async function publishedDepartments(
  { tx, columns }: Pick<Work, 'tx' | 'columns'>,
  institutionId: string,
): Promise<Published> {
  const { part } = await readWhole(tx, institutionId)
  if (part === null) return { first: null, last: null, departments: [] }
  const { first, last, departments } = await readExtent(columns, part)
  const { entries } = (await readLists(tx, institutionId)).departments
  const names = new Map(entries.map(({ code, name }) => [code, name]))
  return {
    first,
    last,
    departments: departments.map((each) => ({ ...each, name: names.get(each.code) ?? null })),
  }
}

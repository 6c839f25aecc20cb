// What of the activity table is wanted: by rhythm, by state, only those behind; one rule for screen and file. No I/O.

import type { DutyState } from '../../../foundation/duties/rules.ts'

export type TableWish = {
  readonly onlyBehind: boolean
  readonly rhythm: string | null
  readonly state: DutyState | null
}

type Marked = {
  readonly months: readonly (readonly { readonly rhythm: string; readonly state: DutyState }[])[]
}

const behind = (row: Marked): boolean =>
  row.months.some((marks) => marks.some((mark) => mark.state === 'overdue'))

/** The rows with the marks that are wanted; a row without any goes when a state is asked for, or only who is behind. */
export function wantedRows<R extends Marked>(rows: readonly R[], wish: TableWish): R[] {
  return rows
    .map((row) => ({
      ...row,
      months: row.months.map((marks) =>
        marks.filter(
          (mark) =>
            (wish.rhythm === null || mark.rhythm === wish.rhythm) &&
            (wish.state === null || mark.state === wish.state),
        ),
      ),
    }))
    .filter(
      (row) =>
        (!wish.onlyBehind || behind(row)) &&
        (wish.state === null || row.months.some((marks) => marks.length > 0)),
    )
}

/** The goal where an institution has set none, in hundredths of a percent: what the product assumes, no rule. */
export const usualGoal = 9_800

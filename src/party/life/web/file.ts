// The yearly table as a file: a line for each branch, a column for each month, states in words.
import { saveCsv } from '../../../core/web/table.tsx'
import { inLanguage, type Language } from '../../../core/web/text.ts'
import { months } from './grid.tsx'
import type { Rhythm, Row } from './layout.ts'
import { marksLabel } from './marks.tsx'
import { lifeText } from './words.ts'

export function exportTable(
  title: string,
  rows: readonly Row[],
  rhythms: readonly Rhythm[],
  language: Language,
): void {
  const text = inLanguage(lifeText, language)
  saveCsv(
    title,
    [text.above, text.branch, ...months.map((month) => text.month(month)), text.numerator, text.denominator],
    rows.map((row) => [
      row.above,
      row.unitName,
      ...row.months.map((marks) => (marks.length === 0 ? null : marksLabel(marks, rhythms, language))),
      row.rate.numerator,
      row.rate.denominator,
    ]),
  )
}

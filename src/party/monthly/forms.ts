// What the monthly report hands in to be printed: the report of a unit for a month, for its own download and for the standard form.

import { targetOf, type Work } from '../../core/pipeline.ts'
import { type FormValues, monthlyReport, provide } from '../../foundation/forms/index.ts'
import { locateUnit, readInstitution } from '../../foundation/org/index.ts'
import { wholeReport } from './actions/view.ts'
import { reportFileName, reportValues } from './documents.ts'
import { monthAfter, monthOf } from './rules.ts'

/** The report of the unit that the request is about, as submitted or as a draft, and the name of its file. */
export async function readReport(
  work: Work,
  month: string,
): Promise<{ readonly values: FormValues<typeof monthlyReport>; readonly name: string }> {
  const report = await wholeReport(work, month)
  const { demo } = await readInstitution(work.tx, targetOf(work).institutionId)
  return { values: reportValues(report, demo), name: reportFileName(report) }
}

export const monthlyForms = [
  provide(monthlyReport, {
    locate: locateUnit,
    permission: 'report.read',
    // A year names no report: then as without one, that of the month which is over.
    read: (work, _unitId, period) =>
      readReport(work, period?.length === 7 ? period : monthAfter(monthOf(work.today), -1)),
  }),
]

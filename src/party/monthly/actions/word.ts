// The report as a Word file by the institution's form: as it was submitted, or as a draft from the records as they stand.

import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import { asWord, fillForm, monthlyReport } from '../../../foundation/forms/index.ts'
import type { reportContract } from '../contract/report.ts'
import { readReport } from '../forms.ts'

export const wordFile: Handlers<typeof reportContract>['wordFile'] = async (work, { month }) => {
  const { institutionId, id: unitId } = targetOf(work)
  const { values, name } = await readReport(work, month)
  const { bytes, template } = await fillForm(work, monthlyReport, institutionId, values)
  const file = asWord(bytes, name)
  work.changed({
    subject: 'monthly_report',
    id: unitId,
    unitId,
    after: { month, exported: file.name, template },
  })
  return file
}

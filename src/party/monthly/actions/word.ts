// The report as a Word file: as it was submitted, or as a draft from the records as they stand.

import { writeOfficialDocument } from '../../../core/document/index.ts'
import type { Handlers } from '../../../core/pipeline.ts'
import type { reportContract } from '../contract/report.ts'
import { reportDocument, reportFileName } from '../documents.ts'
import { wholeReport } from './view.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const wordFile: Handlers<typeof reportContract>['wordFile'] = async (work, { month }) => {
  const report = await wholeReport(work, month)
  const name = reportFileName(report)
  const bytes = await writeOfficialDocument(reportDocument(report))
  const { unitId } = report.line
  work.changed({ subject: 'monthly_report', id: unitId, unitId, after: { month, exported: name } })
  return new File([new Uint8Array(bytes)], name, { type: mediaType })
}

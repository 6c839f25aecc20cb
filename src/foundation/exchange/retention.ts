// Uploaded workbooks go after a time, and with them the faults that quote them; what was imported and its entry in the log stay.

import { appendAudit } from '../../core/audit.ts'
import { newId } from '../../core/ids.ts'
import type { Job, JobFloor } from '../../core/jobs.ts'
import { everyInstitution } from '../org/index.ts'
import { forgetFiles } from './store.ts'

/** Every night at 2:25 in China, and once at start: files older than so many days, and bytes that nobody has. */
export const tidyJob = (days: number): Job => ({
  name: 'exchange:tidy',
  cron: '25 18 * * *',
  work: async (floor) => {
    const institutions = await floor.database.inScope([], (tx) => everyInstitution(tx))
    for (const id of institutions) await forget(floor, id, days)
    const discarded = await floor.files.sweep(floor.database)
    if (discarded > 0) floor.log.info({ discarded }, 'files deleted that nobody has')
  },
})

async function forget(floor: JobFloor, institutionId: string, days: number): Promise<void> {
  const now = floor.now()
  const at = now.toString({ smallestUnit: 'millisecond' })
  const until = now.subtract({ hours: 24 * days }).toString()
  const files = await floor.database.inScope([institutionId], async (tx) => {
    const forgotten = await forgetFiles(tx, institutionId, until, at)
    for (const sha256 of forgotten.files) await floor.files.remove(tx, institutionId, sha256)
    await appendAudit(
      tx,
      ...forgotten.runs.map(({ id, fileName }) => ({
        institutionId,
        at,
        requestId: newId(),
        accountId: null,
        actor: 'retention',
        endpoint: 'exchange.tidy',
        subjectKind: 'workbook',
        subjectId: id,
        unitId: null,
        before: null,
        after: { deleted: fileName, days },
        refusals: null,
      })),
    )
    return forgotten.files
  })
  // After the commit: until then the rows still name them.
  for (const sha256 of files) await floor.files.discard(floor.database, sha256)
}

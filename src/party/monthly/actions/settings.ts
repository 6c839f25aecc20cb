// When an institution's reports are due, and its goal.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { type Handlers, targetOf } from '../../../core/pipeline.ts'
import type { reportContract } from '../contract/report.ts'
import { issueJobName } from '../jobs.ts'
import { readSettings, writeSettings } from '../store/index.ts'

type Acts = Handlers<typeof reportContract>

export const settings: Acts['settings'] = async (work) => {
  const target = targetOf(work)
  const kept = await readSettings(work.tx, target.institutionId)
  return { ...kept, mayWrite: may(work.principal, 'layout.write', target.path) }
}

export const saveSettings: Acts['saveSettings'] = async (work, { unitId, ...next }) => {
  const { institutionId } = targetOf(work)
  const before = await readSettings(work.tx, institutionId)
  if (!(await writeSettings(work.tx, institutionId, next)))
    throw new AppError('stale', { version: before.version })
  // An earlier first month is made up for at once, not tomorrow.
  await work.enqueue(issueJobName, { institutionId }, `${issueJobName}:${institutionId}`)
  const { version: _, ...was } = before
  const { version: __, ...is } = next
  work.changed({ subject: 'monthly_settings', id: institutionId, unitId, before: was, after: is })
  return { version: next.version + 1 }
}

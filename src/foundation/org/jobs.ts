// The daily job: stages that begin today are shown by their units, and planned mergers and splits are performed.

import { appendAudit } from '../../core/audit.ts'
import { dateOf } from '../../core/calendar.ts'
import { AppError, databaseError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import type { Job, JobFloor } from '../../core/jobs.ts'
import { type Ground, invalid, show } from './actions/begin.ts'
import { checkMerge, merge } from './actions/merge.ts'
import { checkSplit, split } from './actions/split.ts'
import { mergeRequest, splitRequest } from './contract/acts.ts'
import { circles, stageOn } from './rules/stages.ts'
import {
  completeKeys,
  deletePlan,
  duePlans,
  everyInstitution,
  failPlan,
  lockTree,
  type Plan,
  readUnit,
  stagesAbove,
  unitsBehind,
  unitStages,
} from './store/index.ts'

/** Every day a minute past midnight in China, and once at start. */
const dayJob: Job = {
  name: 'org:day',
  cron: '1 16 * * *',
  work: async (floor) => {
    const today = dateOf(floor.now())
    const institutions = await floor.database.inScope([], (tx) => everyInstitution(tx))
    for (const id of institutions) await beginDay(floor, id, today)
  },
}

export const orgJobs: readonly Job[] = [dayJob]

/** Takes over what begins by this day in one institution. What cannot be done is kept for people to see. */
export async function beginDay(floor: JobFloor, institutionId: string, today: string): Promise<void> {
  const { database, log } = floor
  const inScope = database.inScope
  await inScope([institutionId], async (tx) => {
    await lockTree(tx, institutionId)
    for (const id of await unitsBehind(tx, institutionId, today)) {
      if (!(await takeOver({ tx, today }, institutionId, id))) {
        log.warn({ institution: institutionId, unit: id }, 'a planned place cannot be taken')
      }
    }
  })
  const plans = await inScope([institutionId], (tx) => duePlans(tx, institutionId, today))
  for (const plan of plans) {
    try {
      await inScope([institutionId], async (tx) => {
        await lockTree(tx, institutionId)
        // Cancelled since, or performed by another server.
        if (await deletePlan(tx, institutionId, plan.id)) await perform(floor, { tx, today }, plan)
      })
    } catch (error) {
      const known = error instanceof AppError ? error : databaseError(error)
      if (known === null) throw error
      const failed = String(known.facts['reason'] ?? known.code)
      await inScope([institutionId], (tx) => failPlan(tx, institutionId, plan.id, failed))
      log.warn({ institution: institutionId, plan: plan.id, failed }, 'a planned change cannot be performed')
    }
  }
  while ((await inScope([institutionId], (tx) => completeKeys(tx, institutionId))) > 0);
}

/** Lets a unit show its stage of today; answers whether that could be. */
async function takeOver({ tx, today }: Ground, institutionId: string, id: string): Promise<boolean> {
  const unit = await readUnit(tx, institutionId, id)
  const stages = (await unitStages(tx, institutionId, id)).filter((stage) => stage.fromOn <= today)
  const present = stageOn(stages, today)
  // A server that was off for days may have missed more than one stage: places follow from the first that it missed.
  const shown = stages.findLastIndex((stage) => stage.name === unit.name && stage.parentId === unit.parentId)
  const on = stages[shown + 1]?.fromOn ?? present.fromOn
  if (circles(await stagesAbove(tx, institutionId, [id], today), id, today).includes(today)) return false
  await show({ tx, today }, unit, present, on)
  return true
}

async function perform({ now }: JobFloor, ground: Ground, plan: Plan): Promise<void> {
  const { tx } = ground
  const { institutionId, on } = plan
  const unit = await readUnit(tx, institutionId, plan.unitId)
  let after: unknown
  if (plan.kind === 'merge') {
    const request = mergeRequest.parse(plan.request)
    const sources = []
    for (const source of request.sources) sources.push(await readUnit(tx, institutionId, source.unitId))
    if (sources.length === 0) throw invalid('twice')
    await checkMerge(ground, unit, sources, on)
    after = { merge: { on, ...(await merge(ground, unit, sources, on)).counts, sources: request.sources } }
  } else {
    const { parts } = splitRequest.parse(plan.request)
    await checkSplit(ground, unit, parts, on)
    after = { split: { on, into: (await split(ground, unit, parts, on)).ids } }
  }
  await appendAudit(tx, {
    institutionId,
    at: now().toString({ smallestUnit: 'millisecond' }),
    requestId: newId(),
    accountId: null,
    actor: plan.plannedBy,
    endpoint: 'org.day',
    subjectKind: 'unit',
    subjectId: plan.unitId,
    unitId: plan.unitId,
    before: { plan: plan.request },
    after,
    refusals: null,
  })
}

// What the endpoints of the findings do: list them, set one aside with a reason, take it up again, settle thresholds.

import { may } from '../../core/access.ts'
import { AppError, refuse } from '../../core/errors.ts'
import { type Handlers, targetOf, type Work } from '../../core/pipeline.ts'
import { locateUnit, rootUnit } from '../../foundation/org/index.ts'
import type { Finding, findingsContract } from './contract.ts'
import { gather } from './gather.ts'
import { yearsAfter } from './rules.ts'
import { insertOverride, type Matter, readSettings, withdrawOverride, writeSettings } from './store/index.ts'

/** More than anyone reads; the numbers count all. */
const mostShown = 2_000

export const findingsHandlers: Handlers<typeof findingsContract> = {
  list: async (work, { unitId }) => {
    const within = unitId === undefined ? work.reach : [await reached(work, unitId)]
    const { findings, ...rest } = await gather(work.tx, work.principal, within, work.today)
    const musts = findings.filter((finding) => finding.severity === 'block')
    const others = findings.filter((finding) => finding.severity !== 'block')
    const seen = findings.length <= mostShown ? findings : [...musts, ...others].slice(0, mostShown)
    return {
      findings: [...seen],
      setAside: [...rest.setAside],
      hidden: [...rest.hidden],
      total: findings.length,
      attendance: rest.attendance,
    }
  },

  setAside: async (work, { unitId, rule, personId, reason, untilOn }) => {
    const { institutionId } = targetOf(work)
    const matter = { rule, unitId, personId }
    const latest = yearsAfter(work.today, 1)
    if (untilOn <= work.today || untilOn > latest) {
      throw new AppError(
        'invalid_input',
        { latest },
        {
          issues: [
            { path: 'untilOn', code: 'out_of_range', message: `after ${work.today}, until ${latest}` },
          ],
        },
      )
    }
    const { findings, setAside } = await gather(work.tx, work.principal, [unitId], work.today)
    const finding = [...findings, ...setAside].find((each) => isMatter(each, matter))
    if (finding === undefined) throw new AppError('wrong_state', { state: 'settled', move: 'set_aside' })
    // What the text says must be so cannot be set aside; the refusal carries its article.
    if (finding.severity === 'block') refuse([finding])
    const id = await insertOverride(work.tx, institutionId, {
      ...matter,
      reason,
      untilOn,
      facts: finding.facts,
      setOn: work.today,
      by: work.principal.accountId,
      byName: work.principal.name,
      at: work.now.toString(),
    })
    work.changed({
      subject: 'finding',
      id,
      unitId,
      before: finding.override === null ? null : { rule, untilOn: finding.override.untilOn },
      after: { rule, personId, reason, untilOn },
    })
    return { id }
  },

  takeUp: async (work, { unitId, rule, personId }) => {
    const who = { by: work.principal.accountId, at: work.now.toString() }
    const gone = await withdrawOverride(
      work.tx,
      targetOf(work).institutionId,
      { rule, unitId, personId },
      who,
    )
    if (gone === null) throw new AppError('wrong_state', { state: 'not_set_aside', move: 'take_up' })
    work.changed({
      subject: 'finding',
      id: gone.id,
      unitId,
      before: { rule, personId, reason: gone.reason, untilOn: gone.untilOn },
      after: { rule, withdrawn: true },
    })
    return {}
  },

  settings: async (work) => {
    const { institutionId } = targetOf(work)
    const top = await rootUnit(work.tx, institutionId)
    return {
      topUnitId: top.id,
      mayWrite: may(work.principal, 'org.write', top.path),
      ...(await readSettings(work.tx, institutionId)),
    }
  },

  saveSettings: async (work, { unitId, ...settings }) => {
    const { institutionId, kind } = targetOf(work)
    // They hold for the whole institution: only who reaches all of it settles them.
    if (kind !== 'institution' && kind !== 'commission')
      throw new AppError('wrong_state', { kind, move: 'settle' })
    const before = await readSettings(work.tx, institutionId)
    const version = await writeSettings(work.tx, institutionId, settings)
    if (version === null) throw new AppError('stale', { version: before.version })
    work.changed({
      subject: 'finding_settings',
      id: institutionId,
      unitId,
      before,
      after: { ...settings, version },
    })
    return { version }
  },
}

const isMatter = (
  finding: Pick<Finding, 'rule' | 'unitId' | 'person'>,
  { rule, unitId, personId }: Matter,
): boolean => finding.rule === rule && finding.unitId === unitId && (finding.person?.id ?? null) === personId

/** The unit of an optional filter, if it lies within reach; absent and forbidden look the same. */
async function reached(work: Work, unitId: string): Promise<string> {
  const unit = await locateUnit(work.tx, unitId)
  if (unit === null || !work.reach.some((id) => unit.path.includes(id))) {
    throw new AppError('not_found', { kind: 'unit' })
  }
  return unit.id
}

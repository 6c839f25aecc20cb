// The data pack of a department for a management round: Party work and hospital side by side, findings, open actions.

import { AppError } from '../../../core/errors.ts'
import { declaredRules } from '../../../core/law.ts'
import { targetOf, type Work } from '../../../core/pipeline.ts'
import { asWord } from '../../../foundation/forms/index.ts'
import { readInstitution, readUnit, rootUnit } from '../../../foundation/org/index.ts'
import { gather } from '../../../party/findings/index.ts'
import { publishedDepartments } from '../../discharges/index.ts'
import type { Pack } from '../contract.ts'
import { packDocument } from '../documents.ts'
import { monthOfNumber } from '../rules.ts'
import { monthly } from '../series.ts'
import { readActions } from '../store.ts'
import { coveredIn, mayAll, partyMeasures, stretchesOf } from './party-work.ts'
import { summariesOf } from './summaries.ts'
import { codesOf, type Some, usualWindow, viewed } from './view.ts'

export const packing: Some<'pack' | 'packFile'> = {
  pack: (work, { year }) => packOf(work, year),

  packFile: async (work, { year, language }) => {
    const pack = await packOf(work, year)
    const { name, bytes } = await packDocument(pack, language)
    const file = asWord(bytes, name)
    const { unitId } = pack
    work.changed({ subject: 'unit', id: unitId, unitId, after: { exported: file.name, year: pack.year } })
    return file
  },
}

async function packOf(work: Work, asked: number | undefined): Promise<Pack> {
  const { tx, today } = work
  const { institutionId, id, kind } = targetOf(work)
  if (kind !== 'department') throw new AppError('invalid_input', { reason: 'not_department', kind })
  const year = asked ?? Number(today.slice(0, 4))
  if (year > Number(today.slice(0, 4))) throw new AppError('invalid_input', { field: 'year', latest: today })
  const root = await rootUnit(tx, institutionId)
  const covered = await coveredIn(work, institutionId, id, year)
  // The same months of the year before, so that half a year is not held against a whole one.
  const earlier = (await coveredIn(work, institutionId, id, year - 1)).slice(0, covered.length)
  const branches = await stretchesOf(work, covered)
  const present = covered.at(-1)?.branches ?? []
  const codes = (await codesOf(work, institutionId, id)) ?? []
  const { last } = await publishedDepartments(work, institutionId)
  const newest = last === null ? null : monthOfNumber(last)
  const end = `${year}-12`
  const to = newest === null || newest < `${year}-01` ? null : newest < end ? newest : end
  const stored = await readActions(tx, { unitIds: [root.id], departmentId: id, limit: 200 })
  const within = stored.filter((each) => work.reach.some((unit) => each.path.includes(unit)))
  const actions = await viewed(work, within, usualWindow)
  return {
    unitId: id,
    name: (await readUnit(tx, institutionId, id)).name,
    institution: { id: root.id, name: root.name },
    demo: (await readInstitution(tx, institutionId)).demo,
    on: today,
    year,
    to,
    codes: [...codes],
    branches,
    party: await partyMeasures(work, year, covered, earlier),
    findings: await findingsOf(work, present),
    hospital:
      codes.length === 0
        ? null
        : to === null
          ? []
          : await summariesOf(work, monthly, { institutionId, codes, to }),
    actions: actions.filter(({ state }) => state === 'due' || state === 'overdue'),
  }
}

/** What is not as the regulations say in these branches: about the units, not about people. */
async function findingsOf(work: Work, branches: readonly string[]): Promise<Pack['findings']> {
  if (branches.length === 0 || !(await mayAll(work, 'finding.read', branches))) return null
  const names = new Map(declaredRules().map(({ id, zh, en }) => [id, { zh, en }]))
  const { findings } = await gather(work.tx, work.principal, branches, work.today)
  return findings
    .filter(({ person }) => person === null)
    .map(({ unitId, unitName, rule, severity, since }) => ({
      unitId,
      unitName,
      rule,
      ...(names.get(rule) ?? { zh: rule, en: rule }),
      severity,
      since,
    }))
}

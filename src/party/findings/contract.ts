// Endpoints of the findings: what is not as the regulations say, what was set aside, what an institution settles itself.

import * as z from 'zod'
import { roles } from '../../core/access.ts'
import { endpoint, id, isoDate, prose, refusalSchema, subject } from '../../core/contract.ts'
import { levels } from '../../core/law.ts'
import { unitKinds, values } from '../../foundation/org/words.ts'
import { wayNames } from './rules.ts'

const unitKind = z.enum(values(unitKinds))

const override = z.object({
  id,
  reason: z.string(),
  untilOn: isoDate,
  setOn: isoDate,
  byName: z.string(),
})

const finding = refusalSchema.extend({
  unitId: id,
  unitName: z.string(),
  unitKind,
  institutionName: z.string(),
  /** Whom it is about; null for what is about the unit. */
  person: z.object({ id, name: z.string() }).nullable(),
  level: z.enum(levels),
  /** Whether every source was read. */
  certain: z.boolean(),
  /** The first day on which it was so, where that is known. */
  since: isoDate.nullable(),
  /** Which role at which unit can mend it, and whether that is the caller. */
  mender: z.object({ role: z.enum(roles as [string, ...string[]]), unitId: id, unitName: z.string() }),
  mine: z.boolean(),
  /** The ways to begin: the first is the button. `unitId` is the unit whose page opens. */
  mend: z.array(z.object({ way: z.enum(wayNames), unitId: id })).readonly(),
  /** The written reason it was set aside with; in `findings` it has got worse since then. */
  override: override.nullable(),
})
export type Finding = z.infer<typeof finding>

/** What names a matter: a rule about a unit, or about a person who belongs there. */
const matter = { unitId: id, rule: z.string().max(20), personId: id.nullable().default(null) }

const threshold = (least: number, most: number) => z.number().int().min(least).max(most).nullable()
const settings = z.object({
  province: z.enum(['hubei']).nullable(),
  groupsFrom: threshold(3, 50),
  weakFrom: threshold(1, 10),
  absencesFrom: threshold(1, 12),
  version: z.number().int(),
})

export const findingsContract = {
  list: endpoint({
    method: 'GET',
    path: '/org/findings',
    summary: 'What is not as the regulations say, within reach or below one unit, with facts and article',
    permission: 'finding.read',
    place: { at: 'reach' },
  })
    .input(z.object({ unitId: id.optional() }))
    .output(
      z.object({
        findings: z.array(finding),
        /** Set aside with a written reason, and no worse since then. */
        setAside: z.array(finding),
        /** How many there are in all; `findings` stops at the first two thousand, musts first. */
        total: z.number().int(),
        /** Findings about people whom the caller may not read: how many in each unit. */
        hidden: z.array(z.object({ unitId: id, unitName: z.string(), unitKind, count: z.number().int() })),
        /** False where the asked part of the tree is too large to look at every roll (R-MEM-3, R-MEM-7). */
        attendance: z.boolean(),
      }),
    ),

  setAside: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/findings/set-aside',
    summary: 'Set a finding aside with a written reason, where the text says generally; at most for a year',
    permission: 'finding.override',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        ...matter,
        reason: prose(500)
          .transform((text) => text.trim())
          .pipe(z.string().min(10)),
        untilOn: isoDate,
      }),
    )
    .output(z.object({ id })),

  takeUp: endpoint({
    method: 'POST',
    path: '/org/units/{unitId}/findings/take-up',
    summary: 'Take back that a finding was set aside',
    permission: 'finding.override',
    place: subject('unit', 'unitId'),
  })
    .input(z.object(matter))
    .output(z.object({})),

  settings: endpoint({
    method: 'GET',
    path: '/org/units/{unitId}/findings/settings',
    summary: 'What the institution of a unit settles for itself where the text names no number',
    permission: 'finding.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(settings.extend({ topUnitId: id, mayWrite: z.boolean() })),

  saveSettings: endpoint({
    method: 'PUT',
    path: '/org/units/{unitId}/findings/settings',
    summary: 'Settle the province and the own thresholds of the institution whose topmost unit this is',
    permission: 'org.write',
    place: subject('unit', 'unitId'),
  })
    .input(settings.extend({ unitId: id }))
    .output(z.object({ version: z.number().int() })),
}

// What the endpoints of the join answer with: indicators, actions, comparisons, the data pack.

import * as z from 'zod'
import { id, isoDate, line, prose, ratio } from '../../../core/contract.ts'
import { dutyStates } from '../../../foundation/duties/rules.ts'
import { directions, monthPattern, outcomes } from '../rules.ts'

export const month = z.string().regex(monthPattern)
export const count = z.number().int()
export const indicatorId = z.string().max(60)
const direction = z.enum(directions)
export const text = prose(2000).trim().min(1)
export const ofUnit = z.object({ unitId: id })
export const ofAction = z.object({ actionId: id })

export const head = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  unit: z.string(),
  direction: z.enum(['up', 'down', 'compare']),
  monitored: z.boolean(),
  scale: z.number(),
})

const side = z.object({
  from: month,
  to: month,
  months: count,
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
})
export const comparison = z.object({
  method: z.enum(['newcombe', 'welch']),
  between: month.nullable(),
  before: side,
  after: side,
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

const estimate = z.object({
  value: z.number(),
  error: z.number(),
  interval: z.object({ low: z.number(), high: z.number() }),
})
export const segmented = z.union([
  z.object({
    slope: estimate,
    level: estimate,
    slopeChange: estimate,
    before: count,
    after: count,
    lags: count,
    autocorrelation: z.number().nullable(),
    fitted: z.array(z.object({ at: count, value: z.number(), without: z.number().nullable() })).readonly(),
  }),
  z.object({ reason: z.enum(['too_few', 'constant']), before: count, after: count }),
])

export const action = z.object({
  id,
  institutionId: id,
  institutionName: z.string(),
  /** Where the chart of its indicator stands: the department, or the root of the hospital. */
  figureUnitId: id,
  unitId: id,
  unitName: z.string(),
  personId: id.nullable(),
  personName: z.string().nullable(),
  what: z.string(),
  /** null: an indicator that is no longer known; its id is kept. */
  indicator: head.nullable(),
  indicatorId: z.string(),
  departmentId: id.nullable(),
  departmentName: z.string().nullable(),
  direction,
  target: z.number().nullable(),
  fromOn: isoDate,
  untilOn: isoDate,
  ground: z.string().nullable(),
  /** Of the duty; withdrawn actions are not applicable. */
  state: z.enum(dutyStates),
  dutyId: id.nullable(),
  happenedOn: isoDate.nullable(),
  evidence: z.string().nullable(),
  withdrawn: z.boolean(),
  outcome: z.enum(outcomes).nullable(),
  evaluation: z.string().nullable(),
  version: count,
  mayWrite: z.boolean(),
  /** What the indicator says before and after; null where the caller may not see its figures, or there are none. */
  comparison: comparison.nullable(),
  /** Whether the newest month with a value has arrived at the target. */
  reached: z.boolean().nullable(),
  latest: z.object({ period: month, value: z.number() }).nullable(),
})
export type Action = z.infer<typeof action>

export const aim = {
  what: line(200),
  indicatorId,
  departmentId: id.nullable().default(null),
  direction,
  target: z.number().min(-1e12).max(1e12).nullable().default(null),
  fromOn: isoDate,
  untilOn: isoDate,
  ground: line(500).nullable().default(null),
}

export const department = z.object({
  code: z.string(),
  name: z.string().nullable(),
  stays: count,
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  /** By name, where nothing is set. */
  suggestion: z.object({ unitId: id, unitName: z.string(), likeness: z.number() }).nullable(),
})
export type Department = z.infer<typeof department>

export const named = z.object({ id, name: z.string() })
export const monthRate = z.object({ month, rate: ratio })

export const packIndicator = z.object({
  indicator: head,
  kind: z.enum(['xmr', 'p']),
  points: z.array(z.object({ period: month, value: z.number().nullable(), hidden: z.boolean() })),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** The same months of the year before. */
  before: z.number().nullable(),
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  signals: z.array(month),
})
export type PackIndicator = z.infer<typeof packIndicator>

const partyMeasures = z.object({
  /** Numerator on time, denominator all that fell due, of the branches that covered the department in each month. */
  rate: ratio,
  before: ratio,
  overdue: count,
  lectures: ratio,
  attendance: ratio.nullable(),
  months: z.array(monthRate),
})

const packFinding = z.object({
  unitId: id,
  unitName: z.string(),
  rule: z.string(),
  /** The rule in words. */
  zh: z.string(),
  en: z.string(),
  severity: z.enum(['block', 'warn']),
  since: isoDate.nullable(),
})

export const pack = z.object({
  unitId: id,
  name: z.string(),
  institution: named,
  demo: z.boolean(),
  on: isoDate,
  year: count,
  /** The last month of the year that has figures of the hospital; null where none has. */
  to: month.nullable(),
  codes: z.array(z.string()),
  /** Who covered it, and in which months of the year, in order. */
  branches: z.array(named.extend({ from: month, to: month })),
  /** null: the caller may not see the duties of all these branches, or there is no branch. */
  party: partyMeasures.nullable(),
  /** null: the caller may not read findings there. */
  findings: z.array(packFinding).nullable(),
  /** null: no code of the front pages means this department. */
  hospital: z.array(packIndicator).nullable(),
  actions: z.array(action),
})
export type Pack = z.infer<typeof pack>

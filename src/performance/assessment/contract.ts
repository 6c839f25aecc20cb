// Endpoints of hospital figures: assessment results and yearly workload, entered once; everything else is computed.

import * as z from 'zod'
import { endpoint, id, isoDate, line, ratio, subject } from '../../core/contract.ts'
import { peersContract } from './peers/contract.ts'
import { assessments, workloadItems } from './rules.ts'
import { schemesContract } from './schemes/contract.ts'
import { certainties, levels } from './schemes/rules.ts'

const year = z.coerce.number().int().min(1949).max(2200)
const assessment = z.enum(assessments)
const item = z.enum(workloadItems)

/** How a value of the year before is known: entered for that year, or computed from the change that the source states. */
const before = z.object({ value: z.number(), from: z.enum(['entered', 'stated_change']) }).nullable()

/** Set when the entered value of the year before contradicts the change that the source states. */
const conflict = z.object({ stated: z.number(), entered: z.number() }).nullable()

const dimensionScore = z.number().min(0).max(1000).nullable().default(null)

const sizes = z.object({ least: z.number().int(), most: z.number().int().nullable() }).nullable()
/** The band that the rank has in its group by the grade scheme of the year: computed, and as sure as the scheme is. */
const band = z
  .object({
    grade: z.string(),
    upTo: z.number(),
    lastRank: z.number().int(),
    certainty: z.enum(certainties),
    scheme: z.string(),
    schemeName: z.string().nullable(),
  })
  .nullable()

const result = z.object({
  year: z.number().int(),
  assessment,
  peerGroup: z.string().nullable(),
  publishedOn: z.string().nullable(),
  score: z.number().nullable(),
  scoreChange: z.number().nullable(),
  scoreBefore: before,
  rank: z.number().int().nullable(),
  /** Places gained (positive is better). */
  rankChange: z.number().int().nullable(),
  rankBefore: before,
  groupSize: z.number().int().nullable(),
  /** rank ÷ group size: 357 / 1521; null where the group size is not known. */
  percentile: ratio.nullable(),
  grade: z.string().nullable(),
  gradeBefore: z.string().nullable(),
  scoreQuality: z.number().nullable(),
  scoreEfficiency: z.number().nullable(),
  scoreDevelopment: z.number().nullable(),
  scoreSatisfaction: z.number().nullable(),
  band,
  /** Where the size of the group is not known: which sizes fit the rank and the grade, of this year and the year before. */
  sizesImplied: z.object({ now: sizes, before: sizes, both: sizes }).nullable(),
  source: z.string(),
  version: z.number().int(),
  /** What the source itself says, as it was entered: the fields above are computed. */
  stated: z.object({
    scoreChange: z.number().nullable(),
    rankChange: z.number().int().nullable(),
    gradeBefore: z.string().nullable(),
  }),
  scoreConflict: conflict,
  rankConflict: conflict,
})
export type Result = z.infer<typeof result>

const workload = z.object({
  year: z.number().int(),
  item,
  value: z.number(),
  growthPercent: z.number().nullable(),
  valueBefore: before,
  /** What the source itself says, as it was entered. */
  stated: z.object({ growthPercent: z.number().nullable() }),
  conflict,
  source: z.string(),
  version: z.number().int(),
})
export type Workload = z.infer<typeof workload>

export const assessmentContract = {
  institutions: endpoint({
    method: 'GET',
    path: '/figures',
    summary: 'The institutions within reach, each with its newest result',
    permission: 'figure.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({
        institutions: z.array(
          z.object({ unitId: id, name: z.string(), level: z.string().nullable(), newest: result.nullable() }),
        ),
      }),
    ),

  institution: endpoint({
    method: 'GET',
    path: '/figures/{unitId}',
    summary:
      "An institution's results and workload, with the Party-work fulfilment rate of the same years beside them",
    permission: 'figure.read',
    place: subject('unit', 'unitId'),
  })
    .input(z.object({ unitId: id }))
    .output(
      z.object({
        unitId: id,
        name: z.string(),
        level: z.string().nullable(),
        demo: z.boolean(),
        results: z.array(result),
        workload: z.array(workload),
        /** Fulfilment of duties in each year; denominator 0 where no duties existed. */
        partyWork: z.array(z.object({ year: z.number().int(), rate: ratio })),
        mayWrite: z.boolean(),
      }),
    ),

  rounds: endpoint({
    method: 'GET',
    path: '/rounds',
    summary:
      'The rounds of assessment within reach, newest first, each with the institutions that have a result in it',
    permission: 'figure.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({
        rounds: z.array(
          z.object({
            assessment,
            level: z.enum(levels),
            year: z.number().int(),
            peerGroup: z.string().nullable(),
            /** As the results state it: more than one where they contradict each other. */
            groupSizes: z.array(z.number().int()),
            publishedOn: z.string().nullable(),
            results: z.array(z.object({ unitId: id, name: z.string(), result })),
          }),
        ),
      }),
    ),

  saveResult: endpoint({
    method: 'PUT',
    path: '/figures/{unitId}/results/{year}/{assessment}',
    summary: 'Enter or correct one assessment result; version null for a new one',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        year,
        assessment,
        peerGroup: line(80).nullable().default(null),
        /** The group as it was named until now, where a correction names it otherwise. */
        formerGroup: line(80).nullable().optional(),
        publishedOn: isoDate.nullable().default(null),
        scoreQuality: dimensionScore,
        scoreEfficiency: dimensionScore,
        scoreDevelopment: dimensionScore,
        scoreSatisfaction: dimensionScore,
        score: z.number().min(0).max(1000).nullable().default(null),
        scoreChange: z.number().min(-1000).max(1000).nullable().default(null),
        rank: z.number().int().min(1).max(1_000_000).nullable().default(null),
        rankChange: z.number().int().min(-1_000_000).max(1_000_000).nullable().default(null),
        groupSize: z.number().int().min(1).max(1_000_000).nullable().default(null),
        grade: line(10).nullable().default(null),
        gradeBefore: line(10).nullable().default(null),
        source: line(500),
        version: z.number().int().nullable(),
      }),
    )
    .output(z.object({ version: z.number().int() })),

  removeResult: endpoint({
    method: 'DELETE',
    path: '/figures/{unitId}/results/{year}/{assessment}',
    summary: 'Remove one assessment result',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        year,
        assessment,
        peerGroup: z.string().max(80).default(''),
        version: z.coerce.number().int(),
      }),
    )
    .output(z.object({})),

  saveWorkload: endpoint({
    method: 'PUT',
    path: '/figures/{unitId}/workload/{year}/{item}',
    summary: 'Enter or correct one yearly figure; version null for a new one',
    permission: 'figure.write',
    place: subject('unit', 'unitId'),
  })
    .input(
      z.object({
        unitId: id,
        year,
        item,
        value: z.number().min(0).max(1e12),
        growthPercent: z.number().gt(-100).max(100_000).nullable().default(null),
        source: line(500),
        version: z.number().int().nullable(),
      }),
    )
    .output(z.object({ version: z.number().int() })),

  ...schemesContract,
  ...peersContract,
}

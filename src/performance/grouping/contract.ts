// Endpoints of grouping: schemes, the figures of groups, the stays behind them, and why a stay is where it is.

import * as z from 'zod'
import { endpoint, flag, id, line, subject } from '../../core/contract.ts'
import { reasons } from './rules/group.ts'
import { failures, runStates } from './rules/run.ts'
import { adrgKinds, levels, listKinds, strata } from './rules/scheme.ts'
import { strataSources } from './rules/strata.ts'

const month = z.coerce.number().int().min(190001).max(220012)
const count = z.number().int()
const place = subject('unit', 'unitId')
const ofUnit = z.object({ unitId: id })
const scope = z.object({ unitId: id, from: month, to: month, department: z.string().max(40).optional() })
const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
}

const head = { edition: z.string(), source: z.string(), synthetic: z.boolean() }
const schemeFile = z.file().max(50 * 1024 * 1024)
const scheme = z.object({
  id,
  ...head,
  current: z.boolean(),
  counts: z.record(z.enum(listKinds), count),
  importedAt: z.string(),
  importedBy: z.string(),
  /** The visible figures were computed with it. */
  inUse: z.boolean(),
})

const fault = z.object({
  list: z.string().nullable(),
  row: count.nullable(),
  column: z.string().nullable(),
  code: z.string(),
  value: z.string().nullable(),
})

/** Sums kept whole: weights in ten-thousandths, index sums in millionths. Null where the base is too small to be shown. */
const figures = z.object({
  grouped: count,
  ungrouped: count,
  weightSum: count,
  groups: count,
  costIndexSum: count.nullable(),
  costIndexCases: count,
  timeIndexSum: count.nullable(),
  timeIndexCases: count,
  lowRiskCases: count,
  lowRiskDeaths: count.nullable(),
})

const stay = z.object({
  stay: z.guid(),
  discharged: z.string(),
  department: z.string(),
  losDays: count,
  costFen: count,
  death: z.boolean(),
  drg: z.string().nullable(),
  level: z.enum(levels).nullable(),
  reason: z.enum(reasons).nullable(),
})

const span = z.object({ from: count.nullable(), to: count.nullable() })
const asked = z.discriminatedUnion('test', [
  z.object({ test: z.literal('principal'), set: z.string(), code: z.string() }),
  z.object({ test: z.literal('main_procedure'), set: z.string(), code: z.string() }),
  z.object({ test: z.literal('any_procedure'), set: z.string() }),
  z.object({ test: z.literal('with_procedure'), set: z.string() }),
  z.object({ test: z.literal('diagnosis'), set: z.string() }),
  z.object({ test: z.literal('sex'), wanted: count, found: count.nullable() }),
  z.object({ test: z.literal('age_days'), span, found: count.nullable() }),
  z.object({ test: z.literal('birth_weight'), span, found: count.nullable() }),
  z.object({ test: z.literal('regions'), least: count, found: count }),
])

export const groupingContract = {
  institutions: endpoint({
    method: 'GET',
    path: '/grouping',
    summary: 'The institutions within reach, each with whether its stays are grouped',
    permission: 'figure.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({ institutions: z.array(z.object({ unitId: id, name: z.string(), grouped: z.boolean() })) }),
    ),

  overview: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}',
    summary: 'What an institution has grouped: by which scheme, from which months, and what is under way',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit)
    .output(
      z.object({
        unitId: id,
        name: z.string(),
        /** Front pages are published. */
        published: z.boolean(),
        /** A scheme is current. */
        scheme: z.object(head).nullable(),
        groups: z
          .object({
            scheme: z.object(head),
            groupedAt: z.string(),
            strataSource: z.enum(strataSources),
            stale: z.enum(['records', 'scheme']).nullable(),
            first: count,
            last: count,
            stays: count,
          })
          .nullable(),
        run: z
          .object({
            state: z.enum(runStates),
            done: count,
            total: count,
            failure: z.enum(failures).nullable(),
          })
          .nullable(),
        mayRead: z.boolean(),
        mayWrite: z.boolean(),
      }),
    ),

  figures: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/figures',
    summary:
      'Cases, weights, case mix, cost and time index and low-risk deaths by department and month, as sums',
    permission: 'figure.read',
    place,
  })
    .input(scope.extend({ byDepartment: flag.default(false), byMonth: flag.default(false) }))
    .output(
      z.object({
        rows: z.array(figures.extend({ department: z.string().nullable(), month: count.nullable() })),
      }),
    ),

  groups: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/groups',
    summary: 'The DRGs that occur: cases, weight, days and cost against their reference, risk stratum',
    permission: 'figure.read',
    place,
  })
    .input(scope)
    .output(
      z.object({
        groups: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            mdc: z.string(),
            adrg: z.string(),
            kind: z.enum(adrgKinds),
            cases: count,
            weight: count,
            losDays: count.nullable(),
            costFen: count.nullable(),
            deaths: count.nullable(),
            referenceDaysHundredths: count.nullable(),
            referenceCostFen: count.nullable(),
            stratum: z.enum(strata).nullable(),
            hidden: z.boolean(),
          }),
        ),
      }),
    ),

  ungrouped: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/ungrouped',
    summary: 'Stays without a group by reason, and the principal diagnoses that occur most among them',
    permission: 'figure.read',
    place,
  })
    .input(scope)
    .output(
      z.object({
        reasons: z.array(z.object({ reason: z.enum(reasons), cases: count })),
        /** Rare ones only for those who may read the records. */
        principals: z.array(
          z.object({
            reason: z.enum(reasons),
            mdc: z.string().nullable(),
            principal: z.string(),
            cases: count,
          }),
        ),
      }),
    ),

  stays: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/stays',
    summary: 'The stays of a DRG, or without one for a reason, without anything that names a person',
    permission: 'record.read',
    place,
    sensitive: true,
  })
    .input(
      scope.extend({
        drg: z.string().max(60).optional(),
        reason: z.enum(reasons).optional(),
        ...page,
      }),
    )
    .output(z.object({ total: count, stays: z.array(stay) })),

  trace: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/stays/{stay}/trace',
    summary: 'Why a stay is in its group: every rule that was tried, and where it failed',
    permission: 'record.read',
    place,
    sensitive: true,
  })
    .input(z.object({ unitId: id, stay: z.guid() }))
    .output(
      z.object({
        stay,
        codes: z.object({
          principal: z.string(),
          diagnoses: z.array(z.string()),
          mainProcedure: z.string(),
          procedures: z.array(z.string()),
          sex: count.nullable(),
          ageYears: count.nullable(),
          ageDays: count.nullable(),
          birthWeight: count.nullable(),
        }),
        mdcs: z.array(
          z.object({
            mdc: z.string(),
            name: z.string(),
            failed: asked.nullable(),
            adrgs: z.array(
              z.object({
                adrg: z.string(),
                name: z.string(),
                kind: z.enum(adrgKinds),
                outcome: z.enum(['won', 'behind', 'failed']),
                by: z.array(z.string()),
                failed: asked.nullable(),
              }),
            ),
          }),
        ),
        comorbidities: z.array(
          z.object({
            code: z.string(),
            level: z.enum(levels),
            excludedBy: z.object({ principal: z.string(), table: z.string().nullable() }).nullable(),
          }),
        ),
        split: z.boolean(),
        drg: z
          .object({ code: z.string(), name: z.string(), weight: count, level: z.enum(levels) })
          .nullable(),
        reason: z.enum(reasons).nullable(),
      }),
    ),

  figuresFile: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/figures-file',
    summary: 'Figures by department and by month and the groups as one Excel workbook',
    permission: 'figure.read',
    place,
  })
    .input(scope.extend({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),

  schemes: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/schemes',
    summary: 'The grouping schemes of an institution, newest first',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit)
    .output(z.object({ schemes: z.array(scheme), mayWrite: z.boolean() })),

  schemeFile: endpoint({
    method: 'GET',
    path: '/grouping/{unitId}/scheme-file',
    summary:
      'A scheme as the Excel workbook in which it is imported; without a scheme, the sample of the product',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ schemeId: id.optional() }))
    .output(z.file()),

  importScheme: endpoint({
    method: 'POST',
    path: '/grouping/{unitId}/schemes',
    summary:
      'Add a scheme from one Excel workbook or one CSV file a list, with its edition and source; all rows or none',
    permission: 'figure.write',
    place,
  })
    .input(
      ofUnit.extend({
        edition: line(100),
        source: line(500),
        file: schemeFile,
        /** The other lists where each is a CSV file of its own. */
        more: z.array(schemeFile).max(7).default([]),
      }),
    )
    .output(
      z.object({
        schemeId: id.nullable(),
        faultCount: count,
        /** At most the first thousand. */
        faults: z.array(fault),
      }),
    ),

  addSample: endpoint({
    method: 'POST',
    path: '/grouping/{unitId}/schemes/sample',
    summary: "Add the product's own small scheme, made up so that grouping can be tried",
    permission: 'figure.write',
    place,
  })
    .input(ofUnit)
    .output(z.object({ schemeId: id })),

  makeCurrent: endpoint({
    method: 'POST',
    path: '/grouping/{unitId}/schemes/{schemeId}/current',
    summary: 'Let this scheme count: everything published is grouped by it in the background',
    permission: 'figure.write',
    place,
  })
    .input(ofUnit.extend({ schemeId: id }))
    .output(z.object({})),

  removeScheme: endpoint({
    method: 'DELETE',
    path: '/grouping/{unitId}/schemes/{schemeId}',
    summary: 'Remove a scheme that neither counts nor stands behind visible figures',
    permission: 'figure.write',
    place,
  })
    .input(ofUnit.extend({ schemeId: id }))
    .output(z.object({})),

  groupAgain: endpoint({
    method: 'POST',
    path: '/grouping/{unitId}/again',
    summary: 'Try again what failed',
    permission: 'figure.write',
    place,
  })
    .input(ofUnit)
    .output(z.object({})),
}

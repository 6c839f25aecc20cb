// Endpoints of indicators: the list of a year, one over time and by department, yearly figures, targets, the scheme, FHIR.

import * as z from 'zod'
import { endpoint, flag, id, line, prose, subject } from '../../core/contract.ts'
import { editions, indicators } from './rules/catalogue.ts'
import { figureIds } from './rules/figures.ts'

const year = z.coerce.number().int().min(1949).max(2200)
const month = z.coerce.number().int().min(190001).max(220012)
const place = subject('unit', 'unitId')
const number = z.number().nullable()
const indicator = z.enum(indicators.map((each) => each.id) as [string, ...string[]])
const figure = z.enum(figureIds as [(typeof figureIds)[number], ...(typeof figureIds)[number][]])
const edition = z.enum(editions.map((each) => each.id) as [string, ...string[]])
const version = z.number().int().nullable()
const ofUnit = z.object({ unitId: id })

/** A value with both sides of its ratio, in stored units; `missing` names the facts that are not there. */
const value = z.object({
  numerator: number,
  denominator: number,
  value: number,
  missing: z.array(z.string()).readonly(),
  /** The base is smaller than the institution shows to this reader. */
  hidden: z.boolean(),
})
const point = value.extend({ period: z.number().int().nullable(), department: z.string().nullable() })
const target = z.object({ target: z.number(), version: z.number().int() }).nullable()

const yearValue = value.extend({
  id: indicator,
  words: z.string().nullable(),
  before: number,
  trend: z.array(number).readonly(),
  months: z.number().int().nullable(),
  target,
})
export type IndicatorValue = z.infer<typeof yearValue>

const check = z.object({
  rule: z.string(),
  severity: z.enum(['block', 'warn']),
  figures: z.array(figure).readonly(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

const schemeRow = z.object({
  dimension: line(40),
  name: line(100),
  indicatorId: indicator.nullable(),
  note: prose(500),
})

export const indicatorsContract = {
  institutions: endpoint({
    method: 'GET',
    path: '/indicators',
    summary: 'The institutions within reach, each with its level',
    permission: 'figure.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({
        institutions: z.array(z.object({ unitId: id, name: z.string(), level: z.string().nullable() })),
      }),
    ),

  overview: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}',
    summary: 'An institution: its level and list, the years of which something is known, who may do what',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit)
    .output(
      z.object({
        unitId: id,
        name: z.string(),
        level: z.string().nullable(),
        list: z.enum(['tertiary', 'secondary']),
        /** Newest first. */
        years: z.array(z.number().int()),
        mayWrite: z.boolean(),
        mayReadRecords: z.boolean(),
        smallestShown: z.number().int(),
        /** null: the product's own smallest base. */
        settingVersion: version,
      }),
    ),

  values: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/years/{year}',
    summary:
      'All indicators of an edition in a year: value, both sides, year before, trend, target, what is missing',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ year, edition }))
    .output(z.object({ values: z.array(yearValue) })),

  series: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/of/{indicator}/series',
    summary: 'One indicator by month or year, of the hospital or one department',
    permission: 'figure.read',
    place,
  })
    .input(
      ofUnit.extend({
        indicator,
        by: z.enum(['month', 'year']),
        /** yyyymm by month, yyyy by year; both included. */
        from: z.coerce.number().int().min(1949).max(220012),
        to: z.coerce.number().int().min(1949).max(220012),
        department: z.string().max(40).optional(),
      }),
    )
    .output(z.object({ points: z.array(point) })),

  departments: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/of/{indicator}/departments',
    summary: 'One indicator by department, between two months',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ indicator, from: month, to: month }))
    .output(z.object({ points: z.array(point) })),

  facts: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/of/{indicator}/years/{year}',
    summary: 'One indicator in a year: its value, and each fact of its formula this year and the year before',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ indicator, year }))
    .output(
      z.object({
        value: yearValue,
        facts: z.array(z.object({ key: z.string(), value: number, before: number })),
      }),
    ),

  setTarget: endpoint({
    method: 'PUT',
    path: '/indicators/{unitId}/of/{indicator}/targets/{year}',
    summary: 'Set, change or take away (null) the target of a year; version null for a new one',
    permission: 'figure.write',
    place,
  })
    .input(ofUnit.extend({ indicator, year, target: z.number().min(-1e9).max(1e9).nullable(), version }))
    .output(z.object({ version: z.number().int() })),

  yearly: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/figures/{year}',
    summary: 'The yearly figures with the year before, where each comes from, and what the cross-checks say',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ year }))
    .output(
      z.object({
        figures: z.array(
          z.object({
            figure,
            /** In the smallest unit of the figure. */
            value: number,
            words: z.string().nullable(),
            source: z.string(),
            version,
            enteredBy: z.string().nullable(),
            enteredAt: z.string().nullable(),
            before: number,
            /** Where a value comes from that nobody entered here. */
            from: z.enum(['entered', 'results', 'records']).nullable(),
          }),
        ),
        checks: z.array(check),
        mayWrite: z.boolean(),
      }),
    ),

  saveFigure: endpoint({
    method: 'PUT',
    path: '/indicators/{unitId}/figures/{year}/{figure}',
    summary:
      'Enter, correct or take out (neither value nor words) one yearly figure; version null for a new one',
    permission: 'figure.write',
    place,
  })
    .input(
      ofUnit.extend({
        year,
        figure,
        /** In the smallest unit: fen, hundredths of a point. */
        value: z.number().int().min(0).max(9_000_000_000_000_000).nullable().default(null),
        words: line(200).nullable().default(null),
        source: prose(500).default(''),
        version,
      }),
    )
    .output(z.object({ version })),

  setSmallest: endpoint({
    method: 'PUT',
    path: '/indicators/{unitId}/smallest',
    summary: 'The smallest base that is shown to those who may not read records',
    permission: 'figure.write',
    place,
  })
    .input(ofUnit.extend({ smallestShown: z.number().int().min(1).max(100), version }))
    .output(z.object({ version: z.number().int() })),

  scheme: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/scheme',
    summary: 'The scheme of high-quality development: the own one, or the unverified proposal',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit)
    .output(
      z.object({
        rows: z.array(schemeRow),
        source: z.string(),
        /** null: the proposal, which is nobody's official list. */
        version,
        mayWrite: z.boolean(),
      }),
    ),

  saveScheme: endpoint({
    method: 'PUT',
    path: '/indicators/{unitId}/scheme',
    summary: 'Save the scheme of high-quality development; version null for the first',
    permission: 'figure.write',
    place,
  })
    .input(ofUnit.extend({ rows: z.array(schemeRow).min(1).max(60), source: prose(500), version }))
    .output(z.object({ version: z.number().int() })),

  measureReport: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/of/{indicator}/measure-report/{year}',
    summary: 'One indicator of a year as a FHIR R4 MeasureReport (summary)',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ indicator, year }))
    .output(z.file()),

  measureReports: endpoint({
    method: 'GET',
    path: '/indicators/{unitId}/measure-reports/{year}',
    summary: 'All indicators of an edition in a year as a FHIR R4 Bundle of MeasureReports',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ year, edition, withMissing: flag.default(false) }))
    .output(z.file()),
}

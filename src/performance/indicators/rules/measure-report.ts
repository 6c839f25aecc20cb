// Indicators as FHIR R4 MeasureReports of type summary. No I/O.

import type { Indicator, Unit } from './indicator.ts'
import { isMonthly } from './catalogue.ts'

/** UCUM codes, or the currency of ISO 4217. */
const unitCodes: Readonly<
  Partial<Record<Unit, { readonly unit: string; readonly system: string; readonly code: string }>>
> = {
  percent: ucum('%'),
  days: ucum('d'),
  minutes: ucum('min'),
  persons: ucum('{person}'),
  count: ucum('{count}'),
  points: ucum('{score}'),
  ratio: ucum('1'),
  weight: ucum('1'),
  ddds: ucum('{DDD}/{100 patient-days}'),
  yuan: { unit: 'CNY', system: 'urn:iso:std:iso:4217', code: 'CNY' },
}

function ucum(code: string) {
  return { unit: code, system: 'http://unitsofmeasure.org', code }
}

const terminology = 'http://terminology.hl7.org/CodeSystem'
const absent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const mostCount = 2_147_483_647

/** Half up, to the digits that people read. */
export function rounded(value: number, digits: number): number {
  const scale = 10 ** digits
  // The nudge undoes the binary fraction of 1.005; it is far below the last digit.
  return (Math.sign(value) * Math.round(Math.abs(value) * scale * (1 + Number.EPSILON))) / scale + 0
}

export type Reported = {
  readonly numerator: number | null
  readonly denominator: number | null
  readonly value: number | null
  readonly hidden: boolean
  readonly words: string | null
}

/**
 * One indicator of a year. Counts of people stand as populations; sums of money and growths have no population, only
 * a score. A hidden or missing score carries the reason in place of the number. status is `pending` while the year
 * goes on or something is missing.
 */
export function measureReport(of: {
  readonly id: string
  readonly indicator: Indicator
  readonly year: number
  readonly reported: Reported
  readonly reporter: { readonly code: string; readonly name: string }
  /** Instant of the report, ISO; its date decides whether the year is over. */
  readonly at: string
}) {
  const { indicator, year, reported, reporter, at } = of
  const { numerator, denominator, value, hidden, words } = reported
  const over = Number(at.slice(0, 4)) > year
  const known = value !== null || hidden || words !== null
  const population = (code: 'numerator' | 'denominator', count: number | null) =>
    count === null || !Number.isInteger(count) || count < 0 || count > mostCount
      ? []
      : [
          {
            code: { coding: [{ system: `${terminology}/measure-population`, code }] },
            count,
          },
        ]
  const populations = isMonthly(indicator)
    ? [...population('numerator', numerator), ...population('denominator', denominator)]
    : []
  const quantity = unitCodes[indicator.unit] ?? { unit: indicator.unit }
  const score =
    value === null
      ? words === null
        ? { extension: [{ url: absent, valueCode: hidden ? 'masked' : 'unknown' }] }
        : { extension: [{ url: absent, valueCode: 'as-text' }] }
      : { value: rounded(value, indicator.unit === 'weight' ? 4 : 2), ...quantity }
  const notation = { up: 'increase', improve: 'increase', down: 'decrease', compare: null }[
    indicator.direction
  ]
  return {
    resourceType: 'MeasureReport',
    id: of.id,
    text: {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">${escaped(`${indicator.zh} · ${indicator.en} · ${year}`)}${words === null ? '' : `: ${escaped(words)}`}</div>`,
    },
    status: over && known ? 'complete' : 'pending',
    type: 'summary',
    measure: `urn:linghang:measure:${indicator.id}`,
    date: at,
    reporter: {
      identifier: { system: 'urn:linghang:institution', value: reporter.code },
      display: reporter.name,
    },
    period: { start: `${year}-01-01`, end: `${year}-12-31` },
    ...(notation === null
      ? {}
      : {
          improvementNotation: {
            coding: [{ system: `${terminology}/measure-improvement-notation`, code: notation }],
          },
        }),
    group: [
      {
        code: { text: indicator.zh },
        ...(populations.length === 0 ? {} : { population: populations }),
        measureScore: score,
      },
    ],
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A collection of reports, each under the address of its own id. */
export function bundleOf(reports: readonly ReturnType<typeof measureReport>[], id: string, at: string) {
  return {
    resourceType: 'Bundle',
    id,
    type: 'collection',
    timestamp: at,
    entry: reports.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  }
}

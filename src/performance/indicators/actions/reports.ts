// Indicators for other systems: one as a FHIR R4 MeasureReport, all of an edition as a Bundle.

import { newId } from '../../../core/ids.ts'
import type { Work } from '../../../core/pipeline.ts'
import { readInstitution } from '../../../foundation/org/index.ts'
import { editions, indicatorsOf } from '../rules/catalogue.ts'
import type { Indicator } from '../rules/indicator.ts'
import { indicatorOf } from '../rules/catalogue.ts'
import { bundleOf, measureReport } from '../rules/measure-report.ts'
import { readValues } from '../values.ts'
import { rootOf, type Some } from './begin.ts'

async function reportsOf(work: Work, year: number, indicators: readonly Indicator[]) {
  const { institutionId } = rootOf(work)
  const reporter = await readInstitution(work.tx, institutionId)
  const values = await readValues(work, institutionId, year)
  return indicators.flatMap((indicator) => {
    const reported = values.get(indicator.id)
    if (reported === undefined || indicator.formula === null) return []
    const at = work.now.toString({ smallestUnit: 'second' })
    return [{ reported, report: measureReport({ id: newId(), indicator, year, reported, reporter, at }) }]
  })
}

const fhirFile = (resource: object, name: string): File =>
  new File([JSON.stringify(resource, null, 2)], name, { type: 'application/fhir+json' })

export const reports: Some<'measureReport' | 'measureReports'> = {
  measureReport: async (work, { indicator, year }) => {
    const found = indicatorOf(indicator)
    const [made] = await reportsOf(work, year, found === null ? [] : [found])
    return fhirFile(made?.report ?? {}, `${indicator}-${year}.json`)
  },

  measureReports: async (work, { year, edition, withMissing }) => {
    const chosen = editions.find(({ id }) => id === edition)
    const made = await reportsOf(work, year, chosen === undefined ? [] : indicatorsOf(chosen))
    const kept = made.filter(
      ({ reported }) => withMissing || reported.value !== null || reported.hidden || reported.words !== null,
    )
    const bundle = bundleOf(
      kept.map(({ report }) => report),
      newId(),
      work.now.toString({ smallestUnit: 'second' }),
    )
    return fhirFile(bundle, `indicators-${year}.json`)
  },
}

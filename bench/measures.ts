// One proportion measure over the same stays: ours against fqm-execution, the open engine for FHIR measures: node bench/measures.ts.

import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openColumns } from '../src/core/columns/index.ts'
import { indicators } from '../src/performance/discharges/rules/indicators.ts'
import { countMeasures } from '../src/performance/discharges/store/counts.ts'

/** A folder in which fqm-execution is installed: it is a peer to run beside, not a part of the product. */
const peer = process.env['FQM_EXECUTION']
const patients = Number(process.env['BENCH_PATIENTS'] ?? 10_000)
const many = 1_000_000
const rounds = 5
const goal = 500
const institutionId = '01a00000-0000-7000-8000-000000000000'

const surgery = indicators.find(({ id }) => id === 'GK3-04')
if (surgery?.denominator === null || surgery === undefined) throw new Error('No share of surgery')
const measures = { numerator: surgery.numerator, denominator: surgery.denominator }

type Share = { readonly numerator: number; readonly denominator: number }
type Timed = Share & { readonly seconds: number }

/** Every third stay was operated on. */
const isOperated = (stay: number): boolean => stay % 3 === 0

async function timed(work: () => Promise<Share>): Promise<Timed> {
  const began = performance.now()
  const share = await work()
  return { ...share, seconds: (performance.now() - began) / 1000 }
}

/** Counts in the facts themselves, not in the sums kept beside them; the median of several rounds. */
async function ours(folder: string, stays: number): Promise<Timed> {
  const columns = openColumns(join(folder, String(stays)))
  const whole = `${institutionId}/whole-1`
  await columns.derive(
    whole,
    `select uuid() as stay, 202401 as month, 'D1' as department, i % 3 = 0 as operated, 1 as sequence
     from range(${stays}) as t(i)`,
    {},
  )
  const runs: Timed[] = []
  for (let round = 0; round < rounds; round += 1) {
    runs.push(
      await timed(async () => {
        const [row] = await countMeasures(columns, whole, measures, [], { from: 0, to: 999_999 }, 'facts')
        return { numerator: row?.values.numerator ?? NaN, denominator: row?.values.denominator ?? NaN }
      }),
    )
  }
  await columns.close()
  const [middle] = runs.toSorted((a, b) => a.seconds - b.seconds).slice(Math.floor(rounds / 2))
  if (middle === undefined) throw new Error('No round')
  return middle
}

const retrieve = (type: string) => ({
  type: 'Retrieve',
  dataType: `{http://hl7.org/fhir}${type}`,
  templateId: `http://hl7.org/fhir/StructureDefinition/${type}`,
})
const define = (name: string, expression: object) => ({
  name,
  context: 'Patient',
  accessLevel: 'Public',
  expression,
})

/** The measure in ELM: the share of stays with an operation, told by the category of their procedures. */
const library = {
  identifier: { id: 'SurgeryShare', version: '1.0.0' },
  schemaIdentifier: { id: 'urn:hl7-org:elm', version: 'r1' },
  usings: {
    def: [
      { localIdentifier: 'System', uri: 'urn:hl7-org:elm-types:r1' },
      { localIdentifier: 'FHIR', uri: 'http://hl7.org/fhir', version: '4.0.1' },
    ],
  },
  statements: {
    def: [
      define('Patient', { type: 'SingletonFrom', operand: retrieve('Patient') }),
      define('Initial Population', { type: 'Exists', operand: retrieve('Encounter') }),
      define('Denominator', { type: 'ExpressionRef', name: 'Initial Population' }),
      define('Numerator', {
        type: 'Exists',
        operand: {
          type: 'Query',
          source: [{ alias: 'P', expression: retrieve('Procedure') }],
          relationship: [],
          where: {
            type: 'Exists',
            operand: {
              type: 'Query',
              source: [{ alias: 'C', expression: { type: 'Property', path: 'category.coding', scope: 'P' } }],
              relationship: [],
              where: {
                type: 'Equal',
                operand: [
                  { type: 'Property', path: 'code.value', scope: 'C' },
                  { type: 'Literal', valueType: '{urn:hl7-org:elm-types:r1}String', value: 'surgery' },
                ],
              },
            },
          },
        },
      }),
    ],
  },
}

const terminology = 'http://terminology.hl7.org/CodeSystem'
const canonical = 'http://example.org/Library/SurgeryShare'
const populations = ['initial-population', 'denominator', 'numerator'] as const
const expressionOf = {
  'initial-population': 'Initial Population',
  denominator: 'Denominator',
  numerator: 'Numerator',
}
const bundle = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
})
const measureBundle = bundle(
  {
    resourceType: 'Measure',
    id: 'surgery-share',
    url: 'http://example.org/Measure/surgery-share',
    status: 'active',
    library: [canonical],
    scoring: { coding: [{ system: `${terminology}/measure-scoring`, code: 'proportion' }] },
    group: [
      {
        population: populations.map((code) => ({
          code: { coding: [{ system: `${terminology}/measure-population`, code }] },
          criteria: { language: 'text/cql', expression: expressionOf[code] },
        })),
      },
    ],
  },
  {
    resourceType: 'Library',
    id: 'SurgeryShare',
    url: canonical,
    version: '1.0.0',
    status: 'active',
    type: { coding: [{ code: 'logic-library' }] },
    content: [
      {
        contentType: 'application/elm+json',
        data: Buffer.from(JSON.stringify({ library })).toString('base64'),
      },
    ],
  },
)

const asBundle = (stay: number) =>
  bundle(
    { resourceType: 'Patient', id: `p${stay}` },
    {
      resourceType: 'Encounter',
      id: `e${stay}`,
      status: 'finished',
      class: { code: 'IMP' },
      subject: { reference: `Patient/p${stay}` },
    },
    {
      resourceType: 'Procedure',
      id: `x${stay}`,
      status: 'completed',
      subject: { reference: `Patient/p${stay}` },
      category: { coding: [{ code: isOperated(stay) ? 'surgery' : 'treatment' }] },
    },
  )

type PopulationResult = { readonly populationType: string; readonly result: boolean }
type Answer = {
  readonly results: readonly {
    readonly detailedResults: readonly { readonly populationResults: readonly PopulationResult[] }[]
  }[]
}
type Calculator = {
  readonly calculate: (measure: object, people: object[], options: object) => Promise<Answer>
}

async function theirs(folder: string): Promise<Timed & { readonly conversion: number }> {
  const { Calculator } = createRequire(join(folder, 'package.json'))('fqm-execution') as {
    readonly Calculator: Calculator
  }
  const began = performance.now()
  const people = Array.from({ length: patients }, (_, stay) => asBundle(stay))
  const conversion = (performance.now() - began) / 1000
  const run = await timed(async () => {
    const { results } = await Calculator.calculate(measureBundle, people, {
      measurementPeriodStart: '2024-01-01',
      measurementPeriodEnd: '2024-12-31',
      calculateHTML: false,
      calculateSDEs: false,
      calculateClauseCoverage: false,
    })
    const found = results.flatMap(({ detailedResults: [group] }) => group?.populationResults ?? [])
    const count = (type: string): number =>
      found.filter(({ populationType, result }) => populationType === type && result).length
    return { numerator: count('numerator'), denominator: count('denominator') }
  })
  return { ...run, conversion }
}

async function benchMeasures(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linghang-bench-'))
  try {
    const few = await ours(folder, patients)
    const more = await ours(folder, many)
    const rate = (stays: number, { seconds }: Timed): string =>
      Math.round(stays / seconds).toLocaleString('en')
    const lines = [
      '| share of surgery (GK3-04) | stays | stays/s | ratio |',
      '|---|---|---|---|',
      `| ours, counted in the facts | ${patients} | ${rate(patients, few)} | |`,
      `| ours, counted in the facts | ${many} | ${rate(many, more)} | |`,
    ]
    if (peer === undefined) {
      return [...lines, 'Set FQM_EXECUTION to a folder where fqm-execution is installed to run it beside.']
    }
    const other = await theirs(peer)
    if (few.numerator !== other.numerator || few.denominator !== other.denominator) {
      throw new Error(`The two do not agree: ${JSON.stringify({ ours: few, theirs: other })}`)
    }
    const ratio = other.seconds / few.seconds
    return [
      ...lines,
      `| fqm-execution on FHIR bundles | ${patients} | ${rate(patients, other)} | ${ratio.toFixed(0)} × slower (goal ≥ ${goal}: ${ratio >= goal ? 'reached' : 'missed'}) |`,
      `Making the FHIR bundles took ${other.conversion.toFixed(2)} s more; it is not in the ratio. Same numerator and denominator.`,
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

for (const line of await benchMeasures()) console.log(line)

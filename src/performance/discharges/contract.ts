// Endpoints of discharge records: import in steps, code lists, indicators with their counts, and the records behind them.

import * as z from 'zod'
import { endpoint, flag, id, line, subject } from '../../core/contract.ts'
import { encodings } from './file/encoding.ts'
import { mappingSchema } from './file/layout.ts'
import { indicators } from './rules/indicators.ts'
import { listKinds } from './rules/lists.ts'
import { runStates } from './rules/run.ts'

const month = z.coerce.number().int().min(190001).max(220012)
const count = z.number().int()
const place = subject('unit', 'unitId')
const ofUnit = z.object({ unitId: id })
const ofRun = z.object({ unitId: id, runId: id })
const scope = z.object({
  unitId: id,
  from: month,
  to: month,
  department: z.string().max(40).optional(),
})

const listHead = z.object({
  kind: z.enum(listKinds),
  edition: z.string(),
  source: z.string(),
  synthetic: z.boolean(),
  count,
})

const outcome = z.object({
  encoding: z.enum(encodings),
  header: z.array(z.string()).readonly(),
  unknown: z.array(z.string()).readonly(),
  absent: z.array(z.string()).readonly(),
  organisation: z.string().nullable(),
  rows: count,
  good: count,
  bad: count,
  faults: count,
  /** Stays that are published already and would be replaced. */
  replaces: count,
  lists: z.array(listHead).readonly(),
})
export type Outcome = z.infer<typeof outcome>

const failure = z.object({ reason: z.string(), columns: z.array(z.string()).readonly() })

const run = z.object({
  id,
  state: z.enum(runStates),
  fileName: z.string(),
  size: count,
  uploaded: count,
  edition: z.string(),
  readBytes: count,
  rows: count,
  bad: count,
  cancelling: z.boolean(),
  outcome: outcome.nullable(),
  failure: failure.nullable(),
  sequence: count.nullable(),
  startedBy: z.string(),
  startedAt: z.string(),
  publishedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
})
export type Run = z.infer<typeof run>

const counted = z.object({
  department: z.string().nullable(),
  month: count.nullable(),
  /** By indicator; `hidden` when the base is so small that a person could be recognised. */
  cells: z.record(
    z.string(),
    z.object({ numerator: count.nullable(), denominator: count.nullable(), hidden: z.boolean() }),
  ),
})

export const dischargesContract = {
  institutions: endpoint({
    method: 'GET',
    path: '/discharges',
    summary: 'The institutions within reach, each with what is published of its discharges',
    permission: 'figure.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({ institutions: z.array(z.object({ unitId: id, name: z.string(), published: z.boolean() })) }),
    ),

  overview: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}',
    summary:
      'What an institution has published: months, departments, code lists in force, indicators with their formulas',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit)
    .output(
      z.object({
        unitId: id,
        name: z.string(),
        first: count.nullable(),
        last: count.nullable(),
        stays: count,
        departments: z.array(z.object({ code: z.string(), name: z.string().nullable(), stays: count })),
        /** The lists that the published facts were derived with. */
        lists: z.array(listHead),
        mayRead: z.boolean(),
        mayWrite: z.boolean(),
      }),
    ),

  indicators: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/indicators',
    summary: 'Indicators from front pages by department and month, numerator and denominator kept',
    permission: 'figure.read',
    place,
  })
    .input(scope.extend({ byDepartment: flag.default(false), byMonth: flag.default(false) }))
    .output(z.object({ rows: z.array(counted) })),

  diseases: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/diseases',
    summary: 'The four figures of each single disease: cases, bed-days, costs, deaths',
    permission: 'figure.read',
    place,
  })
    .input(scope)
    .output(
      z.object({
        diseases: z.array(
          z.object({
            id: z.string(),
            name: z.string(),
            stays: count,
            losDays: count.nullable(),
            costFen: count.nullable(),
            deaths: count.nullable(),
            hidden: z.boolean(),
          }),
        ),
      }),
    ),

  stays: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/stays',
    summary: 'The stays that an indicator counts, without anything that names a person',
    permission: 'record.read',
    place,
    sensitive: true,
  })
    .input(
      scope.extend({
        indicator: z.enum(indicators.map((indicator) => indicator.id) as [string, ...string[]]),
        part: z.enum(['numerator', 'denominator']).default('numerator'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
      }),
    )
    .output(
      z.object({
        total: count,
        stays: z.array(
          z.object({
            stay: z.guid(),
            discharged: z.string(),
            department: z.string(),
            losDays: count,
            costFen: count,
            flags: z.array(z.string()),
            diseases: z.array(z.string()),
          }),
        ),
      }),
    ),

  recordNumber: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/stays/{stay}/number',
    summary: 'The record number behind one stay; each reading is logged',
    permission: 'record.read',
    place,
    sensitive: true,
  })
    .input(z.object({ unitId: id, stay: z.guid() }))
    .output(z.object({ recordNumber: z.string() })),

  runs: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/runs',
    summary: 'Imports, newest first',
    permission: 'record.read',
    place,
  })
    .input(ofUnit)
    .output(z.object({ runs: z.array(run), mayWrite: z.boolean() })),

  begin: endpoint({
    method: 'POST',
    path: '/discharges/{unitId}/runs',
    summary: 'Begin an import; refused while another is under way',
    permission: 'record.write',
    place,
  })
    .input(
      ofUnit.extend({
        fileName: line(300),
        size: z.number().int().min(1).max(100_000_000_000),
        encoding: z.enum(encodings).nullable().default(null),
        mapping: mappingSchema.nullable().default(null),
      }),
    )
    .output(z.object({ runId: id })),

  // Not audited by itself: a file is hundreds of parts; its beginning and its check are.
  part: endpoint({
    method: 'POST',
    path: '/discharges/{unitId}/runs/{runId}/part',
    summary: 'The next part of the file, in order; a part sent again is kept once',
    permission: 'record.write',
    place,
    readsOnly: true,
  })
    .input(ofRun.extend({ offset: z.coerce.number().int().min(0), part: z.file().max(16 * 1024 * 1024) }))
    .output(z.object({ uploaded: count })),

  check: endpoint({
    method: 'POST',
    path: '/discharges/{unitId}/runs/{runId}/check',
    summary: 'The file is complete: read and check it in the background',
    permission: 'record.write',
    place,
  })
    .input(ofRun)
    .output(z.object({})),

  faults: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/runs/{runId}/faults',
    summary: 'The faults of a checked file with line, column, value and reason, and how often each occurs',
    permission: 'record.read',
    place,
  })
    .input(
      ofRun.extend({
        limit: z.coerce.number().int().min(1).max(1000).default(200),
        offset: z.coerce.number().int().min(0).max(100_000).default(0),
      }),
    )
    .output(
      z.object({
        faults: z.array(
          z.object({
            line: count,
            column: z.string().nullable(),
            columnName: z.string().nullable(),
            code: z.string(),
            value: z.string().nullable(),
          }),
        ),
        kinds: z.array(
          z.object({
            column: z.string().nullable(),
            columnName: z.string().nullable(),
            code: z.string(),
            count,
          }),
        ),
      }),
    ),

  faultsFile: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/runs/{runId}/faults-file',
    summary: 'The faults as a CSV file, at most the first hundred thousand',
    permission: 'record.read',
    place,
    sensitive: true,
  })
    .input(ofRun.extend({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),

  publish: endpoint({
    method: 'POST',
    path: '/discharges/{unitId}/runs/{runId}/publish',
    summary: 'Let the good rows of a checked file count; with bad rows only when acceptPartial says so',
    permission: 'record.write',
    place,
  })
    .input(ofRun.extend({ acceptPartial: z.boolean().default(false) }))
    .output(z.object({})),

  cancel: endpoint({
    method: 'POST',
    path: '/discharges/{unitId}/runs/{runId}/cancel',
    summary: 'Give an import up before it is published',
    permission: 'record.write',
    place,
  })
    .input(ofRun)
    .output(z.object({})),

  rollBack: endpoint({
    method: 'POST',
    path: '/discharges/{unitId}/runs/{runId}/roll-back',
    summary: 'Take a published import back; what it replaced counts again',
    permission: 'record.write',
    place,
  })
    .input(ofRun)
    .output(z.object({})),

  lists: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/lists',
    summary: 'The code lists that the next import is derived with',
    permission: 'record.read',
    place,
  })
    .input(ofUnit)
    .output(z.object({ lists: z.array(listHead), mayWrite: z.boolean() })),

  listFile: endpoint({
    method: 'GET',
    path: '/discharges/{unitId}/lists/{kind}/file',
    summary: 'A code list as the CSV file in which it is imported',
    permission: 'record.read',
    place,
  })
    .input(ofUnit.extend({ kind: z.enum(listKinds) }))
    .output(z.file()),

  importList: endpoint({
    method: 'POST',
    path: '/discharges/{unitId}/lists/{kind}',
    summary: 'Replace a code list from a CSV or Excel file, with its edition and source; all rows or none',
    permission: 'record.write',
    place,
  })
    .input(
      ofUnit.extend({
        kind: z.enum(listKinds),
        edition: line(100),
        source: line(500),
        file: z.file().max(20 * 1024 * 1024),
      }),
    )
    .output(
      z.object({
        count,
        faults: z.array(z.object({ row: count.nullable(), column: z.string().nullable(), code: z.string() })),
      }),
    ),
}

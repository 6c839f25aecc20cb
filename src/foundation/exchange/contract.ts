// Endpoints of the institution workbook: template and export; an import as a run that is checked, then written.

import * as z from 'zod'
import { endpoint, flag, id, line, subject } from '../../core/contract.ts'

const fault = z.object({
  sheet: z.string(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  /** What stands in the cell; masked where it identifies a person. */
  value: z.string().nullable(),
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
})

const sheetCount = z.object({
  sheet: z.string(),
  zh: z.string(),
  en: z.string(),
  columns: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string() })),
  created: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  faulty: z.number().int(),
})

const run = z.object({
  id,
  fileName: z.string(),
  /** Bytes. */
  fileSize: z.number().int(),
  /** reading → checked → importing → done; failed and cancelled can be begun again. */
  state: z.enum(['reading', 'checked', 'importing', 'done', 'failed', 'cancelled']),
  /** reading, waiting, planning, writing:<sheet> or duties; how many rows are done, and of how many if that is known. */
  step: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  cancelling: z.boolean(),
  acceptPartial: z.boolean(),
  /** What each sheet brings, once it was checked. */
  sheets: z.array(sheetCount),
  faultCount: z.number().int(),
  error: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
  at: z.string(),
  endedAt: z.string().nullable(),
  /** From then on the run is only remembered: it can be neither checked nor imported again. */
  fileDeletedAt: z.string().nullable(),
})
export type Run = z.infer<typeof run>
export type RunFault = z.infer<typeof fault>

const language = z.enum(['zh', 'en']).default('zh')

export const exchangeContract = {
  template: endpoint({
    method: 'GET',
    path: '/workbook/template',
    summary: 'An empty institution workbook with notes and drop-down lists',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ language }))
    .output(z.file()),

  upload: endpoint({
    method: 'POST',
    path: '/workbook/runs',
    summary: 'Upload a workbook; it is read and checked in the background and changes nothing',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ file: z.file() }))
    .output(run),

  runs: endpoint({
    method: 'GET',
    path: '/workbook/runs',
    summary: "The caller's latest imports",
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(z.object({ runs: z.array(run) })),

  run: endpoint({
    method: 'GET',
    path: '/workbook/runs/{runId}',
    summary: "Where one of the caller's imports stands",
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ runId: id }))
    .output(run),

  faults: endpoint({
    method: 'GET',
    path: '/workbook/runs/{runId}/faults',
    summary: 'The faults of an import: sheet, row, column, what is wrong; at most the first five thousand',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ runId: id }))
    .output(z.object({ faults: z.array(fault), faultCount: z.number().int() })),

  faultsFile: endpoint({
    method: 'GET',
    path: '/workbook/runs/{runId}/faults.xlsx',
    summary: 'The rows with faults as a workbook, the reasons beside, to be mended and uploaded again',
    permission: 'org.write',
    place: { at: 'reach' },
    sensitive: true,
  })
    .input(z.object({ runId: id, language }))
    .output(z.file()),

  import: endpoint({
    method: 'POST',
    path: '/workbook/runs/{runId}/import',
    summary:
      'Import a checked workbook in the background, all of it or nothing; with faults only when acceptPartial says so',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ runId: id, acceptPartial: z.boolean().default(false) }))
    .output(run),

  recheck: endpoint({
    method: 'POST',
    path: '/workbook/runs/{runId}/check',
    summary: 'Read and check an uploaded workbook again',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ runId: id }))
    .output(run),

  cancel: endpoint({
    method: 'POST',
    path: '/workbook/runs/{runId}/cancel',
    summary: 'Stop an import that is under way; what it has written is taken back',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ runId: id }))
    .output(run),

  export: endpoint({
    method: 'GET',
    path: '/workbook/export/{unitId}',
    summary:
      "An institution's workbook with all it holds; the export is logged. Identity data is masked; in clear it needs identity.read and a reason",
    permission: 'org.write',
    place: subject('unit', 'unitId'),
    sensitive: true,
  })
    .input(
      z.object({ unitId: id, language, clearIdentity: flag.default(false), reason: line(200).optional() }),
    )
    .output(z.file()),
}

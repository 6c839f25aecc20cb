// Endpoints of the institution workbook: template, upload with preview, import, export.

import * as z from 'zod'
import { endpoint, id, subject } from '../../core/contract.ts'

const fault = z.object({
  sheet: z.string(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
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

export const exchangeContract = {
  template: endpoint({
    method: 'GET',
    path: '/workbook/template',
    summary: 'An empty institution workbook with notes and drop-down lists',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(z.object({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),

  preview: endpoint({
    method: 'POST',
    path: '/workbook/preview',
    summary: 'Read a workbook and say what it would change and every cell that is wrong; changes nothing',
    permission: 'org.write',
    place: { at: 'reach' },
    readsOnly: true,
  })
    .input(z.object({ file: z.file() }))
    .output(
      z.object({
        fileId: z.string(),
        sheets: z.array(sheetCount),
        faults: z.array(fault),
        /** All faults; `faults` holds the first thousand. */
        faultCount: z.number().int(),
      }),
    ),

  import: endpoint({
    method: 'POST',
    path: '/workbook/import',
    summary: 'Import a previewed workbook; with faults only when acceptPartial says so',
    permission: 'org.write',
    place: { at: 'reach' },
  })
    .input(
      z.object({ fileId: z.string().regex(/^[0-9a-f]{64}$/), acceptPartial: z.boolean().default(false) }),
    )
    .output(z.object({ sheets: z.array(sheetCount), faultCount: z.number().int() })),

  export: endpoint({
    method: 'GET',
    path: '/workbook/export/{unitId}',
    summary: "An institution's workbook with all it holds; the export is logged",
    permission: 'org.write',
    place: subject('unit', 'unitId'),
    sensitive: true,
  })
    .input(z.object({ unitId: id, language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),
}

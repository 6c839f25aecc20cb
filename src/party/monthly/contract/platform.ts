// Endpoints of files for outside platforms: layouts as data, their preview, the file as it was made, and the platform's receipt.

import * as z from 'zod'
import { endpoint, id, isoDate, line, subject } from '../../../core/contract.ts'
import { layoutFaultCodes, rowKinds, uploadStates } from '../rules.ts'
import { month } from './content.ts'

const count = z.number().int()

/** Loose on purpose: what is wrong in it is named all at once by the preview, and refused by saving. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
export const layoutBody = z.object({
  sheet: text(60),
  rows: z.enum(rowKinds),
  titles: z.array(text(200)).max(5),
  columns: z
    .array(z.object({ field: text(60), header: text(100), format: text(20), fixed: text(200).default('') }))
    .max(40),
})
const fault = z.object({ code: z.enum(layoutFaultCodes), column: count.nullable(), value: z.string() })

const layout = z.object({
  id,
  version: count,
  name: z.string(),
  body: layoutBody,
  retired: z.boolean(),
  savedAt: z.string(),
  savedBy: z.string(),
})
export type LayoutRecord = z.infer<typeof layout>

const upload = z.object({
  id,
  unitId: id,
  month,
  layoutId: id,
  layoutVersion: count,
  layoutName: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  rowCount: count,
  missing: count,
  state: z.enum(uploadStates),
  madeAt: z.string(),
  madeBy: z.string(),
  uploadedOn: isoDate.nullable(),
  receiptNumber: z.string().nullable(),
  receiptOn: isoDate.nullable(),
  receiptBy: z.string().nullable(),
  reason: z.string().nullable(),
  version: count,
})
export type Upload = z.infer<typeof upload>

const of = z.object({ unitId: id })
const write = { permission: 'layout.write', place: subject('unit', 'unitId') } as const
const read = { permission: 'report.read', place: subject('unit', 'unitId') } as const

export const platformContract = {
  layouts: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/layouts',
    summary: 'The layouts of the institution, each in its newest version',
    ...read,
  })
    .input(of)
    .output(z.object({ layouts: z.array(layout), mayWrite: z.boolean() })),

  previewLayout: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/layouts/preview',
    summary: 'What a layout gives for a month, and everything that is wrong with it',
    readsOnly: true,
    ...write,
  })
    .input(of.extend({ month, body: layoutBody }))
    .output(
      z.object({
        faults: z.array(fault),
        titles: z.array(z.string()),
        headings: z.array(z.string()),
        /** The first rows; none while there are faults. */
        rows: z.array(z.array(z.union([z.string(), z.number()]).nullable())),
        total: count,
        /** Reports that are not accepted and so not in the file. */
        missing: z.array(z.string()),
      }),
    ),

  saveLayout: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/layouts',
    summary: 'Save a layout as a new version; one with faults is refused',
    ...write,
  })
    .input(
      of.extend({
        layoutId: id.nullable().default(null),
        /** The newest version that the writer has seen. */
        version: z.number().int().nullable().default(null),
        name: line(60),
        body: layoutBody,
        retired: z.boolean().default(false),
      }),
    )
    .output(z.object({ id, version: count })),

  files: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/files',
    summary: 'Files made for outside platforms, newest first, with their receipts',
    ...read,
  })
    .input(of.extend({ month: month.optional() }))
    .output(z.object({ files: z.array(upload) })),

  makeFile: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/files',
    summary: 'Make the file of a month from the accepted reports; its bytes are kept',
    ...write,
  })
    .input(of.extend({ month, layoutId: id }))
    .output(z.object({ id, rowCount: count, missing: count })),

  file: endpoint({
    method: 'GET',
    path: '/monthly/units/{unitId}/files/{fileId}/file.xlsx',
    summary: 'The file byte for byte as it was made; the export is logged',
    sensitive: true,
    ...write,
  })
    .input(of.extend({ fileId: id }))
    .output(z.file()),

  settleFile: endpoint({
    method: 'POST',
    path: '/monthly/units/{unitId}/files/{fileId}/answer',
    summary: 'Say that a file was uploaded, that the platform gave a receipt, or that it rejected it',
    ...write,
  })
    .input(
      of.extend({
        fileId: id,
        version: z.number().int(),
        answer: z.discriminatedUnion('move', [
          z.object({ move: z.literal('upload'), on: isoDate }),
          z.object({ move: z.literal('receive'), on: isoDate, number: line(80) }),
          z.object({ move: z.literal('reject'), on: isoDate, reason: line(500) }),
        ]),
      }),
    )
    .output(z.object({ version: count })),
}

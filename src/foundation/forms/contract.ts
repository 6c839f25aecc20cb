// Endpoints of standard forms: the list with its fields and versions, a template's way into use, and printing.

import * as z from 'zod'
import { endpoint, id, subject } from '../../core/contract.ts'
import { templateFaults } from '../../core/document/faults.ts'
import { formSubjects } from './form.ts'

const formId = z.string().regex(/^[a-z_]{1,40}$/)
/** The product's own template, or a version of the institution; left out: the one in use. */
const version = z.union([z.literal('shipped'), id]).optional()

const field = z.object({
  /** The placeholder without its braces. */
  name: z.string(),
  en: z.string(),
  type: z.enum(['text', 'prose', 'name', 'date', 'moment', 'number', 'list']),
  /** The list that it belongs to; null outside of lists. */
  list: z.string().nullable(),
  example: z.string(),
  required: z.boolean(),
})
export type FieldLine = z.infer<typeof field>

const template = z.object({
  id,
  number: z.number().int(),
  fileName: z.string(),
  /** Bytes. */
  size: z.number().int(),
  missing: z.array(z.string()),
  uploadedBy: z.string(),
  uploadedAt: z.string(),
  activeFrom: z.string().nullable(),
  activeUntil: z.string().nullable(),
  active: z.boolean(),
})
export type TemplateVersion = z.infer<typeof template>

const form = z.object({
  id: formId,
  zh: z.string(),
  en: z.string(),
  about: z.object({ zh: z.string(), en: z.string() }),
  subject: z.enum(formSubjects),
  fields: z.array(field),
  /** Newest first; without an active one the product's own is used. */
  versions: z.array(template),
})
export type FormLine = z.infer<typeof form>

const fault = z.object({
  code: z.enum(templateFaults),
  name: z.string(),
  nearest: z.string().nullable(),
  part: z.enum(['body', 'header', 'footer', 'note']).nullable(),
  paragraph: z.number().int().nullable(),
  text: z.string(),
})
export type TemplateFaultLine = z.infer<typeof fault>

const reading = { permission: 'meeting.read', place: { at: 'reach' } } as const
const writing = { permission: 'form.write', place: { at: 'reach' } } as const

export const formsContract = {
  list: endpoint({
    method: 'GET',
    path: '/forms',
    summary: "The standard forms with their fields and the institution's versions of their templates",
    ...reading,
  })
    .input(z.object({}))
    .output(z.object({ forms: z.array(form), mayWrite: z.boolean() })),

  template: endpoint({
    method: 'GET',
    path: '/forms/{formId}/template.docx',
    summary: 'A template as a Word file to be edited: the one in use, an earlier version or the shipped one',
    ...reading,
  })
    .input(z.object({ formId, version }))
    .output(z.file()),

  sample: endpoint({
    method: 'GET',
    path: '/forms/{formId}/sample.docx',
    summary: 'A template filled with sample data',
    ...reading,
  })
    .input(z.object({ formId, version }))
    .output(z.file()),

  upload: endpoint({
    method: 'POST',
    path: '/forms/{formId}/templates',
    summary:
      'Check a Word file as a template; kept as a new version, not yet in use, only when nothing is wrong',
    ...writing,
  })
    .input(z.object({ formId, file: z.file() }))
    .output(
      z.object({
        faults: z.array(fault),
        /** The new version; null when there are faults. */
        version: template.nullable(),
      }),
    ),

  activate: endpoint({
    method: 'PUT',
    path: '/forms/{formId}/active',
    summary: 'Take a version into use; shipped returns to the template of the product',
    ...writing,
  })
    .input(z.object({ formId, version: z.union([z.literal('shipped'), id]) }))
    .output(z.object({ versions: z.array(template) })),

  print: endpoint({
    method: 'GET',
    path: '/forms/{formId}/subjects/{subjectId}/document.docx',
    summary: 'A form filled from a record: a meeting, a unit with a period, a report; the export is logged',
    permission: 'meeting.read',
    place: subject('printed', 'subjectId'),
    sensitive: true,
  })
    .input(
      z.object({
        formId,
        subjectId: id,
        /** A year or a month, for a form of a unit; the present year when left out. */
        period: z
          .string()
          .regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/)
          .optional(),
      }),
    )
    .output(z.file()),
}

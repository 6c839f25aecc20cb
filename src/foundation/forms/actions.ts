// What the endpoints of forms do: list, download, check, take into use, print.

import { reachOf } from '../../core/access.ts'
import { checkTemplate, type Fields, type Plain, rowFields, sampleValues } from '../../core/document/index.ts'
import { AppError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import type { Handlers, Work } from '../../core/pipeline.ts'
import { unitNames, unitsOf } from '../org/index.ts'
import type { FieldLine, formsContract, TemplateVersion } from './contract.ts'
import type { Form } from './form.ts'
import { formOf, forms } from './kinds/index.ts'
import {
  asWord,
  fillForm,
  type FormProvider,
  mediaType,
  printSubject,
  readTemplate,
  unreadable,
} from './print.ts'
import { findTemplate, holdForm, insertTemplate, listTemplates, type Template, useTemplate } from './store.ts'

/** The handlers, given what the rooms hand in to be printed. */
export function formsHandlers(providers: readonly FormProvider[]): Handlers<typeof formsContract> {
  return {
    list: async (work) => {
      const templates = Map.groupBy(
        await listTemplates(work.tx, work.principal.institutionId),
        (template) => template.form,
      )
      return {
        forms: forms.map(({ id, zh, en, about, subject, fields }) => ({
          id,
          zh,
          en,
          about,
          subject,
          fields: fieldLines(fields),
          versions: (templates.get(id) ?? []).map(viewOf),
        })),
        mayWrite: await mayWrite(work),
      }
    },

    template: async (work, { formId, version }) => {
      const form = known(formId)
      const { bytes, number } = await readTemplate(work, form, work.principal.institutionId, version)
      return asWord(bytes, `${form.zh}_模板${number === null ? '' : `_第${number}版`}`)
    },

    sample: async (work, { formId, version }) => {
      const form = known(formId)
      const { institutionId } = work.principal
      const { bytes } = await fillForm(work, form, institutionId, sampleValues(form.fields), version)
      return asWord(bytes, `${form.zh}_样例`)
    },

    upload: async (work, { formId, file }) => {
      const form = known(formId)
      await requireWrite(work)
      const { accountId, institutionId, name } = work.principal
      const bytes = new Uint8Array(await file.arrayBuffer())
      const { faults, missing } = await checkTemplate(bytes, form.fields).catch((error: unknown) => {
        throw unreadable(error) ?? error
      })
      const fileName = file.name.slice(-200)
      if (faults.length > 0) {
        work.changed({ subject: 'form', id: formId, after: { checked: fileName, faults: faults.length } })
        return { faults: [...faults], version: null }
      }
      await holdForm(work.tx, institutionId, formId)
      const sha256 = await work.files.put(work.tx, {
        institutionId,
        name: fileName,
        mediaType,
        bytes,
        storedBy: accountId,
      })
      const template = {
        id: newId(),
        form: formId,
        sha256,
        fileName,
        size: bytes.length,
        missing,
        uploadedBy: name,
        accountId,
      }
      await insertTemplate(work.tx, institutionId, template, work.now)
      const kept = await findTemplate(work.tx, institutionId, formId, template.id)
      if (kept === undefined) throw new AppError('not_found', { kind: 'template' })
      work.changed({ subject: 'form', id: formId, after: { version: kept.number, file: fileName, missing } })
      return { faults: [], version: viewOf(kept) }
    },

    activate: async (work, { formId, version }) => {
      const form = known(formId)
      await requireWrite(work)
      const { institutionId } = work.principal
      await holdForm(work.tx, institutionId, formId)
      const before = await findTemplate(work.tx, institutionId, formId, null)
      const after =
        version === 'shipped' ? undefined : await findTemplate(work.tx, institutionId, formId, version)
      if (version !== 'shipped') {
        if (after === undefined) throw new AppError('not_found', { kind: 'template' })
        // Fields may have changed since it was uploaded.
        const bytes = await work.files.get(work.tx, institutionId, after.sha256)
        const { faults } = await checkTemplate(bytes, form.fields)
        if (faults.length > 0)
          throw new AppError('invalid_input', { reason: 'template', faults: faults.length })
      }
      if (after?.id !== before?.id)
        await useTemplate(work.tx, institutionId, formId, after?.id ?? null, work.now)
      work.changed({
        subject: 'form',
        id: formId,
        before: { template: before?.number ?? 'shipped' },
        after: { template: after?.number ?? 'shipped' },
      })
      return { versions: (await listTemplates(work.tx, institutionId, formId)).map(viewOf) }
    },

    print: async (work, { formId, subjectId, period }) => {
      known(formId)
      const provider = providers.find(({ form }) => form.id === formId)
      if (provider === undefined) throw new AppError('not_found', { kind: 'form' })
      return printSubject(work, provider, subjectId, period)
    },
  }
}

function known(id: string): Form {
  const form = formOf(id)
  if (form === undefined) throw new AppError('not_found', { kind: 'form' })
  return form
}

/** Templates are the institution's: whoever changes them holds the right at its top, or at the committee right below. */
async function mayWrite(work: Work): Promise<boolean> {
  const { tx, today, principal } = work
  const held = reachOf(principal, 'form.write')
  const units = (await unitsOf(tx, held, { today, at: null, withDissolved: false })).filter(
    (unit) => unit.institutionId === principal.institutionId,
  )
  const above = await unitNames(
    tx,
    units.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])),
  )
  return units.some(
    ({ kind, parentId }) =>
      parentId === null ||
      (kind === 'committee' && ['institution', 'commission'].includes(above.get(parentId)?.kind ?? '')),
  )
}

async function requireWrite(work: Work): Promise<void> {
  if (!(await mayWrite(work))) throw new AppError('forbidden', { permission: 'form.write' })
}

function viewOf({ sha256: _, form: __, missing, ...template }: Template): TemplateVersion {
  return {
    ...template,
    missing: [...missing],
    active: template.activeFrom !== null && template.activeUntil === null,
  }
}

function fieldLines(fields: Fields): FieldLine[] {
  const plain = (name: string, field: Plain, list: string | null): FieldLine => ({
    name,
    en: field.en,
    type: field.type,
    list,
    example: String(Array.isArray(field.example) ? (field.example[0] ?? '') : field.example),
    required: field.required === true,
  })
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type !== 'list'
      ? [plain(name, field, null)]
      : [
          { name, en: field.en, type: 'list', list: null, example: '', required: field.required === true },
          ...Object.entries({ ...rowFields, ...field.of }).map(([column, part]) => plain(column, part, name)),
        ],
  )
}

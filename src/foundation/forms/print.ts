// Printing a form: the template in use, filled with a room's values; and how rooms hand theirs in.

import { type Permission, may } from '../../core/access.ts'
import {
  fillTemplate,
  TemplateUnreadable,
  type ValuesOf,
  writeOfficialDocument,
} from '../../core/document/index.ts'
import { AppError } from '../../core/errors.ts'
import { type Locator, targetOf, type Work } from '../../core/pipeline.ts'
import type { Form } from './form.ts'
import { findTemplate } from './store.ts'

export const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** What a form is filled with. */
export type FormValues<T extends Form> = ValuesOf<T['fields']>

const shipped = new Map<string, Promise<Uint8Array>>()

/** The bytes of the product's own template; the same every time. */
export const shippedTemplate = (form: Form): Promise<Uint8Array> =>
  shipped.getOrInsertComputed(form.id, () => writeOfficialDocument(form.shipped))

/** The template of an institution: a version, or the one in use; the product's own where it has none in use. */
export async function readTemplate(
  work: Pick<Work, 'tx' | 'files'>,
  form: Form,
  institutionId: string,
  version: string | undefined,
): Promise<{ readonly bytes: Uint8Array; readonly number: number | null }> {
  const id = version ?? null
  const own = id === 'shipped' ? undefined : await findTemplate(work.tx, institutionId, form.id, id)
  if (own === undefined) {
    if (id !== null && id !== 'shipped') throw new AppError('not_found', { kind: 'template' })
    return { bytes: await shippedTemplate(form), number: null }
  }
  return { bytes: await work.files.get(work.tx, institutionId, own.sha256), number: own.number }
}

/** A Word file of the form for a record of this institution, by the template in use, and which version that was. */
export async function fillForm<T extends Form>(
  work: Pick<Work, 'tx' | 'files'>,
  form: T,
  institutionId: string,
  values: FormValues<T>,
  version?: string,
): Promise<{ readonly bytes: Uint8Array; readonly template: number | 'shipped' }> {
  const { bytes, number } = await readTemplate(work, form, institutionId, version)
  try {
    return { bytes: await fillTemplate(bytes, form.fields, values), template: number ?? 'shipped' }
  } catch (error) {
    throw unreadable(error) ?? error
  }
}

/** A refused template as an error with the reason and what is in the way; null for anything else. */
export function unreadable(error: unknown): AppError | null {
  return error instanceof TemplateUnreadable
    ? new AppError('unreadable_file', { reason: error.reason, what: error.what })
    : null
}

export const asWord = (bytes: Uint8Array, name: string): File =>
  // oxlint-disable-next-line no-control-regex -- removing them is the purpose
  new File([new Uint8Array(bytes)], `${name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '')}.docx`, {
    type: mediaType,
  })

/** What a room gives to print one form from its records. */
export type FormProvider = {
  readonly form: Form
  readonly locate: Locator
  readonly permission: Permission
  readonly read: (
    work: Work,
    subjectId: string,
    period: string | undefined,
  ) => Promise<{ readonly values: FormValues<Form>; readonly name: string }>
}

/**
 * Declares how a room's records fill a form: `locate` finds the unit of a record, `read` answers its values and the
 * name of the file without its ending. `permission` at that unit is asked for besides meeting.read.
 */
export function provide<T extends Form>(
  form: T,
  provider: {
    readonly locate: Locator
    readonly permission?: Permission
    readonly read: (
      work: Work,
      subjectId: string,
      period: string | undefined,
    ) => Promise<{ readonly values: FormValues<T>; readonly name: string }>
  },
): FormProvider {
  return { permission: 'meeting.read', ...provider, form }
}

/** Finds the unit of whatever one of the providers prints. */
export function locatePrinted(providers: readonly FormProvider[]): Locator {
  const locators = new Set(providers.map(({ locate }) => locate))
  return async (tx, id) => {
    for (const locate of locators) {
      const unit = await locate(tx, id)
      if (unit !== null) return unit
    }
    return null
  }
}

/** Fills a form for the subject of the request and writes into the audit log who printed it. */
export async function printSubject(
  work: Work,
  provider: FormProvider,
  subjectId: string,
  period: string | undefined,
): Promise<File> {
  const target = targetOf(work)
  if (!may(work.principal, provider.permission, target.path))
    throw new AppError('forbidden', { permission: provider.permission })
  // A unit's id asked as a meeting is no meeting.
  if ((await provider.locate(work.tx, subjectId)) === null)
    throw new AppError('not_found', { kind: 'subject' })
  const { values, name } = await provider.read(work, subjectId, period)
  const { bytes, template } = await fillForm(work, provider.form, target.institutionId, values)
  work.changed({
    subject: provider.form.subject === 'report' ? 'monthly_report' : provider.form.subject,
    id: subjectId,
    unitId: target.id,
    after: { printed: provider.form.id, template, ...(period === undefined ? {} : { period }) },
  })
  return asWord(bytes, name)
}

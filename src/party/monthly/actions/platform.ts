// Files for outside platforms: layouts in versions, a preview, the file made once and kept, and the platform's answer.

import { may } from '../../../core/access.ts'
import { AppError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { type Handlers, targetOf, type Work } from '../../../core/pipeline.ts'
import { writePlainSheet } from '../../../core/workbook/index.ts'
import { kindWords } from '../../meetings/rules.ts'
import type { platformContract, Upload } from '../contract/platform.ts'
import { type Layout, layoutFaults, layoutRows, layoutTitles, type Source, uploadLife } from '../rules.ts'
import {
  changeUpload,
  insertLayout,
  insertUpload,
  lockUpload,
  readLayouts,
  readUploads,
} from '../store/index.ts'
import { contentOf, isIntact, look, type Look, owed, type Reporter } from './gather.ts'

type Acts = Handlers<typeof platformContract>

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const previewRows = 50

const words = new Map<string, { readonly zh: string; readonly en: string }>(
  kindWords.map(({ value, zh, en }) => [value, { zh, en }]),
)
const kindWord: Source['kindWord'] = (kind) => words.get(kind) ?? { zh: kind, en: kind }

/** Whose reports become rows: branches within an institution, institutions below a commission. */
function wanted(seen: Look, layout: Layout): readonly Reporter[] {
  if (seen.target.kind === 'commission' && layout.rows === 'unit') return seen.outside
  const all = seen.reporters.filter((unit) => layout.rows === 'meeting' || unit.kind === 'branch')
  return all
}

async function compose(work: Work, month: string, layout: Layout) {
  const seen = await look(work.tx, targetOf(work), month, work.today)
  const units = wanted(seen, layout)
  const included: Source[] = []
  const missing: string[] = []
  for (const unit of units) {
    const submission = seen.newest.get(unit.id)
    const accepted = seen.reports.get(unit.id)?.state === 'accepted'
    if (accepted && submission !== undefined && isIntact(submission))
      included.push({ content: contentOf(submission), kindWord })
    else if (unit.id !== seen.target.id && unit.kind !== 'general_branch' && owed(seen, unit))
      missing.push(unit.name)
  }
  const [year = '', number = ''] = month.split('-')
  const titles = layoutTitles(layout, {
    month: `${Number(year)}年${Number(number)}月`,
    unit: seen.nameOf(seen.target.id),
    institution: seen.institutionName,
  })
  return { titles, rows: layoutRows(layout, included), missing, unitName: seen.nameOf(seen.target.id) }
}

export const layouts: Acts['layouts'] = async (work) => {
  const target = targetOf(work)
  return {
    layouts: [...(await readLayouts(work.tx, target.institutionId))],
    mayWrite: may(work.principal, 'layout.write', target.path),
  }
}

export const previewLayout: Acts['previewLayout'] = async (work, { month, body }) => {
  const faults = layoutFaults(body)
  const { titles, rows, missing } =
    faults.length > 0 ? { titles: [], rows: [], missing: [] } : await compose(work, month, body)
  return {
    faults: [...faults],
    titles: [...titles],
    headings: body.columns.map(({ header }) => header),
    rows: rows.slice(0, previewRows),
    total: rows.length,
    missing,
  }
}

export const saveLayout: Acts['saveLayout'] = async (
  work,
  { unitId, layoutId, version, name, body, retired },
) => {
  const { institutionId } = targetOf(work)
  const faults = layoutFaults(body)
  if (faults.length > 0) {
    const issues = faults.map(({ code, column, value }) => ({
      path: column === null ? 'body' : `body.columns.${column - 1}`,
      code,
      message: value,
    }))
    throw new AppError('invalid_input', { reason: 'layout' }, { issues })
  }
  const before = (await readLayouts(work.tx, institutionId)).find(({ id }) => id === layoutId)
  if (layoutId !== null && before === undefined) throw new AppError('not_found', { kind: 'layout' })
  if (before !== undefined && before.version !== version)
    throw new AppError('stale', { version: before.version })
  const saved = {
    id: layoutId ?? newId(),
    version: (before?.version ?? 0) + 1,
    name,
    body,
    retired,
    savedAt: work.now.toString(),
    savedBy: work.principal.name,
  }
  await insertLayout(work.tx, institutionId, saved)
  work.changed({
    subject: 'monthly_layout',
    id: saved.id,
    unitId,
    before: before === undefined ? null : { version: before.version, name: before.name, body: before.body },
    after: { version: saved.version, name, body, retired },
  })
  return { id: saved.id, version: saved.version }
}

export const files: Acts['files'] = async (work, { unitId, month }) => ({
  files: [...(await readUploads(work.tx, targetOf(work).institutionId, unitId, month))],
})

/** A name that every file system takes. */
const fileName = (...parts: readonly string[]): string =>
  // oxlint-disable-next-line no-control-regex -- removing them is the purpose
  `${parts.join('_').replace(/[\\/:*?"<>|\u0000-\u001f]/g, '')}.xlsx`

export const makeFile: Acts['makeFile'] = async (work, { unitId, month, layoutId }) => {
  const { institutionId } = targetOf(work)
  const layout = (await readLayouts(work.tx, institutionId)).find(({ id }) => id === layoutId)
  if (layout === undefined) throw new AppError('not_found', { kind: 'layout' })
  if (layout.retired) throw new AppError('wrong_state', { state: 'retired', move: 'make' })
  const { body, name, version } = layout
  const { titles, rows, missing, unitName } = await compose(work, month, body)
  if (rows.length === 0) throw new AppError('wrong_state', { state: 'empty', move: 'make' })
  const headings = body.columns.map(({ header }) => header)
  const bytes = await writePlainSheet({ sheet: body.sheet, titles, headings, rows })
  const file = fileName(unitName, name, month)
  const { accountId } = work.principal
  const sha256 = await work.files.put(work.tx, {
    institutionId,
    name: file,
    mediaType,
    bytes,
    storedBy: accountId,
  })
  const upload: Upload = {
    id: newId(),
    unitId,
    month,
    layoutId,
    layoutVersion: version,
    layoutName: name,
    fileName: file,
    sha256,
    rowCount: rows.length,
    missing: missing.length,
    state: uploadLife.initial,
    madeAt: work.now.toString(),
    madeBy: work.principal.name,
    uploadedOn: null,
    receiptNumber: null,
    receiptOn: null,
    receiptBy: null,
    reason: null,
    version: 1,
  }
  await insertUpload(work.tx, institutionId, upload)
  const after = { month, layout: name, version, rows: rows.length, missing: missing.length, sha256 }
  work.changed({ subject: 'monthly_file', id: upload.id, unitId, after })
  return { id: upload.id, rowCount: rows.length, missing: missing.length }
}

async function held(work: Work, unitId: string, fileId: string): Promise<Upload> {
  const upload = await lockUpload(work.tx, targetOf(work).institutionId, unitId, fileId)
  if (upload === null) throw new AppError('not_found', { kind: 'file' })
  return upload
}

export const file: Acts['file'] = async (work, { unitId, fileId }) => {
  const upload = await held(work, unitId, fileId)
  const bytes = await work.files.get(work.tx, targetOf(work).institutionId, upload.sha256)
  work.changed({ subject: 'monthly_file', id: upload.id, unitId, after: { exported: upload.fileName } })
  return new File([new Uint8Array(bytes)], upload.fileName, { type: mediaType })
}

export const settleFile: Acts['settleFile'] = async (work, { unitId, fileId, version, answer }) => {
  const upload = await held(work, unitId, fileId)
  if (upload.version !== version) throw new AppError('stale', { version: upload.version })
  const { move, on } = answer
  if (!uploadLife.allows(upload.state, move)) throw new AppError('wrong_state', { state: upload.state, move })
  if (on > work.today) throw new AppError('invalid_input', { reason: 'future', field: 'on', value: on })
  const next: Upload = {
    ...upload,
    state: uploadLife.moves[move].to,
    uploadedOn: move === 'upload' ? on : upload.uploadedOn,
    ...(answer.move === 'upload'
      ? {}
      : {
          receiptNumber: answer.move === 'receive' ? answer.number : upload.receiptNumber,
          receiptOn: on,
          receiptBy: work.principal.name,
          reason: answer.move === 'reject' ? answer.reason : null,
        }),
    version: upload.version + 1,
  }
  await changeUpload(work.tx, targetOf(work).institutionId, next)
  work.changed({
    subject: 'monthly_file',
    id: fileId,
    unitId,
    before: { state: upload.state, number: upload.receiptNumber },
    after: { state: next.state, on, number: next.receiptNumber, reason: next.reason },
  })
  return { version: next.version }
}

// The log as an Excel table that an auditor reads: words instead of codes, and the raw parts behind them.

import { type Sheet, writeWorkbook } from '../../core/workbook/index.ts'
import type { AuditLine } from './contract.ts'
import { differencesOf, momentText, valueText } from './web/difference.ts'
import { actWords, wordOf } from './words/acts.ts'
import { fieldWords } from './words/fields.ts'

const plainWords = {
  zh: { yes: '是', no: '否', nothing: '无', system: '系统', between: '；' },
  en: { yes: 'yes', no: 'no', nothing: 'none', system: 'System', between: '; ' },
} as const

export const logSheet: Sheet = {
  key: 'audit',
  zh: '审计日志',
  en: 'Audit log',
  id: ['seq'],
  columns: [
    { key: 'seq', zh: '序号', en: 'No.', type: 'integer', width: 8 },
    { key: 'at', zh: '时间', en: 'Time', type: 'text', width: 20 },
    { key: 'actor', zh: '账号', en: 'Account', type: 'text', width: 16 },
    { key: 'actorName', zh: '姓名', en: 'Name', type: 'text', width: 12 },
    { key: 'act', zh: '操作', en: 'Action', type: 'text', width: 20 },
    { key: 'subject', zh: '对象', en: 'Subject', type: 'text', width: 14 },
    { key: 'subjectName', zh: '对象名称', en: 'Name of subject', type: 'text', width: 24 },
    { key: 'unit', zh: '单位', en: 'Unit', type: 'text', width: 24 },
    { key: 'changes', zh: '变化', en: 'Change', type: 'text', width: 60, max: 30_000 },
    { key: 'overridden', zh: '越过的提示', en: 'Warnings overridden', type: 'text', width: 16 },
    { key: 'endpoint', zh: '操作编码', en: 'Action code', type: 'text', width: 20 },
    { key: 'subjectId', zh: '对象编号', en: 'Subject id', type: 'text', width: 38 },
    { key: 'requestId', zh: '请求编号', en: 'Request id', type: 'text', width: 38 },
  ],
}

/** An .xlsx of the entries, in the given language. */
export async function logWorkbook(entries: readonly AuditLine[], language: 'zh' | 'en'): Promise<Uint8Array> {
  const [acts, fields, words] = [actWords[language], fieldWords[language], plainWords[language]]
  const field = (name: string) => wordOf(fields.fields, [name]) ?? name
  const write = (name: string, value: unknown) =>
    typeof value === 'string'
      ? (wordOf(fields.values, [value]) ?? value)
      : valueText(value, { ...words, field: (key) => field(key === '' ? name : key) })
  const changes = ({ before, after }: AuditLine): string =>
    differencesOf(before, after)
      .map((each) => {
        const name = each.field === '' ? '' : `${field(each.field)} `
        return each.before === undefined
          ? `${name}${write(each.field, each.after)}`
          : `${name}${write(each.field, each.before)} → ${write(each.field, each.after)}`
      })
      .join(words.between)
  const rows = entries.map((entry) => ({
    seq: entry.seq,
    at: momentText(entry.at),
    actor: entry.actor === '' ? words.system : entry.actor,
    actorName: entry.actorName,
    act: wordOf(acts.acts, entry.endpoint.split('.')) ?? entry.endpoint,
    subject: wordOf(acts.subjects, [entry.subjectKind]) ?? entry.subjectKind,
    subjectName: entry.subjectName,
    unit: entry.unitName,
    changes: changes(entry),
    overridden: entry.refusals?.map((refusal) => refusal.rule).join('、') ?? null,
    endpoint: entry.endpoint,
    subjectId: entry.subjectId,
    requestId: entry.requestId,
  }))
  return writeWorkbook([{ sheet: logSheet, rows }], { language, title: logSheet[language] })
}

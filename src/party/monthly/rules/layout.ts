// The layout of a file for an outside platform, as data: which rows, which columns from a closed list, how a value is written. No I/O.

import type { Content, MeetingLine } from '../contract/content.ts'
import { rateOf } from './figures.ts'

export const rowKinds = ['meeting', 'unit'] as const
export type RowKind = (typeof rowKinds)[number]

const formatsOf = {
  text: ['plain'],
  fixed: ['plain'],
  number: ['number'],
  share: ['percent1', 'percent0', 'decimal'],
  date: ['iso', 'slash', 'dot', 'zh'],
  month: ['iso', 'zh', 'compact'],
  word: ['zh', 'en', 'code'],
} as const
type FieldType = keyof typeof formatsOf
export type Format = (typeof formatsOf)[FieldType][number]

type Field = {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly type: FieldType
  /** Only for rows of this kind; for both where it is absent. */
  readonly rows?: RowKind
}

/** Everything that may stand in a column, in the order in which the editor offers it. */
export const fields = [
  { id: 'fixed', zh: '固定内容', en: 'Fixed text', type: 'fixed' },
  { id: 'number', zh: '序号', en: 'Row number', type: 'number' },
  { id: 'institution', zh: '机构名称', en: 'Institution', type: 'text' },
  { id: 'upper', zh: '上级组织', en: 'Unit above', type: 'text' },
  { id: 'unit', zh: '党组织名称', en: 'Party unit', type: 'text' },
  { id: 'unitCode', zh: '党组织代码', en: 'Code of the Party unit', type: 'text' },
  { id: 'month', zh: '月份', en: 'Month', type: 'month' },
  { id: 'kind', zh: '活动类型', en: 'Kind of meeting', type: 'word', rows: 'meeting' },
  { id: 'title', zh: '活动名称', en: 'Title', type: 'text', rows: 'meeting' },
  { id: 'day', zh: '活动日期', en: 'Day', type: 'date', rows: 'meeting' },
  { id: 'time', zh: '开始时间', en: 'Time', type: 'text', rows: 'meeting' },
  { id: 'place', zh: '地点', en: 'Place', type: 'text', rows: 'meeting' },
  { id: 'due', zh: '应到人数', en: 'People due', type: 'number', rows: 'meeting' },
  { id: 'present', zh: '实到人数', en: 'People present', type: 'number', rows: 'meeting' },
  { id: 'attendance', zh: '到会率', en: 'Attendance', type: 'share', rows: 'meeting' },
  { id: 'daysLate', zh: '补录天数', en: 'Recorded days later', type: 'number', rows: 'meeting' },
  { id: 'makeUpFor', zh: '补开原定日期', en: 'Makes up for', type: 'date', rows: 'meeting' },
  { id: 'onTime', zh: '按时完成', en: 'Done on time', type: 'number', rows: 'unit' },
  { id: 'late', zh: '补办', en: 'Done late', type: 'number', rows: 'unit' },
  { id: 'overdue', zh: '逾期未办', en: 'Overdue', type: 'number', rows: 'unit' },
  { id: 'waived', zh: '免办', en: 'Waived', type: 'number', rows: 'unit' },
  { id: 'counted', zh: '应完成', en: 'Counted', type: 'number', rows: 'unit' },
  { id: 'rate', zh: '落实率', en: 'Rate', type: 'share', rows: 'unit' },
  { id: 'meetings', zh: '活动次数', en: 'Meetings held', type: 'number', rows: 'unit' },
  { id: 'lectures', zh: '党课次数', en: 'Lectures held', type: 'number', rows: 'unit' },
  { id: 'members', zh: '党员数', en: 'Members', type: 'number', rows: 'unit' },
  { id: 'fullMembers', zh: '正式党员数', en: 'Full members', type: 'number', rows: 'unit' },
  { id: 'probationary', zh: '预备党员数', en: 'Probationary members', type: 'number', rows: 'unit' },
] as const satisfies readonly Field[]
export type FieldId = (typeof fields)[number]['id']

const fieldOf = (id: string): Field | undefined => fields.find((field) => field.id === id)

/** The fields that rows of this kind may show. */
export const fieldsFor = (rows: RowKind): readonly Field[] =>
  fields.filter((field: Field) => field.rows === undefined || field.rows === rows)

/** The ways in which a field may be written; the first is the usual one. */
export const formatsFor = (field: string): readonly Format[] => formatsOf[fieldOf(field)?.type ?? 'text']

export type LayoutColumn = {
  readonly field: string
  readonly header: string
  readonly format: string
  /** What stands in every row of a fixed column. */
  readonly fixed: string
}
export type Layout = {
  readonly sheet: string
  readonly rows: RowKind
  /** Lines above the heading; {month}, {unit} and {institution} are filled in. */
  readonly titles: readonly string[]
  readonly columns: readonly LayoutColumn[]
}

export const layoutFaultCodes = [
  'no_columns',
  'sheet_name',
  'unknown_placeholder',
  'unknown_field',
  'field_of_other_rows',
  'unknown_format',
  'empty_header',
  'repeated_header',
  'empty_fixed',
] as const
export type LayoutFault = {
  readonly code: (typeof layoutFaultCodes)[number]
  /** 1-based; null: not of one column. */
  readonly column: number | null
  readonly value: string
}

const placeholders = ['month', 'unit', 'institution'] as const

/** Everything wrong with a layout, all at once; empty: it may be used. */
export function layoutFaults(layout: Layout): readonly LayoutFault[] {
  const faults: LayoutFault[] = []
  const say = (code: LayoutFault['code'], column: number | null, value: string): void => {
    faults.push({ code, column, value })
  }
  // What Excel refuses as the name of a sheet.
  if (layout.sheet.trim() === '' || layout.sheet.length > 31 || /[[\]:*?/\\]|^'|'$/.test(layout.sheet))
    say('sheet_name', null, layout.sheet)
  for (const title of layout.titles) {
    for (const [, name = ''] of title.matchAll(/\{([^{}]*)\}/g)) {
      if (!(placeholders as readonly string[]).includes(name)) say('unknown_placeholder', null, `{${name}}`)
    }
  }
  if (layout.columns.length === 0) say('no_columns', null, '')
  const headers = new Set<string>()
  for (const [index, column] of layout.columns.entries()) {
    const at = index + 1
    const field = fieldOf(column.field)
    if (field === undefined) say('unknown_field', at, column.field)
    else if (field.rows !== undefined && field.rows !== layout.rows)
      say('field_of_other_rows', at, column.field)
    else if (!(formatsFor(column.field) as readonly string[]).includes(column.format))
      say('unknown_format', at, column.format)
    const header = column.header.trim()
    if (header === '') say('empty_header', at, '')
    else if (headers.has(header)) say('repeated_header', at, header)
    headers.add(header)
    if (column.field === 'fixed' && column.fixed.trim() === '') say('empty_fixed', at, '')
  }
  return faults
}

/** One report whose rows go into the file. */
export type Source = {
  readonly content: Content
  readonly kindWord: (kind: string) => { readonly zh: string; readonly en: string }
}
export type Cell = string | number | null

const dateWords: Readonly<Record<string, (date: string) => string>> = {
  iso: (date) => date,
  slash: (date) => date.replaceAll('-', '/'),
  dot: (date) => date.replaceAll('-', '.'),
  zh: (date) => `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`,
}
const monthWords: Readonly<Record<string, (month: string) => string>> = {
  iso: (month) => month,
  zh: (month) => `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`,
  compact: (month) => month.replace('-', ''),
}

/** A share as it is written; null where there is no base. Never rounded up to 100 % while something is missing. */
function share(numerator: number, denominator: number, format: string): Cell {
  if (denominator === 0) return null
  if (format === 'decimal') return Math.floor((numerator / denominator) * 10_000) / 10_000
  const scale = format === 'percent0' ? 1 : 10
  const rounded = Math.round((numerator / denominator) * 100 * scale)
  const honest = numerator < denominator ? Math.min(rounded, 100 * scale - 1) : rounded
  return `${(honest / scale).toFixed(format === 'percent0' ? 0 : 1)}%`
}

const membersOf = (content: Content, ...statuses: readonly string[]): number =>
  content.members.reduce((sum, { status, count }) => (statuses.includes(status) ? sum + count : sum), 0)

type HeadCell = (source: Source, number: number, column: LayoutColumn) => Cell
type MeetingCell = (meeting: MeetingLine, column: LayoutColumn, source: Source) => Cell
type UnitCell = (content: Content, column: LayoutColumn) => Cell

const asDate = (day: string, format: string): string => dateWords[format]?.(day) ?? day

/** What every row may show, whatever it stands for. */
const headCells: Readonly<Partial<Record<FieldId, HeadCell>>> = {
  fixed: (_, __, { fixed }) => fixed,
  number: (_, number) => number,
  institution: ({ content }) => content.institution.name,
  upper: ({ content }) => content.upper?.name ?? null,
  unit: ({ content }) => content.unit.name,
  unitCode: ({ content }) => content.unit.code,
  month: ({ content }, _, { format }) => monthWords[format]?.(content.month) ?? content.month,
}

const meetingCells: Readonly<Partial<Record<FieldId, MeetingCell>>> = {
  kind: ({ kind }, { format }, { kindWord }) =>
    format === 'code' ? kind : kindWord(kind)[format === 'en' ? 'en' : 'zh'],
  title: ({ title }) => title,
  day: ({ day }, { format }) => asDate(day, format),
  time: ({ time }) => time,
  place: ({ place }) => place,
  due: ({ due }) => due,
  present: ({ present }) => present,
  attendance: ({ present, due }, { format }) => share(present, due, format),
  daysLate: (meeting) => meeting.daysLate,
  makeUpFor: (meeting, { format }) => (meeting.makeUpFor === null ? null : asDate(meeting.makeUpFor, format)),
}

const sumOf = (content: Content, key: 'late' | 'overdue' | 'waived'): number =>
  content.figures.reduce((total, figure) => total + figure[key], 0)

const unitCells: Readonly<Partial<Record<FieldId, UnitCell>>> = {
  onTime: ({ figures }) => rateOf(figures).numerator,
  late: (content) => sumOf(content, 'late'),
  overdue: (content) => sumOf(content, 'overdue'),
  waived: (content) => sumOf(content, 'waived'),
  counted: ({ figures }) => rateOf(figures).denominator,
  rate: ({ figures }, { format }) => {
    const { numerator, denominator } = rateOf(figures)
    return share(numerator, denominator, format)
  },
  meetings: ({ meetingCount }) => meetingCount,
  lectures: ({ lectureCount }) => lectureCount,
  members: (content) => membersOf(content, 'full', 'probationary'),
  fullMembers: (content) => membersOf(content, 'full'),
  probationary: (content) => membersOf(content, 'probationary'),
}

function cellOf(source: Source, line: MeetingLine | null, number: number, column: LayoutColumn): Cell {
  const field = column.field as FieldId
  const head = headCells[field]
  if (head !== undefined) return head(source, number, column)
  if (line === null) return unitCells[field]?.(source.content, column) ?? null
  return meetingCells[field]?.(line, column, source) ?? null
}

/** The rows of a faultless layout: one a confirmed meeting, or one a report, in the order of the reports. */
export function layoutRows(layout: Layout, sources: readonly Source[]): Cell[][] {
  const rows: Cell[][] = []
  for (const source of sources) {
    const lines: readonly (MeetingLine | null)[] =
      layout.rows === 'unit' ? [null] : source.content.meetings.filter(({ state }) => isRecord(state))
    for (const line of lines) {
      const number = rows.length + 1
      rows.push(layout.columns.map((column) => cellOf(source, line, number, column)))
    }
  }
  return rows
}

/** Whether a meeting in this state is a record; what is still open or unconfirmed is none. */
export const isRecord = (state: string): boolean => state === 'confirmed'

/** The lines above the heading with their placeholders filled in. */
export function layoutTitles(
  layout: Layout,
  facts: Readonly<Record<(typeof placeholders)[number], string>>,
): readonly string[] {
  return layout.titles.map((title) =>
    title.replaceAll(
      /\{(month|unit|institution)\}/g,
      (_, name: (typeof placeholders)[number]) => facts[name],
    ),
  )
}

/** The columns that a new layout begins with: what platforms usually ask for. */
export function usualLayout(rows: RowKind): Layout {
  const ids: readonly FieldId[] =
    rows === 'meeting'
      ? ['number', 'unit', 'kind', 'title', 'day', 'place', 'due', 'present']
      : ['number', 'unit', 'counted', 'onTime', 'late', 'overdue', 'rate', 'members']
  return {
    sheet: '组织生活',
    rows,
    titles: ['{institution}{month}组织生活情况'],
    columns: ids.map((id) => ({
      field: id,
      header: fieldOf(id)?.zh ?? id,
      format: formatsFor(id)[0] ?? 'plain',
      fixed: '',
    })),
  }
}

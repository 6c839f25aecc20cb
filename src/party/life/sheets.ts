// The Excel sheets of this room: the yearly activity table and the coverage of a theme scheme, as they stand on the screen.

import type { CellValue, Column, Sheet } from '../../core/workbook/index.ts'
import { type DutyState, dutyStates } from '../../foundation/duties/rules.ts'
import type { CoverageRow, TableRow } from './contract.ts'
import type { Part } from './rules.ts'

type Language = 'zh' | 'en'
type Cells = Readonly<Record<string, CellValue>>
type Rhythm = { readonly id: string; readonly zh: string; readonly en: string }

const stateWords: Readonly<Record<DutyState, Readonly<Record<Language, string>>>> = {
  done: { zh: '✓ 已完成', en: '✓ done' },
  due: { zh: '○ 待办', en: '○ due' },
  late: { zh: '◑ 补办', en: '◑ done late' },
  overdue: { zh: '! 逾期', en: '! overdue' },
  waived: { zh: '– 免办', en: '– waived' },
  not_applicable: { zh: '· 不适用', en: '· not applicable' },
}

const text = (key: string, zh: string, en: string, width: number): Column => ({
  key,
  zh,
  en,
  type: 'text',
  width,
  max: 4000,
})
const integer = (key: string, zh: string, en: string): Column => ({ key, zh, en, type: 'integer', width: 10 })

const monthNumbers = Array.from({ length: 12 }, (_, index) => index + 1)

export const tableSheet: Sheet = {
  key: 'activity_table',
  zh: '支部活动一览表',
  en: 'Activity table',
  columns: [
    text('above', '上级党组织', 'Higher-level organization', 24),
    text('unit', '单位', 'Unit', 24),
    ...monthNumbers.map((month) => text(`m${month}`, `${month} 月`, `Month ${month}`, 18)),
    integer('onTime', '按期完成', 'On time'),
    integer('counted', '应办', 'Counted'),
    text('rate', '落实率', 'Rate', 10),
  ],
  id: [],
  note: {
    zh: '落实率 = 按期完成 ÷ 应办（已完成、补办、逾期之和）；待办、免办、不适用的不计。',
    en: 'Rate = on time ÷ counted (done, done late and overdue); due, waived and not applicable do not count.',
  },
}

const share = (numerator: number, denominator: number): string =>
  denominator === 0 ? '—' : `${((numerator / denominator) * 100).toFixed(1)} %`

/** Rolled units first with their counts, then branches and groups with their duties in words. */
export function tableSheetRows(
  table: {
    readonly rhythms: readonly Rhythm[]
    readonly rolled: readonly {
      readonly unitName: string
      readonly rate: { readonly numerator: number; readonly denominator: number }
      readonly months: readonly (readonly {
        readonly rhythm: string
        readonly counts: Partial<Record<DutyState, number>>
      }[])[]
    }[]
    readonly rows: readonly TableRow[]
  },
  rhythm: string | null,
  language: Language,
): readonly Cells[] {
  const separator = language === 'zh' ? '；' : '; '
  const nameOf = new Map(table.rhythms.map((each) => [each.id, each[language]]))
  const end = (rate: { readonly numerator: number; readonly denominator: number }) => ({
    onTime: rate.numerator,
    counted: rate.denominator,
    rate: share(rate.numerator, rate.denominator),
  })
  const sums = table.rolled.map((unit) => ({
    above: language === 'zh' ? '汇总' : 'Sum',
    unit: unit.unitName,
    ...Object.fromEntries(
      unit.months.map((month, index) => {
        const total = new Map<DutyState, number>()
        for (const each of month) {
          if (rhythm !== null && each.rhythm !== rhythm) continue
          for (const state of dutyStates)
            total.set(state, (total.get(state) ?? 0) + (each.counts[state] ?? 0))
        }
        const said = dutyStates.flatMap((state) => {
          const count = total.get(state) ?? 0
          return count === 0 ? [] : [`${stateWords[state][language]} ${count}`]
        })
        return [`m${index + 1}`, said.length === 0 ? null : said.join(separator)]
      }),
    ),
    ...end(unit.rate),
  }))
  const rows = table.rows.map((row) => ({
    above: row.above,
    unit: row.unitName,
    ...Object.fromEntries(
      row.months.map((marks, index) => [
        `m${index + 1}`,
        marks.length === 0
          ? null
          : marks
              .map((mark) => `${nameOf.get(mark.rhythm) ?? mark.rhythm} ${stateWords[mark.state][language]}`)
              .join(separator),
      ]),
    ),
    ...end(row.rate),
  }))
  return [...sums, ...rows]
}

type SheetPart = Pick<Part, 'id' | 'name' | 'kind' | 'minimum'>

const kindWords: Readonly<Record<Part['kind'], Readonly<Record<Language, string>>>> = {
  core: { zh: '核心', en: 'core' },
  required: { zh: '必选', en: 'required' },
  free: { zh: '自选', en: 'free' },
}

export const coverageSheet = (parts: readonly SheetPart[]): Sheet => ({
  key: 'theme_coverage',
  zh: '主题覆盖',
  en: 'Theme coverage',
  columns: [
    text('above', '上级党组织', 'Higher-level organization', 24),
    text('unit', '单位', 'Unit', 24),
    integer('meetings', '已开展次数', 'Meetings held'),
    ...parts.map((part) =>
      text(
        part.id,
        `${part.name}（${kindWords[part.kind].zh}）`,
        `${part.name} (${kindWords[part.kind].en})`,
        18,
      ),
    ),
    integer('gaps', '缺口', 'Gaps'),
  ],
  id: [],
  note: {
    zh: '支部一行：✓ 已达到要求，○ 尚未达到但还有时间，! 期限已过仍缺，后面是“已开展 / 要求”次数；汇总行是“达到的支部 / 应达到的支部”。',
    en: 'A branch: ✓ as asked, ○ still time, ! missed, followed by times held / asked. A sum: branches that are done / that owe.',
  },
})

const coverSigns = { done: '✓', due: '○', overdue: '!', free: '·' } as const

export function coverageSheetRows(
  parts: readonly SheetPart[],
  rows: readonly CoverageRow[],
  language: Language,
): readonly Cells[] {
  const none = language === 'zh' ? '汇总' : 'Sum'
  return rows.map((row) => ({
    above: row.leaf ? row.above.join(' / ') : none,
    unit: row.unitName,
    meetings: row.meetings,
    gaps: row.gaps,
    ...Object.fromEntries(
      parts.map((part, index) => {
        const cell = row.cells[index]
        if (cell === undefined) return [part.id, null]
        const figures = cell.state === 'free' && row.leaf ? String(cell.count) : `${cell.count} / ${cell.of}`
        return [part.id, `${coverSigns[cell.state]} ${figures}`]
      }),
    ),
  }))
}

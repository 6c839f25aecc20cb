// The law of the monthly report as tables: life, due days, who owes, what is accepted unseen, differences, layouts.

import { describe, expect, test } from 'vitest'
import type { Holidays } from '../../../core/calendar.ts'
import type { Content, DutyLine, Figure } from '../contract/content.ts'
import {
  canonical,
  daysLate,
  differences,
  dueDay,
  figuresOf,
  formatsFor,
  fields,
  type Layout,
  layoutFaults,
  layoutRows,
  layoutTitles,
  monthOver,
  monthsFrom,
  obstaclesOf,
  owesReport,
  plainSettings,
  rateOf,
  recordsChanged,
  reportLife,
  sumFigures,
  uploadLife,
  upperOf,
  usualLayout,
} from '../rules.ts'

const figure = (more: Partial<Figure> = {}): Figure => ({
  kind: 'theme_day',
  zh: '主题党日',
  en: 'Theme Party day',
  onTime: 1,
  late: 0,
  overdue: 0,
  open: 0,
  waived: 0,
  notApplicable: 0,
  ...more,
})
const duty = (more: Partial<DutyLine> = {}): DutyLine => ({
  dutyId: 'd1',
  unitId: 'u1',
  unitName: '第一党支部',
  kind: 'theme_day',
  zh: '主题党日',
  en: 'Theme Party day',
  dueOn: '2026-03-31',
  state: 'done',
  happenedOn: '2026-03-10',
  recordKind: 'meeting',
  recordId: 'm1',
  reason: null,
  ...more,
})
const content = (more: Partial<Content> = {}): Content => ({
  edition: 1,
  month: '2026-03',
  asOf: '2026-04-01',
  unit: { id: 'u1', name: '第一党支部', code: 'Z1', kind: 'branch' },
  institution: { id: 'i1', name: '某医院' },
  upper: { id: 'u0', name: '内科党总支' },
  goal: 980,
  figures: [figure()],
  meetingCount: 1,
  lectureCount: 0,
  members: [{ status: 'full', count: 2 }],
  duties: [duty()],
  meetings: [
    {
      meetingId: 'm1',
      unitId: 'u1',
      unitName: '第一党支部',
      kind: 'theme_day',
      title: '三月主题党日',
      day: '2026-03-10',
      time: '16:00',
      place: '三楼',
      due: 3,
      present: 2,
      state: 'confirmed',
      daysLate: 0,
      makeUpFor: null,
    },
  ],
  below: [],
  missing: [],
  remark: '',
  ...more,
})

test.each([
  ['due', ['prepare', 'submit']],
  ['prepared', ['prepare', 'submit']],
  ['submitted', ['withdraw', 'accept', 'return']],
  ['accepted', ['return']],
  ['returned', ['prepare', 'submit']],
] as const)('from %s one may %j', (state, moves) => {
  expect(reportLife.movesFrom(state)).toEqual(moves)
})

test('a file that was rejected is not answered again: another one is made', () => {
  expect(uploadLife.movesFrom('made')).toEqual(['upload', 'receive', 'reject'])
  expect(uploadLife.movesFrom('receipted')).toEqual(['reject'])
  expect(uploadLife.movesFrom('rejected')).toEqual([])
})

describe('the day a report is due', () => {
  const holidays: Holidays = {
    off: new Set(['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05']),
    working: new Set(['2026-05-09']),
    years: new Set([2026]),
  }
  test.each([
    // 3 March 2026 is a Tuesday.
    ['2026-02', 'branch', 'next', '2026-03-03', true],
    // 3 April is a Friday; 5 April a Sunday, 8 April a Wednesday.
    ['2026-03', 'general_branch', 'next', '2026-04-06', true],
    ['2026-03', 'general_branch', 'previous', '2026-04-03', true],
    ['2026-03', 'general_branch', 'none', '2026-04-05', true],
    ['2026-03', 'institution', 'next', '2026-04-08', true],
    // The May holidays push 3 May to the 6th, and back into April.
    ['2026-04', 'branch', 'next', '2026-05-06', true],
    ['2026-04', 'branch', 'previous', '2026-04-30', true],
    // December is due in a year of which the holidays are not known.
    ['2026-12', 'branch', 'next', '2027-01-04', false],
  ] as const)('%s of a %s, moved to the %s: %s', (month, kind, shift, date, certain) => {
    expect(dueDay(month, kind, { ...plainSettings, shift }, holidays)).toEqual({ date, certain })
  })
  test('a make-up day is a working day', () => {
    // 9 May 2026 is a Saturday that is worked.
    expect(dueDay('2026-04', 'branch', { ...plainSettings, branchDay: 9 }, holidays).date).toBe('2026-05-09')
  })
})

test.each([
  ['2026-03-31', false],
  ['2026-04-01', true],
] as const)('R-MTG-15: March submitted on %s', (today, ok) => {
  expect(monthOver.judge({ month: '2026-03', ends: '2026-03-31', today }).ok).toBe(ok)
})

test.each([
  [{ foundedOn: '2026-03-01', dissolvedOn: null }, { duties: 0, members: 1, below: 0 }, true],
  [{ foundedOn: '2026-03-02', dissolvedOn: null }, { duties: 0, members: 1, below: 0 }, false],
  [{ foundedOn: null, dissolvedOn: '2026-03-31' }, { duties: 1, members: 0, below: 0 }, true],
  [{ foundedOn: null, dissolvedOn: '2026-03-30' }, { duties: 1, members: 0, below: 0 }, false],
  [{ foundedOn: null, dissolvedOn: null }, { duties: 0, members: 0, below: 0 }, false],
  [{ foundedOn: null, dissolvedOn: null }, { duties: 0, members: 0, below: 1 }, true],
] as const)('a unit %j with %j owes March: %s', (unit, there, owes) => {
  expect(owesReport(unit, '2026-03', there)).toBe(owes)
})

test('a report goes to the nearest unit above that reports; a committee passes on', () => {
  const kinds: Record<string, string> = {
    c: 'commission',
    i: 'institution',
    p: 'committee',
    g: 'general_branch',
  }
  const kindOf = (id: string) => kinds[id]
  expect(upperOf(['c', 'i', 'p', 'g', 'b'], kindOf)).toBe('g')
  expect(upperOf(['c', 'i', 'p', 'b'], kindOf)).toBe('i')
  expect(upperOf(['c', 'i'], kindOf)).toBe('c')
  expect(upperOf(['i'], kindOf)).toBeNull()
})

test.each([
  [{}, 0, true, []],
  [{ figures: [figure({ late: 1 })] }, 0, true, ['rate']],
  [{ figures: [figure({ waived: 3, notApplicable: 1, open: 1 })] }, 0, true, []],
  [{}, 1, true, ['differences']],
  [{ missing: [{ unitId: 'x', unitName: 'x', state: 'due' }] }, 0, true, ['missing']],
  [{}, 0, false, ['broken']],
] as const)('accepted unseen: %j, %i changed, intact %s → %j', (more, changed, intact, why) => {
  expect(obstaclesOf({ content: content(more as Partial<Content>), differences: changed, intact })).toEqual(
    why,
  )
})

describe('figures', () => {
  test('are counted by kind and state; the rate counts on time over what fell due', () => {
    const states = ['done', 'done', 'late', 'overdue', 'due', 'waived', 'not_applicable'] as const
    const [one] = figuresOf(
      states.map((state) => ({ kind: 'theme_day', state })),
      [{ kind: 'theme_day', zh: '主题党日', en: 'Theme Party day' }],
    )
    expect(one).toEqual(figure({ onTime: 2, late: 1, overdue: 1, open: 1, waived: 1, notApplicable: 1 }))
    expect(rateOf(one === undefined ? [] : [one])).toEqual({ numerator: 2, denominator: 4 })
  })
  test('are summed kind by kind, without touching what is summed', () => {
    const a = figure({ onTime: 2 })
    expect(sumFigures([[a], [figure({ late: 1 }), figure({ kind: 'lecture' })]])).toEqual([
      figure({ onTime: 3, late: 1 }),
      figure({ kind: 'lecture' }),
    ])
    expect(a.onTime).toBe(2)
  })
  test('a kind that is no longer declared is still counted', () => {
    expect(figuresOf([{ kind: 'gone', state: 'done' }], [])[0]).toMatchObject({ kind: 'gone', onTime: 1 })
  })
  test('canonical JSON does not depend on the order of keys', () => {
    expect(canonical({ b: [1, { y: null, x: '一' }], a: 'z' })).toBe(
      canonical({ a: 'z', b: [1, { x: '一', y: null }] }),
    )
    expect(canonical({ a: 1, b: undefined })).toBe('{"a":1}')
  })
})

describe('what has changed', () => {
  test('nothing in the same content; a day later counts for nothing by itself', () => {
    expect(differences(content(), content({ asOf: '2026-04-09' }))).toEqual([])
  })
  test('a duty made up for shows at its line and in the figure; one record changed', () => {
    const after = content({ duties: [duty({ state: 'late' })], figures: [figure({ onTime: 0, late: 1 })] })
    const list = differences(content(), after)
    expect(list.map(({ part, field, before, after: now }) => [part, field, before, now])).toEqual([
      ['figure', 'onTime', 1, 0],
      ['figure', 'late', 0, 1],
      ['duty', 'state', 'done', 'late'],
    ])
    expect(recordsChanged(list)).toBe(1)
  })
  test('a meeting that came and one that went are one record each', () => {
    const [meeting] = content().meetings
    const other = meeting === undefined ? [] : [{ ...meeting, meetingId: 'm2' }]
    expect(recordsChanged(differences(content(), content({ meetings: other })))).toBe(2)
  })
})

test.each([
  ['2026-03-10', '2026-03-10', 0],
  ['2026-03-31', '2026-04-02', 2],
  ['2026-03-10', '2026-03-09', 0],
])('held on %s, recorded on %s: %i days later', (held, recorded, days) => {
  expect(daysLate(held, recorded)).toBe(days)
})

test('months from one to another run over the turn of the year', () => {
  expect(monthsFrom('2025-12', '2026-02')).toEqual(['2025-12', '2026-01', '2026-02'])
  expect(monthsFrom('2026-03', '2026-02')).toEqual([])
})

describe('layouts', () => {
  const column = (field: string, header: string, format = 'plain', fixed = '') => ({
    field,
    header,
    format,
    fixed,
  })
  const layout = (more: Partial<Layout> = {}): Layout => ({ ...usualLayout('meeting'), ...more })
  const kindWord = () => ({ zh: '主题党日', en: 'Theme Party day' })
  const codes = (more: Partial<Layout>) =>
    layoutFaults(layout(more)).map(({ code, column: at }) => [code, at])

  test('the usual ones have no faults', () => {
    for (const rows of ['meeting', 'unit'] as const) expect(layoutFaults(usualLayout(rows))).toEqual([])
  })
  test.each([
    [{ columns: [] }, [['no_columns', null]]],
    [{ sheet: 'a/b' }, [['sheet_name', null]]],
    [{ sheet: '一'.repeat(31) }, []],
    [{ sheet: '一'.repeat(32) }, [['sheet_name', null]]],
    [{ titles: ['{month}{hospital}'] }, [['unknown_placeholder', null]]],
    [{ columns: [column('unit', '单位'), column('salary', '工资')] }, [['unknown_field', 2]]],
    [{ columns: [column('rate', '落实率', 'percent1')] }, [['field_of_other_rows', 1]]],
    [{ columns: [column('day', '日期', 'percent1')] }, [['unknown_format', 1]]],
    [{ columns: [column('unit', ' ')] }, [['empty_header', 1]]],
    [{ columns: [column('unit', '单位'), column('title', '单位 ')] }, [['repeated_header', 2]]],
    [{ columns: [column('fixed', '类别')] }, [['empty_fixed', 1]]],
    [{ columns: [column('fixed', '类别', 'plain', '三会一课')] }, []],
  ] as const)('%j: %j', (more, faults) => {
    expect(codes(more as Partial<Layout>)).toEqual(faults)
  })
  test('all faults are named at once', () => {
    expect(codes({ sheet: '', columns: [column('x', ''), column('y', '')] }).length).toBe(5)
  })
  test('every field has a format', () => {
    for (const { id } of fields) expect(formatsFor(id).length).toBeGreaterThan(0)
  })
  test('a row a meeting, values as the columns say', () => {
    const columns = [
      column('number', '序号', 'number'),
      column('month', '月份', 'compact'),
      column('kind', '类型', 'en'),
      column('day', '日期', 'zh'),
      column('attendance', '到会率', 'percent1'),
      column('fixed', '来源', 'plain', '=1+1'),
    ]
    expect(layoutRows(layout({ columns }), [{ content: content(), kindWord }])).toEqual([
      [1, '202603', 'Theme Party day', '2026年3月10日', '66.7%', '=1+1'],
    ])
  })
  test('an unconfirmed meeting is no row', () => {
    const meetings = content().meetings.map((meeting) => ({ ...meeting, state: 'held' }))
    expect(layoutRows(layout(), [{ content: content({ meetings }), kindWord }])).toEqual([])
  })
  test.each([
    [1999, 2000, 'percent1', '99.9%'],
    [2000, 2000, 'percent1', '100.0%'],
    [999, 1000, 'percent0', '99%'],
    [0, 0, 'percent1', null],
    [1, 3, 'decimal', 0.3333],
  ] as const)('%i of %i as %s: %s', (onTime, all, format, shown) => {
    const figures = [figure({ onTime, late: all - onTime })]
    const one = layout({ rows: 'unit', columns: [column('rate', '落实率', format)] })
    expect(layoutRows(one, [{ content: content({ figures }), kindWord }])).toEqual([[shown]])
  })
  test('titles are filled in once', () => {
    const facts = { month: '2026年3月', unit: '{month}', institution: '某医院' }
    expect(layoutTitles(layout({ titles: ['{institution}{unit}{month}'] }), facts)).toEqual([
      '某医院{month}2026年3月',
    ])
  })
})

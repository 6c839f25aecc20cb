// Every fault has its own sentence, in both languages, with its facts and without a code.
import { describe, expect, it } from 'vitest'
import { type Fault, faultSentence, fileSentence } from './words.ts'

type Case = [code: string, facts: Fault['facts'], column?: string]
const faults: readonly Case[] = [
  ['sheet_unknown', { name: '某表' }],
  ['column_missing', {}],
  ['column_unknown', { heading: '备注', cell: 'G1' }],
  ['column_unknown', { heading: '', cell: 'H1' }],
  ['required', { cell: 'A2' }],
  ['not_a_date', { text: '2026/13/45' }],
  ['not_a_number', { text: '甲' }],
  ['not_an_integer', { text: '1.5' }],
  ['not_a_choice', { text: '小组' }],
  ['not_a_boolean', { text: '也许' }],
  ['too_long', { text: '长', length: 81, max: 80 }],
  ['duplicate', { name: '单位' }],
  ['duplicate', { heading: '名称', cell: 'C1' }],
  ['duplicate', { first: 2, value: ' / ZB01' }],
  ['duplicate', { value: '2026-01-02T09:00' }],
  ['formula', { text: '#N/A' }],
  ['duplicate', { value: '999***********0014', staffNo: 'A1' }],
  ...['length', 'date', 'checksum', 'characters', 'bornOn', 'gender'].map(
    (reason): Case => ['bad_id_number', { value: '999***********0014', reason }],
  ),
  ['bad_phone', { value: '123' }],
  ['masked', { value: '199****0001' }],
  ['reference_missing', { value: 'ZB99' }],
  ['reference_missing', { value: '' }],
  ['not_allowed', { value: 'ZB01' }],
  ['not_allowed', { due: 9, absent: 6 }],
  ['not_allowed', { due: 9, present: 3, needed: 5 }],
  ['conflict', { kind: 'group', parentKind: 'committee' }],
  ['conflict', { kind: 'branch_committee', unitKind: 'department' }],
  ['conflict', { kind: 'department' }],
  ['conflict', { from: '2026-02-01', until: '2026-01-01' }],
  ['conflict', { from: '2026-02-01', until: '2026-01-01' }, 'dissolvedOn'],
  ['conflict', { from: '2026-02-01', until: '2026-01-01' }, 'fullOn'],
  ['conflict', { from: '2026-02-01' }],
  ['conflict', { startedAt: '2026-01-01T10:00', endedAt: '2026-01-01T09:00' }],
  ['conflict', { status: 'none' }],
  ['conflict', { value: '2027-01-01T09:00', today: '2026-11-21' }],
  ['conflict', { makeUpFor: '2026-02-01', startedAt: '2026-01-01T09:00' }],
  ['conflict', { value: 120, least: 0, most: 100 }],
  ['conflict', { rank: 12, groupSize: 10 }],
  ['conflict', { title: '一月支委会' }],
  ['conflict', { value: 'ZB01' }, 'parent'],
  ['conflict', { value: 'GSTCM' }, 'kind'],
  ['conflict', { value: 0 }, 'number'],
]

const sentence = (code: string, facts: Fault['facts'], column: string | undefined, language: 'zh' | 'en') =>
  faultSentence({ sheet: 'units', row: 2, column: column ?? null, code, facts }, language)

describe('the sentences of faults', () => {
  it('are there for every kind of fault, each its own, in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      const said = faults.map(([code, facts, column]) => sentence(code, facts, column, language))
      expect(new Set(said).size).toBe(faults.length)
      for (const text of said) expect(text).not.toMatch(/undefined|NaN|\bnull\b/)
    }
  })

  it('names the row that a repeated row repeats, without the blank institution', () => {
    expect(sentence('duplicate', { first: 2, value: ' / ZB01' }, undefined, 'zh')).toBe(
      '“ZB01”与第 2 行重复，请只留一行',
    )
  })
})

describe('the sentences of unreadable files', () => {
  it('are there for every reason, and only for those', () => {
    const reasons = [
      'not_xlsx',
      'old_xls',
      'encrypted',
      'macro',
      'entities',
      'too_large',
      'bomb',
      'too_many_rows',
      'damaged',
    ]
    const facts = { most: 50, name: '人员' }
    for (const language of ['zh', 'en'] as const) {
      const said = reasons.map((reason) => fileSentence('unreadable_file', { reason, ...facts }, language))
      expect(new Set(said).size).toBe(reasons.length)
    }
    expect(fileSentence('unreadable_file', { reason: 'too_many_rows', name: '人员', most: 7 }, 'zh')).toBe(
      '“人员”超过 7 行。请分成几份工作簿，分几次导入。',
    )
    expect(fileSentence('too_large', { reason: 'disk_space', neededMb: 540, freeMb: 12 }, 'zh')).toMatch(
      /需要 540 MB，只剩 12 MB/,
    )
    expect(fileSentence('forbidden', {}, 'zh')).toBeNull()
  })
})

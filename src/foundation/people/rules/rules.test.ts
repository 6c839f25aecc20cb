// The law of people as tables: identity numbers, phones, pinyin, changes of status, measures, both-leaders.

import { describe, expect, test } from 'vitest'
import { dualRate } from './dual.ts'
import { mayReplaceName } from './erasure.ts'
import { checkCharacter, maskIdNumber, maskPhone, readIdNumber, readPhone } from './identity.ts'
import { judgeMeasure } from './measures.ts'
import { nameSort } from './name-sort.ts'
import { datesOf, historyFromDates, misfitOf, nextStatuses } from './standing.ts'
import { judgeAffiliation } from './transfers.ts'

describe('identity numbers', () => {
  test.each([
    ['11010519491231002X', { key: '11010519491231002X', bornOn: '1949-12-31', gender: 'female' }],
    [' 110105 19491231 002x ', { key: '11010519491231002X' }],
    ['１１０１０５１９４９１２３１００２Ｘ', { key: '11010519491231002X' }],
    ['110105491231002', { key: '11010519491231002X', text: '110105491231002', bornOn: '1949-12-31' }],
    ['e12345678', { kind: 'other', key: 'E12345678', bornOn: null }],
    ['H1234567(8)', { kind: 'other' }],
  ])('%s is read', (typed, read) => {
    expect(readIdNumber(typed)).toMatchObject(read)
  })

  test.each([
    ['110105194912310021', 'checksum'],
    ['110105194913310020', 'date'],
    ['110105490231002', 'date'],
    ['11010519491231002', 'length'],
    ['1234', 'length'],
    ['AB1', 'length'],
    ['张三', 'characters'],
  ])('%s is refused: %s', (typed, fault) => {
    expect(readIdNumber(typed)).toEqual({ fault })
  })

  test('every single wrong digit is caught', () => {
    const right = `52010219800101123${checkCharacter('52010219800101123')}`
    for (let at = 0; at < 17; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        if (String(digit) === right[at]) continue
        expect(readIdNumber(right.slice(0, at) + digit + right.slice(at + 1))).toHaveProperty('fault')
      }
    }
  })

  test('masks', () => {
    expect(maskIdNumber('520102198001011234')).toBe('520***********1234')
    expect(maskIdNumber('110105491231002')).toBe('110********1002')
    expect(maskIdNumber('E12345678')).toBe('E******78')
    expect(maskPhone('13812345678')).toBe('138****5678')
    expect(maskPhone('84123456')).toBe('*****456')
  })

  test.each([
    ['138 1234 5678', '13812345678'],
    ['+86-13812345678', '13812345678'],
    ['0086 13812345678', '13812345678'],
    ['0851-84123456', '085184123456'],
    ['84123456', '84123456'],
    ['1381234567', null],
    ['138123456789', null],
    ['abc', null],
  ])('phone %s', (typed, phone) => {
    expect(readPhone(typed)).toBe(phone)
  })
})

describe('pinyin', () => {
  test.each([
    ['曾晓敏', 'zeng xiao min'],
    ['单田芳', 'shan tian fang'],
    ['仇和', 'qiu he'],
    ['解晓东', 'xie xiao dong'],
    ['区伯', 'ou bo'],
    ['查良镛', 'zha liang yong'],
    ['尉迟恭', 'yu chi gong'],
    ['万俟卨', 'mo qi xie'],
    ['单于夜', 'chan yu ye'],
    ['朴树', 'piao shu'],
    ['任重', 'ren zhong'],
    ['翟天', 'zhai tian'],
    ['缪斯', 'miao si'],
    ['吕布', 'lv bu'],
    ['欧阳修', 'ou yang xiu'],
    ['佴华', 'nai hua'],
    ['赵晓明', 'zhao xiao ming'],
    ['买买提·吐逊', 'mai mai ti tu xun'],
    ['Alice Wang', 'alice wang'],
    ['', ''],
  ])('%s', (name, sort) => {
    expect(nameSort(name)).toBe(sort)
  })

  test('syllables order as a dictionary does', () => {
    expect(['连红', '李明', '林一', '李安'].sort((a, b) => (nameSort(a) < nameSort(b) ? -1 : 1))).toEqual([
      '李安',
      '李明',
      '连红',
      '林一',
    ])
  })
})

describe('changes of status', () => {
  const today = '2026-11-21'
  const history = [
    { fromOn: '2014-07-01', status: 'probationary' },
    { fromOn: '2015-07-01', status: 'full' },
    { fromOn: '2026-05-01', status: 'suspended' },
  ] as const

  test.each([
    ['2026-11-21', 'full', null],
    ['2026-11-21', 'removed', null],
    ['2026-11-22', 'removed', 'future'],
    ['2026-05-01', 'removed', 'same_day'],
    ['2026-06-01', 'applicant', 'order'],
    // Between full and suspended only what may follow the one and come before the other.
    ['2020-01-01', 'suspended', 'order'],
    ['2020-01-01', 'probationary', 'order'],
    ['2020-01-01', 'expelled', 'order'],
    // Before the first recorded change.
    ['2013-07-01', 'candidate', null],
    ['2013-07-01', 'full', 'order'],
  ] as const)('%s %s', (fromOn, status, reason) => {
    expect(misfitOf(history, 'none', { fromOn, status }, today)?.reason ?? null).toBe(reason)
  })

  test('a change fits between its neighbours', () => {
    const gap = [
      { fromOn: '2014-07-01', status: 'activist' },
      { fromOn: '2016-07-01', status: 'probationary' },
    ] as const
    expect(misfitOf(gap, 'none', { fromOn: '2015-07-01', status: 'candidate' }, today)).toBeNull()
    expect(misfitOf(gap, 'none', { fromOn: '2015-07-01', status: 'full' }, today)).toEqual({
      reason: 'order',
      before: 'activist',
      after: 'probationary',
    })
  })

  test('the way to membership, one step at a time', () => {
    expect(nextStatuses('none')).toEqual(['applicant', 'deceased'])
    expect(nextStatuses('candidate')).toContain('probationary')
    expect(nextStatuses('activist')).not.toContain('probationary')
    expect(nextStatuses('deceased')).toEqual([])
    expect(nextStatuses('full')).not.toContain('transferred')
  })

  test('dates from the history survive a suspension', () => {
    expect(datesOf([...history, { fromOn: '2026-09-01', status: 'full' }])).toEqual({
      probationOn: '2014-07-01',
      fullOn: '2015-07-01',
    })
    expect(
      historyFromDates({ status: 'full', probationOn: '2014-07-01', fullOn: '2015-07-01', since: null }),
    ).toEqual(history.slice(0, 2))
    expect(
      historyFromDates({ status: 'activist', probationOn: null, fullOn: null, since: '2025-01-01' }),
    ).toEqual([{ fromOn: '2025-01-01', status: 'activist' }])
  })
})

describe('measures', () => {
  const correction = (untilOn: string | null) =>
    judgeMeasure({ kind: 'correction', fromOn: '2026-03-10', untilOn, basis: '决定' }).map(
      (each) => each.rule,
    )
  test.each([
    ['2027-03-09', []],
    ['2027-03-10', []],
    ['2027-03-11', ['R-MEM-4a']],
    [null, ['R-MEM-4a']],
  ])('correction until %s', (untilOn, rules) => {
    expect(correction(untilOn)).toEqual(rules)
  })
  test('a warning needs no end', () => {
    expect(judgeMeasure({ kind: 'warning', fromOn: '2026-03-10', untilOn: null, basis: '决定' })).toEqual([])
  })
})

test('a member with a unit moves by transfer, others by hand', () => {
  expect(judgeAffiliation({ hasUnit: true, status: 'full' })).toMatchObject([
    { rule: 'R-MEM-6a', severity: 'block' },
  ])
  expect(judgeAffiliation({ hasUnit: false, status: 'full' })).toEqual([])
  expect(judgeAffiliation({ hasUnit: true, status: 'none' })).toEqual([])
})

test('both-leaders: in-service secretaries only, below the unit only', () => {
  const line = (branch: string, inService: boolean, headed: boolean) => ({
    branchPath: ['root', branch],
    inService,
    headPosts: headed ? (['department_head'] as const) : [],
  })
  const lines = [line('a', true, true), line('b', true, false), line('c', false, true)]
  expect(dualRate(lines, 'root')).toEqual({ numerator: 1, denominator: 2 })
  expect(dualRate(lines, 'c')).toEqual({ numerator: 0, denominator: 0 })
})

test('a member keeps the name on rolls, an applicant may have it deleted', () => {
  expect(mayReplaceName('applicant', [])).toBe(true)
  expect(mayReplaceName('none', [{ fromOn: '2015-01-01', status: 'full' }])).toBe(false)
  expect(mayReplaceName('removed', [])).toBe(false)
})

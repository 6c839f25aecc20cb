// The law of notices: quiet hours around each end and over midnight, waits between tries, the wording of a digest, addresses of robots.

import { describe, expect, test } from 'vitest'
import { isPublicAddress, readGroupAddress } from './channels/address.ts'
import {
  cutToBytes,
  isQuiet,
  momentOf,
  nextTry,
  plainMarkdown,
  plainPreference,
  sendTime,
  wordDigest,
} from './rules.ts'

describe('quiet hours', () => {
  test.each([
    ['20:59', false],
    ['21:00', true],
    ['23:59', true],
    ['00:00', true],
    ['07:29', true],
    ['07:30', false],
  ])('%s over midnight', (time, quiet) => {
    expect(isQuiet(time, plainPreference)).toBe(quiet)
  })

  test.each([
    ['11:59', false],
    ['12:00', true],
    ['13:59', true],
    ['14:00', false],
  ])('%s within the day', (time, quiet) => {
    expect(isQuiet(time, { quietFrom: '12:00', quietUntil: '14:00' })).toBe(quiet)
  })

  test('from and until alike: never quiet', () => {
    expect(isQuiet('08:00', { quietFrom: '08:00', quietUntil: '08:00' })).toBe(false)
  })

  test.each([
    ['2026-11-21', '20:59', '2026-11-21', '20:59'],
    ['2026-11-21', '21:00', '2026-11-22', '07:30'],
    ['2026-11-22', '00:10', '2026-11-22', '07:30'],
    ['2026-11-22', '07:29', '2026-11-22', '07:30'],
    ['2026-12-31', '23:00', '2027-01-01', '07:30'],
  ])('%s %s is sent on %s at %s', (day, time, sentOn, sentAt) => {
    const sent = sendTime(momentOf(day, time), plainPreference)
    expect(sent.toString()).toBe(momentOf(sentOn, sentAt).toString())
  })
})

test('a channel is tried again with growing waits, and then given up', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map(nextTry)
  expect(waits).toEqual([1, 5, 15, 60, 240, 720, null])
})

test('a digest names each, the most pressing first, and only counts what was told before', () => {
  const line = { what: { zh: '主题党日', en: 'Theme day' }, unit: '一支部', days: 0 }
  const { title, body } = wordDigest(
    [
      { ...line, kind: 'soon', dueOn: '2026-11-30' },
      { ...line, kind: 'overdue', dueOn: '2026-11-20', days: 1 },
    ],
    3,
  )
  expect(title).toEqual({ zh: '今日提醒：1 项逾期，1 项快到期', en: 'Today: 1 overdue, 1 due soon' })
  expect(body.zh.split('\n')).toEqual([
    '〔逾期〕一支部：主题党日，截止 2026-11-20，已逾期 1 天',
    '〔快到期〕一支部：主题党日，截止 2026-11-30',
    '此前提醒过的还有 3 项逾期未办。',
  ])
  const many = wordDigest(
    Array.from({ length: 61 }, () => ({ ...line, kind: 'soon' as const, dueOn: '2026-11-30' })),
    0,
  )
  expect(many.body.zh.split('\n').at(-1)).toBe('另有 1 项，见应办事项。')
})

test('a message stays below the limit in bytes, and a name cannot become markup', () => {
  const lines = Array.from({ length: 100 }, () => '支部'.repeat(10))
  const text = cutToBytes(lines, 1_000, (left) => `另有 ${left} 项`)
  expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(1_000)
  expect(text).toMatch(/另有 \d+ 项$/)
  expect(plainMarkdown('[点我](https://x) <@all> `a`')).not.toMatch(/[[\]()<>@`]/)
})

describe('the address of a robot', () => {
  test.each([
    ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1', true],
    ['http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1', false],
    ['https://127.0.0.1/x', false],
    ['https://2130706433/x', false],
    ['https://0x7f.1/x', false],
    ['https://10.1.2.3/x', false],
    ['https://[::1]/x', false],
    ['https://[::ffff:10.0.0.1]/x', false],
    ['https://[fd00::1]/x', false],
    ['https://localhost/x', false],
    ['https://hooks.internal/x', false],
    ['https://user:secret@qyapi.weixin.qq.com/x', false],
    ['https://8.8.8.8/x', true],
    ['javascript:alert(1)', false],
    ['qyapi.weixin.qq.com', false],
  ])('%s', (address, taken) => {
    expect(readGroupAddress(address, false) !== null).toBe(taken)
  })

  test('the house may allow its own network', () => {
    expect(readGroupAddress('http://127.0.0.1:9/x', true)).not.toBeNull()
    expect(readGroupAddress('ftp://127.0.0.1/x', true)).toBeNull()
  })

  test.each([
    ['169.254.169.254', false],
    ['172.15.255.255', true],
    ['172.16.0.0', false],
    ['172.31.255.255', false],
    ['172.32.0.0', true],
    ['100.64.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['2408:8000::1', true],
    ['not an address', false],
  ])('%s', (address, open) => {
    expect(isPublicAddress(address)).toBe(open)
  })
})

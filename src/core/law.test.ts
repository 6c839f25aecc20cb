// Tables of the law: shares at their thresholds, rules with their citations, and levels that may only be stricter.

import { describe, expect, it, test } from 'vitest'
import {
  broken,
  type Citation,
  declaredRules,
  LaxerRule,
  needed,
  reaches,
  rule,
  type Share,
  tighten,
} from './law.ts'

const share = (
  compare: Share['compare'],
  numerator: number,
  denominator: number,
  base = '应到会人数',
): Share => ({
  base,
  compare,
  numerator,
  denominator,
})
const half = share('at_least', 1, 2)
const moreThanHalf = share('more_than', 1, 2)
const fourFifths = share('at_least', 4, 5)
const twoThirds = share('at_least', 2, 3)
const moreThanTwoThirds = share('more_than', 2, 3)

describe('a share of a base', () => {
  test.each([
    ['≥ 1/2', half, 9, 5],
    ['≥ 1/2', half, 10, 5],
    ['> 1/2', moreThanHalf, 9, 5],
    ['> 1/2', moreThanHalf, 10, 6],
    ['≥ 4/5', fourFifths, 9, 8],
    ['≥ 4/5', fourFifths, 10, 8],
    ['≥ 2/3', twoThirds, 9, 6],
    ['≥ 2/3', twoThirds, 10, 7],
    ['> 2/3', moreThanTwoThirds, 9, 7],
    ['> 2/3', moreThanTwoThirds, 10, 7],
    ['≥ 1/2', half, 1, 1],
    ['> 1/2', moreThanHalf, 1, 1],
    ['> 1/2', moreThanHalf, 2, 2],
    ['≥ 4/5', fourFifths, 7, 6],
  ])('%s of %#: needed, one below and one above', (_, of, base, least) => {
    expect(needed(of, base)).toBe(least)
    expect(reaches(of, least - 1, base)).toBe(false)
    expect(reaches(of, least, base)).toBe(true)
    expect(reaches(of, least + 1, base)).toBe(true)
  })

  it('agrees with itself for every base up to 300', () => {
    for (const of of [half, moreThanHalf, fourFifths, twoThirds, moreThanTwoThirds]) {
      for (let base = 1; base <= 300; base += 1) {
        const least = needed(of, base)
        expect([reaches(of, least - 1, base), reaches(of, least, base)]).toEqual([false, true])
      }
    }
  })

  it('is never reached where the base is empty', () => {
    expect(reaches(half, 0, 0)).toBe(false)
    expect(reaches(half, 3, 0)).toBe(false)
    expect(reaches(half, 0, -1)).toBe(false)
  })
})

describe('a stricter share of a lower level', () => {
  test.each([
    ['2/3 over ≥ 1/2', half, twoThirds],
    ['the same share', half, half],
    ['> in place of ≥', half, moreThanHalf],
    ['≥ 2/3 over > 1/2', moreThanHalf, twoThirds],
    ['the same share in other numbers', half, share('at_least', 5, 10)],
  ])('accepts %s', (_, higher, lower) => {
    expect(tighten(higher, lower)).toBe(lower)
  })

  test.each([
    ['1/3 over ≥ 1/2', half, share('at_least', 1, 3)],
    ['> 1/3 over ≥ 1/2', half, share('more_than', 1, 3)],
    ['≥ in place of >', moreThanHalf, half],
    ['≥ in place of > in other numbers', moreThanHalf, share('at_least', 2, 4)],
    ['another base', half, share('at_least', 2, 3, '实到会人数')],
  ])('refuses %s', (_, higher, lower) => {
    expect(() => tighten(higher, lower)).toThrow(LaxerRule)
  })
})

describe('a rule', () => {
  const cite: Citation = {
    source: '中国共产党支部工作条例（试行）',
    article: '第十一条',
    level: 'national',
    verified: false,
    from: '2018-10-28',
    note: '测试用引文',
  }
  const declaration = {
    id: 'test.half',
    zh: '到会人数应当过半',
    en: 'More than half must be present',
    severity: 'block',
    holds: (facts: { readonly present: number; readonly due: number }) =>
      reaches(moreThanHalf, facts.present, facts.due),
  } as const
  const declared = rule({ ...declaration, cites: [cite] })

  it('hands over the facts and the article of a refusal', () => {
    const kept = declared.judge({ present: 6, due: 10 })
    const refused = declared.judge({ present: 5, due: 10 })
    expect(kept).toEqual({ ok: true })
    expect(broken([kept, refused])).toEqual([
      { rule: 'test.half', severity: 'block', facts: { present: 5, due: 10 }, cites: [cite] },
    ])
  })

  it('stands in the catalogue, once', () => {
    expect(declaredRules().map((each) => each.id)).toContain('test.half')
    expect(() => rule({ ...declaration, cites: [cite] })).toThrow('declared twice')
  })

  it('does not compile without a citation', () => {
    const declares = (run: () => unknown): void => expect(run).toBeTypeOf('function')
    // @ts-expect-error a rule without cites has no law to rest on
    declares(() => rule({ ...declaration, id: 'test.no_cites' }))
    // @ts-expect-error an empty list of citations is no citation
    declares(() => rule({ ...declaration, id: 'test.empty_cites', cites: [] }))
    // @ts-expect-error a citation says whether somebody has read the official text
    declares(() => rule({ ...declaration, id: 'test.unread', cites: [{ ...cite, verified: undefined }] }))
  })
})

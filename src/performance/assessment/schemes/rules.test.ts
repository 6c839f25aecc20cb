// Grade schemes: every band at, below and above its end, which scheme a round has, and what a grade says about the group.

import { describe, expect, it, test } from 'vitest'
import {
  bandOfRank,
  bothSizes,
  faultOfBands,
  lastRankOf,
  type Scheme,
  schemeFor,
  schemesWith,
  shippedSchemes,
  sizesImplied,
} from './rules.ts'

const of = (id: string): Scheme => {
  const scheme = shippedSchemes.find((each) => each.id === id)
  if (scheme === undefined) throw new Error(id)
  return scheme
}
const ten = of('national-ten')
const tcm = of('national-tcm')

describe('the band of a rank', () => {
  // 1 % of 1521 is 15.21: the fifteenth is in, the sixteenth is not.
  test.each([
    [ten, 1, 1521, 'A++'],
    [ten, 15, 1521, 'A++'],
    [ten, 16, 1521, 'A+'],
    [ten, 152, 1521, 'A+'],
    [ten, 153, 1521, 'A'],
    [ten, 357, 1521, 'B++'],
    [ten, 456, 1521, 'B++'],
    [ten, 457, 1521, 'B+'],
    [ten, 1521, 1521, 'D'],
    [ten, 100, 1000, 'A+'],
    [ten, 101, 1000, 'A'],
    [tcm, 20, 414, 'A+'],
    [tcm, 21, 414, 'A'],
    [tcm, 393, 414, 'C+'],
    [tcm, 394, 414, 'C'],
  ])('%# rank %d of %d is %s', (scheme, rank, size, grade) => {
    expect(bandOfRank(scheme, rank, size)?.grade).toBe(grade)
  })

  it('has, at each band’s end, its last rank within and the next outside', () => {
    for (const scheme of [ten, tcm]) {
      for (const [index, band] of scheme.bands.entries()) {
        for (const size of [100, 414, 1521, 1588, 2000]) {
          const last = lastRankOf(band, size)
          expect(last * 100).toBeLessThanOrEqual(size * band.upTo)
          expect((last + 1) * 100).toBeGreaterThan(size * band.upTo)
          if (last > 0)
            expect(scheme.bands.indexOf(bandOfRank(scheme, last, size) ?? band)).toBeLessThanOrEqual(index)
          if (last < size)
            expect(scheme.bands.indexOf(bandOfRank(scheme, last + 1, size) ?? band)).toBeGreaterThan(index)
        }
      }
    }
  })

  it('is unknown where the scheme says nothing: of 2018 only the first grade', () => {
    const round = of('national-2018')
    expect(bandOfRank(round, 12, 1289)?.grade).toBe('A++')
    expect(bandOfRank(round, 13, 1289)).toBeNull()
  })

  it('ships each band with how sure it is', () => {
    expect(ten.bands.map(({ certainty }) => certainty)).toEqual([
      'sourced',
      'inferred',
      ...Array(8).fill('recollection'),
    ])
    expect(tcm.bands.every(({ certainty }) => certainty === 'sourced')).toBe(true)
  })
})

describe('the scheme of a round', () => {
  const at = (year: number, peerGroup: string | null, level: 'national' | 'provincial' = 'national') =>
    schemeFor(shippedSchemes, { level, year, peerGroup })?.id
  test.each([
    [2018, '全国三级综合医院', 'national-2018'],
    [2019, '全国三级综合医院', 'national-ten'],
    [2022, null, 'national-ten'],
    [2022, '全国三级公立中医医院', 'national-tcm'],
    [2018, '中医医院', 'national-tcm'],
    [2017, '综合', undefined],
  ])('%d %s', (year, group, id) => {
    expect(at(year, group)).toBe(id)
  })

  it('is none of a province’s, unless the institution made one; its own goes before', () => {
    expect(at(2022, '云南省三级医院', 'provincial')).toBeUndefined()
    const own: Scheme = { ...ten, id: 'own-1', name: '本省', level: 'provincial', group: '云南' }
    const changed: Scheme = { ...ten, bands: [{ grade: 'A', upTo: 100, certainty: 'own' }] }
    const all = schemesWith([own, changed])
    expect(all).toHaveLength(4)
    expect(schemeFor(all, { level: 'provincial', year: 2022, peerGroup: '云南省三级医院' })?.id).toBe('own-1')
    expect(schemeFor(all, { level: 'national', year: 2022, peerGroup: null })?.bands).toHaveLength(1)
  })
})

describe('what a grade says about the size of its group', () => {
  test.each([
    [84, 'B', 168, 209],
    [112, 'C+', 160, 186],
    [16, 'A+', 160, 1599],
    [5, 'A++', 500, null],
  ])('rank %d with %s: %d…%s', (rank, grade, least, most) => {
    expect(sizesImplied(ten, rank, grade)).toEqual({ least, most })
    // Both ends fit, and one beyond each does not.
    expect(bandOfRank(ten, rank, least)?.grade).toBe(grade)
    expect(bandOfRank(ten, rank, least - 1)?.grade).not.toBe(grade)
    if (most !== null) {
      expect(bandOfRank(ten, rank, most)?.grade).toBe(grade)
      expect(bandOfRank(ten, rank, most + 1)?.grade).not.toBe(grade)
    }
  })

  it('is nothing for a grade that the scheme does not have, and both years together say more', () => {
    expect(sizesImplied(ten, 84, '优')).toBeNull()
    expect(bothSizes({ least: 168, most: 209 }, { least: 160, most: 186 })).toEqual({ least: 168, most: 186 })
    expect(bothSizes({ least: 168, most: null }, { least: 160, most: null })).toEqual({
      least: 168,
      most: null,
    })
    expect(bothSizes({ least: 200, most: 209 }, { least: 160, most: 186 })).toBeNull()
    expect(bothSizes(null, { least: 1, most: 2 })).toBeNull()
  })
})

test('bands rise to at most 100 %, each grade once', () => {
  expect(faultOfBands(ten.bands)).toBeNull()
  expect(faultOfBands([])).toBe('no_bands')
  expect(
    faultOfBands([
      { grade: 'A', upTo: 50 },
      { grade: 'A', upTo: 60 },
    ]),
  ).toBe('grade_twice')
  expect(
    faultOfBands([
      { grade: 'A', upTo: 50 },
      { grade: 'B', upTo: 50 },
    ]),
  ).toBe('not_rising')
  expect(
    faultOfBands([
      { grade: 'A', upTo: 50 },
      { grade: 'B', upTo: 100.01 },
    ]),
  ).toBe('not_rising')
})

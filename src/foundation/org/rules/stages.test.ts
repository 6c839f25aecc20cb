// Stages of a unit: what a change from a day on makes of them, at and around its edges.

import { describe, expect, test } from 'vitest'
import { circles, restage, type Stage, stageOn, withoutStage } from './stages.ts'

const first: Stage = { fromOn: '2010-01-01', untilOn: null, name: '甲', parentId: 'a' }
const brief = (stages: readonly Stage[]) =>
  stages.map((stage) => `${stage.fromOn}…${stage.untilOn ?? ''} ${stage.name} ${stage.parentId ?? ''}`)

describe('a change from a day on', () => {
  test('ends the stage on the day before', () => {
    const moved = restage([first], '2026-05-01', { parentId: 'b' })
    expect(brief(moved)).toEqual(['2010-01-01…2026-04-30 甲 a', '2026-05-01… 甲 b'])
    expect(stageOn(moved, '2026-04-30').parentId).toBe('a')
    expect(stageOn(moved, '2026-05-01').parentId).toBe('b')
  })

  test('on the first day of a stage corrects it', () => {
    expect(brief(restage([first], '2010-01-01', { name: '乙' }))).toEqual(['2010-01-01… 乙 a'])
  })

  test('taken back on the same day leaves no trace', () => {
    const moved = restage([first], '2026-05-01', { parentId: 'b' })
    expect(restage(moved, '2026-05-01', { parentId: 'a' })).toEqual([first])
  })

  test('reaches later stages that had kept the old value, and no later change of the same thing', () => {
    const planned = restage([first], '2027-01-01', { name: '丙' })
    const moved = restage(planned, '2026-05-01', { parentId: 'b' })
    expect(brief(moved)).toEqual([
      '2010-01-01…2026-04-30 甲 a',
      '2026-05-01…2026-12-31 甲 b',
      '2027-01-01… 丙 b',
    ])
    const renamed = restage(moved, '2026-06-01', { name: '丁' })
    expect(brief(renamed).slice(2)).toEqual(['2026-06-01…2026-12-31 丁 b', '2027-01-01… 丙 b'])
  })

  test('cancelled, the stage before goes on', () => {
    expect(withoutStage(restage([first], '2027-01-01', { name: '丙' }), '2027-01-01')).toEqual([first])
  })
})

test('two planned moves that would hang two units below each other are seen on the day of the second', () => {
  const hang = (parentId: string | null): Stage => ({ ...first, parentId })
  const stages = new Map<string, readonly Stage[]>([
    ['top', [hang(null)]],
    ['x', restage([hang('top')], '2027-02-01', { parentId: 'y' })],
    ['y', restage([hang('top')], '2027-03-01', { parentId: 'x' })],
  ])
  expect(circles(stages, 'y', '2027-03-01')).toEqual(['2027-03-01'])
  expect(circles(stages, 'y', '2027-02-01')).toEqual(['2027-03-01'])
  expect(circles(new Map([...stages, ['x', [hang('top')]]]), 'y', '2027-03-01')).toEqual([])
})

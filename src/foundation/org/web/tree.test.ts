// The tree as lines: what is open at first, what a search shows, and how names are marked.
import { describe, expect, it } from 'vitest'
import type { UnitLine } from '../contract.ts'
import type { UnitKind } from '../words.ts'
import { findUnits, firstOpen, growTree, linesOf, markWords, searchWords } from './tree.ts'

function unit(id: string, kind: UnitKind, above: UnitLine | null): UnitLine {
  return {
    id,
    institutionId: 'i',
    code: id.toUpperCase(),
    name: `${id}单位`,
    kind,
    parentId: above?.id ?? null,
    path: [...(above?.path ?? []), id],
    foundedOn: null,
    dissolvedOn: null,
    form: 'plain',
    kids: 0,
  }
}

const top = unit('top', 'institution', null)
const committee = unit('dw', 'committee', top)
const branches = Array.from({ length: 70 }, (_, index) => unit(`zb${index}`, 'branch', committee))
const departments = Array.from({ length: 100 }, (_, index) => unit(`ks${index}`, 'department', top))
const units = [top, committee, ...departments, ...branches]

describe('the tree as lines', () => {
  it('opens a large tree down to where the Party organizations widen, departments not counted', () => {
    expect([...firstOpen(growTree(units))]).toEqual(['top'])
    expect([...firstOpen(growTree([top, committee, ...departments, ...branches.slice(0, 9)]))]).toEqual([
      'top',
      'dw',
    ])
  })

  it('opens a small tree wholly', () => {
    const tree = growTree([top, committee, ...branches.slice(0, 3)])
    expect(linesOf(tree, firstOpen(tree), null)).toHaveLength(5)
  })

  it('makes a root of a unit whose parent is out of reach', () => {
    const [branch] = branches
    const tree = growTree(branch ? [branch] : [])
    expect(tree.roots).toEqual([branch])
  })

  it('shows the hits of a search and what they stand below, and nothing else', () => {
    const tree = growTree(units)
    const hits = findUnits(tree, searchWords(' ZB69 '))
    expect(linesOf(tree, new Set(), hits).map((line) => [line.unit.id, line.depth, line.hit])).toEqual([
      ['top', 0, false],
      ['dw', 1, false],
      ['zb69', 2, true],
    ])
  })

  it('draws 5,000 units in a moment', () => {
    const many = Array.from({ length: 5000 }, (_, index) => unit(`d${index}`, 'department', top))
    const tree = growTree([top, ...many])
    expect(linesOf(tree, new Set(['top']), null)).toHaveLength(5001)
  })

  it('marks what was searched for, wherever it stands', () => {
    expect(markWords('内科第一党支部', ['党支', '一'])).toEqual([
      { text: '内科第', hit: false },
      { text: '一党支', hit: true },
      { text: '部', hit: false },
    ])
  })
})

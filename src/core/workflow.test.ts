// Life cycles: what a table allows, and the tables that are refused when they are declared.

import { describe, expect, it, test } from 'vitest'
import { workflow } from './workflow.ts'

const loose = workflow as unknown as (table: {
  readonly name: string
  readonly initial: string
  readonly states: readonly string[]
  readonly moves: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>>
}) => unknown

const paper = workflow({
  name: 'paper',
  initial: 'draft',
  states: ['draft', 'sent', 'accepted', 'withdrawn'],
  moves: {
    send: { from: ['draft'], to: 'sent' },
    return: { from: ['sent'], to: 'draft' },
    accept: { from: ['sent'], to: 'accepted' },
    withdraw: { from: ['draft', 'sent'], to: 'withdrawn' },
  },
})

describe('a life cycle', () => {
  test.each([
    ['draft', ['send', 'withdraw']],
    ['sent', ['return', 'accept', 'withdraw']],
    ['accepted', []],
    ['withdrawn', []],
  ] as const)('from %s leads %j', (state, moves) => {
    expect(paper.movesFrom(state)).toEqual(moves)
  })

  it('allows a move only from the states it names', () => {
    expect(paper.allows('draft', 'send')).toBe(true)
    expect(paper.allows('sent', 'send')).toBe(false)
    expect(paper.allows('accepted', 'withdraw')).toBe(false)
  })

  it('reaches states through several moves, whatever their order in the table', () => {
    const states = ['a', 'b', 'c', 'd']
    const moves = {
      last: { from: ['c'], to: 'd' },
      middle: { from: ['b'], to: 'c' },
      first: { from: ['a'], to: 'b' },
    }
    expect(() => loose({ name: 'chain', initial: 'a', states, moves })).not.toThrow()
  })
})

describe('a table that is refused', () => {
  test.each([
    ['leads to an unknown state', ['a'], { go: { from: ['a'], to: 'z' } }, 't: go names unknown state z'],
    [
      'leads from an unknown state',
      ['a', 'b'],
      { go: { from: ['z'], to: 'b' } },
      't: go names unknown state z',
    ],
    ['has a state without a way', ['a', 'b'], {}, 't: states that cannot be reached: b'],
    [
      'has an island of two states',
      ['a', 'b', 'c'],
      { there: { from: ['b'], to: 'c' }, back: { from: ['c'], to: 'b' } },
      't: states that cannot be reached: b, c',
    ],
  ])('%s', (_, states, moves, message) => {
    expect(() => loose({ name: 't', initial: 'a', states, moves })).toThrow(message)
  })

  it('does not compile when a move names an unknown state', () => {
    const declare = () =>
      workflow({
        name: 't',
        initial: 'a',
        states: ['a'],
        // @ts-expect-error 'z' is not among the states
        moves: { go: { from: ['a'], to: 'z' } },
      })
    expect(declare).toThrow('unknown state')
  })
})

// Votes at every threshold: half and more than half, 9 and 10 due, written opinions, recusal, the urn, paper; and the recount.

import { describe, expect, test } from 'vitest'
import {
  type BallotFacts,
  countVote,
  judgeBallot,
  judgeForm,
  judgeGround,
  judgePaper,
  judgeResult,
  judgeUrn,
} from './ballots.ts'
import type { Choice } from './matters.ts'
import { recount } from './recount.ts'

const startedAt = '2026-03-12T09:00'
const person = (at: number) => `p${at}`

/** A vote with `due` members with a vote, the first `present` of them there, the first `yes` of these in favour. */
function ballot(due: number, present: number, yes: number, more: Partial<BallotFacts> = {}): BallotFacts {
  return {
    kind: 'general_meeting',
    matter: 'general',
    ballot: 'open',
    onlineCounts: false,
    startedAt,
    roll: Array.from({ length: due }, (_, at) => ({
      personId: person(at),
      hasVote: true,
      attendance: at < present ? ('present' as const) : ('absent' as const),
    })),
    aside: [],
    votes: Array.from({ length: yes }, (_, at) => ({ personId: person(at), choice: 'yes' as const })),
    totals: null,
    written: [],
    ...more,
  }
}
const admission = { matter: 'admission', ballot: 'secret', votes: [] } as const
const urn = (yes: number, no = 0, abstain = 0) => ({
  totals: { yes, no, abstain, invalid: 0, issued: yes + no + abstain },
})
const opinion = (at: number, choice: Choice, givenAt = '2026-03-11T18:00') => ({
  personId: person(at),
  choice,
  givenAt,
})

describe('a general meeting: at least half present, more than half of those due in favour', () => {
  test.each([
    { due: 9, present: 4, yes: 4, reached: false, passes: false, neededPresent: 5, neededYes: 5 },
    { due: 9, present: 5, yes: 4, reached: true, passes: false, neededPresent: 5, neededYes: 5 },
    { due: 9, present: 5, yes: 5, reached: true, passes: true, neededPresent: 5, neededYes: 5 },
    { due: 10, present: 4, yes: 4, reached: false, passes: false, neededPresent: 5, neededYes: 6 },
    { due: 10, present: 5, yes: 5, reached: true, passes: false, neededPresent: 5, neededYes: 6 },
    { due: 10, present: 6, yes: 6, reached: true, passes: true, neededPresent: 5, neededYes: 6 },
  ])('$due due, $present present, $yes yes', ({ due, present, yes, ...expected }) => {
    const count = countVote(ballot(due, present, yes))
    expect({
      reached: count.quorumReached,
      passes: count.passes,
      neededPresent: count.neededPresent,
      neededYes: count.neededYes,
    }).toEqual(expected)
  })
})

describe('admission: more than half present, by secret ballot, written opinions counted', () => {
  test.each([
    [9, 4, false],
    [9, 5, true],
    [10, 5, false],
    [10, 6, true],
  ])('%i due, %i present: quorum %s', (due, present, reached) => {
    const facts = ballot(due, present, 0, { ...admission, ...urn(0) })
    expect(countVote(facts).quorumReached).toBe(reached)
    expect(judgeBallot(facts).map((refusal) => refusal.rule)).toEqual(reached ? [] : ['R-QV-3'])
  })

  test('an open vote on it is refused with its article', () => {
    expect(judgeForm('admission', 'open')).toMatchObject([
      { rule: 'R-QV-4s', cites: [{ article: '第二十一条', verified: true }] },
    ])
    expect(judgeForm('admission', 'secret')).toEqual([])
    expect(judgeForm('admission', 'paper')).toEqual([])
    expect(judgeForm('general', 'open')).toEqual([])
    expect(judgeForm('disposal', 'open')).toMatchObject([{ rule: 'R-QV-9', cites: [{ verified: false }] }])
  })

  test('written opinions of the absent tip it: 5 of 10 in the urn fail, one in writing carries', () => {
    const facts = ballot(10, 6, 0, { ...admission, ...urn(5, 1) })
    expect(countVote(facts).passes).toBe(false)
    expect(judgeResult(facts)).toMatchObject([{ rule: 'R-QV-4', facts: { yes: 5, needed: 6, missing: 1 } }])
    const carried = { ...facts, written: [opinion(7, 'yes')] }
    expect(countVote(carried)).toMatchObject({ yes: 6, passes: true, writing: [person(7)] })
    expect(judgeResult(carried)).toEqual([])
  })

  test('they count neither from those present, nor given at or after the start, nor from strangers', () => {
    const facts = ballot(10, 6, 0, { ...admission, ...urn(5, 1) })
    const written = [
      opinion(0, 'yes'),
      opinion(7, 'yes', startedAt),
      opinion(8, 'yes', '2026-03-12T09:30'),
      { ...opinion(9, 'yes'), personId: 'stranger' },
    ]
    expect(countVote({ ...facts, written })).toMatchObject({ yes: 5, writing: [], passes: false })
    // They are no attendance: the quorum does not grow.
    const away = ballot(10, 5, 0, { ...admission, ...urn(5), written: [opinion(7, 'yes')] })
    expect(countVote(away).quorumReached).toBe(false)
  })

  test('in any other matter and in a committee they count for nothing', () => {
    const facts = ballot(10, 6, 5, { written: [opinion(7, 'yes')] })
    expect(countVote(facts)).toMatchObject({ yes: 5, passes: false, writing: [] })
    const committee = ballot(5, 3, 2, { kind: 'committee_meeting', written: [opinion(4, 'yes')] })
    expect(countVote(committee)).toMatchObject({ yes: 2, neededYes: 3, passes: false })
  })

  test('candidates one by one: a second is not voted on while the first is open', () => {
    const facts = ballot(10, 8, 0, { ...admission, ...urn(8) })
    expect(judgeBallot(facts, 1)).toMatchObject([{ rule: 'R-QV-5', facts: { others: 1 } }])
    expect(judgeBallot({ ...ballot(10, 8, 8), matter: 'general' }, 1)).toEqual([])
  })
})

describe('recusal and those not counted', () => {
  test('leave both bases: 10 due with one recused need 5 of 9', () => {
    const facts = ballot(10, 5, 4, { aside: [{ personId: person(0) }] })
    const count = countVote(facts)
    expect(count.due).toHaveLength(9)
    expect(count.present).toEqual([1, 2, 3, 4].map(person))
    expect(count).toMatchObject({ neededPresent: 5, quorumReached: false, neededYes: 5, yes: 3 })
    expect(judgeBallot(facts).map((refusal) => refusal.rule)).toEqual(['R-QV-1a', 'L-QV-6'])
  })

  test('the listed grounds hold for admission only; recusal for everything', () => {
    expect(judgeGround('admission', 'bedridden')).toEqual([])
    expect(judgeGround('general', 'bedridden')).toMatchObject([
      { rule: 'R-QV-8', cites: [{ level: 'provincial', verified: false }] },
    ])
    expect(judgeGround('general', 'recusal')).toEqual([])
  })
})

describe('the urn and paper', () => {
  test('as many ballots as voters, or no result', () => {
    expect(judgeUrn(8, urn(5, 2, 1).totals)).toEqual([])
    expect(judgeUrn(7, urn(5, 2, 1).totals)).toMatchObject([
      { rule: 'L-QV-4', facts: { cast: 7, counted: 8 } },
    ])
    expect(judgeUrn(9, urn(5, 2, 1).totals)).toHaveLength(1)
  })
  test.each([
    [{ issued: 8, returned: 8, present: 8, tellers: 2 }, true],
    [{ issued: 9, returned: 8, present: 8, tellers: 2 }, false],
    [{ issued: 7, returned: 8, present: 8, tellers: 2 }, false],
    [{ issued: 8, returned: 7, present: 8, tellers: 2 }, true],
    [{ issued: 8, returned: 8, present: 8, tellers: 1 }, false],
  ])('%o: %s', (facts, fine) => {
    expect(judgePaper(facts)).toHaveLength(fine ? 0 : 1)
  })
})

test('online counts only where the institution says so; study at home never', () => {
  const roll = (['present', 'online', 'home', 'absent'] as const).map((attendance, at) => ({
    personId: person(at),
    hasVote: true,
    attendance,
  }))
  const facts = { ...ballot(4, 0, 0), roll }
  expect(countVote(facts)).toMatchObject({ present: [person(0)], quorumReached: false })
  expect(countVote({ ...facts, onlineCounts: true })).toMatchObject({
    present: [person(0), person(1)],
    quorumReached: true,
  })
})

describe('recount', () => {
  const facts = ballot(10, 6, 6)
  const record = {
    ...facts,
    roll: facts.roll.map((line) => ({ ...line, name: `n-${line.personId}`, guest: false })),
    resolutions: [{ ...facts, id: 'r', text: '决议', state: 'passed' as const, cast: { count: 0 } }],
  }
  const number = (result: ReturnType<typeof recount>, what: string) =>
    result.resolutions[0]?.origins.find((origin) => origin.what === what)

  test('names everybody behind a number and agrees with the record', () => {
    const result = recount(record)
    expect(result.meeting.reached).toBe(true)
    expect(number(result, 'yes')).toMatchObject({
      number: 6,
      people: facts.votes.map((v) => `n-${v.personId}`),
    })
    expect(number(result, 'needed_yes')).toMatchObject({ number: 6, rule: 'R-QV-1b' })
    expect(result.resolutions[0]).toMatchObject({ result: 'passed', agrees: true })
  })

  test('says so when the record claims what its numbers do not carry', () => {
    const claimed = {
      ...record,
      resolutions: record.resolutions.map((each) => ({ ...each, votes: each.votes.slice(1) })),
    }
    expect(recount(claimed).resolutions[0]).toMatchObject({ result: 'rejected', agrees: false })
  })

  test('a secret ballot has numbers and no names; an urn that does not fit its voters disagrees', () => {
    const secret = (count: number) => ({
      ...record,
      resolutions: record.resolutions.map((each) => ({
        ...each,
        ballot: 'secret' as const,
        votes: [],
        ...urn(6),
        cast: { count },
      })),
    })
    expect(number(recount(secret(6)), 'yes')).toMatchObject({ number: 6, people: null })
    expect(recount(secret(6)).resolutions[0]?.agrees).toBe(true)
    expect(recount(secret(5)).resolutions[0]?.agrees).toBe(false)
  })

  test('guests of a joint activity count nowhere', () => {
    const guests = [{ personId: 'g', name: 'g', hasVote: true, guest: true, attendance: 'present' as const }]
    const result = recount({ ...record, roll: [...record.roll, ...guests] })
    expect(result.meeting.origins[0]).toMatchObject({ what: 'due', number: 10 })
    expect(number(result, 'due_with_vote')?.number).toBe(10)
  })
})

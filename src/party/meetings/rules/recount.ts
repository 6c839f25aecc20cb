// The recount (复核): quorum and result computed anew from the record alone, each number with the people it is made of. No I/O.

import { type BallotFacts, countVote, rulesOfVote } from './ballots.ts'
import type { MeetingKind } from './kinds.ts'
import { type Attendance, isThere, type ResolutionState } from './life.ts'
import { quorumOf } from './votes.ts'

/** What the record says; the contract's meeting has this shape. */
export type RecordFacts = {
  readonly kind: MeetingKind
  readonly onlineCounts: boolean
  readonly startedAt: string | null
  readonly roll: readonly {
    readonly personId: string
    readonly name: string
    readonly hasVote: boolean
    readonly guest: boolean
    readonly attendance: Attendance
  }[]
  readonly resolutions: readonly (Omit<BallotFacts, 'kind' | 'onlineCounts' | 'startedAt' | 'roll'> & {
    readonly id: string
    readonly text: string
    readonly state: ResolutionState
    readonly cast: { readonly count: number }
  })[]
}

/** One number, where it comes from: the people it counts (null where a ballot was secret), and the rule behind it. */
export type Origin = {
  readonly what:
    | 'due'
    | 'due_with_vote'
    | 'present'
    | 'present_with_vote'
    | 'aside'
    | 'written'
    | 'needed_present'
    | 'cast'
    | 'yes'
    | 'no'
    | 'abstain'
    | 'invalid'
    | 'needed_yes'
  readonly number: number
  readonly people: readonly string[] | null
  readonly rule: string | null
}

export type Recount = {
  readonly meeting: { readonly origins: readonly Origin[]; readonly reached: boolean }
  readonly resolutions: readonly {
    readonly id: string
    readonly text: string
    readonly origins: readonly Origin[]
    /** What the numbers say; null while the vote is open or was withdrawn. */
    readonly result: 'passed' | 'rejected' | null
    /** Whether the record says the same. */
    readonly agrees: boolean
  }[]
}

/** Recomputes everything that can be recomputed. */
export function recount(record: RecordFacts): Recount {
  const names = new Map(record.roll.map((line) => [line.personId, line.name]))
  const named = (ids: readonly string[]): string[] => ids.map((id) => names.get(id) ?? '')
  const own = record.roll.filter((line) => !line.guest)
  const voters = own.filter((line) => line.hasVote)
  const there = (line: { readonly attendance: Attendance }): boolean =>
    isThere(line.attendance, record.onlineCounts)
  const quorum = quorumOf(record.kind, {
    dueWithVote: voters.length,
    presentWithVote: voters.filter(there).length,
  })
  const origin = (what: Origin['what'], people: readonly string[]): Origin => ({
    what,
    number: people.length,
    people,
    rule: null,
  })
  const list = (lines: readonly { readonly name: string }[]): string[] => lines.map((line) => line.name)
  return {
    meeting: {
      origins: [
        origin('due', list(own)),
        origin('due_with_vote', list(voters)),
        origin('present', list(own.filter(there))),
        origin('present_with_vote', list(voters.filter(there))),
        ...(quorum.needed === null
          ? []
          : [{ what: 'needed_present', number: quorum.needed, people: null, rule: quorum.base } as const]),
      ],
      reached: quorum.reached,
    },
    resolutions: record.resolutions.map((resolution) => {
      const facts: BallotFacts = { ...record, ...resolution, roll: own }
      const count = countVote(facts)
      const rules = rulesOfVote(record.kind, resolution.matter)
      const chose = (choice: 'yes' | 'no' | 'abstain'): string[] | null =>
        resolution.ballot === 'open'
          ? named([
              ...resolution.votes.filter((vote) => vote.choice === choice).map((vote) => vote.personId),
              ...resolution.written
                .filter((each) => count.writing.includes(each.personId) && each.choice === choice)
                .map((each) => each.personId),
            ])
          : null
      const decided = resolution.state === 'passed' || resolution.state === 'rejected'
      const result = decided ? (count.passes && count.quorumReached ? 'passed' : 'rejected') : null
      const urn = resolution.ballot === 'secret' && decided
      const ballots = resolution.totals
      const counted = ballots === null ? 0 : ballots.yes + ballots.no + ballots.abstain + ballots.invalid
      return {
        id: resolution.id,
        text: resolution.text,
        origins: [
          origin('due_with_vote', named(count.due)),
          origin('present_with_vote', named(count.present)),
          ...(resolution.aside.length === 0
            ? []
            : [origin('aside', named(resolution.aside.map((each) => each.personId)))]),
          ...(count.neededPresent === null
            ? []
            : [
                {
                  what: 'needed_present',
                  number: count.neededPresent,
                  people: null,
                  rule: rules.quorum?.id ?? null,
                } as const,
              ]),
          ...(resolution.ballot === 'open'
            ? []
            : [{ what: 'cast', number: resolution.cast.count, people: null, rule: null } as const]),
          ...(count.writing.length === 0 ? [] : [origin('written', named(count.writing))]),
          ...(['yes', 'no', 'abstain'] as const).map(
            (choice): Origin => ({ what: choice, number: count[choice], people: chose(choice), rule: null }),
          ),
          ...(count.invalid === 0
            ? []
            : [{ what: 'invalid', number: count.invalid, people: null, rule: null } as const]),
          ...(count.neededYes === null
            ? []
            : [
                {
                  what: 'needed_yes',
                  number: count.neededYes,
                  people: null,
                  rule: rules.majority?.id ?? null,
                } as const,
              ]),
        ],
        result,
        agrees:
          (result === null || result === resolution.state) && (!urn || counted === resolution.cast.count),
      }
    }),
  }
}

// One vote counted: who is due and present, what they chose, which share that reaches, and what stands against it. No I/O.

import { broken, needed, reaches, type Refusal, type Share } from '../../../core/law.ts'
import { kindLaw, type MeetingKind } from './kinds.ts'
import { type Attendance, isThere } from './life.ts'
import {
  type BallotForm,
  ballotsAgree,
  type Choice,
  type Ground,
  type Matter,
  matterLaw,
  notCountedGround,
  oneByOne,
  paperAgrees,
  type PaperFacts,
  recusedDoNotVote,
} from './matters.ts'
import { majorityRuleOf, quorumRuleOf } from './votes.ts'

export type Totals = {
  readonly yes: number
  readonly no: number
  readonly abstain: number
  /** Spoilt ballots, on paper only. */
  readonly invalid: number
  readonly issued: number
}

/** Everything that one vote is counted from. */
export type BallotFacts = {
  readonly kind: MeetingKind
  readonly matter: Matter
  readonly ballot: BallotForm
  readonly onlineCounts: boolean
  readonly startedAt: string | null
  readonly roll: readonly {
    readonly personId: string
    readonly hasVote: boolean
    readonly attendance: Attendance
  }[]
  readonly aside: readonly { readonly personId: string }[]
  /** Choices by name, of an open vote. */
  readonly votes: readonly { readonly personId: string; readonly choice: Choice }[]
  /** What is known of a secret or paper ballot once it is closed. */
  readonly totals: Totals | null
  readonly written: readonly {
    readonly personId: string
    readonly choice: Choice
    readonly givenAt: string
  }[]
}

export type Count = {
  readonly base: string
  readonly quorumShare: Share | null
  readonly majorityShare: Share | null
  readonly due: readonly string[]
  readonly present: readonly string[]
  /** Absent voters whose written opinion counts for this matter. */
  readonly writing: readonly string[]
  readonly neededPresent: number | null
  readonly quorumReached: boolean
  readonly yes: number
  readonly no: number
  readonly abstain: number
  readonly invalid: number
  readonly neededYes: number | null
  readonly passes: boolean
}

/** Counts one vote: who is due and present, what they chose, and whether that reaches the shares of its law. */
export function countVote(facts: BallotFacts): Count {
  const law = matterLaw[facts.matter]
  const out = new Set(facts.aside.map((each) => each.personId))
  const due = facts.roll.filter((line) => line.hasVote && !out.has(line.personId))
  const there = due.filter((line) => isThere(line.attendance, facts.onlineCounts))
  const presentIds = new Set(there.map((line) => line.personId))
  const dueIds = new Set(due.map((line) => line.personId))
  const writing = facts.written.filter(
    (each) =>
      law.written &&
      dueIds.has(each.personId) &&
      !presentIds.has(each.personId) &&
      facts.startedAt !== null &&
      each.givenAt < facts.startedAt,
  )
  const voiced = facts.ballot === 'open' ? facts.votes.filter((vote) => presentIds.has(vote.personId)) : []
  const sum = (choice: Choice): number =>
    voiced.filter((vote) => vote.choice === choice).length +
    (facts.ballot === 'open' ? 0 : (facts.totals?.[choice] ?? 0)) +
    writing.filter((each) => each.choice === choice).length
  const quorumShare = law.quorum ?? kindLaw[facts.kind].quorum
  const majorityShare = law.majority ?? kindLaw[facts.kind].majority
  const yes = sum('yes')
  return {
    base: quorumShare?.base ?? 'none',
    quorumShare,
    majorityShare,
    due: [...dueIds],
    present: [...presentIds],
    writing: writing.map((each) => each.personId),
    neededPresent: quorumShare === null ? null : Math.max(1, needed(quorumShare, due.length)),
    quorumReached: quorumShare === null || reaches(quorumShare, there.length, due.length),
    yes,
    no: sum('no'),
    abstain: sum('abstain'),
    invalid: facts.totals?.invalid ?? 0,
    neededYes: majorityShare === null ? null : needed(majorityShare, due.length),
    passes: majorityShare !== null && reaches(majorityShare, yes, due.length),
  }
}

/** The rules that quorum and majority of a vote rest on. */
export const rulesOfVote = (kind: MeetingKind, matter: Matter) => ({
  quorum: matterLaw[matter].quorumRule ?? quorumRuleOf(kind),
  majority: matterLaw[matter].majorityRule ?? majorityRuleOf(kind),
})

/** What forbids taking or counting this vote now. `others`: undecided votes of the same matter put before it. */
export function judgeBallot(facts: BallotFacts, others = 0): readonly Refusal[] {
  const count = countVote(facts)
  const { quorum } = rulesOfVote(facts.kind, facts.matter)
  const law = matterLaw[facts.matter]
  const least = count.neededPresent ?? 0
  const present = count.present.length
  return broken([
    ...(quorum === null
      ? []
      : [quorum.judge({ due: count.due.length, present, needed: least, missing: least - present })]),
    ...(law.secretRule === null ? [] : [law.secretRule.judge({ secret: facts.ballot !== 'open' })]),
    ...(law.oneByOne ? [oneByOne.judge({ others })] : []),
    recusedDoNotVote.judge({
      votes: facts.votes.filter((vote) => facts.aside.some((each) => each.personId === vote.personId)).length,
    }),
  ])
}

/** The refusal of a vote that did not reach its majority. */
export function judgeResult(facts: BallotFacts): readonly Refusal[] {
  const count = countVote(facts)
  const { majority } = rulesOfVote(facts.kind, facts.matter)
  if (majority === null || count.neededYes === null) return []
  return broken([
    majority.judge({
      base: count.due.length,
      yes: count.yes,
      needed: count.neededYes,
      missing: count.neededYes - count.yes,
    }),
  ])
}

/** Whether a ballot of this form fits its matter and kind: asked before it is put. */
export function judgeForm(matter: Matter, ballot: BallotForm): readonly Refusal[] {
  const { secretRule } = matterLaw[matter]
  return secretRule === null ? [] : broken([secretRule.judge({ secret: ballot !== 'open' })])
}

/** Whether as many secret ballots lie in the urn as people have voted. */
export const judgeUrn = (cast: number, totals: Totals): readonly Refusal[] =>
  broken([ballotsAgree.judge({ cast, counted: totals.yes + totals.no + totals.abstain + totals.invalid })])

/** Whether what two tellers counted on paper holds together. */
export const judgePaper = (facts: PaperFacts): readonly Refusal[] => broken([paperAgrees.judge(facts)])

/** Whether somebody may be left out of the count of this matter on this ground. */
export const judgeGround = (matter: Matter, ground: Ground): readonly Refusal[] =>
  broken([notCountedGround.judge({ matter, ground })])

// Heart-to-heart talks (谈心谈话): between whom, and who is still without one this year. No I/O.

import type { Citation } from '../../../core/law.ts'
import { branchRegulations } from '../../../core/regulations.ts'

export const talkArticle: Citation = branchRegulations('第十九条', {
  note: '支部委员之间、支部委员和党员之间、党员和党员之间，每年谈心谈话一般不少于1次；“每人至少一次”是本系统对覆盖的算法。',
})

export const talkSides = ['committee_committee', 'committee_member', 'member_member'] as const
export type TalkSide = (typeof talkSides)[number]

export type Talk = { readonly firstId: string; readonly secondId: string }

/** Between whom a talk was, by the committee of its day. */
export function sideOf(talk: Talk, committee: ReadonlySet<string>): TalkSide {
  const posts = Number(committee.has(talk.firstId)) + Number(committee.has(talk.secondId))
  return posts === 2 ? 'committee_committee' : posts === 1 ? 'committee_member' : 'member_member'
}

export type Coverage = {
  readonly side: TalkSide
  /** Whom the article means, and who of them has had such a talk. */
  readonly due: readonly string[]
  readonly covered: readonly string[]
  readonly missing: readonly string[]
}

/**
 * Who has had which talk: each committee member one with another, each plain member one with the committee and one
 * with another member. A side that lacks a second person has nobody due.
 */
export function coverageOf(
  members: readonly string[],
  committee: ReadonlySet<string>,
  talks: readonly Talk[],
): readonly Coverage[] {
  const posts = [...committee]
  const plain = members.filter((id) => !committee.has(id))
  const dueOf: Readonly<Record<TalkSide, readonly string[]>> = {
    committee_committee: posts.length >= 2 ? posts : [],
    committee_member: posts.length >= 1 ? plain : [],
    member_member: plain.length >= 2 ? plain : [],
  }
  return talkSides.map((side) => {
    const had = new Set(
      talks
        .filter((talk) => sideOf(talk, committee) === side)
        .flatMap((talk) => [talk.firstId, talk.secondId]),
    )
    const due = dueOf[side]
    return {
      side,
      due,
      covered: due.filter((id) => had.has(id)),
      missing: due.filter((id) => !had.has(id)),
    }
  })
}

/** The day on which the last of those who were due had their talk; null while somebody is without one, or nobody is due. */
export function coveredOn(
  members: readonly string[],
  committee: ReadonlySet<string>,
  talks: readonly (Talk & { readonly on: string })[],
): string | null {
  const days = [...new Set(talks.map(({ on }) => on))].toSorted()
  const covered = (day: string) => {
    const sides = coverageOf(
      members,
      committee,
      talks.filter(({ on }) => on <= day),
    )
    return sides.some(({ due }) => due.length > 0) && sides.every(({ missing }) => missing.length === 0)
  }
  return days.find(covered) ?? null
}

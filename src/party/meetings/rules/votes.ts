// Quorum and majority of meetings with their bases, and what stands against a vote, a close or a confirmation. No I/O.

import { broken, needed, reaches, type Refusal, type Rule, rule } from '../../../core/law.ts'
import { branchRegulations } from '../../../core/regulations.ts'
import { kindLaw, type MeetingKind } from './kinds.ts'

/** The people on the frozen roll, as numbers. */
export type RollCount = {
  readonly dueWithVote: number
  readonly presentWithVote: number
}

type QuorumFacts = {
  readonly due: number
  readonly present: number
  readonly needed: number
  readonly missing: number
}

const kept = (facts: QuorumFacts): boolean => facts.missing <= 0

const generalMeetingQuorum = rule<QuorumFacts>({
  id: 'R-QV-1a',
  zh: '支部党员大会表决，须有半数以上有表决权的党员到会',
  en: 'A general meeting votes only when at least half of the members with a vote are present',
  severity: 'block',
  cites: [branchRegulations('第十一条')],
  holds: kept,
})

const committeeQuorum = rule<QuorumFacts>({
  id: 'R-QV-2',
  zh: '支部委员会会议须有半数以上委员到会方可进行',
  en: 'A branch committee meets only when at least half of its members are present',
  severity: 'block',
  cites: [branchRegulations('第十二条')],
  holds: kept,
})

const democraticLifeQuorum = rule<QuorumFacts>({
  id: 'R-MTG-12',
  zh: '民主生活会到会人数须达到应到会人数的三分之二以上',
  en: 'A democratic life meeting is held only when at least two thirds of those due are present',
  severity: 'block',
  cites: [kindLaw.democratic_life_meeting.cite],
  holds: kept,
})

const topicMeetingQuorum = rule<QuorumFacts>({
  id: 'L-QV-3',
  zh: '党委专题会议须有半数以上委员到会',
  en: 'A committee meeting on a topic is held when at least half of its members are present',
  severity: 'block',
  cites: [
    {
      source: '本单位约定',
      article: '党委专题会议的到会人数',
      level: 'institution',
      verified: false,
      from: '2018-10-28',
      note: '专题会议的到会人数由本院党委议事规则规定；半数以上是本系统采用的最低约定，可按本院规则核对。',
    },
  ],
  holds: kept,
})

const generalMeetingWithoutVote = rule<QuorumFacts>({
  id: 'R-QV-1c',
  zh: '到会有表决权的党员不足半数，本次党员大会不能进行表决；未作表决的，写明理由后可结束',
  en: 'Fewer than half of the members with a vote are present: the meeting cannot vote; without any vote it may be closed with a written reason',
  severity: 'warn',
  cites: [
    branchRegulations('第十一条', { note: '条文规定的是表决的到会人数；未作表决的会议由支部写明理由' }),
  ],
  holds: kept,
})

type PassFacts = {
  readonly base: number
  readonly yes: number
  readonly needed: number
  readonly missing: number
}

const generalMeetingMajority = rule<PassFacts>({
  id: 'R-QV-1b',
  zh: '赞成人数超过应到会有表决权的党员的半数为通过',
  en: 'A resolution passes when more than half of the members due with a vote say yes',
  severity: 'block',
  cites: [branchRegulations('第十一条')],
  holds: (facts) => facts.missing <= 0,
})

const committeeMajority = rule<PassFacts>({
  id: 'L-QV-2',
  zh: '支委会表决，赞成人数超过委员总数的半数为通过',
  en: 'A committee resolution passes when more than half of the committee members say yes',
  severity: 'block',
  cites: [
    {
      source: '本单位约定',
      article: '支委会表决',
      level: 'institution',
      verified: false,
      from: '2018-10-28',
      note: '《支部工作条例》第十二条规定了支委会到会人数，没有规定通过票数；超过委员半数是本系统采用的约定。',
    },
  ],
  holds: (facts) => facts.missing <= 0,
})

type OpenVotesFacts = { readonly open: number }

const everyResolutionDecided = rule<OpenVotesFacts>({
  id: 'L-MTG-1',
  zh: '会议结束前，每项决议草案都要有表决结果或撤回',
  en: 'Before a meeting closes, every draft resolution is decided or withdrawn',
  severity: 'block',
  cites: [
    {
      source: '本系统约定',
      article: '会议记录完整',
      level: 'institution',
      verified: false,
      from: '2018-10-28',
      note: '为使会议、表决和记录成为一份可复核的记录而设，不是法规条文。',
    },
  ],
  holds: (facts) => facts.open === 0,
})

type FirstTopicFacts = { readonly demanded: boolean; readonly there: boolean }

const firstTopicFirst = rule<FirstTopicFacts>({
  id: 'R-MTG-14',
  zh: '按本单位设置，这类会议的第一项议程应为“第一议题”',
  en: 'By the settings of this institution the first agenda item of this kind of meeting is the first topic',
  severity: 'warn',
  cites: [
    {
      source: '本单位“第一议题”制度',
      article: '会议第一项议程',
      level: 'institution',
      verified: false,
      from: '2018-10-28',
      note: '“第一议题”是各地、各单位的制度，没有全国统一条文；在设置里选择适用的会议类别。',
    },
  ],
  holds: (facts) => !facts.demanded || facts.there,
})

type MinutesFacts = { readonly minutes: number; readonly chair: boolean; readonly recorder: boolean }

const minutesWritten = rule<MinutesFacts>({
  id: 'L-MTG-2',
  zh: '确认记录前，要有主持人、记录人和会议记录',
  en: 'Before a record is confirmed it has a chair, a recorder and minutes',
  severity: 'block',
  cites: [
    {
      source: '本系统约定',
      article: '会议记录完整',
      level: 'institution',
      verified: false,
      from: '2018-10-28',
      note: '《支部工作条例》第十四条规定会议由书记召集并主持，可委托副书记或委员；记录人与会议记录是本系统约定，不是法规条文。',
    },
  ],
  holds: (facts) => facts.minutes > 0 && facts.chair && facts.recorder,
})

/** The numbers of a quorum. `needed` is null where no article sets one; nobody present is never a quorum. */
export function quorumOf(
  kind: MeetingKind,
  roll: RollCount,
): {
  readonly base: string
  readonly baseCount: number
  readonly needed: number | null
  readonly present: number
  readonly reached: boolean
} {
  const share = kindLaw[kind].quorum
  const common = { baseCount: roll.dueWithVote, present: roll.presentWithVote }
  if (share === null) return { base: 'none', needed: null, reached: true, ...common }
  return {
    base: share.base,
    needed: Math.max(1, needed(share, roll.dueWithVote)),
    reached: reaches(share, roll.presentWithVote, roll.dueWithVote),
    ...common,
  }
}

function quorumFacts(kind: MeetingKind, roll: RollCount): QuorumFacts {
  const least = quorumOf(kind, roll).needed ?? 0
  const { dueWithVote: due, presentWithVote: present } = roll
  return { due, present, needed: least, missing: least - present }
}

/** What forbids a vote now: the quorum of this kind. */
export function judgeVote(kind: MeetingKind, roll: RollCount): readonly Refusal[] {
  const quorum = quorumRuleOf(kind)
  return quorum === null ? [] : broken([quorum.judge(quorumFacts(kind, roll))])
}

/** The smallest number of yes that passes, and the refusal when it is not reached. */
export function judgeMajority(
  kind: MeetingKind,
  roll: RollCount,
  yes: number,
): { readonly needed: number | null; readonly refusals: readonly Refusal[] } {
  const share = kindLaw[kind].majority
  const passes = majorityRuleOf(kind)
  if (share === null || passes === null) return { needed: null, refusals: [] }
  const least = needed(share, roll.dueWithVote)
  const facts = { base: roll.dueWithVote, yes, needed: least, missing: least - yes }
  return { needed: least, refusals: broken([passes.judge(facts)]) }
}

/** The rule that a vote of this kind of meeting rests on; null when this kind takes no votes. */
export function majorityRuleOf(kind: MeetingKind): Rule<PassFacts> | null {
  if (kindLaw[kind].majority === null) return null
  return kind === 'general_meeting' ? generalMeetingMajority : committeeMajority
}

const quorumRules: Partial<Record<MeetingKind, Rule<QuorumFacts>>> = {
  general_meeting: generalMeetingQuorum,
  committee_meeting: committeeQuorum,
  democratic_life_meeting: democraticLifeQuorum,
  governance_meeting: topicMeetingQuorum,
  ideology_meeting: topicMeetingQuorum,
}

/** The rule that sets this kind's quorum; null when no article sets one. */
export const quorumRuleOf = (kind: MeetingKind): Rule<QuorumFacts> | null => quorumRules[kind] ?? null

/**
 * What stands against closing a meeting. A committee without quorum cannot be held at all. A general meeting without
 * quorum cannot have voted; if it did not vote, the rule warns and a written reason lets it close.
 */
export function judgeClose(
  kind: MeetingKind,
  roll: RollCount,
  resolutions: { readonly open: number; readonly decided: number },
  firstTopic: FirstTopicFacts = { demanded: false, there: true },
): readonly Refusal[] {
  const voted = resolutions.open + resolutions.decided > 0
  const quorum = kind === 'general_meeting' && !voted ? generalMeetingWithoutVote : quorumRuleOf(kind)
  return broken([
    ...(quorum === null ? [] : [quorum.judge(quorumFacts(kind, roll))]),
    everyResolutionDecided.judge({ open: resolutions.open }),
    firstTopicFirst.judge(firstTopic),
  ])
}

/** What stands against confirming the record. */
export function judgeConfirm(facts: MinutesFacts): readonly Refusal[] {
  return broken([minutesWritten.judge(facts)])
}

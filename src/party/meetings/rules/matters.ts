// The law of what is voted on: matters, forms of ballots, and the rules that each vote rests on. No I/O.

import { type Citation, type Rule, rule, type Share } from '../../../core/law.ts'
import type { MeetingKind } from './kinds.ts'

export const matters = ['general', 'admission', 'disposal'] as const
export type Matter = (typeof matters)[number]
export const ballotForms = ['open', 'secret', 'paper'] as const
export type BallotForm = (typeof ballotForms)[number]
export const choices = ['yes', 'no', 'abstain'] as const
export type Choice = (typeof choices)[number]

/** 《中国共产党发展党员工作细则》, read in full. */
const admissionRules = (article: string, note?: string): Citation => ({
  source: '中国共产党发展党员工作细则',
  article,
  level: 'national',
  verified: true,
  from: '2014-05-28',
  ...(note === undefined ? {} : { note }),
})

const convention = (article: string, note: string): Citation => ({
  source: '本单位约定',
  article,
  level: 'institution',
  verified: false,
  from: '2018-10-28',
  note,
})

type PresentFacts = {
  readonly due: number
  readonly present: number
  readonly needed: number
  readonly missing: number
}
type PassFacts = {
  readonly base: number
  readonly yes: number
  readonly needed: number
  readonly missing: number
}

const admissionQuorum = rule<PresentFacts>({
  id: 'R-QV-3',
  zh: '讨论接收预备党员、预备党员转正，有表决权的到会人数须超过应到会有表决权人数的半数',
  en: 'On admission or confirmation, more than half of those due with a vote are present',
  severity: 'block',
  cites: [admissionRules('第二十条'), admissionRules('第三十三条', '预备党员转正参照执行')],
  holds: (facts) => facts.missing <= 0,
})

const admissionMajority = rule<PassFacts>({
  id: 'R-QV-4',
  zh: '赞成人数超过应到会有表决权的正式党员的半数，才能通过；会前正式提出的书面意见统计在票数内',
  en: 'Admission passes when more than half of the full members due with a vote say yes; written opinions given before the meeting count',
  severity: 'block',
  cites: [admissionRules('第二十一条')],
  holds: (facts) => facts.missing <= 0,
})

const admissionSecret = rule<{ readonly secret: boolean }>({
  id: 'R-QV-4s',
  zh: '接收预备党员、预备党员转正采取无记名投票的方式表决',
  en: 'Admission and confirmation are voted on by secret ballot',
  severity: 'block',
  cites: [admissionRules('第二十一条')],
  holds: (facts) => facts.secret,
})

const disposalSecret = rule<{ readonly secret: boolean }>({
  id: 'R-QV-9',
  zh: '处置不合格党员采取无记名投票的方式表决',
  en: 'The disposal of unqualified members is voted on by secret ballot',
  severity: 'block',
  cites: [
    convention('处置不合格党员的表决', '见于地方和单位表格，没有核对到全国条文；本系统按无记名投票办理。'),
  ],
  holds: (facts) => facts.secret,
})

export const oneByOne = rule<{ readonly others: number }>({
  id: 'R-QV-5',
  zh: '有两个以上的发展对象时，应当逐个讨论和表决',
  en: 'Two or more candidates are discussed and voted on one by one',
  severity: 'block',
  cites: [admissionRules('第二十一条')],
  holds: (facts) => facts.others === 0,
})

export const ballotsAgree = rule<{ readonly cast: number; readonly counted: number }>({
  id: 'L-QV-4',
  zh: '投票人数与票数必须一致，否则不能宣布结果',
  en: 'As many ballots are counted as people have voted, or no result is declared',
  severity: 'block',
  cites: [convention('无记名投票的核对', '为使投票可以核对而设，不是法规条文。')],
  holds: (facts) => facts.cast === facts.counted,
})

export type PaperFacts = {
  readonly issued: number
  readonly returned: number
  readonly present: number
  readonly tellers: number
}
export const paperAgrees = rule<PaperFacts>({
  id: 'L-QV-5',
  zh: '纸质票由两名到会的监票、计票人清点：发出票数不超过到会有表决权人数，收回票数不超过发出票数',
  en: 'Paper ballots are counted by two tellers who are present: no more issued than present with a vote and no more returned than issued',
  severity: 'block',
  cites: [convention('纸质票的清点', '为使纸质票可以核对而设，不是法规条文。')],
  holds: (facts) => facts.tellers === 2 && facts.issued <= facts.present && facts.returned <= facts.issued,
})

export const recusedDoNotVote = rule<{ readonly votes: number }>({
  id: 'L-QV-6',
  zh: '回避的人不参加本项表决，也不计入本项的应到和实到',
  en: 'Who is recused does not vote on the matter and counts neither as due nor as present for it',
  severity: 'block',
  cites: [convention('回避', '回避人员是否计入应到基数，法规没有统一规定；本系统从应到和实到中同时减去。')],
  holds: (facts) => facts.votes === 0,
})

/** Grounds on which somebody does not count as due when admitting or confirming: closed list of a provincial rule. */
export const grounds = [
  'recusal',
  'no_will',
  'abroad',
  'sentence',
  'bedridden',
  'moved',
  'retired_home',
] as const
export type Ground = (typeof grounds)[number]

export const notCountedGround = rule<{ readonly matter: string; readonly ground: string }>({
  id: 'R-QV-8',
  zh: '经上级党组织同意、党员大会通过，讨论接收和转正时，符合所列情形的党员不计入应到会人数',
  en: 'With the consent of the superior and of the general meeting, members on the listed grounds are not counted as due on admission and confirmation',
  severity: 'block',
  cites: [
    {
      source: '贵州省发展党员工作规程（试行）',
      article: '补充规定：不计入应到会人数的情形',
      level: 'provincial',
      verified: false,
      from: '2016-01-01',
      note: '这是贵州省的规定，条次待核对；其他省份须按本省规定，没有规定的不适用。',
    },
  ],
  holds: ({ matter, ground }) => ground === 'recusal' || matter === 'admission',
})

type MatterLaw = {
  readonly kinds: readonly MeetingKind[]
  /** Null: those of the kind of meeting. */
  readonly quorum: Share | null
  readonly majority: Share | null
  readonly quorumRule: Rule<PresentFacts> | null
  readonly majorityRule: Rule<PassFacts> | null
  readonly secretRule: Rule<{ readonly secret: boolean }> | null
  /** Whether opinions that absent voters gave in writing before the meeting count. */
  readonly written: boolean
  readonly oneByOne: boolean
}

const overHalf: Share = { base: 'due_with_vote', compare: 'more_than', numerator: 1, denominator: 2 }

export const matterLaw: Readonly<Record<Matter, MatterLaw>> = {
  general: {
    kinds: ['general_meeting', 'committee_meeting'],
    quorum: null,
    majority: null,
    quorumRule: null,
    majorityRule: null,
    secretRule: null,
    written: false,
    oneByOne: false,
  },
  admission: {
    kinds: ['general_meeting'],
    quorum: overHalf,
    majority: overHalf,
    quorumRule: admissionQuorum,
    majorityRule: admissionMajority,
    secretRule: admissionSecret,
    written: true,
    oneByOne: true,
  },
  disposal: {
    kinds: ['general_meeting'],
    quorum: null,
    majority: null,
    quorumRule: null,
    majorityRule: null,
    secretRule: disposalSecret,
    written: false,
    oneByOne: false,
  },
}

// The law of terms and of weak branches (R-TRM). No I/O.

import { rule } from '../../../core/law.ts'
import { branchRegulations } from '../../../core/regulations.ts'
import { electionRegulations, ownThreshold, termOpinion } from './sources.ts'

type LengthFacts = { readonly years: number; readonly legal: number; readonly village: boolean }
const asLong = (facts: LengthFacts): boolean => facts.years === facts.legal
export const branchTermLength = rule<LengthFacts>({
  id: 'R-TRM-1',
  zh: '党支部委员会和不设支部委员会的党支部书记、副书记每届任期3年，村和社区党支部5年',
  en: 'The term of a branch is three years, of a branch of a village or community five',
  severity: 'block',
  cites: [branchRegulations('第二十一条')],
  holds: asLong,
})
export const committeeTermLength = rule<LengthFacts>({
  id: 'R-TRM-1c',
  zh: '党的基层委员会每届任期5年，党总支每届任期3年，村和社区党总支5年',
  en: 'The term of a primary committee is five years, of a general branch three, in a village or community five',
  severity: 'block',
  cites: [termOpinion('第一点', '见到第一、二点的摘录，没有读到全文。')],
  holds: asLong,
})

type TermFacts = {
  readonly endsOn: string
  readonly today: string
  readonly remindFrom: string
  readonly over: boolean
}
const ending = (facts: TermFacts): boolean => facts.today < facts.remindFrom
export const branchTermEnding = rule<TermFacts>({
  id: 'R-TRM-2',
  zh: '党支部任期届满，上级党组织一般提前6个月以发函或者电话通知等形式提醒做好换届准备',
  en: 'The higher-level organization generally reminds a branch six months before its term ends',
  severity: 'warn',
  cites: [branchRegulations('第二十一条')],
  holds: ending,
})
export const committeeTermEnding = rule<TermFacts>({
  id: 'R-TRM-2c',
  zh: '党委、党总支任期将满，提前6个月提醒做好换届准备',
  en: 'A committee or general branch is reminded six months before its term ends',
  severity: 'warn',
  cites: [
    termOpinion(
      '任期（条次待核对）',
      '只见到第一、二点；党委5年、党总支3年出自该意见，提前6个月的做法参照《支部工作条例》第二十一条。',
    ),
  ],
  holds: ending,
})

/**
 * `endedOn`: when the term was due to end; `electedOn`: first day of the next term, null when there is none yet;
 * `from` and `until`: one year before and one year after the due day.
 */
type ShiftFacts = {
  readonly endedOn: string
  readonly electedOn: string | null
  readonly from: string
  readonly until: string
  readonly today: string
}
const inTime = (facts: ShiftFacts): boolean => {
  const held = facts.electedOn ?? facts.today
  // A term that still runs cannot be early yet.
  return held <= facts.until && (facts.electedOn === null || held >= facts.from)
}
export const branchElectionShift = rule<ShiftFacts>({
  id: 'R-TRM-3',
  zh: '党支部提前或者延期换届，应当报上级党组织批准，延长或者提前期限一般不超过1年',
  en: 'An early or late election of a branch needs the approval of the higher level, generally by no more than a year',
  severity: 'warn',
  cites: [branchRegulations('第二十一条'), electionRegulations('第三条')],
  holds: inTime,
})
export const committeeElectionShift = rule<ShiftFacts>({
  id: 'R-TRM-3c',
  zh: '党委、党总支提前或者延期换届，应当报上级党组织批准，期限一般不超过1年',
  en: 'An early or late election of a committee or general branch needs approval, generally by no more than a year',
  severity: 'warn',
  cites: [electionRegulations('第三条'), termOpinion('第二点', '见到第一、二点的摘录，没有读到全文。')],
  holds: inTime,
})

type WeakFacts = { readonly signs: number; readonly from: number }
export const weakBranch = rule<WeakFacts>({
  id: 'R-TRM-4',
  zh: '对软弱涣散党支部常态化整顿',
  en: 'Weak and lax branches are put right by a standing mechanism',
  severity: 'warn',
  cites: [
    branchRegulations('第二十八条'),
    branchRegulations('第三十条'),
    ownThreshold('同时不符合几条“应当”的规定时提示整顿'),
  ],
  holds: (facts) => facts.signs < facts.from,
})

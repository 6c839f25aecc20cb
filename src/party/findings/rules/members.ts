// The law of membership: floating, lost, abroad, absent, measured and transferred members (R-MEM, R-ORG-13). No I/O.

import { rule } from '../../../core/law.ts'
import { duesRegulations, memberRegulations, partyConstitution } from '../../../core/regulations.ts'
import { monthsAfter, ownThreshold } from './sources.ts'

type OrphanFacts = { readonly branch: boolean }
export const memberOfABranch = rule<OrphanFacts>({
  id: 'R-ORG-13',
  zh: '每个党员都必须编入党的一个支部、小组或者其他特定组织',
  en: 'Every member belongs to a branch, a group or another unit of the Party',
  severity: 'block',
  cites: [memberRegulations('第二十五条')],
  holds: (facts) => facts.branch,
})

/** `sixMonthsOn`: the first day on which six months are full. */
type AwayFacts = {
  readonly since: string
  readonly sixMonthsOn: string
  readonly today: string
  readonly transferRequested: boolean
}
export const awaySixMonths = rule<AwayFacts>({
  id: 'R-MEM-1',
  zh: '外出学习、工作、生活6个月以上并且地点相对固定的，应当转移党员组织关系',
  en: 'A member who is away for six months or more in a fixed place has the registration moved',
  severity: 'block',
  cites: [memberRegulations('第二十五条')],
  holds: (facts) => facts.transferRequested || facts.today < facts.sixMonthsOn,
})

type LostFacts = { readonly since: string; readonly sixMonthsOn: string; readonly today: string }
export const lostSixMonths = rule<LostFacts>({
  id: 'R-MEM-2',
  zh: '与党组织失去联系6个月以上、通过各种方式查找仍然没有取得联系的党员，予以停止党籍',
  en: 'The membership of one who has been out of contact for six months or more, despite every search, is suspended',
  severity: 'block',
  cites: [memberRegulations('第二十四条')],
  holds: (facts) => facts.today < facts.sixMonthsOn,
})

type SuspendedFacts = { readonly suspendedSince: string; readonly twoYearsOn: string; readonly today: string }
export const suspendedTwoYears = rule<SuspendedFacts>({
  id: 'R-MEM-2t',
  zh: '停止党籍2年后仍然无法取得联系的，按照自行脱党予以除名',
  en: 'One who still cannot be reached two years after the suspension is treated as having left the Party',
  severity: 'block',
  cites: [memberRegulations('第二十四条')],
  holds: (facts) => facts.today < facts.twoYearsOn,
})

/**
 * From the first meeting missed without excuse after the last one attended or excused, to the last one missed.
 * `duesRecorded` and `workRecorded` say whether the other two signs of the article were looked at.
 */
type AbsentFacts = {
  readonly firstMissedOn: string
  readonly lastMissedOn: string
  readonly sixMonthsOn: string
  readonly missed: number
  readonly duesRecorded: boolean
  readonly workRecorded: boolean
}
export const absentSixMonths = rule<AbsentFacts>({
  id: 'R-MEM-3',
  zh: '没有正当理由，连续6个月不参加党的组织生活，或者不交纳党费，或者不做党所分配的工作，按照自行脱党予以除名',
  en: 'Six months in a row without organizational life, or dues, or assigned work, without reason, count as having left the Party',
  severity: 'block',
  cites: [memberRegulations('第三十一条'), duesRegulations('第十三条')],
  holds: (facts) => facts.lastMissedOn < facts.sixMonthsOn,
})

type CorrectionFacts = {
  readonly fromOn: string
  readonly untilOn: string | null
  readonly yearOn: string
  readonly today: string
}
export const correctionAYear = rule<CorrectionFacts>({
  id: 'R-MEM-4',
  zh: '限期改正的时间不超过1年',
  en: 'Correction within a time limit takes no longer than a year',
  severity: 'block',
  cites: [memberRegulations('第三十条')],
  holds: (facts) => (facts.untilOn ?? facts.today) <= facts.yearOn,
})

type AbroadFacts = { readonly since: string; readonly fiveYearsOn: string; readonly today: string }
export const abroadFiveYears = rule<AbroadFacts>({
  id: 'R-MEM-5',
  zh: '出国（境）超过5年未返回的，一般予以停止党籍',
  en: 'The membership of one who has not come back from abroad for more than five years is generally suspended',
  severity: 'warn',
  cites: [memberRegulations('第二十四条'), memberRegulations('第三十四条')],
  holds: (facts) => facts.today <= facts.fiveYearsOn,
})

/** The day by which a member studying abroad is next in contact, half a year after the last contact or the departure. */
export const studyContactDue = (lastOn: string): string => monthsAfter(lastOn, 6)

type ContactFacts = {
  readonly since: string
  readonly lastOn: string | null
  readonly dueOn: string
  readonly today: string
}
export const studyContact = rule<ContactFacts>({
  id: 'R-MEM-5s',
  zh: '出国（境）学习研究的党员，每半年与党组织联系一次',
  en: 'A member studying abroad is in contact with the organization every half-year',
  severity: 'warn',
  cites: [memberRegulations('第三十四条')],
  holds: (facts) => facts.today <= facts.dueOn,
})

type TransferFacts = {
  readonly requestedOn: string
  readonly today: string
  readonly days: number
  readonly from: string
  readonly to: string
}
export const senderResponsible = rule<TransferFacts>({
  id: 'R-MEM-6',
  zh: '组织关系转移办结前，转出党组织仍然负责对党员的管理',
  en: 'Until the receiver accepts a member, the sender remains responsible',
  severity: 'warn',
  cites: [memberRegulations('第二十五条')],
  // On the day of the request nobody can have answered yet.
  holds: (facts) => facts.days < 1,
})

type TalkFacts = {
  readonly missed: number
  readonly from: number
  readonly firstMissedOn: string
  readonly talked: boolean
}
export const earlyTalk = rule<TalkFacts>({
  id: 'R-MEM-7',
  zh: '党组织发现党员有苗头性、倾向性问题，应当及时进行提醒谈话',
  en: 'At the first signs the organization holds a reminder talk with the member',
  // Which signs call for a talk is the institution's own threshold: a hint.
  severity: 'warn',
  cites: [memberRegulations('第二十八条'), ownThreshold('连续几次无故缺席时提示谈话')],
  holds: (facts) => facts.talked || facts.missed < facts.from,
})

type ProbationFacts = { readonly fromOn: string; readonly untilOn: string | null; readonly votes: number }
export const noVoteOnProbation = rule<ProbationFacts>({
  id: 'R-MEM-8',
  zh: '留党察看期间没有表决权、选举权和被选举权',
  en: 'During probation within the Party there is no right to vote, to elect or to be elected',
  severity: 'block',
  cites: [partyConstitution('党的纪律一章（条次待核对）', '留党察看的后果没有核对原文。')],
  holds: (facts) => facts.votes === 0,
})

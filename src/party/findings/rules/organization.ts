// The law of organizations: when a branch is set up, its size, committee, secretary and groups (R-ORG). No I/O.

import { rule } from '../../../core/law.ts'
import { branchRegulations, partyConstitution } from '../../../core/regulations.ts'
import { hubeiOpinion, monthsAfter, ownThreshold, qualityDevelopment, sizesExplained } from './sources.ts'

type FoundFacts = { readonly fullMembers: number; readonly least: number; readonly branches: number }
export const branchFrom3 = rule<FoundFacts>({
  id: 'R-ORG-1',
  zh: '凡是有正式党员3人以上的单位，都应当成立党支部',
  en: 'Where there are three or more full members, a Party branch is set up',
  severity: 'block',
  cites: [branchRegulations('第四条')],
  holds: (facts) => facts.fullMembers < facts.least || facts.branches > 0,
})

type SizeFacts = { readonly members: number; readonly most: number }
export const branchAtMost50 = rule<SizeFacts>({
  id: 'R-ORG-2',
  zh: '党支部党员人数一般不超过50人',
  en: 'A Party branch generally has no more than 50 members',
  severity: 'warn',
  cites: [branchRegulations('第四条')],
  holds: (facts) => facts.members <= facts.most,
})

type LeastFacts = { readonly fullMembers: number; readonly least: number }
export const branchAtLeast3 = rule<LeastFacts>({
  id: 'R-ORG-3',
  zh: '正式党员不足3人的，应当按照地域相邻、行业相近、规模适当、便于管理的原则成立联合党支部',
  en: 'With fewer than three full members a joint branch is set up',
  severity: 'block',
  cites: [branchRegulations('第五条')],
  holds: (facts) => facts.fullMembers >= facts.least,
})

type JointFacts = { readonly units: number; readonly most: number }
export const jointAtMost5 = rule<JointFacts>({
  id: 'R-ORG-3j',
  zh: '联合党支部覆盖单位一般不超过5个',
  en: 'A joint branch generally covers no more than five units',
  severity: 'warn',
  cites: [branchRegulations('第五条')],
  holds: (facts) => facts.units <= facts.most,
})

type ProjectFacts = {
  readonly foundedOn: string
  readonly sixMonthsOn: string
  readonly today: string
  readonly fullMembers: number
  readonly least: number
}
export const projectBranch = rule<ProjectFacts>({
  id: 'R-ORG-4',
  zh: '为期6个月以上的工程、工作项目等，符合条件的，应当成立党支部',
  en: 'For a project of six months or more, where the conditions are met, a branch is set up',
  // Whether the conditions are met is for people to judge: a hint.
  severity: 'warn',
  cites: [branchRegulations('第五条')],
  holds: (facts) => facts.fullMembers < facts.least || facts.today < facts.sixMonthsOn,
})

/** The day by which the higher level generally answers a request to set up a branch. */
export const foundingReplyDue = (requestedOn: string): string => monthsAfter(requestedOn, 1)

type ReplyFacts = {
  readonly requestedOn: string
  readonly dueOn: string
  readonly repliedOn: string | null
  readonly today: string
}
export const foundingReply = rule<ReplyFacts>({
  id: 'R-ORG-5',
  zh: '基层党委对成立党支部的申请一般应当在1个月内作出批复',
  en: 'A request to set up a branch is generally answered within one month',
  severity: 'warn',
  cites: [branchRegulations('第六条')],
  holds: (facts) => (facts.repliedOn ?? facts.today) <= facts.dueOn,
})

type TemporaryFacts = { readonly terms: number; readonly admitted: number }
export const temporaryLimits = rule<TemporaryFacts>({
  id: 'R-ORG-6t',
  zh: '临时党支部没有发展党员和换届的记录',
  en: 'A temporary branch has no records of members admitted or of a re-election',
  severity: 'block',
  cites: [branchRegulations('第八条')],
  holds: (facts) => facts.terms === 0 && facts.admitted === 0,
})

type CommitteeFacts = {
  readonly fullMembers: number
  readonly committeeFrom: number
  readonly committeeMembers: number
  readonly least: number
}
export const committeeFrom7 = rule<CommitteeFacts>({
  id: 'R-ORG-7',
  zh: '有正式党员7人以上的党支部，应当设立支部委员会，由3至5人组成',
  en: 'A branch with seven or more full members sets up a branch committee of three to five',
  severity: 'block',
  cites: [branchRegulations('第二十条')],
  holds: (facts) => facts.fullMembers < facts.committeeFrom || facts.committeeMembers >= facts.least,
})

type CommitteeSizeFacts = { readonly committeeMembers: number; readonly most: number }
export const committeeAtMost7 = rule<CommitteeSizeFacts>({
  id: 'R-ORG-7m',
  zh: '支部委员会由3至5人组成，一般不超过7人',
  en: 'A branch committee has three to five members, generally no more than seven',
  severity: 'warn',
  cites: [branchRegulations('第二十条')],
  holds: (facts) => facts.committeeMembers <= facts.most,
})

type CommitteePostFacts = {
  readonly organization: boolean
  readonly publicity: boolean
  readonly discipline: boolean
}
export const committeePostsFilled = rule<CommitteePostFacts>({
  id: 'R-ORG-7p',
  zh: '支部委员会设书记和组织委员、宣传委员、纪检委员等',
  en: 'A branch committee has a secretary and members for organization, publicity and discipline',
  severity: 'block',
  cites: [branchRegulations('第二十条')],
  // A missing secretary is a vacancy (R-ORG-10).
  holds: (facts) => facts.organization && facts.publicity && facts.discipline,
})

type OneSecretaryFacts = { readonly fullMembers: number; readonly secretaries: number }
export const oneSecretary = rule<OneSecretaryFacts>({
  id: 'R-ORG-7s',
  zh: '正式党员不足7人的党支部，设1名书记，必要时可以设1名副书记',
  en: 'A branch with fewer than seven full members has one secretary and, where needed, one deputy',
  severity: 'block',
  cites: [branchRegulations('第二十条')],
  holds: (facts) => facts.secretaries <= 1,
})

type StandingFacts = {
  readonly fullOn: string | null
  readonly yearOn: string | null
  readonly today: string
}
export const secretaryStanding = rule<StandingFacts>({
  id: 'R-ORG-8',
  zh: '党支部书记一般应当具有1年以上党龄',
  en: 'A branch secretary generally has one year or more of Party standing',
  severity: 'warn',
  cites: [branchRegulations('第二十三条')],
  holds: (facts) => facts.yearOn !== null && facts.today >= facts.yearOn,
})

type HeadFacts = { readonly headPost: string | null; readonly covers: number }
export const secretaryIsHead = rule<HeadFacts>({
  id: 'R-ORG-9',
  zh: '事业单位党支部书记一般由本单位主要负责人担任，也可以由其他负责人担任',
  en: 'In a public institution the secretary is generally the main head of the unit, or another head',
  severity: 'warn',
  cites: [branchRegulations('第二十四条')],
  holds: (facts) => facts.headPost !== null,
})

type VacancyFacts = {
  readonly secretaries: number
  readonly vacantSince: string | null
  readonly days: number | null
}
const filled = (facts: VacancyFacts): boolean => facts.secretaries > 0
export const branchVacancy = rule<VacancyFacts>({
  id: 'R-ORG-10',
  zh: '党支部书记出现空缺，应当及时补选；选出的书记、副书记报上级党组织批准，委员报上级备案',
  en: 'A vacancy of the secretary is filled promptly; the elected secretary is approved by the higher level, members are filed',
  severity: 'block',
  cites: [branchRegulations('第二十一条')],
  holds: filled,
})
export const committeeVacancy = rule<VacancyFacts>({
  id: 'R-ORG-10c',
  zh: '党委、党总支书记出现空缺，应当及时补充',
  en: 'A vacancy of the secretary of a committee or general branch is filled promptly',
  severity: 'warn',
  cites: [
    partyConstitution(
      '第三十一条',
      '只见到第三十一条的英文官方译文；空缺的处理参照《支部工作条例》第二十一条。',
    ),
  ],
  holds: filled,
})

type ScaleFacts = { readonly members: number; readonly from: number; readonly suggested: string }
export const organizationOfSize = rule<ScaleFacts>({
  id: 'R-ORG-11',
  zh: '党员100人以上的设立党的基层委员会，50人以上、100人以下的设立党总支；不足的，因工作需要经批准也可以设立',
  en: 'With 100 or more members a primary committee is set up, with 50 to 100 a general branch; with fewer only by approval',
  severity: 'warn',
  cites: [sizesExplained],
  holds: (facts) => facts.members < facts.from,
})

type GroupFacts = { readonly members: number; readonly from: number; readonly groups: number }
export const groupsOfMany = rule<GroupFacts>({
  id: 'R-ORG-12',
  zh: '党员人数较多或者党员工作地、居住地比较分散的党支部，应当划分若干党小组',
  en: 'A branch with many or dispersed members is divided into Party groups',
  // The text gives no number: the institution's own threshold makes it a hint.
  severity: 'warn',
  cites: [branchRegulations('第十三条'), ownThreshold('多少名党员起划分党小组')],
  holds: (facts) => facts.members < facts.from || facts.groups > 0,
})

type DisciplineFacts = { readonly disciplineMember: boolean; readonly disciplineCommission: boolean }
export const disciplineMember = rule<DisciplineFacts>({
  id: 'R-ORG-14',
  zh: '党总支和党委设纪律检查委员；党委设纪委还是纪检委员，由上级党组织决定',
  en: 'A general branch and a committee have a member for discipline; whether a committee has a commission is for the higher level',
  severity: 'warn',
  cites: [sizesExplained],
  holds: (facts) => facts.disciplineMember || facts.disciplineCommission,
})

type HubeiFacts = {
  readonly committeeMembers: number
  readonly least: number
  readonly usual: number
  readonly most: number
}
export const hubeiCommittee = rule<HubeiFacts>({
  id: 'R-ORG-15',
  zh: '医院党委由5至9名委员组成，最多不超过11名',
  en: 'A hospital’s Party committee has five to nine members, at most eleven',
  severity: 'warn',
  cites: [hubeiOpinion],
  holds: (facts) => facts.committeeMembers >= facts.least && facts.committeeMembers <= facts.most,
})

type SeparateFacts = { readonly post: string | null }
export const secretaryWithoutOffice = rule<SeparateFacts>({
  id: 'R-ORG-16',
  zh: '党委书记和院长分设的，党委书记一般不兼任行政领导职务',
  en: 'Where Party secretary and president are two people, the secretary generally holds no administrative post',
  severity: 'warn',
  cites: [qualityDevelopment],
  holds: (facts) => facts.post === null,
})

type PresidentFacts = { readonly member: boolean; readonly deputySecretary: boolean }
export const presidentIsDeputy = rule<PresidentFacts>({
  id: 'R-ORG-16p',
  zh: '党委书记和院长分设的，院长是中共党员的，同时担任党委副书记',
  en: 'Where Party secretary and president are two people, a president who is a member is deputy secretary',
  severity: 'warn',
  cites: [qualityDevelopment],
  holds: (facts) => !facts.member || facts.deputySecretary,
})

type CoverageFacts = { readonly branches: number; readonly people: number }
export const departmentHasBranch = rule<CoverageFacts>({
  id: 'L-ORG-1',
  zh: '支部建在科室：每个科室都由党支部覆盖',
  en: 'Branches are built on departments: every department is covered by a branch',
  severity: 'warn',
  cites: [
    {
      source: '本单位约定',
      article: '支部建在科室',
      level: 'institution',
      verified: false,
      from: '2018-10-28',
      note: '甘肃省中医院材料写明“严格按照‘支部建在科室’的要求”；没有核对到规定每个科室都须由支部覆盖的条文。',
    },
  ],
  holds: (facts) => facts.branches >= 1,
})

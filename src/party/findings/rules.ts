// The law behind the findings: sizes of branches, committees, coverage, terms. No I/O.

import { type Refusal, rule } from '../../core/law.ts'
import { branchRegulations } from '../../core/regulations.ts'
import type { UnitKind } from '../../foundation/org/words.ts'

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
  severity: 'warn',
  cites: [branchRegulations('第五条')],
  holds: (facts) => facts.fullMembers >= facts.least,
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
    {
      source: '关于党的基层组织任期的意见',
      article: '任期（条次待核对）',
      level: 'national',
      verified: false,
      from: '2018-07-01',
      note: '只见到第一、二点；党委5年、党总支3年出自该意见，提前6个月的做法参照《支部工作条例》第二十一条。',
    },
  ],
  holds: ending,
})

export type UnitFacts = {
  readonly kind: UnitKind
  readonly members: number
  readonly fullMembers: number
  readonly committeeMembers: number
  /** Branches that cover it; only asked of departments. */
  readonly coveredBy: number
  /** People who work there; only asked of departments. */
  readonly staff: number
  readonly term: { readonly endsOn: string; readonly remindFrom: string } | null
}

/** What is not as the regulations say about one unit today. */
export function judgeUnit(unit: UnitFacts, today: string): readonly Refusal[] {
  const verdicts = []
  if (unit.kind === 'branch') {
    verdicts.push(
      branchAtMost50.judge({ members: unit.members, most: 50 }),
      branchAtLeast3.judge({ fullMembers: unit.fullMembers, least: 3 }),
      committeeFrom7.judge({
        fullMembers: unit.fullMembers,
        committeeFrom: 7,
        committeeMembers: unit.committeeMembers,
        least: 3,
      }),
    )
  }
  // A department nobody works in is a name in a list, not a place that needs a branch.
  if (unit.kind === 'department' && unit.staff > 0) {
    verdicts.push(departmentHasBranch.judge({ branches: unit.coveredBy, people: unit.staff }))
  }
  if (unit.term !== null) {
    const judge = unit.kind === 'branch' ? branchTermEnding : committeeTermEnding
    verdicts.push(judge.judge({ ...unit.term, today, over: unit.term.endsOn < today }))
  }
  return verdicts.flatMap((verdict) => {
    if (verdict.ok) return []
    const { ok: _, ...refusal } = verdict
    return [refusal]
  })
}

// What the findings of the tree say: the matter with its numbers, and what to do now.
import type { Fact, Facts } from '../../../core/law.ts'
import { type RuleWords, wordRules } from '../../../core/web/rule-words.ts'
import type { Language } from '../../../core/web/text.ts'
import {
  branchAtLeast3,
  branchAtMost50,
  branchTermEnding,
  committeeFrom7,
  committeeTermEnding,
  departmentHasBranch,
} from '../rules.ts'

const dayLength = 86_400_000

function daysBetween(from: Fact | undefined, until: Fact | undefined): number {
  return Math.round((Date.parse(String(until)) - Date.parse(String(from))) / dayLength)
}

const termEnding: RuleWords = {
  zh: ({ over, endsOn, today }) => {
    const days = Math.abs(daysBetween(today, endsOn))
    return over === true
      ? `任期已于 ${endsOn} 届满，已超过 ${days} 天`
      : `任期将于 ${endsOn} 届满，还有 ${days} 天`
  },
  en: ({ over, endsOn, today }) => {
    const days = Math.abs(daysBetween(today, endsOn))
    return over === true
      ? `The term ended on ${endsOn}, ${days} days ago`
      : `The term ends on ${endsOn}, in ${days} days`
  },
}

wordRules({
  [branchAtMost50.id]: {
    zh: (facts) => `党员 ${facts['members']} 名，超过 ${facts['most']} 名`,
    en: (facts) => `${facts['members']} Party members, more than ${facts['most']}`,
  },
  [branchAtLeast3.id]: {
    zh: (facts) => `正式党员 ${facts['fullMembers']} 名，不足 ${facts['least']} 名`,
    en: (facts) => `${facts['fullMembers']} full members, fewer than ${facts['least']}`,
  },
  [committeeFrom7.id]: {
    zh: (facts) =>
      `正式党员 ${facts['fullMembers']} 名，应设支部委员会；现任委员 ${facts['committeeMembers']} 名，不足 ${facts['least']} 名`,
    en: (facts) =>
      `${facts['fullMembers']} full members call for a branch committee; its size is ${facts['committeeMembers']}, less than ${facts['least']}`,
  },
  [departmentHasBranch.id]: {
    zh: (facts) => `在职 ${facts['people']} 人，没有党支部覆盖`,
    en: (facts) => `${facts['people']} people in service, covered by no branch`,
  },
  [branchTermEnding.id]: termEnding,
  [committeeTermEnding.id]: termEnding,
})

type Advice = {
  readonly zh: (facts: Facts) => string
  readonly en: (facts: Facts) => string
  readonly sheet: boolean
}

const termAdvice: Advice = {
  zh: ({ over }) =>
    over === true
      ? '请报上级党组织研究换届；已换届的，在机构工作簿“届次”表补录新一届。'
      : '请发函或电话提醒该党组织做好换届准备，并记下提醒的日期。',
  en: ({ over }) =>
    over === true
      ? 'Bring the election before the higher-level organization; if it was held, enter the new term in the sheet “Terms”.'
      : 'Remind the organization by letter or telephone to prepare its election, and note the day.',
  sheet: true,
}

const advice: Readonly<Record<string, Advice>> = {
  [branchAtMost50.id]: {
    zh: () => '请与上级党组织研究分设党支部，或把部分党员的组织关系转到相近的党支部。',
    en: () =>
      'Discuss with the higher-level organization a second branch, or the transfer of members to a related branch.',
    sheet: false,
  },
  [branchAtLeast3.id]: {
    zh: () => '请与地域相邻、行业相近的单位成立联合党支部，报上级党组织批准。',
    en: () =>
      'Form a joint branch with a neighbouring or related unit, approved by the higher-level organization.',
    sheet: false,
  },
  [committeeFrom7.id]: {
    zh: () => '请召开支部党员大会选举支部委员会；已经选出的，在机构工作簿“任职”表补录委员。',
    en: () =>
      'Hold a general meeting to elect the branch committee; if elected, enter its members in the sheet “Posts”.',
    sheet: true,
  },
  [departmentHasBranch.id]: {
    zh: () => '请明确由哪个党支部覆盖该科室，并在机构工作簿“支部覆盖科室”表添一行。',
    en: () => 'Decide which branch covers the department and add a row to the sheet “Coverage”.',
    sheet: true,
  },
  [branchTermEnding.id]: termAdvice,
  [committeeTermEnding.id]: termAdvice,
}

/** What to do about a finding, and whether the institution workbook is where it is done. */
export function adviceFor(
  rule: string,
  facts: Facts,
  language: Language,
): { text: string; sheet: boolean } | null {
  const found = advice[rule]
  return found ? { text: found[language](facts), sheet: found.sheet } : null
}

const titles = new Map(
  [
    branchAtMost50,
    branchAtLeast3,
    committeeFrom7,
    departmentHasBranch,
    branchTermEnding,
    committeeTermEnding,
  ].map((rule) => [rule.id, { zh: rule.zh, en: rule.en }] as const),
)

/** What a rule demands, in one sentence; its id when it is not one of ours. */
export function ruleTitle(rule: string, language: Language): string {
  return titles.get(rule)?.[language] ?? rule
}

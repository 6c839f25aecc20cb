// What findings about terms and weak branches say, and what to do now.
import { daysBetween, type RuleSpeech } from './speech.ts'

const length: RuleSpeech = {
  zh: {
    matter: ({ years, legal }) => `本届登记为 ${years} 年，应为 ${legal} 年`,
    advice: () => '请核对届次；登记有误的，更正任期年限。',
  },
  en: {
    matter: ({ years, legal }) => `The term is entered as ${years} years; it is ${legal}`,
    advice: () => 'Check the term; if it was entered wrongly, correct its years.',
  },
}

const ending: RuleSpeech = {
  zh: {
    matter: ({ over, endsOn, today }) => {
      const days = Math.abs(daysBetween(today, endsOn))
      return over === true
        ? `任期已于 ${endsOn} 届满，已超过 ${days} 天`
        : `任期将于 ${endsOn} 届满，还有 ${days} 天`
    },
    advice: ({ over }) =>
      over === true
        ? '请报上级党组织研究换届；已换届的，登记新一届。'
        : '请发函或电话提醒该党组织做好换届准备，并记下提醒的日期。',
  },
  en: {
    matter: ({ over, endsOn, today }) => {
      const days = Math.abs(daysBetween(today, endsOn))
      return over === true
        ? `The term ended on ${endsOn}, ${days} days ago`
        : `The term ends on ${endsOn}, in ${days} days`
    },
    advice: ({ over }) =>
      over === true
        ? 'Bring the election before the higher-level organization; if it was held, enter the new term.'
        : 'Remind the organization by letter or telephone to prepare its election, and note the day.',
  },
}

const shift: RuleSpeech = {
  zh: {
    matter: ({ endedOn, electedOn, from }) =>
      electedOn === null
        ? `应于 ${endedOn} 换届，延期已超过 1 年`
        : `应于 ${endedOn} 换届，实际于 ${electedOn}，${String(electedOn) < String(from) ? '提前' : '延期'}超过 1 年`,
    advice: ({ electedOn }) =>
      electedOn === null
        ? '请立即报上级党组织研究换届；已换届的，登记新一届。批准文件目前不在本系统登记。'
        : '请核对届次日期；确有批准的，书面说明批准文号后暂缓。',
  },
  en: {
    matter: ({ endedOn, electedOn, from }) =>
      electedOn === null
        ? `The election was due on ${endedOn} and is more than a year late`
        : `The election was due on ${endedOn} and was held on ${electedOn}, more than a year ${String(electedOn) < String(from) ? 'early' : 'late'}`,
    advice: ({ electedOn }) =>
      electedOn === null
        ? 'Bring the election before the higher level at once; if it was held, enter the new term. Approvals are not recorded here yet.'
        : 'Check the dates of the terms; if it was approved, set this aside with the number of the approval.',
  },
}

export const termSpeech: Readonly<Record<string, RuleSpeech>> = {
  'R-TRM-1': length,
  'R-TRM-1c': length,
  'R-TRM-2': ending,
  'R-TRM-2c': ending,
  'R-TRM-3': shift,
  'R-TRM-3c': shift,
  'R-TRM-4': {
    zh: {
      matter: ({ signs, from }) => `同时有 ${signs} 条“应当”的规定没有做到（本机构从 ${from} 条起提示）`,
      advice: () => '请对照上面各条研究是否列为软弱涣散党支部，制定整顿措施。',
    },
    en: {
      matter: ({ signs, from }) => `${signs} musts are not kept at once (hinted at from ${from} here)`,
      advice: () =>
        'Go through them and consider whether the branch is weak and lax, and how to put it right.',
    },
  },
}

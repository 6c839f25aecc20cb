// What is the matter when a rule of the monthly report is broken: said the same on every screen.
import type { Fact } from '../../../core/law.ts'
import { wordRules } from '../../../core/web/rule-words.ts'

const word = (fact: Fact | undefined): string => (typeof fact === 'string' ? fact : '')

wordRules({
  'R-MTG-15': {
    zh: ({ month, ends, today }) =>
      `${word(month)} 的最后一天是 ${word(ends)}，今天是 ${word(today)}：当月还没有结束，数字还会变，不能报送。`,
    en: ({ month, ends, today }) =>
      `${word(month)} ends on ${word(ends)} and today is ${word(today)}: its figures still move, it cannot be submitted yet.`,
  },
})

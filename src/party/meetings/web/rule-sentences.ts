// What is the matter when a rule of meetings is broken, with its numbers: said the same on every screen.
import type { Fact } from '../../../core/law.ts'
import { wordRules } from '../../../core/web/rule-words.ts'

const number = (fact: Fact | undefined): number => (typeof fact === 'number' ? fact : 0)

wordRules({
  'R-QV-1a': {
    zh: ({ due, present, needed, missing }) =>
      `应到有表决权的党员 ${number(due)} 人，须到会 ${number(needed)} 人；现到 ${number(present)} 人，还差 ${number(missing)} 人，不能表决。`,
    en: ({ due, present, needed, missing }) =>
      `${number(due)} members with a vote are due and ${number(needed)} must be present; ${number(present)} are, ${number(missing)} are missing: no vote can be taken.`,
  },
  'R-QV-1c': {
    zh: ({ due, present, needed, missing }) =>
      `应到有表决权的党员 ${number(due)} 人，半数是 ${number(needed)} 人；现到 ${number(present)} 人，还差 ${number(missing)} 人。本次没有表决，写明理由后可以结束。`,
    en: ({ due, present, needed, missing }) =>
      `${number(due)} members with a vote are due, half is ${number(needed)}; ${number(present)} are present, ${number(missing)} are missing. No vote was taken: with a written reason the meeting can be closed.`,
  },
  'R-QV-2': {
    zh: ({ due, present, needed, missing }) =>
      `支部委员 ${number(due)} 人，须到会 ${number(needed)} 人；现到 ${number(present)} 人，还差 ${number(missing)} 人，会议不能进行。`,
    en: ({ due, present, needed, missing }) =>
      `The committee has ${number(due)} members and ${number(needed)} must be present; ${number(present)} are, ${number(missing)} are missing: the meeting cannot be held.`,
  },
  'R-QV-1b': {
    zh: ({ base, yes, needed, missing }) =>
      `应到有表决权的党员 ${number(base)} 人，须 ${number(needed)} 人赞成；赞成 ${number(yes)} 人，还差 ${number(missing)} 人，未通过。`,
    en: ({ base, yes, needed, missing }) =>
      `${number(base)} members with a vote are due and ${number(needed)} must say yes; ${number(yes)} did, ${number(missing)} are missing: not passed.`,
  },
  'L-QV-2': {
    zh: ({ base, yes, needed, missing }) =>
      `支部委员 ${number(base)} 人，须 ${number(needed)} 人赞成；赞成 ${number(yes)} 人，还差 ${number(missing)} 人，未通过。`,
    en: ({ base, yes, needed, missing }) =>
      `The committee has ${number(base)} members and ${number(needed)} must say yes; ${number(yes)} did, ${number(missing)} are missing: not passed.`,
  },
  'L-MTG-1': {
    zh: ({ open }) => `还有 ${number(open)} 项决议草案没有表决结果，也没有撤回。`,
    en: ({ open }) => `${number(open)} draft resolutions are neither decided nor withdrawn.`,
  },
  'L-MTG-2': {
    zh: ({ minutes, chair, recorder }) => {
      const missing = [
        ...(chair === true ? [] : ['主持人']),
        ...(recorder === true ? [] : ['记录人']),
        ...(number(minutes) > 0 ? [] : ['会议记录']),
      ]
      return `还缺${missing.join('、')}，不能确认记录。`
    },
    en: ({ minutes, chair, recorder }) => {
      const missing = [
        ...(chair === true ? [] : ['chair']),
        ...(recorder === true ? [] : ['recorder']),
        ...(number(minutes) > 0 ? [] : ['minutes']),
      ]
      return `Missing: ${missing.join(', ')}. The record cannot be confirmed.`
    },
  },
})

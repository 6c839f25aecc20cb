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
  'R-QV-3': {
    zh: ({ due, present, needed, missing }) =>
      `应到有表决权 ${number(due)} 人，须到会 ${number(needed)} 人；现到 ${number(present)} 人，还差 ${number(missing)} 人，不能讨论接收或转正。`,
    en: ({ due, present, needed, missing }) =>
      `${number(due)} are due with a vote and ${number(needed)} must be present; ${number(present)} are, ${number(missing)} are missing: admission cannot be voted on.`,
  },
  'R-QV-4': {
    zh: ({ base, yes, needed, missing }) =>
      `应到有表决权的正式党员 ${number(base)} 人，须 ${number(needed)} 人赞成；赞成 ${number(yes)} 人（含书面意见），还差 ${number(missing)} 人，未通过。`,
    en: ({ base, yes, needed, missing }) =>
      `${number(base)} full members are due with a vote and ${number(needed)} must say yes; ${number(yes)} did (written opinions included), ${number(missing)} are missing: not passed.`,
  },
  'R-QV-4s': {
    zh: () => '这项决议须采取无记名投票。',
    en: () => 'This resolution must be voted on by secret ballot.',
  },
  'R-QV-5': {
    zh: ({ others }) => `前面还有 ${number(others)} 名发展对象没有表决完，请逐个表决。`,
    en: ({ others }) => `${number(others)} candidates before this one are not decided: one after the other.`,
  },
  'R-QV-8': {
    zh: () => '这一情形只在讨论接收预备党员和转正时适用。',
    en: () => 'This ground holds for admission and confirmation only.',
  },
  'R-QV-9': {
    zh: () => '这项决议须采取无记名投票。',
    en: () => 'This resolution must be voted on by secret ballot.',
  },
  'L-QV-3': {
    zh: ({ due, present, needed, missing }) =>
      `委员 ${number(due)} 人，须到会 ${number(needed)} 人；现到 ${number(present)} 人，还差 ${number(missing)} 人。`,
    en: ({ due, present, needed, missing }) =>
      `${number(due)} committee members, ${number(needed)} must be present; ${number(present)} are, ${number(missing)} are missing.`,
  },
  'L-QV-4': {
    zh: ({ cast, counted }) => `投票 ${number(cast)} 人，票数 ${number(counted)}，两者不一致，不能宣布结果。`,
    en: ({ cast, counted }) =>
      `${number(cast)} have voted and ${number(counted)} ballots are counted: they differ, no result can be declared.`,
  },
  'L-QV-5': {
    zh: ({ issued, returned, present, tellers }) =>
      number(tellers) < 2
        ? '须有两名到会的监票、计票人。'
        : `到会有表决权 ${number(present)} 人，发出 ${number(issued)} 张，收回 ${number(returned)} 张，请核对。`,
    en: ({ issued, returned, present, tellers }) =>
      number(tellers) < 2
        ? 'Two tellers who are present are needed.'
        : `${number(present)} present with a vote, ${number(issued)} issued, ${number(returned)} returned: please check.`,
  },
  'L-QV-6': {
    zh: ({ votes }) => `有 ${number(votes)} 名回避人员已登记表决，请先撤回他们的表决。`,
    en: ({ votes }) => `${number(votes)} recused people have votes recorded: take these back first.`,
  },
  'R-MTG-12': {
    zh: ({ due, present, needed, missing }) =>
      `应到 ${number(due)} 人，须到会 ${number(needed)} 人（三分之二以上）；现到 ${number(present)} 人，还差 ${number(missing)} 人。`,
    en: ({ due, present, needed, missing }) =>
      `${number(due)} are due and two thirds, ${number(needed)}, must be present; ${number(present)} are, ${number(missing)} are missing.`,
  },
  'R-MTG-14': {
    zh: () => '第一项议程不是“第一议题”。写明理由后可以结束。',
    en: () =>
      'The first agenda item is not the first topic. With a written reason the meeting can be closed.',
  },
})

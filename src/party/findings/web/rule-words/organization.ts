// What findings about organizations say: the matter with its numbers, and what to do now.
import type { RuleSpeech } from './speech.ts'
import { postOf } from './speech.ts'

const missingPosts = {
  zh: { organization: '组织委员', publicity: '宣传委员', discipline: '纪检委员' },
  en: { organization: 'organization', publicity: 'publicity', discipline: 'discipline' },
}
const missing = (
  facts: Readonly<Record<string, unknown>>,
  words: Readonly<Record<string, string>>,
): string[] => Object.entries(words).flatMap(([key, word]) => (facts[key] === false ? [word] : []))

const vacancy: RuleSpeech['zh'] = {
  matter: ({ vacantSince, days }) =>
    vacantSince === null ? '没有现任书记' : `书记自 ${vacantSince} 起空缺，已 ${days} 天`,
  advice: () => '请及时补选并报上级党组织批准；已经补选的，登记新任书记。',
}
const vacancyEn: RuleSpeech['en'] = {
  matter: ({ vacantSince, days }) =>
    vacantSince === null ? 'No secretary in office' : `No secretary since ${vacantSince}, for ${days} days`,
  advice: () => 'Hold a by-election and have it approved; if it was held, enter the new secretary.',
}

export const organizationSpeech: Readonly<Record<string, RuleSpeech>> = {
  'R-ORG-1': {
    zh: {
      matter: ({ fullMembers }) => `有正式党员 ${fullMembers} 名，没有党支部`,
      advice: () => '已由某个党支部管理的，登记覆盖关系；没有的，报上级党组织批准成立党支部。',
    },
    en: {
      matter: ({ fullMembers }) => `${fullMembers} full members and no branch`,
      advice: () =>
        'If a branch looks after them, enter that it covers the unit; if none does, apply to set one up.',
    },
  },
  'R-ORG-2': {
    zh: {
      matter: ({ members, most }) => `党员 ${members} 名，超过 ${most} 名`,
      advice: () => '请与上级党组织研究分设党支部，或把部分党员的组织关系转到相近的党支部。',
    },
    en: {
      matter: ({ members, most }) => `${members} Party members, more than ${most}`,
      advice: () =>
        'Discuss with the higher-level organization a second branch, or the transfer of members to a related branch.',
    },
  },
  'R-ORG-3': {
    zh: {
      matter: ({ fullMembers, least }) => `正式党员 ${fullMembers} 名，不足 ${least} 名`,
      advice: () => '请与地域相邻、行业相近的单位成立联合党支部，报上级党组织批准。',
    },
    en: {
      matter: ({ fullMembers, least }) => `${fullMembers} full members, fewer than ${least}`,
      advice: () =>
        'Form a joint branch with a neighbouring or related unit, approved by the higher-level organization.',
    },
  },
  'R-ORG-3j': {
    zh: {
      matter: ({ units, most }) => `联合党支部覆盖 ${units} 个单位，超过 ${most} 个`,
      advice: () => '请核对覆盖关系；确实过多的，研究分设联合党支部。',
    },
    en: {
      matter: ({ units, most }) => `The joint branch covers ${units} units, more than ${most}`,
      advice: () => 'Check what it covers; if there are too many, consider a second joint branch.',
    },
  },
  'R-ORG-4': {
    zh: {
      matter: ({ foundedOn, fullMembers }) =>
        `临时党支部自 ${foundedOn} 起已满 6 个月，有正式党员 ${fullMembers} 名`,
      advice: () => '项目仍在继续、符合条件的，研究成立党支部；项目已结束的，撤销临时党支部。',
    },
    en: {
      matter: ({ foundedOn, fullMembers }) =>
        `The temporary branch has stood for six months since ${foundedOn}, with ${fullMembers} full members`,
      advice: () =>
        'If the project goes on and the conditions are met, set up a branch; if it is over, dissolve it.',
    },
  },
  'R-ORG-6t': {
    zh: {
      matter: ({ terms, admitted }) =>
        [
          Number(terms) > 0 ? `临时党支部登记了 ${terms} 届` : '',
          Number(admitted) > 0 ? `在临时党支部期间发展党员 ${admitted} 名` : '',
        ]
          .filter(Boolean)
          .join('；'),
      advice: () => '临时党支部不换届、不发展党员：更正届次；发展对象转回原党支部办理。',
    },
    en: {
      matter: ({ terms, admitted }) =>
        [
          Number(terms) > 0 ? `${terms} terms are entered` : '',
          Number(admitted) > 0 ? `${admitted} were admitted` : '',
        ]
          .filter(Boolean)
          .join('; ')
          .concat(' in a temporary branch'),
      advice: () =>
        'A temporary branch neither elects nor admits: correct the terms; admission is for the home branch.',
    },
  },
  'R-ORG-7': {
    zh: {
      matter: ({ fullMembers, committeeMembers, least }) =>
        `正式党员 ${fullMembers} 名，应设支部委员会；现任委员 ${committeeMembers} 名，不足 ${least} 名`,
      advice: () => '请召开支部党员大会选举支部委员会；已经选出的，登记委员任职。',
    },
    en: {
      matter: ({ fullMembers, committeeMembers, least }) =>
        `${fullMembers} full members call for a branch committee; its size is ${committeeMembers}, less than ${least}`,
      advice: () => 'Hold a general meeting to elect the branch committee; if elected, enter its members.',
    },
  },
  'R-ORG-7m': {
    zh: {
      matter: ({ committeeMembers, most }) => `支部委员 ${committeeMembers} 名，超过 ${most} 名`,
      advice: () => '请核对任职是否有已离任未登记的；确实超过的，换届时调整。',
    },
    en: {
      matter: ({ committeeMembers, most }) => `${committeeMembers} committee members, more than ${most}`,
      advice: () =>
        'Check whether somebody has left without it being entered; else adjust at the next election.',
    },
  },
  'R-ORG-7p': {
    zh: {
      matter: (facts) => `支部委员会缺 ${missing(facts, missingPosts.zh).join('、')}`,
      advice: () => '请在委员中明确分工；委员不足的，召开党员大会补选。已经明确的，登记任职。',
    },
    en: {
      matter: (facts) => `The committee has no member for ${missing(facts, missingPosts.en).join(', ')}`,
      advice: () =>
        'Divide the work among the members, or elect the missing ones; if settled, enter the posts.',
    },
  },
  'R-ORG-7s': {
    zh: {
      matter: ({ fullMembers, secretaries }) => `正式党员 ${fullMembers} 名，登记了 ${secretaries} 名书记`,
      advice: () => '请核对：离任的书记补登离任日期。',
    },
    en: {
      matter: ({ fullMembers, secretaries }) =>
        `${fullMembers} full members and ${secretaries} secretaries entered`,
      advice: () => 'Check the posts: enter the day on which a former secretary left.',
    },
  },
  'R-ORG-8': {
    zh: {
      matter: ({ fullOn }) => (fullOn === null ? '书记不是正式党员' : `书记 ${fullOn} 转正，党龄不满 1 年`),
      advice: () => '请核对转正日期；确需担任的，书面说明理由。',
    },
    en: {
      matter: ({ fullOn }) =>
        fullOn === null
          ? 'The secretary is not a full member'
          : `The secretary became a full member on ${fullOn}, less than a year ago`,
      advice: () => 'Check the date; where there is good reason for the choice, say so in writing.',
    },
  },
  'R-ORG-9': {
    zh: {
      matter: ({ covers }) => `书记没有登记为所覆盖 ${covers} 个单位的负责人`,
      advice: () => '书记担任科室负责人而未登记的，补登任职；不是负责人的，换届时研究，或书面说明理由。',
    },
    en: {
      matter: ({ covers }) => `The secretary is entered as head of none of the ${covers} units covered`,
      advice: () =>
        'If the secretary is a head, enter the post; else consider it at the next election or give a reason.',
    },
  },
  'R-ORG-10': { zh: vacancy, en: vacancyEn },
  'R-ORG-10c': { zh: vacancy, en: vacancyEn },
  'R-ORG-11': {
    zh: {
      matter: ({ members, from, suggested }) =>
        `党员 ${members} 名，达到 ${from} 名，可以设立${suggested === 'committee' ? '党的基层委员会' : '党总支'}`,
      advice: () => '请与上级党组织研究组织设置；以批准为准。',
    },
    en: {
      matter: ({ members, from, suggested }) =>
        `${members} members, ${from} or more: ${suggested === 'committee' ? 'a primary committee' : 'a general branch'} may be set up`,
      advice: () => 'Discuss the form of organization with the higher level; its approval decides.',
    },
  },
  'R-ORG-12': {
    zh: {
      matter: ({ members, from }) => `党员 ${members} 名，没有划分党小组（本机构从 ${from} 名起提示）`,
      advice: () => '请研究划分党小组，组长由党支部指定或者由党小组推荐。',
    },
    en: {
      matter: ({ members, from }) => `${members} members and no Party group (hinted at from ${from} here)`,
      advice: () => 'Consider groups; the leader is appointed by the branch or recommended by the group.',
    },
  },
  'R-ORG-14': {
    zh: {
      matter: () => '没有登记纪律检查委员，也没有设纪委',
      advice: () => '已经明确的，登记任职；没有的，报上级党组织研究。',
    },
    en: {
      matter: () => 'No member for discipline inspection is entered, and no commission is set up',
      advice: () => 'If there is one, enter the post; else bring it before the higher level.',
    },
  },
  'R-ORG-15': {
    zh: {
      matter: ({ committeeMembers, least, usual, most }) =>
        `党委委员 ${committeeMembers} 名；湖北规定 ${least} 至 ${usual} 名，最多 ${most} 名`,
      advice: () => '请核对任职登记；确实不符的，换届时调整。',
    },
    en: {
      matter: ({ committeeMembers, least, usual, most }) =>
        `${committeeMembers} committee members; Hubei has ${least} to ${usual}, at most ${most}`,
      advice: () => 'Check the posts entered; else adjust at the next election.',
    },
  },
  'R-ORG-16': {
    zh: {
      matter: ({ post }) => `党委书记与院长分设，书记兼任${postOf(post, 'zh')}`,
      advice: () => '请核对行政任职；已经不兼任的，补登离任日期。',
    },
    en: {
      matter: ({ post }) =>
        `Secretary and president are two people, and the secretary is ${postOf(post, 'en')}`,
      advice: () => 'Check the administrative post; if it was given up, enter the day.',
    },
  },
  'R-ORG-16p': {
    zh: {
      matter: () => '党委书记与院长分设，院长是党员而没有登记为党委副书记',
      advice: () => '已经任职的，登记副书记；没有的，报上级党组织研究。',
    },
    en: {
      matter: () =>
        'Secretary and president are two people; the president is a member and not deputy secretary',
      advice: () => 'If appointed, enter the post; else bring it before the higher level.',
    },
  },
  'L-ORG-1': {
    zh: {
      matter: ({ people }) => `在职 ${people} 人，没有党支部覆盖`,
      advice: () => '请明确由哪个党支部覆盖该科室，并登记覆盖关系。',
    },
    en: {
      matter: ({ people }) => `${people} people in service, covered by no branch`,
      advice: () => 'Decide which branch covers the department and enter it.',
    },
  },
}

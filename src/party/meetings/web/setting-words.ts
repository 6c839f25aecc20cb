// The words of the institution's settings for meetings.
import { defineText } from '../../../core/web/text.ts'

export const settingText = defineText({
  zh: {
    title: '会议设置',
    what: '对全院生效；开会后再改，不影响已经开始的会议。',
    up: '会议',
    loading: '会议设置',
    firstTopic: '第一项议程须为“第一议题”的会议',
    firstTopicWhy: '“第一议题”是各单位的制度，没有全国统一条文；没有列为第一项的，写明理由才能结束会议。',
    online: '线上参加计入法定人数的会议',
    onlineWhy: '没有全国统一条文，默认不计；送学上门不计入法定人数。',
    none: '都不要求',
    file: '单个照片或附件的上限（MB）',
    save: '保存会议设置',
    saved: '已保存',
    readOnly: '由党办设置。',
    noUnit: '请在顶栏选择本院',
    noUnitHint: '会议设置对整个医疗卫生机构生效。',
  },
  en: {
    title: 'Meeting settings',
    what: 'For the whole institution; meetings under way go on by what they were opened with.',
    up: 'Meetings',
    loading: 'meeting settings',
    firstTopic: 'Kinds whose first agenda item is the first topic',
    firstTopicWhy:
      'The first topic is a rule of institutions, not a national article; without it a meeting closes with a written reason only.',
    online: 'Kinds where attendance online counts for the quorum',
    onlineWhy:
      'No national article says so; by default it does not count. Study brought to the home never counts.',
    none: 'None',
    file: 'Limit of a photo or attachment (MB)',
    save: 'Save settings',
    saved: 'Saved',
    readOnly: 'Decided by the Party office.',
    noUnit: 'Choose your institution in the header',
    noUnitHint: 'These settings hold for a whole institution.',
  },
})

// 会议通知: the notice of a meeting, from the branch or the committee to those who are to come.

import { form } from '../form.ts'

export const meetingNotice = form({
  id: 'meeting_notice',
  zh: '会议通知',
  en: 'Notice of a meeting',
  about: {
    zh: '发给参会人员，写明时间、地点、议程和要求。',
    en: 'Sent to those who are to come: when, where, what is on the agenda.',
  },
  subject: 'meeting',
  fields: {
    标题: { type: 'text', en: 'Title', example: '关于召开第三季度党员大会的通知', required: true },
    主送: { type: 'text', en: 'Addressed to', example: '第一党支部全体党员' },
    会议名称: { type: 'text', en: 'Name of the meeting', example: '第三季度党员大会' },
    会议类型: { type: 'text', en: 'Kind of meeting', example: '党员大会' },
    会议时间: { type: 'moment', en: 'When', example: '2026-09-17T16:00', required: true },
    会议地点: { type: 'text', en: 'Where', example: '门诊楼三楼党员活动室', required: true },
    参加人员: { type: 'text', en: 'Who is to come', example: '第一党支部全体党员' },
    议程: {
      type: 'list',
      en: 'Agenda',
      rows: 3,
      of: {
        事项: {
          type: 'text',
          en: 'Item',
          example: ['传达学习上级党委会议精神', '讨论接收预备党员', '通报第三季度党费收缴情况'],
        },
        说明: { type: 'prose', en: 'Notes on the item', example: ['', '请党员提前阅读材料。', ''] },
      },
    },
    主持人: { type: 'text', en: 'Chair', example: '王志远' },
    补开说明: { type: 'text', en: 'Makes up for which meeting', example: '' },
    通知单位: { type: 'text', en: 'Who invites', example: '中共某某医院第一支部委员会', required: true },
    通知日期: { type: 'date', en: 'Day of the notice', example: '2026-09-14', required: true },
    标记: { type: 'text', en: 'Mark at the head of each page', example: '样例' },
  },
  shipped: {
    title: '{标题}',
    mark: '{标记}',
    blocks: [
      { kind: 'lines', items: ['{主送}：'] },
      {
        kind: 'paragraph',
        text: '经研究，定于{会议时间}召开{会议名称}。现将有关事项通知如下。',
      },
      { kind: 'heading', level: 1, text: '会议时间' },
      { kind: 'paragraph', text: '{会议时间}' },
      { kind: 'heading', level: 1, text: '会议地点' },
      { kind: 'paragraph', text: '{会议地点}' },
      { kind: 'heading', level: 1, text: '参加人员' },
      { kind: 'paragraph', text: '{参加人员}' },
      { kind: 'heading', level: 1, text: '会议议程' },
      { kind: 'lines', items: ['{#议程}'] },
      { kind: 'paragraph', text: '（{中文序号}）{事项}' },
      { kind: 'lines', items: ['{/议程}'] },
      { kind: 'lines', items: ['{^议程}'] },
      { kind: 'paragraph', text: '会上宣布。' },
      { kind: 'lines', items: ['{/议程}'] },
      { kind: 'heading', level: 1, text: '有关要求' },
      {
        kind: 'paragraph',
        text: '请参会人员提前安排好工作，按时参加。因故不能参加的，请在会前履行请假手续。',
      },
      { kind: 'lines', items: ['{#补开说明}'] },
      { kind: 'paragraph', text: '{补开说明}。' },
      { kind: 'lines', items: ['{/补开说明}'] },
      { kind: 'signing', items: ['{通知单位}', '{通知日期}'] },
    ],
  },
})

// 会议记录: the record of a meeting: facts, agenda, resolutions with their counts, what was said, signatures.

import { form } from '../form.ts'
import { counts, keepers, those } from './held.ts'

export const minutes = form({
  id: 'minutes',
  zh: '会议记录',
  en: 'Minutes',
  about: {
    zh: '会议的正式记录：应到实到、议程、决议与表决情况、发言摘要。',
    en: 'The record of a meeting: who was due and present, agenda, resolutions and votes, what was said.',
  },
  subject: 'meeting',
  fields: {
    标题: { type: 'text', en: 'Title', example: '中共某某医院第一党支部党员大会会议记录', required: true },
    会议名称: { type: 'text', en: 'Name of the meeting', example: '第三季度党员大会' },
    会议类型: { type: 'text', en: 'Kind of meeting', example: '党员大会' },
    会议时间: { type: 'text', en: 'When', example: '2026年9月17日16:00至17:10', required: true },
    会议日期: { type: 'date', en: 'Day of the meeting', example: '2026-09-17' },
    会议地点: { type: 'text', en: 'Where', example: '门诊楼三楼党员活动室', required: true },
    ...keepers,
    应到: { type: 'text', en: 'Due, in words', example: '26人，其中有表决权24人', required: true },
    实到: { type: 'text', en: 'Present, in words', example: '23人，其中有表决权21人', required: true },
    ...counts,
    出席人员: {
      type: 'text',
      en: 'Those present',
      example: those,
    },
    缺席及原因: {
      type: 'text',
      en: 'Those absent, with the reason',
      example: '吕明：外出进修；施华：值班；曹阳（预备党员）：病假',
    },
    应到人员: {
      type: 'list',
      en: 'Everyone who is due',
      rows: 4,
      of: {
        姓名: { type: 'name', en: 'Name', example: ['王志远', '李梅', '张建国', '欧阳文静'] },
        身份: { type: 'text', en: 'Standing in the Party', example: ['党员', '党员', '党员', '预备党员'] },
        出席: { type: 'text', en: 'Present, excused or absent', example: ['出席', '出席', '请假', '出席'] },
        原因: { type: 'text', en: 'Reason of absence', example: ['', '', '外出进修', ''] },
      },
    },
    说明: {
      type: 'list',
      en: 'Further facts: quorum, making up, late recording',
      rows: 1,
      of: {
        名称: { type: 'text', en: 'What', example: '法定人数' },
        内容: {
          type: 'text',
          en: 'Text',
          example: '须到会13人，已达到（《中国共产党支部工作条例（试行）》第十一条）',
        },
      },
    },
    议程: {
      type: 'list',
      en: 'Agenda',
      rows: 2,
      of: {
        事项: { type: 'text', en: 'Item', example: ['传达学习上级党委会议精神', '讨论接收预备党员'] },
        记录: {
          type: 'prose',
          en: 'What was said on it',
          example: [
            '王志远传达了上级党委会议精神，与会党员结合岗位实际进行了讨论。\n会议认为，要把党建工作与医疗质量、患者安全一起部署、一起落实。',
            '支部委员会介绍了发展对象的培养考察情况。',
          ],
        },
      },
    },
    决议: {
      type: 'list',
      en: 'Resolutions',
      rows: 1,
      of: {
        事项: { type: 'text', en: 'Item of the agenda', example: '讨论接收预备党员' },
        内容: { type: 'text', en: 'Text of the resolution', example: '同意接收沈括同志为中共预备党员。' },
        表决情况: {
          type: 'text',
          en: 'Counts',
          example: '应到有表决权24人，实到21人；赞成21票，反对0票，弃权0票；须赞成13票以上',
        },
        结果: { type: 'text', en: 'Result', example: '通过' },
        依据: {
          type: 'text',
          en: 'What the result rests on',
          example: '《中国共产党支部工作条例（试行）》第十一条，赞成人数超过应到会有表决权的党员的半数为通过',
        },
      },
    },
    会议记录: {
      type: 'prose',
      en: 'The minutes, a paragraph a line',
      example:
        '王志远主持会议，通报了支部第三季度工作。\n张建国发言：门诊一站式服务运行三个月，患者等候时间明显缩短，建议在住院部推广。\n欧阳文静发言：建议把主题党日与义诊结合，每季度至少一次进社区。\n王志远总结：以上建议由支部委员会研究后列入第四季度工作安排。',
      required: true,
    },
    标记: {
      type: 'text',
      en: 'Mark at the head of each page: demo data, not confirmed yet',
      example: '样例',
      required: true,
    },
  },
  shipped: {
    title: '{标题}',
    mark: '{标记}',
    blocks: [
      {
        kind: 'grid',
        columns: [17, 35, 13, 35],
        rows: [
          { height: 9, cells: [{ label: '会议名称' }, { value: '{会议名称}', span: 3 }] },
          { height: 9, cells: [{ label: '时　　间' }, { value: '{会议时间}', span: 3 }] },
          {
            height: 9,
            cells: [
              { label: '地　　点' },
              { value: '{会议地点}' },
              { label: '会议类型' },
              { value: '{会议类型}' },
            ],
          },
          {
            height: 9,
            cells: [
              { label: '主 持 人' },
              { value: '{主持人}' },
              { label: '记 录 人' },
              { value: '{记录人}' },
            ],
          },
          {
            height: 9,
            cells: [{ label: '应　　到' }, { value: '{应到}' }, { label: '实　　到' }, { value: '{实到}' }],
          },
          { height: 9, cells: [{ label: '出席人员' }, { value: '{出席人员}', span: 3, top: true }] },
          { height: 9, cells: [{ label: '缺席及原因' }, { value: '{缺席及原因}', span: 3, top: true }] },
          { height: 9, cells: [{ label: '{#说明}{名称}' }, { value: '{内容}{/说明}', span: 3 }] },
        ],
      },
      { kind: 'heading', level: 1, text: '议程' },
      { kind: 'lines', items: ['{#议程}'] },
      { kind: 'heading', level: 2, numbered: false, text: '（{中文序号}）{事项}' },
      { kind: 'lines', items: ['{#记录}'] },
      { kind: 'paragraph', text: '{记录}' },
      { kind: 'lines', items: ['{/记录}', '{/议程}', '{^议程}'] },
      { kind: 'paragraph', text: '无。' },
      { kind: 'lines', items: ['{/议程}'] },
      { kind: 'heading', level: 1, text: '决议' },
      { kind: 'lines', items: ['{#决议}'] },
      { kind: 'heading', level: 2, numbered: false, text: '（{中文序号}）{事项}' },
      { kind: 'paragraph', text: '{内容}' },
      { kind: 'lines', items: ['{#表决情况}'] },
      { kind: 'paragraph', text: '表决情况：{表决情况}。' },
      { kind: 'lines', items: ['{/表决情况}'] },
      { kind: 'paragraph', text: '结果：{结果}。' },
      { kind: 'lines', items: ['{#依据}'] },
      { kind: 'paragraph', text: '依据：{依据}。' },
      { kind: 'lines', items: ['{/依据}', '{/决议}', '{^决议}'] },
      { kind: 'paragraph', text: '无。' },
      { kind: 'lines', items: ['{/决议}'] },
      { kind: 'heading', level: 1, text: '会议记录' },
      { kind: 'paragraph', text: '{会议记录}' },
      { kind: 'lines', items: [''] },
      {
        kind: 'paragraph',
        text: '主持人（签字）：　　　　　　记录人（签字）：',
      },
    ],
  },
})

// 主题党日活动记录: a theme Party day on one sheet: theme, people, what was done, signatures.

import { form } from '../form.ts'
import { counts, keepers, those } from './held.ts'

export const themeDay = form({
  id: 'theme_day',
  zh: '主题党日活动记录',
  en: 'Record of a theme Party day',
  about: {
    zh: '主题党日的记录表：主题、内容、参加人员和活动情况。',
    en: 'The record sheet of a theme Party day: theme, contents, who took part and what was done.',
  },
  subject: 'meeting',
  fields: {
    标题: { type: 'text', en: 'Title', example: '中共某某医院第一党支部主题党日活动记录', required: true },
    活动主题: { type: 'text', en: 'Theme', example: '重温入党誓词　争做医德先锋', required: true },
    主题分类: { type: 'text', en: 'Parts of the theme scheme', example: '政治学习、志愿服务' },
    活动时间: { type: 'text', en: 'When', example: '2026年9月20日15:00至17:00', required: true },
    活动日期: { type: 'date', en: 'Day', example: '2026-09-20' },
    活动地点: { type: 'text', en: 'Where', example: '海珠区江南社区卫生服务站', required: true },
    ...keepers,
    应到: { type: 'text', en: 'Due, in words', example: '26人', required: true },
    实到: { type: 'text', en: 'Present, in words', example: '23人', required: true },
    ...counts,
    参加人员: {
      type: 'text',
      en: 'Those who took part',
      example: those,
    },
    缺席及原因: {
      type: 'text',
      en: 'Those absent, with the reason',
      example: '吕明：外出进修；施华：值班；曹阳：病假',
    },
    活动内容: {
      type: 'list',
      en: 'Parts of the day',
      rows: 3,
      of: {
        事项: { type: 'text', en: 'Part', example: ['重温入党誓词', '学习上级会议精神', '社区义诊'] },
        记录: { type: 'prose', en: 'What was done', example: '' },
      },
    },
    活动记录: {
      type: 'prose',
      en: 'The record, a paragraph a line',
      example:
        '支部全体党员面向党旗重温入党誓词，王志远领誓。\n随后集中学习了上级党委会议精神，三名党员结合岗位作交流发言。\n下午开展社区义诊，内科、外科、中医科党员为居民测量血压、解答用药疑问，服务群众一百二十余人次。',
      required: true,
    },
    说明: { type: 'text', en: 'Remarks: making up, late recording', example: '' },
    标记: { type: 'text', en: 'Mark at the head of each page', example: '样例', required: true },
  },
  shipped: {
    title: '{标题}',
    mark: '{标记}',
    blocks: [
      {
        kind: 'grid',
        columns: [17, 35, 13, 35],
        rows: [
          { height: 10, cells: [{ label: '活动主题' }, { value: '{活动主题}', span: 3 }] },
          { height: 10, cells: [{ label: '时　　间' }, { value: '{活动时间}', span: 3 }] },
          { height: 10, cells: [{ label: '地　　点' }, { value: '{活动地点}', span: 3 }] },
          {
            height: 10,
            cells: [
              { label: '主 持 人' },
              { value: '{主持人}' },
              { label: '记 录 人' },
              { value: '{记录人}' },
            ],
          },
          {
            height: 10,
            cells: [{ label: '应　　到' }, { value: '{应到}' }, { label: '实　　到' }, { value: '{实到}' }],
          },
          { height: 16, cells: [{ label: '参加人员' }, { value: '{参加人员}', span: 3 }] },
          { height: 10, cells: [{ label: '缺席及原因' }, { value: '{缺席及原因}', span: 3 }] },
          {
            height: 24,
            cells: [
              { label: '活动内容' },
              { value: '{#活动内容}\n{序号}．{事项}\n{/活动内容}', span: 3, top: true },
            ],
          },
          {
            height: 66,
            cells: [{ label: '活动记录' }, { value: '{活动记录}', span: 3, top: true, indented: true }],
          },
          { height: 10, cells: [{ label: '备　　注' }, { value: '{说明}', span: 3 }] },
          {
            height: 12,
            cells: [{ label: '签　　字' }, { value: '主持人：　　　　　　　　　　记录人：', span: 3 }],
          },
        ],
      },
    ],
  },
})

// 月报: what a unit reports to the one above it for a month.

import { form } from '../form.ts'

export const monthlyReport = form({
  id: 'monthly_report',
  zh: '月报',
  en: 'Monthly report',
  about: {
    zh: '向上级党组织报送的月度组织生活情况：完成情况、活动清单、未完成事项。',
    en: 'The month of organisational life for the Party organisation above: what was done, what was not.',
  },
  subject: 'report',
  fields: {
    标题: { type: 'text', en: 'Title', example: '某某医院2026年9月组织生活情况月报', required: true },
    报告月份: { type: 'date', en: 'Month of the report', example: '2026-09', required: true },
    报送单位: { type: 'text', en: 'Who reports', example: '中共某某医院委员会', required: true },
    接收单位: { type: 'text', en: 'To whom', example: '省卫生健康委直属机关党委', required: true },
    支部数: { type: 'number', en: 'Branches', example: 42 },
    党员数: { type: 'number', en: 'Members', example: 1186 },
    应办: { type: 'number', en: 'Due', example: 168, required: true },
    完成: { type: 'number', en: 'Done on time', example: 165, required: true },
    目标: { type: 'text', en: 'Goal of the rate', example: '98%' },
    活动次数: { type: 'number', en: 'Activities that were held', example: 171 },
    党课次数: { type: 'number', en: 'Lectures among them', example: 14 },
    落实率: { type: 'text', en: 'Rate', example: '98.2%', required: true },
    事项: {
      type: 'list',
      en: 'A row for each kind of activity',
      rows: 4,
      of: {
        名称: {
          type: 'text',
          en: 'Activity',
          example: ['党员大会', '支部委员会会议', '党小组会', '主题党日'],
        },
        应办: { type: 'number', en: 'Due', example: [42, 42, 42, 42] },
        完成: { type: 'number', en: 'Done on time', example: [42, 41, 40, 42] },
        补办: { type: 'number', en: 'Done late', example: 0 },
        逾期: { type: 'number', en: 'Overdue', example: [0, 1, 2, 0] },
        免办: { type: 'number', en: 'Waived', example: 0 },
        落实率: { type: 'text', en: 'Rate', example: ['100%', '97.6%', '95.2%', '100%'] },
      },
    },
    活动: {
      type: 'list',
      en: 'A row for each activity that was held',
      rows: 5,
      of: {
        日期: {
          type: 'date',
          en: 'Day',
          example: ['2026-09-03', '2026-09-10', '2026-09-17', '2026-09-20', '2026-09-24'],
        },
        支部: { type: 'text', en: 'Branch', example: ['第一党支部', '心血管内科党支部'] },
        名称: {
          type: 'text',
          en: 'Activity',
          example: ['支部委员会会议', '党小组会', '第三季度党员大会', '重温入党誓词主题党日', '专题党课'],
        },
        应到: { type: 'number', en: 'Due', example: [5, 9, 26, 26, 26] },
        实到: { type: 'number', en: 'Present', example: [5, 8, 23, 23, 24] },
      },
    },
    未完成: {
      type: 'list',
      en: 'A row for each duty that is not done',
      rows: 2,
      of: {
        支部: { type: 'text', en: 'Branch', example: ['急诊医学科党支部', '离退休第二党支部'] },
        名称: { type: 'text', en: 'Duty', example: ['支部委员会会议', '党小组会'] },
        期限: { type: 'date', en: 'Due on', example: '2026-09-30' },
        原因: { type: 'text', en: 'Reason', example: ['突发公共卫生事件应急值守', '委员外出'] },
      },
    },
    情况说明: {
      type: 'prose',
      en: 'Remarks, a paragraph a line',
      example:
        '本月各支部围绕“重温入党誓词”开展主题党日，服务群众一千二百余人次。\n未完成事项已安排在10月15日前补开。',
    },
    填报人: { type: 'text', en: 'Prepared by', example: '李梅' },
    审核人: { type: 'text', en: 'Checked by', example: '王志远' },
    报送日期: { type: 'date', en: 'Day of submission', example: '2026-10-05', required: true },
    标记: { type: 'text', en: 'Mark at the head of each page', example: '样例', required: true },
  },
  shipped: {
    title: '{标题}',
    mark: '{标记}',
    blocks: [
      { kind: 'lines', items: ['{接收单位}：'] },
      {
        kind: 'paragraph',
        text: '现将{报送单位}{报告月份}组织生活开展情况报告如下。',
      },
      { kind: 'heading', level: 1, text: '总体情况' },
      {
        kind: 'paragraph',
        text: '现有党支部{支部数}个、党员{党员数}名。本月应开展组织生活{应办}项，完成{完成}项，落实率{落实率}。',
      },
      { kind: 'lines', items: ['{#情况说明}'] },
      { kind: 'paragraph', text: '{情况说明}' },
      { kind: 'lines', items: ['{/情况说明}'] },
      { kind: 'heading', level: 1, text: '分类完成情况' },
      {
        kind: 'grid',
        columns: [12, 40, 16, 16, 16, 18],
        rows: [
          {
            head: true,
            height: 9,
            cells: ['序号', '活动类别', '应办', '完成', '逾期', '落实率'].map((label) => ({ label })),
          },
          {
            height: 8,
            cells: [
              { value: '{#事项}{序号}', centred: true },
              { value: '{名称}' },
              { value: '{应办}', centred: true },
              { value: '{完成}', centred: true },
              { value: '{逾期}', centred: true },
              { value: '{落实率}{/事项}', centred: true },
            ],
          },
        ],
      },
      { kind: 'heading', level: 1, text: '活动清单' },
      {
        kind: 'grid',
        columns: [11, 33, 32, 37, 22],
        rows: [
          {
            head: true,
            height: 9,
            cells: ['序号', '日期', '支部', '活动', '实到／应到'].map((label) => ({ label })),
          },
          {
            height: 8,
            cells: [
              { value: '{#活动}{序号}', centred: true },
              { value: '{日期}', centred: true },
              { value: '{支部}' },
              { value: '{名称}' },
              { value: '{实到}／{应到}{/活动}', centred: true },
            ],
          },
        ],
      },
      { kind: 'heading', level: 1, text: '未完成事项' },
      { kind: 'lines', items: ['{^未完成}'] },
      { kind: 'paragraph', text: '无。' },
      { kind: 'lines', items: ['{/未完成}', '{#未完成}'] },
      { kind: 'paragraph', text: '（{中文序号}）{支部}：{名称}（期限{期限}）。{#原因}{原因}。{/原因}' },
      { kind: 'lines', items: ['{/未完成}'] },
      { kind: 'paragraph', text: '填报人：{填报人}　　　　审核人：{审核人}' },
      { kind: 'signing', items: ['{报送单位}', '{报送日期}'] },
    ],
  },
})

// 支部活动一览表: branches by months of one year, a page across.

import { form } from '../form.ts'

const month = (number: number, example: readonly string[]) =>
  ({ type: 'text', en: `What was done in month ${number}`, example }) as const

export const yearlyTable = form({
  id: 'yearly_table',
  zh: '支部活动一览表',
  en: 'Yearly activity table',
  about: {
    zh: '一个单位下各支部全年逐月开展组织生活的情况，横排 A4。',
    en: 'What each branch of a unit did month by month in a year; A4 across.',
  },
  subject: 'unit',
  fields: {
    标题: { type: 'text', en: 'Title', example: '某某医院2026年度支部活动一览表', required: true },
    单位: { type: 'text', en: 'Unit', example: '中共某某医院委员会' },
    年度: { type: 'number', en: 'Year', example: 2026 },
    制表日期: { type: 'date', en: 'Day of printing', example: '2026-11-22' },
    应办合计: { type: 'number', en: 'Due in all', example: 912 },
    完成合计: { type: 'number', en: 'Done in all', example: 897 },
    落实率合计: { type: 'text', en: 'Rate in all', example: '98.4%' },
    图例: { type: 'text', en: 'What the signs mean', example: '每格为“完成数／应办数”；！为有逾期。' },
    支部: {
      type: 'list',
      en: 'A row for each branch',
      rows: 24,
      required: true,
      of: {
        名称: {
          type: 'text',
          en: 'Branch',
          example: ['第一党支部', '心血管内科党支部', '急诊医学科与重症医学科联合党支部', '离退休第二党支部'],
        },
        上级: { type: 'text', en: 'Unit above it', example: '内科党总支' },
        一月: month(1, ['4/4', '3/3', '4/4', '3/3']),
        二月: month(2, ['3/3']),
        三月: month(3, ['5/5', '4/5！']),
        四月: month(4, ['3/3']),
        五月: month(5, ['3/3']),
        六月: month(6, ['5/5']),
        七月: month(7, ['3/3', '3/3', '2/3！', '3/3']),
        八月: month(8, ['3/3']),
        九月: month(9, ['5/5']),
        十月: month(10, ['3/3']),
        十一月: month(11, ['1/3']),
        十二月: month(12, ['']),
        应办: { type: 'number', en: 'Due', example: 38 },
        完成: { type: 'number', en: 'Done', example: [38, 37, 37, 38] },
        落实率: { type: 'text', en: 'Rate', example: ['100%', '97.4%', '97.4%', '100%'] },
      },
    },
    标记: { type: 'text', en: 'Mark at the head of each page', example: '样例' },
  },
  shipped: {
    title: '{标题}',
    mark: '{标记}',
    landscape: true,
    blocks: [
      {
        kind: 'grid',
        small: true,
        columns: [9, 42, ...Array.from({ length: 12 }, () => 11.5), 18, 16],
        rows: [
          {
            head: true,
            height: 8,
            cells: [
              '序号',
              '支部',
              ...Array.from({ length: 12 }, (_, index) => `${index + 1}月`),
              '完成',
              '落实率',
            ].map((label) => ({ label })),
          },
          {
            height: 7,
            cells: [
              { value: '{#支部}{序号}', centred: true },
              { value: '{名称}' },
              ...['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((name) => ({
                value: `{${name}月}`,
                centred: true as const,
              })),
              { value: '{完成}/{应办}', centred: true },
              { value: '{落实率}{/支部}', centred: true },
            ],
          },
          {
            height: 8,
            cells: [
              { label: '合计', span: 2 },
              { value: '{图例}', span: 12 },
              { value: '{完成合计}/{应办合计}', centred: true },
              { value: '{落实率合计}', centred: true },
            ],
          },
        ],
      },
      { kind: 'lines', items: ['单位：{单位}　　制表日期：{制表日期}'] },
    ],
  },
})

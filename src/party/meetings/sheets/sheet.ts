// The sheet 组织生活 of the institution workbook: its columns, and how texts of the desk look in a cell.

import type { Sheet } from '../../../core/workbook/index.ts'
import { cleanText } from '../../../core/workbook/text.ts'
import { kindWords } from '../rules.ts'

const summaryMax = 5_000

export const ledgerSheet: Sheet = {
  key: 'ledger',
  zh: '组织生活',
  en: 'Party meetings',
  note: {
    zh: '已经召开的会议，一行一次。名册按会议当天的党员身份和任职生成，“缺席人员”之外的人视为到会。',
    en: 'Meetings that were held, one a row. The roll follows membership and posts on that day; whoever is not named as absent counts as present.',
  },
  id: ['institution', 'unit', 'kind', 'startedAt'],
  columns: [
    {
      key: 'institution',
      zh: '机构代码',
      en: 'Institution',
      type: 'text',
      max: 40,
      note: { zh: '留空表示本工作簿的第一个机构', en: 'blank means the first institution of this workbook' },
    },
    { key: 'unit', zh: '党组织代码', en: 'Party unit', type: 'text', required: true, max: 40 },
    { key: 'kind', zh: '类型', en: 'Kind', type: 'choice', required: true, choices: kindWords },
    { key: 'startedAt', zh: '开始时间', en: 'Started at', type: 'datetime', required: true },
    { key: 'endedAt', zh: '结束时间', en: 'Ended at', type: 'datetime', required: true },
    { key: 'place', zh: '地点', en: 'Place', type: 'text', max: 120 },
    { key: 'title', zh: '主题', en: 'Title', type: 'text', required: true, max: 120, width: 40 },
    {
      key: 'chair',
      zh: '主持人工号',
      en: 'Chair',
      type: 'text',
      max: 40,
      note: { zh: '工号', en: 'staff number' },
    },
    {
      key: 'recorder',
      zh: '记录人工号',
      en: 'Recorder',
      type: 'text',
      max: 40,
      note: { zh: '工号', en: 'staff number' },
    },
    {
      key: 'absent',
      zh: '缺席人员工号',
      en: 'Absent',
      type: 'list',
      max: 40,
      width: 30,
      note: {
        zh: '工号，以顿号或逗号分隔；会议当天应到而未到的人',
        en: 'staff numbers, separated by commas: who was due that day and did not come',
      },
    },
    { key: 'summary', zh: '会议记录', en: 'Minutes', type: 'text', max: summaryMax, width: 60 },
    {
      key: 'makeUpFor',
      zh: '补开原定日期',
      en: 'Makes up for',
      type: 'date',
      note: {
        zh: '补开以前未开的会议时填写原定日期；落实情况计入该日期所在的月份或季度',
        en: 'when the meeting makes up for one that was not held: its day; it counts for the month or quarter of that day',
      },
    },
  ],
}

/** A stored text as a cell holds it and as it is read back; null when nothing of it is left. */
export function inCell(text: string | null): string | null {
  if (text === null) return null
  const whole = Array.from(cleanText(text))
  const cell = whole.length > summaryMax ? cleanText(whole.slice(0, summaryMax).join('')) : whole.join('')
  return cell === '' ? null : cell
}

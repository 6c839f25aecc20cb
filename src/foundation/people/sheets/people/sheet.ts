// The columns of the sheet of people.

import type { Column, Sheet } from '../../../../core/workbook/index.ts'
import { institutionColumn } from '../../../org/index.ts'
import { educations, genders, partyStatuses, services } from '../../../org/words.ts'
import { abroadReasons } from '../../words.ts'

const date = (key: string, zh: string, en: string, more: Partial<Column> = {}): Column => ({
  key,
  zh,
  en,
  type: 'date',
  ...more,
})

export const peopleSheet: Sheet = {
  key: 'people',
  zh: '人员',
  en: 'People',
  columns: [
    institutionColumn,
    {
      key: 'staffNo',
      zh: '工号',
      en: 'Staff number',
      type: 'text',
      required: true,
      max: 40,
      example: 'A00123',
    },
    { key: 'name', zh: '姓名', en: 'Name', type: 'text', required: true, max: 60, example: '张三' },
    { key: 'gender', zh: '性别', en: 'Gender', type: 'choice', choices: genders },
    date('bornOn', '出生日期', 'Born on', { example: '1985-06-01' }),
    { key: 'education', zh: '学历', en: 'Education', type: 'choice', choices: educations },
    { key: 'title', zh: '职称', en: 'Title', type: 'text', max: 60, example: '副主任医师' },
    {
      key: 'status',
      zh: '政治面貌',
      en: 'Party status',
      type: 'choice',
      required: true,
      choices: partyStatuses,
    },
    date('probationOn', '入党日期', 'Probationary member on', {
      note: {
        zh: '支部党员大会通过其为预备党员之日；预备党员、正式党员必填',
        en: 'the day the branch meeting admitted them; required for probationary and full members',
      },
      example: '2019-07-01',
    }),
    date('fullOn', '转正日期', 'Full member on', {
      note: {
        zh: '正式党员必填；党龄从这一天算起',
        en: 'required for full members; Party standing counts from this day',
      },
      example: '2020-07-01',
    }),
    {
      key: 'partyUnit',
      zh: '所在党组织编码',
      en: 'Party unit code',
      type: 'text',
      max: 40,
      note: { zh: '党支部或党小组；党员必填', en: 'a branch or Party group; required for members' },
      example: 'ZB01',
    },
    date('partyUnitFrom', '组织关系开始日期', 'In the Party unit from'),
    { key: 'department', zh: '科室编码', en: 'Department code', type: 'text', max: 40, example: 'KS001' },
    {
      key: 'service',
      zh: '在职状态',
      en: 'Service',
      type: 'choice',
      choices: services,
      note: { zh: '空白表示在职', en: 'blank means in service' },
    },
    {
      key: 'idNumber',
      zh: '证件号码',
      en: 'Identity number',
      type: 'text',
      max: 30,
      width: 22,
      sealed: true,
      note: {
        zh: '居民身份证 18 位（或旧号 15 位）、护照号；加密保存，导出时遮盖；空白或带 * 的表示不变',
        en: 'resident number of 18 (or the old 15) digits, or a passport; kept sealed, exported masked; blank or with * means unchanged',
      },
      example: '999999198001010011',
    },
    {
      key: 'phone',
      zh: '手机号码',
      en: 'Phone',
      type: 'text',
      max: 30,
      sealed: true,
      note: {
        zh: '加密保存，导出时遮盖；空白或带 * 的表示不变',
        en: 'kept sealed, exported masked; blank or with * means unchanged',
      },
      example: '19900001234',
    },
    date('floatingSince', '流动开始日期', 'Floating since', {
      note: { zh: '流动党员填写', en: 'of members who live and work elsewhere' },
    }),
    {
      key: 'floatingPlace',
      zh: '流动去向',
      en: 'Floating to',
      type: 'text',
      max: 100,
      example: '浙江省杭州市',
    },
    date('abroadSince', '出国（境）日期', 'Abroad since'),
    {
      key: 'abroadFor',
      zh: '出国（境）事由',
      en: 'Abroad for',
      type: 'choice',
      choices: abroadReasons,
      note: { zh: '填了出国（境）日期就要填', en: 'required with the day of leaving' },
    },
    date('lostContactSince', '失去联系日期', 'Out of touch since'),
    {
      key: 'infirm',
      zh: '年老体弱',
      en: 'Infirm',
      type: 'boolean',
      note: { zh: '因年老体弱不便参加组织生活', en: 'too old or ill to take part in meetings' },
    },
  ],
  id: ['institution', 'staffNo'],
}

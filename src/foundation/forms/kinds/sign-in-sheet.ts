// 签到表: those who are due, a row each, to sign on paper; what is recorded already is printed.

import { form } from '../form.ts'

export const signInSheet = form({
  id: 'sign_in_sheet',
  zh: '签到表',
  en: 'Sign-in sheet',
  about: {
    zh: '会前打印，应到人员逐行签名；会后打印带出席情况。',
    en: 'Printed before the meeting for signatures, or after it with who was present.',
  },
  subject: 'meeting',
  fields: {
    标题: { type: 'text', en: 'Title', example: '中共某某医院第一党支部党员大会签到表', required: true },
    会议名称: { type: 'text', en: 'Name of the meeting', example: '第三季度党员大会', required: true },
    会议类型: { type: 'text', en: 'Kind of meeting', example: '党员大会' },
    会议时间: { type: 'text', en: 'When', example: '2026年9月17日16:00', required: true },
    会议地点: { type: 'text', en: 'Where', example: '门诊楼三楼党员活动室' },
    主持人: { type: 'text', en: 'Chair', example: '王志远' },
    单位: { type: 'text', en: 'Unit', example: '某某医院第一党支部' },
    应到人数: { type: 'number', en: 'Due (number)', example: 26, required: true },
    实到人数: { type: 'number', en: 'Present (number); blank before the meeting', example: '' },
    应到人员: {
      type: 'list',
      en: 'Those who are due',
      rows: 26,
      required: true,
      of: {
        姓名: {
          type: 'name',
          en: 'Name',
          example: ['王志远', '李梅', '张建国', '欧阳文静', '陈晨', '买买提·艾力', '刘洋'],
        },
        身份: { type: 'text', en: 'Standing in the Party', example: ['党员', '党员', '党员', '预备党员'] },
        签到: { type: 'text', en: 'Attendance as recorded', example: '' },
        备注: { type: 'text', en: 'Reason of absence', example: ['', '', '', '', '出差请假', '', ''] },
      },
    },
    标记: { type: 'text', en: 'Mark at the head of each page', example: '样例' },
  },
  shipped: {
    title: '{标题}',
    mark: '{标记}',
    blocks: [
      {
        kind: 'grid',
        columns: [16, 40, 16, 28],
        rows: [
          { height: 9, cells: [{ label: '会议名称' }, { value: '{会议名称}', span: 3 }] },
          {
            height: 9,
            cells: [
              { label: '时　　间' },
              { value: '{会议时间}' },
              { label: '主持人' },
              { value: '{主持人}' },
            ],
          },
          {
            height: 9,
            cells: [
              { label: '地　　点' },
              { value: '{会议地点}' },
              { label: '应到／实到' },
              { value: '{应到人数}人／{实到人数}人' },
            ],
          },
        ],
      },
      {
        kind: 'grid',
        columns: [10, 22, 20, 28, 20],
        rows: [
          {
            head: true,
            height: 10,
            cells: [
              { label: '序号' },
              { label: '姓名' },
              { label: '身份' },
              { label: '签名' },
              { label: '备注' },
            ],
          },
          {
            height: 9.5,
            cells: [
              { value: '{#应到人员}{序号}', centred: true },
              { value: '{姓名}', centred: true },
              { value: '{身份}', centred: true },
              { value: '{签到}', centred: true },
              { value: '{备注}{/应到人员}', centred: true },
            ],
          },
        ],
      },
    ],
  },
})

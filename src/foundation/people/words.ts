// The closed vocabulary of people: measures taken, transfers and their states, why somebody is abroad.

import { words } from '../org/words.ts'

/** Reminder talk, correction within a time limit, and the five kinds of Party discipline (R-MEM-4, 7, 8). */
export const measureKinds = words([
  { value: 'reminder_talk', zh: '提醒谈话', en: 'Reminder talk' },
  { value: 'correction', zh: '限期改正', en: 'Correction within a time limit' },
  { value: 'warning', zh: '警告', en: 'Warning' },
  { value: 'serious_warning', zh: '严重警告', en: 'Serious warning' },
  { value: 'removal_from_post', zh: '撤销党内职务', en: 'Removal from Party post' },
  { value: 'probation_within_party', zh: '留党察看', en: 'Probation within the Party' },
  { value: 'expulsion', zh: '开除党籍', en: 'Expulsion from the Party' },
])
export type MeasureKind = (typeof measureKinds)[number]['value']

export const transferStates = words([
  { value: 'requested', zh: '待接收', en: 'Awaiting acceptance' },
  { value: 'accepted', zh: '已接收', en: 'Accepted' },
  { value: 'rejected', zh: '已退回', en: 'Rejected' },
  { value: 'withdrawn', zh: '已撤回', en: 'Withdrawn' },
])
export type TransferState = (typeof transferStates)[number]['value']

export const abroadReasons = words([
  { value: 'study', zh: '出国（境）学习研究', en: 'Study abroad' },
  { value: 'other', zh: '因私等其他事由', en: 'Other reasons' },
])

/** What is sealed of a person. */
export const identityFields = words([
  { value: 'idNumber', zh: '证件号码', en: 'Identity number' },
  { value: 'phone', zh: '手机号码', en: 'Phone' },
  { value: 'health', zh: '健康情况', en: 'Health' },
])
export type IdentityField = (typeof identityFields)[number]['value']

/** What supervision asks about. */
export const situations = words([
  { value: 'floating', zh: '流动党员', en: 'Away from home' },
  { value: 'abroad', zh: '出国（境）', en: 'Abroad' },
  { value: 'lost_contact', zh: '失联', en: 'Out of contact' },
  { value: 'infirm', zh: '年老体弱', en: 'Infirm' },
])
export type Situation = (typeof situations)[number]['value']

/** Why two records may be one person. */
export const duplicateReasons = words([
  { value: 'id_number', zh: '证件号码相同', en: 'Same identity number' },
  { value: 'name_birth', zh: '姓名和出生日期相同', en: 'Same name and day of birth' },
  { value: 'phone', zh: '手机号码相同', en: 'Same phone' },
])
export type DuplicateReason = (typeof duplicateReasons)[number]['value']

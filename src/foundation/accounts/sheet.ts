// The sheet from which accounts are imported, and the one that tells what became of it.

import { roles } from '../../core/access.ts'
import { roleNames } from '../../core/role-names.ts'
import type { Sheet } from '../../core/workbook/index.ts'

export const accountsSheet: Sheet = {
  key: 'accounts',
  zh: '账号',
  en: 'Accounts',
  id: ['username'],
  note: {
    zh: '每行一个账号。账号没有任何权限，直到安全管理员授予角色。一次最多 500 行。',
    en: 'One account a row. An account has no power until the security administrator grants a role. At most 500 rows at a time.',
  },
  columns: [
    {
      key: 'username',
      zh: '用户名',
      en: 'User name',
      type: 'text',
      required: true,
      max: 60,
      note: {
        zh: '一般为工号；不分大小写，整个系统内唯一',
        en: 'usually the staff number; upper and lower case are the same; unique in the whole product',
      },
    },
    {
      key: 'displayName',
      zh: '姓名',
      en: 'Name',
      type: 'text',
      max: 60,
      note: { zh: '不填时取对应人员的姓名', en: 'empty: the name of the person' },
    },
    {
      key: 'staffNo',
      zh: '工号',
      en: 'Staff number',
      type: 'text',
      max: 40,
      note: { zh: '对应的人员；可不填', en: 'the person it belongs to; may be empty' },
    },
    {
      key: 'unit',
      zh: '单位编码',
      en: 'Code of the unit',
      type: 'text',
      max: 40,
      note: {
        zh: '希望的角色所在的单位；不填为本机构',
        en: 'the unit of the wished role; empty: the institution',
      },
    },
    {
      key: 'role',
      zh: '希望的角色',
      en: 'Wished role',
      type: 'choice',
      choices: roles.map((value) => ({ value, zh: roleNames.zh[value], en: roleNames.en[value] })),
      note: { zh: '交安全管理员决定；可不填', en: 'for the security administrator to decide; may be empty' },
    },
  ],
}

export const createdSheet: Sheet = {
  key: 'created',
  zh: '已建账号',
  en: 'Created accounts',
  id: ['username'],
  columns: [
    { key: 'username', zh: '用户名', en: 'User name', type: 'text', width: 18 },
    { key: 'displayName', zh: '姓名', en: 'Name', type: 'text', width: 14 },
    { key: 'firstPassword', zh: '初始密码', en: 'First password', type: 'text', width: 24 },
    { key: 'until', zh: '有效期至', en: 'Serves until', type: 'date', width: 14 },
  ],
}

export const leftOutSheet: Sheet = {
  key: 'left_out',
  zh: '未建的行',
  en: 'Rows left out',
  id: ['row'],
  columns: [
    { key: 'row', zh: '行', en: 'Row', type: 'integer', width: 8 },
    { key: 'column', zh: '列', en: 'Column', type: 'text', width: 16 },
    { key: 'reason', zh: '原因', en: 'Reason', type: 'text', width: 60 },
  ],
}

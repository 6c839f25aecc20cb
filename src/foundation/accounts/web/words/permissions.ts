// The words of roles and permissions, and of the table that crosses them.
import type { Permission, Role } from '../../../../core/access.ts'
import { defineText } from '../../../../core/web/text.ts'

type Words<K extends string> = { readonly [key in K]: string }

const zhPermissions: Words<Permission> = {
  'account.read': '看账号和角色',
  'account.manage': '新建、停用、重置账号（不授予权限）',
  'grant.manage': '授予和收回角色',
  'security.policy': '设定密码、登录和动态口令的要求',
  'access.read': '看谁在哪里能做什么（查阅留痕）',
  'operation.read': '看系统运行情况',
  'audit.read': '查阅审计日志',
  'calendar.write': '维护节假日历',
  'org.read': '看组织树和单位',
  'org.write': '改组织树，导入导出工作簿',
  'person.read': '看人员和个人信息（查阅留痕）',
  'person.write': '改人员、政治面貌和职务，办组织关系转接',
  'transfer.settle': '接收或退回转入的组织关系',
  'identity.read': '查看证件号码、电话和健康情况（须写明事由，逐次留痕）',
  'duty.read': '看应办事项和活动一览表',
  'duty.waive': '免办应办事项',
  'meeting.read': '看会议记录',
  'meeting.write': '开会、记录、确认',
  'finding.read': '看问题提示',
  'finding.override': '对“一般”性规定写明理由后不再提示',
  'figure.read': '看机构成绩和年度数据',
  'figure.write': '录入机构成绩和年度数据',
}
const enPermissions: Words<Permission> = {
  'account.read': 'See accounts and roles',
  'account.manage': 'Create, disable and reset accounts (gives no power)',
  'grant.manage': 'Give and take roles',
  'security.policy': 'Set what passwords, sessions and second factors must be',
  'access.read': 'See who can do what where (logged)',
  'operation.read': 'See how the system runs',
  'audit.read': 'Read the audit log',
  'calendar.write': 'Keep the calendar of holidays',
  'org.read': 'See the tree and its units',
  'org.write': 'Change the tree; import and export the workbook',
  'person.read': 'See people and personal facts (logged)',
  'person.write': 'Change people, Party status and posts; transfer affiliation',
  'transfer.settle': 'Accept or reject transfers of affiliation',
  'identity.read': 'See identity numbers, telephones and health (with a reason, each time logged)',
  'duty.read': 'See duties and the yearly table',
  'duty.waive': 'Waive a duty',
  'meeting.read': 'Read meeting records',
  'meeting.write': 'Hold, record and confirm meetings',
  'finding.read': 'See the findings',
  'finding.override': 'Set a finding aside with a written reason where the rule says “generally”',
  'figure.read': 'See results and yearly figures',
  'figure.write': 'Enter results and yearly figures',
}
const zhRoles: Words<Role> = {
  system_admin: '建账号、管日历和系统运行；不授予权限，看不到业务数据',
  security_admin: '授予角色、设定安全要求；不建账号，看不到业务数据',
  auditor: '看审计日志和权限一览，看不到业务数据',
  superior: '上级主管部门：看下级机构的汇总和问题，不看个人信息',
  party_office: '党委办公室：全院党务的日常管理',
  party_secretary: '党委书记：看全院，可批准免办',
  branch_secretary: '党支部书记：办本支部的会议和记录',
  member: '党员：看本支部的安排和记录',
}
const enRoles: Words<Role> = {
  system_admin: 'Keeps accounts, calendar and operation; gives no roles, sees no business data',
  security_admin: 'Gives roles, sets the security policy; makes no accounts, sees no business data',
  auditor: 'Reads the audit log and who can do what; sees no business data',
  superior: 'The level above: totals and findings of those below, no personal facts',
  party_office: 'Party office: the daily management of Party work in the hospital',
  party_secretary: 'Party secretary: sees the whole hospital, may waive duties',
  branch_secretary: 'Branch secretary: meetings and records of the branch',
  member: 'Party member: plans and records of the branch',
}

export const permissionsText = defineText({
  zh: {
    title: '谁能做什么',
    what: '每个角色能做的事；只在授予的单位和它的下级有效。',
    permission: '可以做的事',
    yes: '可以',
    no: '不可以',
    mine: '我的角色',
    roles: '角色说明',
    permissions: zhPermissions,
    about: zhRoles,
  },
  en: {
    title: 'Who can do what',
    what: 'What each role may do, at its unit and below.',
    permission: 'What can be done',
    yes: 'yes',
    no: 'no',
    mine: 'my role',
    roles: 'The roles',
    permissions: enPermissions,
    about: enRoles,
  },
})

// The three administrators: nobody is two of them, none of them has a role in the business, and none lets another one in.

import { isAdministrator, type Role } from '../../../core/access.ts'
import { type Refusal, rule } from '../../../core/law.ts'

/** Whether a person may hold both roles: two business roles, or the same one twice. */
export function goTogether(a: Role, b: Role): boolean {
  return a === b || (!isAdministrator(a) && !isAdministrator(b))
}

const three = rule<{ readonly role: string; readonly held: string | null; readonly account: string | null }>({
  id: 'accounts.three_administrators',
  zh: '系统管理员、安全管理员、审计员须由不同的人担任，且不兼任业务角色',
  en: 'System administrator, security administrator and auditor are different people without a business role',
  severity: 'block',
  cites: [
    {
      source: 'GB/T 22239—2019 信息安全技术 网络安全等级保护基本要求',
      article: '安全管理中心：系统管理、审计管理、安全管理',
      level: 'national',
      verified: false,
      from: '2019-12-01',
      note: '标准分设系统管理、审计管理、安全管理三类管理员；“由不同的人担任、不兼任业务角色”是本产品按通行的“三员分立”做法所作的更严规定，未核对原文。',
    },
  ],
  holds: ({ held }) => held === null,
})

/** The refusal when somebody who holds (by any account, own or lent) `held` would get `role` as well. */
export function judgeSeparation(
  role: Role,
  held: readonly { readonly role: Role; readonly username: string }[],
): readonly Refusal[] {
  const other = held.find((each) => !goTogether(each.role, role))
  const verdict = three.judge({ role, held: other?.role ?? null, account: other?.username ?? null })
  if (verdict.ok) return []
  const { ok: _, ...refusal } = verdict
  return [refusal]
}

const reset = rule<{ readonly role: string | null }>({
  id: 'accounts.administrator_reset',
  zh: '管理员账号的密码和动态口令不由另一名管理员重置，而须经第二人同意，由运维人员在服务器上重置',
  en: 'Password and second factor of an administrator are not reset by another one, but on the machine, by its operator and with the consent of a second person',
  severity: 'block',
  cites: [
    {
      source: 'GB/T 22239—2019 信息安全技术 网络安全等级保护基本要求',
      article: '安全管理中心：系统管理、审计管理、安全管理',
      level: 'national',
      verified: false,
      from: '2019-12-01',
      note: '标准要求三类管理员各管其事；能重置另一名管理员的密码，就能以其身份登录，分设便落空。“须经第二人、在服务器上重置”是本产品的做法，不是标准原文。',
    },
  ],
  holds: ({ role }) => role === null,
})

/** The refusal when password or second factor of an account with these roles would be reset within the product. */
export function judgeReset(roles: readonly Role[]): readonly Refusal[] {
  const verdict = reset.judge({ role: roles.find(isAdministrator) ?? null })
  if (verdict.ok) return []
  const { ok: _, ...refusal } = verdict
  return [refusal]
}

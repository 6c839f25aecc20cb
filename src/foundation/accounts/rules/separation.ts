// The three administrators: nobody is two of them, and none of them has a role in the business.

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

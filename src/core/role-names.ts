// The names of the roles, for screens and for workbooks.

import type { Role } from './access.ts'

export const roleNames: { readonly [language in 'zh' | 'en']: { readonly [role in Role]: string } } = {
  zh: {
    system_admin: '系统管理员',
    security_admin: '安全管理员',
    auditor: '审计员',
    superior: '上级',
    party_office: '党办',
    party_secretary: '党委书记',
    branch_secretary: '党支部书记',
    member: '党员',
    performance_office: '绩效办、病案室',
  },
  en: {
    system_admin: 'System administrator',
    security_admin: 'Security administrator',
    auditor: 'Auditor',
    superior: 'Higher level',
    party_office: 'Party office',
    party_secretary: 'Party secretary',
    branch_secretary: 'Branch secretary',
    member: 'Party member',
    performance_office: 'Performance office, medical records',
  },
}

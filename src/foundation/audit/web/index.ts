// The screen of the audit log.
import { AuditOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/audit',
    component: lazyScreen(() => import('./audit-page.tsx'), 'AuditPage'),
    permission: 'audit.read',
    nav: { wing: 'system', icon: AuditOutlined, zh: '审计日志', en: 'Audit log', order: 30 },
  },
]

// The screens of accounts: those an administrator keeps, one's own, and who may do what.
import {
  IdcardOutlined,
  PartitionOutlined,
  SafetyCertificateOutlined,
  SafetyOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/accounts',
    component: lazyScreen(() => import('./accounts.tsx'), 'Accounts'),
    permission: 'account.read',
    nav: { wing: 'system', icon: TeamOutlined, zh: '账号', en: 'Accounts', order: 10 },
  },
  {
    path: '/access',
    component: lazyScreen(() => import('./matrix.tsx'), 'Matrix'),
    permission: 'access.read',
    nav: { wing: 'system', icon: PartitionOutlined, zh: '权限一览', en: 'Access', order: 20 },
  },
  {
    path: '/security-policy',
    component: lazyScreen(() => import('./policy.tsx'), 'SecurityPolicy'),
    permission: 'security.policy',
    nav: { wing: 'system', icon: SafetyOutlined, zh: '安全设置', en: 'Security policy', order: 30 },
  },
  {
    path: '/permissions',
    component: lazyScreen(() => import('./permissions.tsx'), 'Permissions'),
    permission: null,
    nav: {
      wing: 'system',
      icon: SafetyCertificateOutlined,
      zh: '谁能做什么',
      en: 'Who can do what',
      order: 80,
    },
  },
  {
    path: '/me',
    component: lazyScreen(() => import('./my-account.tsx'), 'MyAccount'),
    permission: null,
    nav: { wing: 'system', icon: IdcardOutlined, zh: '我的账号', en: 'My account', order: 90 },
  },
]

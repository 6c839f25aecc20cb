// The screens of accounts: those an administrator keeps, one's own, and who may do what.
import { IdcardOutlined, SafetyCertificateOutlined, TeamOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/accounts',
    component: lazyScreen(() => import('./accounts.tsx'), 'Accounts'),
    permission: 'account.manage',
    nav: { wing: 'system', icon: TeamOutlined, zh: '账号', en: 'Accounts', order: 10 },
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

// The screens of organizational life.
import { TableOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/life/table',
    component: lazyScreen(() => import('./table.tsx'), 'LifeTable'),
    nav: {
      wing: 'life',
      icon: TableOutlined,
      zh: '支部活动一览表',
      en: 'Yearly activity table',
      order: 10,
      bottom: true,
    },
    permission: 'duty.read',
  },
]

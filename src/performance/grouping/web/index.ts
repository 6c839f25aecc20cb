// The screens of grouping: figures with their groups and stays, and the schemes.
import { ApartmentOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/grouping',
    component: lazyScreen(() => import('./institutions.tsx'), 'GroupingInstitutions'),
    permission: 'figure.read',
    nav: { wing: 'performance', icon: ApartmentOutlined, zh: 'DRG 分组', en: 'DRG grouping', order: 30 },
  },
  {
    path: '/grouping/$unitId',
    component: lazyScreen(() => import('./results.tsx'), 'GroupingResults'),
    permission: 'figure.read',
  },
  {
    path: '/grouping/$unitId/schemes',
    component: lazyScreen(() => import('./schemes.tsx'), 'GroupingSchemes'),
    permission: 'figure.read',
  },
]

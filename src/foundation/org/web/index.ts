// The screens of the tree, and the words of its rules for every screen that meets them.
import { ApartmentOutlined, AlertOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
// Words the rules of the tree for every screen that shows a refusal.
import './rule-words.ts'

export const screens: readonly Screen[] = [
  {
    path: '/units',
    component: lazyScreen(() => import('./units.tsx'), 'Units'),
    permission: 'org.read',
    nav: { wing: 'organization', icon: ApartmentOutlined, zh: '组织树', en: 'Organization tree', order: 10 },
  },
  {
    path: '/units/$unitId',
    component: lazyScreen(() => import('./unit.tsx'), 'Unit'),
    permission: 'org.read',
  },
  {
    path: '/people/$personId',
    component: lazyScreen(() => import('./person.tsx'), 'Person'),
    permission: 'person.read',
  },
  {
    path: '/findings',
    component: lazyScreen(() => import('./findings.tsx'), 'Findings'),
    permission: 'finding.read',
    nav: { wing: 'organization', icon: AlertOutlined, zh: '问题提示', en: 'Findings', order: 20 },
  },
]

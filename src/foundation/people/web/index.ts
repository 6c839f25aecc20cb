// The screens of people, and their parts of the unit page.
import { SwapOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { addUnitPart } from '../../org/web/index.ts'

addUnitPart('below', 20, async () => (await import('./unit-people.tsx')).UnitPeople)
addUnitPart('below', 25, async () => (await import('./dual-leaders.tsx')).DualLeaders)

export const screens: readonly Screen[] = [
  {
    path: '/people/$personId',
    component: lazyScreen(() => import('./person.tsx'), 'Person'),
    permission: 'person.read',
  },
  {
    path: '/transfers',
    component: lazyScreen(() => import('./transfers.tsx'), 'Transfers'),
    permission: 'person.read',
    nav: { wing: 'organization', icon: SwapOutlined, zh: '组织关系转接', en: 'Transfers', order: 20 },
  },
  {
    path: '/units/$unitId/duplicates',
    component: lazyScreen(() => import('./duplicates.tsx'), 'Duplicates'),
    permission: 'person.write',
  },
]

// The screens of duties, and what later rooms use of them.
import { CheckSquareOutlined, HomeOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/',
    component: lazyScreen(() => import('./workbench.tsx'), 'Workbench'),
    nav: { wing: 'home', icon: HomeOutlined, zh: '工作台', en: 'Workbench', order: 1, bottom: true },
    permission: null,
  },
  {
    path: '/duties',
    component: lazyScreen(() => import('./list.tsx'), 'DutyList'),
    nav: { wing: 'life', icon: CheckSquareOutlined, zh: '应办事项', en: 'Duties', order: 30 },
    permission: 'duty.read',
  },
  {
    path: '/duties/rate',
    component: lazyScreen(() => import('./rate.tsx'), 'DutyRate'),
    permission: 'duty.read',
  },
]

export { useAddressView } from './address.ts'
export { DutyFacts } from './duty-facts.tsx'
export { addDutyPart, addHomePart } from './parts.tsx'

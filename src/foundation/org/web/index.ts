// The screens of the tree, and what the screens of later rooms share with them.
import { ApartmentOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export { DayField, today } from './day-field.tsx'
export { useName } from './names.tsx'
export { addUnitPart } from './parts.tsx'
export { SearchField, useSearchPart } from './search-field.tsx'
export { UnitLink } from './unit-link.tsx'
export { useUnitChoices } from './use-unit-choices.ts'
export type { UnitPage } from './unit-parts.tsx'
export { treeText } from './words.ts'

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
]

// The screens of people, and their part of the unit page.
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { addUnitPart } from '../../org/web/index.ts'

addUnitPart('below', 20, async () => (await import('./unit-people.tsx')).UnitPeople)

export const screens: readonly Screen[] = [
  {
    path: '/people/$personId',
    component: lazyScreen(() => import('./person.tsx'), 'Person'),
    permission: 'person.read',
  },
]

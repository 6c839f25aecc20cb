// All screens of the product: each room's list, and the sign-in.
import { lazyScreen, type Screen } from '../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/sign-in',
    component: lazyScreen(() => import('./sign-in.tsx'), 'SignIn'),
    permission: null,
    open: true,
  },
]

// The screen of the working calendar.
import { CalendarOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/calendar',
    component: lazyScreen(() => import('./calendar-page.tsx'), 'CalendarPage'),
    // Every date that is counted in working days rests on it: whoever is signed in may look.
    permission: null,
    nav: { wing: 'system', icon: CalendarOutlined, zh: '工作日历', en: 'Working calendar', order: 40 },
  },
]

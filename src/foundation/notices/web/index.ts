// The screens of notices, the letters on the page of a unit, and the last reminder of a duty.
import { BellOutlined, ClockCircleOutlined, NotificationOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { addDutyPart } from '../../duties/web/index.ts'
import { addUnitPart } from '../../org/web/index.ts'

addUnitPart('below', 15, async () => (await import('./unit-term.tsx')).UnitTerm)
addUnitPart('below', 40, async () => (await import('./unit-letters.tsx')).UnitLetters)
addDutyPart(10, async () => (await import('./duty-reminded.tsx')).DutyReminded)

export const screens: readonly Screen[] = [
  {
    path: '/notices',
    component: lazyScreen(() => import('./messages.tsx'), 'Messages'),
    permission: null,
    nav: { wing: 'home', icon: BellOutlined, zh: '消息', en: 'Messages', order: 20 },
  },
  {
    path: '/notices/preferences',
    component: lazyScreen(() => import('./preferences.tsx'), 'Preferences'),
    permission: null,
    nav: { wing: 'system', icon: ClockCircleOutlined, zh: '提醒设置', en: 'Reminders', order: 95 },
  },
  {
    path: '/notices/channels',
    component: lazyScreen(() => import('./channels.tsx'), 'Channels'),
    permission: 'duty.impose',
    nav: { wing: 'system', icon: NotificationOutlined, zh: '提醒渠道', en: 'Channels', order: 70 },
  },
]

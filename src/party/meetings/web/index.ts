// The screens of meetings: the list, planning one, and the meeting itself.
import { TeamOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import './rule-sentences.ts'

export { addMeetingPart } from './later-parts.tsx'

export const screens: readonly Screen[] = [
  {
    path: '/meetings',
    component: lazyScreen(() => import('./meetings.tsx'), 'Meetings'),
    permission: 'meeting.read',
    nav: { wing: 'life', icon: TeamOutlined, zh: '会议', en: 'Meetings', order: 20, bottom: true },
  },
  {
    path: '/meetings/new',
    component: lazyScreen(() => import('./plan.tsx'), 'PlanMeeting'),
    permission: 'meeting.write',
  },
  {
    path: '/meetings/$meetingId',
    component: lazyScreen(() => import('./meeting.tsx'), 'MeetingScreen'),
    permission: 'meeting.read',
  },
]

// The screens of meetings: the list, planning one, and the meeting itself.
import { CommentOutlined, ScheduleOutlined, TeamOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { loadMeetingForms } from '../../../foundation/forms/web/index.ts'
import { addMeetingPart } from './later-parts.tsx'
import './rule-sentences.ts'

export { addMeetingPart } from './later-parts.tsx'

addMeetingPart(90, loadMeetingForms)

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
  {
    path: '/my-meetings',
    component: lazyScreen(() => import('./mine.tsx'), 'MyMeetings'),
    // Administrators have no meetings of theirs.
    permission: 'meeting.read',
    nav: { wing: 'life', icon: ScheduleOutlined, zh: '我的会议', en: 'My meetings', order: 45, bottom: true },
  },
  {
    path: '/sign-in-meeting',
    component: lazyScreen(() => import('./sign-in-page.tsx'), 'SignInMeeting'),
    permission: null,
  },
  {
    path: '/talks',
    component: lazyScreen(() => import('./talks.tsx'), 'Talks'),
    permission: 'meeting.write',
    nav: {
      wing: 'life',
      icon: CommentOutlined,
      zh: '谈心谈话',
      en: 'Heart-to-heart talks',
      order: 45,
    },
  },
  {
    path: '/meeting-settings',
    component: lazyScreen(() => import('./settings.tsx'), 'MeetingSettings'),
    permission: 'meeting.read',
  },
]

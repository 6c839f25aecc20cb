// The screens of organizational life.
import {
  AppstoreOutlined,
  AuditOutlined,
  ScheduleOutlined,
  TableOutlined,
  TagsOutlined,
} from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { addMeetingPart } from '../../meetings/web/index.ts'

addMeetingPart(10, async () => (await import('./meeting-themes.tsx')).MeetingThemes)
addMeetingPart(11, async () => (await import('./meeting-lecturers.tsx')).MeetingLecturers)

export const screens: readonly Screen[] = [
  {
    path: '/life/table',
    component: lazyScreen(() => import('./table.tsx'), 'LifeTable'),
    nav: {
      wing: 'life',
      icon: TableOutlined,
      zh: '支部活动一览表',
      en: 'Yearly activity table',
      order: 10,
      bottom: { zh: '一览表', en: 'Year' },
    },
    permission: 'duty.read',
  },
  {
    path: '/life/plan',
    component: lazyScreen(() => import('./plan.tsx'), 'PlanPage'),
    nav: { wing: 'life', icon: ScheduleOutlined, zh: '年度计划', en: 'Year plan', order: 15 },
    permission: 'meeting.read',
  },
  {
    path: '/life/coverage',
    component: lazyScreen(() => import('./coverage.tsx'), 'CoveragePage'),
    nav: { wing: 'life', icon: AppstoreOutlined, zh: '主题覆盖', en: 'Theme coverage', order: 40 },
    permission: 'duty.read',
  },
  {
    path: '/life/schemes',
    component: lazyScreen(() => import('./schemes.tsx'), 'Schemes'),
    nav: { wing: 'life', icon: TagsOutlined, zh: '主题方案', en: 'Theme schemes', order: 45 },
    permission: 'duty.read',
  },
  {
    path: '/life/schemes/$schemeId',
    component: lazyScreen(() => import('./scheme.tsx'), 'SchemePage'),
    permission: 'duty.read',
  },
  {
    path: '/life/partners',
    component: lazyScreen(() => import('./partners.tsx'), 'Partners'),
    nav: { wing: 'life', icon: AuditOutlined, zh: '共建与党课', en: 'Partners and lectures', order: 50 },
    permission: 'meeting.read',
  },
]

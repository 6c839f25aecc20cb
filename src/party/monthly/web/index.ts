// The screens of the monthly report, and what is owed of it on the workbench.
import { FileDoneOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { addHomePart } from '../../../foundation/duties/web/index.ts'
import './rule-sentences.ts'

addHomePart(10, async () => (await import('./owed.tsx')).OwedReports)

export const screens: readonly Screen[] = [
  {
    path: '/monthly',
    component: lazyScreen(() => import('./monthly.tsx'), 'Monthly'),
    permission: 'report.read',
    nav: { wing: 'life', icon: FileDoneOutlined, zh: '月报', en: 'Monthly report', order: 40, bottom: true },
  },
  {
    path: '/monthly/reports/$unitId',
    component: lazyScreen(() => import('./report.tsx'), 'ReportScreen'),
    permission: 'report.read',
  },
  {
    path: '/monthly/layouts',
    component: lazyScreen(() => import('./layouts.tsx'), 'Layouts'),
    permission: 'report.read',
  },
  {
    path: '/monthly/settings',
    component: lazyScreen(() => import('./settings.tsx'), 'MonthlySettings'),
    permission: 'report.read',
  },
]

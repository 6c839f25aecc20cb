// The screens of Party work and hospital results: actions, charts, data packs, and the cockpit.
import { DashboardOutlined, NodeIndexOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { addGapAction } from '../../assessment/web/index.ts'
import { addIndicatorPart } from '../../indicators/web/index.ts'

addIndicatorPart(40, async () => (await import('./indicator-page-part.tsx')).IndicatorPagePart)
addGapAction(10, async () => (await import('./gap-action.tsx')).GapAction)

export const screens: readonly Screen[] = [
  {
    path: '/cockpit',
    component: lazyScreen(() => import('./cockpit.tsx'), 'Cockpit'),
    permission: 'figure.read',
    nav: { wing: 'performance', icon: DashboardOutlined, zh: '驾驶舱', en: 'Cockpit', order: 5 },
  },
  {
    path: '/join',
    component: lazyScreen(() => import('./join.tsx'), 'Join'),
    permission: 'figure.read',
    nav: {
      wing: 'performance',
      icon: NodeIndexOutlined,
      zh: '党建业务融合',
      en: 'Party work and results',
      order: 40,
    },
  },
  {
    path: '/join/actions/$actionId',
    component: lazyScreen(() => import('./action.tsx'), 'ActionPage'),
    permission: 'figure.read',
  },
  {
    path: '/join/charts/$unitId',
    component: lazyScreen(() => import('./chart-page.tsx'), 'ChartPage'),
    permission: 'figure.read',
  },
  {
    path: '/join/pack/$unitId',
    component: lazyScreen(() => import('./pack.tsx'), 'PackPage'),
    permission: 'figure.read',
  },
]

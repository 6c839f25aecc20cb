// The screens of hospital figures: the institutions within reach, and one institution beside its Party work.
import { BarChartOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export { addGapAction, type GapPlace } from './peers/gap-actions.tsx'

export const screens: readonly Screen[] = [
  {
    path: '/figures',
    component: lazyScreen(() => import('./figures-page.tsx'), 'FiguresPage'),
    permission: 'figure.read',
    nav: {
      wing: 'performance',
      icon: BarChartOutlined,
      zh: '机构成绩',
      en: 'Hospital results',
      order: 10,
    },
  },
  {
    path: '/figures/$unitId',
    component: lazyScreen(() => import('./institution-page.tsx'), 'InstitutionPage'),
    permission: 'figure.read',
  },
  {
    path: '/figures/$unitId/peers/$tableId',
    component: lazyScreen(() => import('./peers/page.tsx'), 'PeerPage'),
    permission: 'figure.read',
  },
]

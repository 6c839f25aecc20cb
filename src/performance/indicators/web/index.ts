// The screens of indicators: the list, one indicator, the yearly figures, the scheme of high-quality development.
import { FundOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export { addIndicatorPart, type IndicatorPartProps } from './parts.tsx'

export const screens: readonly Screen[] = [
  {
    path: '/indicators',
    component: lazyScreen(() => import('./institutions.tsx'), 'IndicatorInstitutions'),
    permission: 'figure.read',
    nav: { wing: 'performance', icon: FundOutlined, zh: '绩效指标', en: 'Indicators', order: 15 },
  },
  {
    path: '/indicators/$unitId',
    component: lazyScreen(() => import('./list.tsx'), 'IndicatorList'),
    permission: 'figure.read',
  },
  {
    path: '/indicators/$unitId/figures',
    component: lazyScreen(() => import('./figures.tsx'), 'YearlyFigures'),
    permission: 'figure.read',
  },
  {
    path: '/indicators/$unitId/scheme',
    component: lazyScreen(() => import('./scheme.tsx'), 'QualityScheme'),
    permission: 'figure.read',
  },
  {
    path: '/indicators/$unitId/$indicatorId',
    component: lazyScreen(() => import('./indicator.tsx'), 'IndicatorPage'),
    permission: 'figure.read',
  },
]

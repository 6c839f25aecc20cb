// The screens of discharge records: indicators from front pages, and the import.
import { MedicineBoxOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export { monthsBetween, monthText } from './scope.ts'

export const screens: readonly Screen[] = [
  {
    path: '/discharges',
    component: lazyScreen(() => import('./institutions.tsx'), 'DischargeInstitutions'),
    permission: 'figure.read',
    nav: {
      wing: 'performance',
      icon: MedicineBoxOutlined,
      zh: '病案首页指标',
      en: 'Front-page indicators',
      order: 20,
    },
  },
  {
    path: '/discharges/$unitId',
    component: lazyScreen(() => import('./indicators.tsx'), 'DischargeIndicators'),
    permission: 'figure.read',
  },
  {
    path: '/discharges/$unitId/import',
    component: lazyScreen(() => import('./import.tsx'), 'DischargeImport'),
    permission: 'record.read',
  },
]

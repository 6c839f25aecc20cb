// The screen of the institution workbook: download, upload, preview, import.
import { FileExcelOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/workbook',
    component: lazyScreen(() => import('./workbook.tsx'), 'Workbook'),
    permission: 'org.write',
    nav: {
      wing: 'organization',
      icon: FileExcelOutlined,
      zh: '机构工作簿',
      en: 'Institution workbook',
      order: 30,
    },
  },
]

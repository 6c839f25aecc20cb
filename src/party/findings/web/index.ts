// The screen of the findings, their part of the unit page, and the words of their rules for every screen that meets them.
import { AlertOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'
import { addUnitPart } from '../../../foundation/org/web/index.ts'
import './rule-words.ts'

addUnitPart('above', 10, async () => (await import('./unit-findings.tsx')).UnitFindings)

export const screens: readonly Screen[] = [
  {
    path: '/findings',
    component: lazyScreen(() => import('./findings.tsx'), 'Findings'),
    permission: 'finding.read',
    nav: { wing: 'organization', icon: AlertOutlined, zh: '问题提示', en: 'Findings', order: 20 },
  },
]

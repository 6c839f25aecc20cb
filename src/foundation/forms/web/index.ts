// The screens of standard forms: the list, and one form with its template, versions and placeholders.
import { FileWordOutlined } from '@ant-design/icons'
import { lazyScreen, type Screen } from '../../../core/web/screen.ts'

export { PrintForm } from './print-form.tsx'

/** The part of a meeting's page that prints its forms. */
export const loadMeetingForms = async () => (await import('./meeting-forms.tsx')).MeetingForms

export const screens: readonly Screen[] = [
  {
    path: '/forms',
    component: lazyScreen(() => import('./forms.tsx'), 'Forms'),
    permission: 'meeting.read',
    nav: { wing: 'life', icon: FileWordOutlined, zh: '制式文书', en: 'Standard forms', order: 60 },
  },
  {
    path: '/forms/$formId',
    component: lazyScreen(() => import('./form.tsx'), 'FormScreen'),
    permission: 'meeting.read',
  },
]

// On the page of a meeting: its notice, sign-in sheet, minutes and, for a theme day, its record, as Word files.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { PrintForm } from './print-form.tsx'
import { formsText } from './words.ts'

/** What of a meeting decides which forms there are. */
type Printable = { readonly id: string; readonly kind: string; readonly startedAt: string | null }

const beforeStart = ['meeting_notice', 'sign_in_sheet']

export function MeetingForms({ meeting }: { meeting: Printable }) {
  const text = useText(formsText)
  const [language] = useLanguage()
  const { data } = useQuery(api.forms.list.queryOptions({ input: {} }))
  const shown = data?.forms.filter(
    ({ id, subject }) => subject === 'meeting' && (id !== 'theme_day' || meeting.kind === 'theme_day'),
  )
  if (shown === undefined) return null
  return (
    <Section title={text.print} hint={text.printHint}>
      <div className="row">
        {shown.map((form) => (
          <PrintForm
            key={form.id}
            formId={form.id}
            subjectId={meeting.id}
            label={form[language]}
            blocked={
              meeting.startedAt === null && !beforeStart.includes(form.id) ? text.afterStart : undefined
            }
          />
        ))}
      </div>
    </Section>
  )
}

// The list of standard forms: what each is for, and which template is in use.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../core/web/client.ts'
import { useGo } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { FormLine } from '../contract.ts'
import { dayOf } from './day.ts'
import { formsText } from './words.ts'
import './forms.css'

export function Forms() {
  const text = useText(formsText)
  const [language] = useLanguage()
  const go = useGo()
  const { data, error, refetch } = useQuery(api.forms.list.queryOptions({ input: {} }))
  const columns = useMemo<readonly Column<FormLine>[]>(
    () => [
      {
        key: 'name',
        title: text.form,
        text: (form) => form[language],
        render: (form) => (
          <>
            <strong>{form[language]}</strong>
            <div className="third form-about">{form.about[language]}</div>
          </>
        ),
        card: 'title',
      },
      {
        key: 'inUse',
        title: text.inUse,
        text: (form) => {
          const active = form.versions.find((version) => version.active)
          return active === undefined
            ? text.shipped
            : `${text.version(active.number)} · ${text.since(dayOf(active.activeFrom))}`
        },
        width: 240,
        card: 'fact',
      },
      {
        key: 'versions',
        title: text.versions,
        text: (form) => form.versions.length,
        width: 120,
        card: 'none',
      },
      { key: 'fields', title: text.fields, text: (form) => form.fields.length, width: 110, card: 'none' },
    ],
    [text, language],
  )
  return (
    <Page title={text.title} what={text.what}>
      <Section>
        <Table
          name="forms"
          title={text.title}
          rows={data?.forms}
          columns={columns}
          rowKey={(form) => form.id}
          open={(form) => go(`/forms/${form.id}`)}
          error={error}
          retry={() => void refetch()}
          bare
        />
      </Section>
    </Page>
  )
}

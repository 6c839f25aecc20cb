// The placeholders of a form: searchable, with examples, copied by a click.
import { CopyOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useMemo } from 'react'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { FieldLine, FormLine } from '../contract.ts'
import { formsText } from './words.ts'

export function Placeholders({ form }: { form: FormLine }) {
  const text = useText(formsText)
  const [language] = useLanguage()
  const { message } = App.useApp()
  const columns = useMemo<readonly Column<FieldLine>[]>(() => {
    const written = (field: FieldLine): string =>
      field.type === 'list' ? text.listStart(field.name) : `{${field.name}}`
    return [
      {
        key: 'name',
        title: text.placeholder,
        text: written,
        width: 240,
        card: 'title',
        render: (field) => (
          <Button
            type="text"
            size="small"
            className={field.list === null ? 'placeholder' : 'placeholder inner'}
            icon={<CopyOutlined />}
            onClick={() =>
              void navigator.clipboard
                .writeText(written(field).replace('…', ''))
                .then(() => message.success(text.copied(written(field))))
            }
          >
            {written(field)}
          </Button>
        ),
      },
      {
        key: 'meaning',
        title: text.meaning,
        text: (field) => {
          const meaning = language === 'zh' ? field.name : field.en
          return field.list === null ? meaning : `${meaning} · ${text.list(field.list)}`
        },
        card: 'fact',
      },
      {
        key: 'type',
        title: text.type,
        text: (field) => text.types[field.type],
        filter: true,
        width: 110,
        card: 'fact',
      },
      {
        key: 'needed',
        title: text.needed,
        text: (field) => (field.required ? text.yes : ''),
        width: 90,
        card: 'none',
      },
      {
        key: 'example',
        title: text.example,
        text: (field) => field.example.replaceAll('\n', ' '),
        card: 'fact',
      },
    ]
  }, [text, language, message])
  return (
    <Section title={text.reference} hint={text.referenceHint}>
      <details className="how-to">
        <summary>{text.how}</summary>
        <ul>
          {Object.values(text.howLines).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
      <Table
        name="form-placeholders"
        title={`${form[language]} ${text.reference}`}
        rows={form.fields}
        columns={columns}
        rowKey={(field) => `${field.list ?? ''}.${field.name}`}
        dense
      />
    </Section>
  )
}

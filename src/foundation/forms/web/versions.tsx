// The versions of a template, newest first, each to be downloaded, previewed or used again; and the way back to the product's own.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo } from 'react'
import { client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { FormLine, TemplateVersion } from '../contract.ts'
import { dayOf } from './day.ts'
import { useVersion } from './use-version.ts'
import { formsText } from './words.ts'

export function Versions({ form, mayWrite }: { form: FormLine; mayWrite: boolean }) {
  const text = useText(formsText)
  const failed = useFailure()
  const { mutate: use, isPending } = useVersion(form)
  const { mutate: download } = useMutation({
    mutationFn: ({ kind, version }: { kind: 'template' | 'sample'; version: string }) =>
      client.forms[kind]({ formId: form.id, version }),
    onSuccess: (word) => save(word.name, word),
    onError: failed,
  })
  const columns = useMemo<readonly Column<TemplateVersion>[]>(
    () => [
      {
        key: 'number',
        title: text.number,
        text: (version) => text.version(version.number),
        width: 110,
        card: 'title',
      },
      {
        key: 'state',
        title: text.state,
        text: (version) =>
          version.active
            ? `${text.active} · ${text.since(dayOf(version.activeFrom))}`
            : version.activeUntil === null
              ? text.never
              : text.past(dayOf(version.activeUntil)),
        width: 200,
        card: 'fact',
      },
      { key: 'file', title: text.file, text: (version) => version.fileName, card: 'fact' },
      {
        key: 'uploadedAt',
        title: text.uploadedAt,
        text: (version) => dayOf(version.uploadedAt),
        width: 110,
        card: 'fact',
      },
      {
        key: 'uploadedBy',
        title: text.uploadedBy,
        text: (version) => version.uploadedBy,
        width: 120,
        card: 'none',
      },
      {
        key: 'acts',
        title: text.acts,
        text: () => null,
        width: 300,
        card: 'fact',
        render: (version) => (
          <span className="row version-acts">
            <Button size="small" onClick={() => download({ kind: 'template', version: version.id })}>
              {text.template}
            </Button>
            <Button size="small" onClick={() => download({ kind: 'sample', version: version.id })}>
              {text.sample}
            </Button>
            {mayWrite && !version.active && (
              <Button
                size="small"
                disabled={isPending}
                aria-label={text.activateVersion(version.number)}
                onClick={() => use({ version: version.id, number: version.number })}
              >
                {text.activate}
              </Button>
            )}
          </span>
        ),
      },
    ],
    [text, mayWrite, isPending, use, download],
  )
  const own = form.versions.some((version) => version.active)
  return (
    <Section
      title={text.versions}
      hint={text.versionsHint}
      extra={
        mayWrite &&
        own && (
          <Button disabled={isPending} onClick={() => use({ version: 'shipped', number: null })}>
            {text.revert}
          </Button>
        )
      }
    >
      <Table
        name="form-versions"
        title={text.versions}
        rows={form.versions}
        columns={columns}
        rowKey={(version) => version.id}
        empty={{ title: text.none, hint: text.noneHint }}
        bare
      />
    </Section>
  )
}

// The layouts of files for outside platforms: the list, and the editor of one.
import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { Page, Section } from '../../../core/web/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useAddressView } from '../../../foundation/duties/web/index.ts'
import type { LayoutRecord } from '../contract/platform.ts'
import { LayoutEditor } from './layout-editor.tsx'
import { momentWords } from './month.ts'
import './monthly.css'
import { monthlyText, platformText } from './words.ts'

export function Layouts() {
  const text = useText(platformText).layouts
  const general = useText(monthlyText)
  const { unit } = useAddressView()
  const [edited, edit] = useState<LayoutRecord | 'new' | null>(null)
  const query = useQuery(
    api.monthly.layouts.queryOptions({ input: { unitId: unit?.id ?? '' }, enabled: unit !== null }),
  )
  if (!unit) return <EmptyState title={general.noUnit} />
  const mayWrite = query.data?.mayWrite === true
  const columns: Column<LayoutRecord>[] = [
    {
      key: 'name',
      title: text.name,
      text: (layout) => (layout.retired ? `${layout.name}（${text.retired}）` : layout.name),
      card: 'title',
    },
    { key: 'rows', title: text.rows, text: (layout) => text.each[layout.body.rows], card: 'fact' },
    {
      key: 'columns',
      title: text.columns,
      text: (layout) => layout.body.columns.length,
      width: 90,
      card: 'none',
    },
    {
      key: 'version',
      title: '',
      text: (layout) => `${text.version(layout.version)} · ${layout.savedBy} ${momentWords(layout.savedAt)}`,
      card: 'fact',
    },
  ]
  const add = mayWrite ? (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>
      {text.add}
    </Button>
  ) : null
  return (
    <Page
      title={text.title}
      what={text.what}
      up={{ to: '/monthly', label: general.nav }}
      {...(mayWrite && edited === null && (query.data?.layouts.length ?? 0) > 0
        ? { primary: { label: text.add, icon: <PlusOutlined />, act: () => edit('new') } }
        : {})}
    >
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <Loading what={text.title} />
      ) : edited !== null ? (
        <LayoutEditor
          key={edited === 'new' ? 'new' : `${edited.id} ${edited.version}`}
          unitId={unit.id}
          saved={edited === 'new' ? null : edited}
          close={() => edit(null)}
        />
      ) : query.data.layouts.length === 0 ? (
        <EmptyState title={text.empty} hint={text.emptyHint} action={add} />
      ) : (
        <Section>
          <Table
            name="monthly.layouts"
            title={text.title}
            rows={query.data.layouts}
            columns={columns}
            rowKey={(layout) => layout.id}
            bare
            {...(mayWrite ? { open: (layout: LayoutRecord) => edit(layout) } : {})}
          />
        </Section>
      )}
    </Page>
  )
}

// The schemes of an institution: which one counts, where each is from; import, download, make current, remove.
import { ImportOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { usePathPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import './grouping.css'
import { momentText } from './look.ts'
import { ImportScheme } from './scheme-import.tsx'
import { schemeText } from './scheme-words.ts'

type Scheme = Awaited<ReturnType<Client['grouping']['schemes']>>['schemes'][number]

export function GroupingSchemes() {
  const unitId = usePathPart('unitId')
  const text = useText(schemeText)
  const { data, error, refetch } = useQuery(api.grouping.schemes.queryOptions({ input: { unitId } }))
  const [importing, setImporting] = useState(false)
  const acts = useActs(unitId)
  const mayWrite = data?.mayWrite === true
  const columns = useMemo<readonly Column<Scheme>[]>(
    () => [
      {
        key: 'edition',
        title: text.edition,
        text: (scheme) => (scheme.synthetic ? `${scheme.edition}（${text.isSample}）` : scheme.edition),
        sort: true,
        width: 180,
        card: 'title',
      },
      {
        key: 'state',
        title: text.state,
        text: (scheme) => stateOf(scheme, text),
        render: (scheme) =>
          scheme.current ? <Tag color="blue">{stateOf(scheme, text)}</Tag> : stateOf(scheme, text),
        filter: true,
        width: 120,
        card: 'fact',
      },
      { key: 'source', title: text.source, text: (scheme) => scheme.source, width: 200, card: 'fact' },
      {
        key: 'size',
        title: text.size,
        text: ({ counts }) => text.sizeOf(counts.adrg ?? 0, counts.drg ?? 0),
        width: 190,
        card: 'fact',
      },
      {
        key: 'importedAt',
        title: text.importedAt,
        text: (scheme) => momentText(scheme.importedAt),
        sort: true,
        width: 150,
        card: 'fact',
      },
      {
        key: 'importedBy',
        title: text.importedBy,
        text: (scheme) => scheme.importedBy,
        width: 110,
        hidden: true,
        card: 'fact',
      },
      {
        key: 'act',
        title: text.act,
        text: () => null,
        render: (scheme) => (
          <div className="row">
            <Button size="small" onClick={() => acts.download(scheme.id)}>
              {text.download}
            </Button>
            {mayWrite && !scheme.current && (
              <Popconfirm
                title={text.makeCurrentTitle(scheme.edition)}
                description={text.makeCurrentHint}
                okText={text.makeCurrent}
                cancelText={text.cancel}
                onConfirm={() => acts.makeCurrent(scheme)}
              >
                <Button size="small">{text.makeCurrent}</Button>
              </Popconfirm>
            )}
            {mayWrite && !scheme.current && !scheme.inUse && (
              <Popconfirm
                title={text.removeTitle(scheme.edition)}
                description={text.removeHint}
                okText={text.remove}
                okButtonProps={{ danger: true }}
                cancelText={text.cancel}
                onConfirm={() => acts.remove(scheme)}
              >
                <Button size="small" danger>
                  {text.remove}
                </Button>
              </Popconfirm>
            )}
          </div>
        ),
        width: 240,
        card: 'fact',
      },
    ],
    [text, mayWrite, acts],
  )
  const hasSample = data?.schemes.some(({ synthetic }) => synthetic) === true
  return (
    <Page
      title={text.title}
      what={text.what}
      up={{ to: `/grouping/${unitId}`, label: text.up }}
      primary={
        mayWrite ? { label: text.import, icon: <ImportOutlined />, act: () => setImporting(true) } : undefined
      }
      extra={
        <>
          <Button onClick={() => acts.download(null)}>{text.template}</Button>
          {mayWrite && !hasSample && (
            <Button loading={acts.adding} onClick={acts.addSample}>
              {text.sample}
            </Button>
          )}
        </>
      }
    >
      <Section>
        <Table<Scheme>
          name="grouping-schemes"
          title={text.title}
          rows={data?.schemes}
          columns={columns}
          rowKey={(scheme) => scheme.id}
          bare
          error={error}
          retry={() => void refetch()}
          empty={{ title: text.none, hint: text.noneHint }}
        />
      </Section>
      {importing && <ImportScheme unitId={unitId} close={() => setImporting(false)} />}
    </Page>
  )
}

const stateOf = ({ current, inUse }: Scheme, text: (typeof schemeText)['en']): string =>
  current ? text.current : inUse ? text.inUse : text.idle

function useActs(unitId: string) {
  const text = useText(schemeText)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const failed = useFailure()
  const settled = () => queries.invalidateQueries({ queryKey: api.grouping.key() })
  const { mutate: download } = useMutation({
    mutationFn: (schemeId: string | null) =>
      client.grouping.schemeFile({ unitId, ...(schemeId === null ? {} : { schemeId }) }),
    onSuccess: (file) => save(file.name, file),
    onError: failed,
  })
  const { mutate: makeCurrent } = useMutation({
    mutationFn: (scheme: Scheme) => client.grouping.makeCurrent({ unitId, schemeId: scheme.id }),
    onSuccess: (_, scheme) => message.success(text.done(scheme.edition)),
    onError: failed,
    onSettled: settled,
  })
  const { mutate: remove } = useMutation({
    mutationFn: (scheme: Scheme) => client.grouping.removeScheme({ unitId, schemeId: scheme.id }),
    onSuccess: (_, scheme) => message.success(text.removed(scheme.edition)),
    onError: failed,
    onSettled: settled,
  })
  const { mutate: add, isPending: adding } = useMutation({
    mutationFn: () => client.grouping.addSample({ unitId }),
    onSuccess: () => message.success(text.imported),
    onError: failed,
    onSettled: settled,
  })
  return useMemo(
    () => ({ download, makeCurrent, remove, addSample: () => add(), adding }),
    [download, makeCurrent, remove, add, adding],
  )
}

// The peer tables of an institution, and the way to import one.
import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { Go, useGo } from '../../../../core/web/go.tsx'
import { Section } from '../../../../core/web/page.tsx'
import { useFailure, useUndo } from '../../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../../core/web/table.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { PeerHead } from '../../peers/contract.ts'
import { ImportDrawer } from './import.tsx'
import { peerText } from './words.ts'

export function PeerTables({ unitId }: { unitId: string }) {
  const text = useText(peerText)
  const go = useGo()
  const queries = useQueryClient()
  const failed = useFailure()
  const offerUndo = useUndo()
  const { data, error, refetch } = useQuery(api.assessment.peerTables.queryOptions({ input: { unitId } }))
  const [importing, setImporting] = useState(false)
  const mayWrite = data?.mayWrite === true
  const { mutate: remove } = useMutation({
    mutationFn: (table: PeerHead) => client.assessment.removePeers({ unitId, tableId: table.id }),
    onSuccess: async (_, table) => {
      const reload = () => queries.invalidateQueries({ queryKey: api.assessment.key() })
      await reload()
      offerUndo({
        message: text.removed(table.name),
        undo: async () => {
          await client.assessment.restorePeers({ unitId, tableId: table.id })
          await reload()
        },
      })
    },
    onError: failed,
  })
  const download = async () => {
    try {
      const file = await client.assessment.peerTemplate({ unitId })
      save(file.name, file)
    } catch (failure) {
      failed(failure)
    }
  }
  const columns = useMemo<Column<PeerHead>[]>(
    () => [
      {
        key: 'name',
        title: text.name,
        text: ({ name }) => name,
        render: ({ name, id }) => (
          <Go
            to={`/figures/${unitId}/peers/${id}`}
            className="door"
            onClick={(event) => event.stopPropagation()}
          >
            {name}
          </Go>
        ),
        sort: true,
        card: 'title',
        width: 260,
      },
      {
        key: 'year',
        title: text.year,
        text: ({ year }) => year,
        sort: true,
        align: 'left',
        card: 'fact',
        width: 80,
      },
      {
        key: 'group',
        title: text.peerGroup,
        text: ({ peerGroup }) => peerGroup || null,
        card: 'fact',
        width: 180,
      },
      {
        key: 'hospitals',
        title: text.hospitals,
        text: ({ hospitals }) => hospitals,
        align: 'right',
        card: 'fact',
        width: 96,
      },
      {
        key: 'indicators',
        title: text.indicators,
        text: (table) => table.columns.length,
        align: 'right',
        card: 'fact',
        width: 96,
      },
      { key: 'source', title: text.source, text: ({ source }) => source, width: 220 },
      ...(mayWrite
        ? [
            {
              key: 'act',
              title: text.act,
              text: () => null,
              render: (table: PeerHead) => (
                <Button
                  size="small"
                  onClick={(event) => {
                    event.stopPropagation()
                    remove(table)
                  }}
                >
                  {text.remove}
                </Button>
              ),
              card: 'fact' as const,
              width: 90,
            },
          ]
        : []),
    ],
    [text, unitId, mayWrite, remove],
  )
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setImporting(true)}>
      {text.import}
    </Button>
  )
  const template = (
    <Button icon={<DownloadOutlined />} onClick={() => void download()}>
      {text.template}
    </Button>
  )
  return (
    <Section
      title={text.title}
      hint={text.hint}
      extra={
        mayWrite && (
          <>
            {template}
            {add}
          </>
        )
      }
    >
      <Table<PeerHead>
        name="figures.peers"
        title={text.title}
        rows={data?.tables}
        columns={columns}
        rowKey={({ id }) => id}
        open={({ id }) => go(`/figures/${unitId}/peers/${id}`)}
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.none, hint: text.noneHint }}
        bare
      />
      {importing && (
        <ImportDrawer
          unitId={unitId}
          close={() => setImporting(false)}
          done={(tableId) => go(`/figures/${unitId}/peers/${tableId}`)}
        />
      )}
    </Section>
  )
}

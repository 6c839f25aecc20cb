// The code lists in force: which edition, from where, and the way to replace one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Upload as AntUpload } from 'antd'
import { useMemo, useState } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { ErrorState, useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { importText } from './import-words.ts'
import { dischargeText } from './words.ts'

type List = Awaited<ReturnType<Client['discharges']['lists']>>['lists'][number]

export function Lists({ unitId }: { unitId: string }) {
  const text = useText(importText)
  const words = useText(dischargeText)
  const failed = useFailure()
  const { data, error, refetch } = useQuery(api.discharges.lists.queryOptions({ input: { unitId } }))
  const [replacing, setReplacing] = useState<List['kind'] | null>(null)
  const mayWrite = data?.mayWrite === true
  const columns = useMemo<readonly Column<List>[]>(() => {
    const download = async (kind: List['kind']) => {
      try {
        const file = await client.discharges.listFile({ unitId, kind })
        save(file.name, file)
      } catch (failure) {
        failed(failure)
      }
    }
    return [
      { key: 'kind', title: text.list, text: (list) => words.lists[list.kind], card: 'title', width: 180 },
      {
        key: 'edition',
        title: text.edition,
        text: (list) => (list.synthetic ? text.synthetic : list.edition),
        card: 'fact',
        width: 160,
      },
      { key: 'source', title: text.source, text: (list) => list.source, card: 'fact', width: 240 },
      {
        key: 'count',
        title: text.entries,
        text: (list) => list.count,
        align: 'right',
        card: 'fact',
        width: 90,
      },
      {
        key: 'act',
        title: text.act,
        text: () => null,
        render: (list) => (
          <div className="row">
            <Button size="small" onClick={() => void download(list.kind)}>
              {text.download}
            </Button>
            {mayWrite && (
              <Button size="small" onClick={() => setReplacing(list.kind)}>
                {text.replace}
              </Button>
            )}
          </div>
        ),
        card: 'fact',
        width: 170,
      },
    ]
  }, [text, words, unitId, mayWrite, failed])
  return (
    <Section title={text.listsTitle} hint={text.listsHint}>
      <Table<List>
        name="discharge-lists"
        title={text.listsTitle}
        rows={data?.lists}
        columns={columns}
        rowKey={(list) => list.kind}
        bare
        error={error}
        retry={() => void refetch()}
      />
      {replacing !== null && <Replace unitId={unitId} kind={replacing} close={() => setReplacing(null)} />}
    </Section>
  )
}

type ReplaceProps = { unitId: string; kind: List['kind']; close: () => void }

function Replace({ unitId, kind, close }: ReplaceProps) {
  const text = useText(importText)
  const words = useText(dischargeText)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [file, setFile] = useState<File | null>(null)
  const [form] = Form.useForm<{ edition: string; source: string }>()
  const replace = useMutation({
    mutationFn: ({ edition, source, bytes }: { edition: string; source: string; bytes: File }) =>
      client.discharges.importList({ unitId, kind, edition, source, file: bytes }),
    onSuccess: async ({ count, faults }) => {
      if (faults.length > 0) return
      message.success(text.replaced(words.lists[kind], count))
      await queries.invalidateQueries({ queryKey: api.discharges.key() })
      close()
    },
  })
  const faults = replace.data?.faults ?? []
  return (
    <Modal
      open
      title={text.replaceTitle(words.lists[kind])}
      okText={text.replace}
      cancelText={text.goOn}
      okButtonProps={{ disabled: file === null, loading: replace.isPending }}
      onCancel={close}
      onOk={() =>
        void form
          .validateFields()
          .then(({ edition, source }) => file !== null && replace.mutate({ edition, source, bytes: file }))
          .catch(() => undefined)
      }
    >
      <Form form={form} layout="vertical" validateTrigger="onBlur">
        <Form.Item
          name="edition"
          label={text.edition}
          rules={[{ required: true, message: text.editionNeeded }]}
        >
          <Input maxLength={100} placeholder={text.editionExample} />
        </Form.Item>
        <Form.Item name="source" label={text.source} rules={[{ required: true, message: text.sourceNeeded }]}>
          <Input maxLength={500} placeholder={text.sourceExample} />
        </Form.Item>
        <Form.Item label={text.listFile} extra={text.columnsOf[kind]}>
          <AntUpload
            accept=".csv,.xlsx"
            showUploadList={false}
            beforeUpload={(chosen) => {
              setFile(chosen)
              replace.reset()
              return false
            }}
          >
            <Button>{file?.name ?? text.chooseList}</Button>
          </AntUpload>
        </Form.Item>
      </Form>
      {replace.error !== null && <ErrorState error={replace.error} />}
      {faults.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={text.listFaults(faults.length)}
          description={
            <ul>
              {faults.slice(0, 10).map((fault) => (
                <li key={`${fault.row} ${fault.column} ${fault.code}`}>
                  {text.listFault(fault.row, fault.column, text.listReason(fault.code))}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </Modal>
  )
}

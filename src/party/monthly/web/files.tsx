// Files for the outside platform: made with one click, downloaded as they were made, and their receipts.
import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { type DutyState, StateTag } from '../../../core/web/state.tsx'
import { EmptyState, useFailure } from '../../../core/web/status.tsx'
import { type Column, save, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Upload } from '../contract/platform.ts'
import type { UploadState } from '../rules.ts'
import { localToday, momentWords } from './month.ts'
import { platformText } from './words.ts'

const looks: Readonly<Record<UploadState, DutyState>> = {
  made: 'due',
  uploaded: 'due',
  receipted: 'done',
  rejected: 'late',
}

/** Files and layouts of a unit's month, and the one act that makes a file and hands it over at once. */
export function useFiles(unitId: string, month: string) {
  const text = useText(platformText).files
  const queries = useQueryClient()
  const { message } = App.useApp()
  const fail = useFailure()
  const files = useQuery(api.monthly.files.queryOptions({ input: { unitId, month } }))
  const layouts = useQuery(api.monthly.layouts.queryOptions({ input: { unitId } }))
  const make = useMutation({
    mutationFn: async (layoutId: string) => {
      const made = await client.monthly.makeFile({ unitId, month, layoutId })
      const file = await client.monthly.file({ unitId, fileId: made.id })
      save(file.name, file)
      return made
    },
    onSuccess: ({ rowCount, missing }) => message.success(text.made(rowCount, missing)),
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey: api.monthly.key() }),
  })
  return {
    files: files.data?.files,
    layouts: layouts.data?.layouts.filter(({ retired }) => !retired),
    make: (layoutId: string) => make.mutate(layoutId),
    making: make.isPending,
  }
}

export function FilesSection({ unitId, month }: { unitId: string; month: string }) {
  const text = useText(platformText).files
  const { files, layouts, make, making } = useFiles(unitId, month)
  const [chosen, choose] = useState<string | null>(null)
  const [asking, ask] = useState<{ file: Upload; move: 'receive' | 'reject' } | null>(null)
  const layout = layouts?.find(({ id }) => id === chosen) ?? layouts?.[0]
  const columns = useColumns(unitId, ask)
  return (
    <div id="monthly-files">
      <Section
        title={text.title}
        hint={text.hint}
        extra={
          layout && (
            <>
              <Select
                aria-label={text.layout}
                value={layout.id}
                onChange={choose}
                popupMatchSelectWidth={false}
                options={(layouts ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              />
              <Button loading={making} onClick={() => make(layout.id)}>
                {text.make}
              </Button>
            </>
          )
        }
      >
        {layouts && layouts.length === 0 ? (
          <EmptyState title={text.noLayouts} action={<Go to="/monthly/layouts">{text.toLayouts}</Go>} />
        ) : (
          <Table
            name="monthly.files"
            title={text.title}
            rows={files}
            columns={columns}
            rowKey={(file) => file.id}
            bare
            empty={{ title: text.none, hint: text.noneHint }}
          />
        )}
      </Section>
      {asking && <Answer key={asking.file.id} unitId={unitId} {...asking} close={() => ask(null)} />}
    </div>
  )
}

function useColumns(
  unitId: string,
  ask: (asking: { file: Upload; move: 'receive' | 'reject' }) => void,
): readonly Column<Upload>[] {
  const text = useText(platformText).files
  const fail = useFailure()
  const queries = useQueryClient()
  const download = (fileId: string) =>
    client.monthly.file({ unitId, fileId }).then((file) => save(file.name, file), fail)
  const uploaded = (file: Upload) =>
    client.monthly
      .settleFile({
        unitId,
        fileId: file.id,
        version: file.version,
        answer: { move: 'upload', on: localToday() },
      })
      .then(() => queries.invalidateQueries({ queryKey: api.monthly.key() }), fail)
  return [
    { key: 'file', title: text.file, text: (file) => file.fileName, width: 250, card: 'title' },
    {
      key: 'state',
      title: text.state,
      text: (file) => text.states[file.state],
      render: (file) => <StateTag state={looks[file.state]}>{text.states[file.state]}</StateTag>,
      width: 150,
      card: 'fact',
    },
    {
      key: 'receipt',
      title: text.receipt,
      text: (file) => file.reason ?? file.receiptNumber,
      render: (file) =>
        file.state === 'rejected'
          ? file.reason
          : file.receiptNumber &&
            `${file.receiptNumber} · ${text.by(file.receiptBy ?? '', file.receiptOn ?? '')}`,
      width: 190,
      card: 'fact',
    },
    { key: 'rows', title: text.rows, text: (file) => file.rowCount, width: 70, card: 'none' },
    { key: 'missing', title: text.missing, text: (file) => file.missing, width: 110, card: 'none' },
    {
      key: 'when',
      title: text.when,
      text: (file) => text.by(file.madeBy, momentWords(file.madeAt)),
      width: 210,
      hidden: true,
      card: 'none',
    },
    {
      key: 'acts',
      title: '',
      text: () => '',
      render: (file) => (
        <span className="row monthly-file-acts">
          <Button
            size="small"
            type="link"
            icon={<DownloadOutlined />}
            title={`${text.seal} ${file.sha256}`}
            onClick={() => void download(file.id)}
          >
            {text.download}
          </Button>
          {file.state === 'made' && (
            <Button size="small" type="link" onClick={() => void uploaded(file)}>
              {text.uploaded}
            </Button>
          )}
          {(file.state === 'made' || file.state === 'uploaded') && (
            <Button size="small" type="link" onClick={() => ask({ file, move: 'receive' })}>
              {text.enter}
            </Button>
          )}
          {file.state !== 'rejected' && (
            <Button size="small" type="link" onClick={() => ask({ file, move: 'reject' })}>
              {text.rejected}
            </Button>
          )}
        </span>
      ),
      width: 330,
    },
  ]
}

function Answer(props: { unitId: string; file: Upload; move: 'receive' | 'reject'; close: () => void }) {
  const { unitId, file, move, close } = props
  const text = useText(platformText).files
  const queries = useQueryClient()
  const { message } = App.useApp()
  const fail = useFailure()
  const [form] = Form.useForm<{ words: string; on: string }>()
  const settle = useMutation({
    mutationFn: ({ words, on }: { words: string; on: string }) =>
      client.monthly.settleFile({
        unitId,
        fileId: file.id,
        version: file.version,
        answer: move === 'receive' ? { move, on, number: words } : { move, on, reason: words },
      }),
    onSuccess: () => {
      message.success(move === 'receive' ? text.receiptKept : text.rejectedKept)
      close()
    },
    onError: fail,
    onSettled: () => queries.invalidateQueries({ queryKey: api.monthly.key() }),
  })
  return (
    <Modal
      open
      title={move === 'receive' ? text.enter : text.rejected}
      okText={move === 'receive' ? text.save : text.saveRejected}
      confirmLoading={settle.isPending}
      onOk={() =>
        void form.validateFields().then(
          (values) => settle.mutate(values),
          () => undefined,
        )
      }
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ words: '', on: localToday() }}
        validateTrigger="onBlur"
        onFinish={(values) => settle.mutate(values)}
      >
        <Form.Item
          name="words"
          label={move === 'receive' ? text.number : text.reason}
          rules={[
            {
              required: true,
              whitespace: true,
              message: move === 'receive' ? text.needNumber : text.needReason,
            },
          ]}
        >
          <Input autoFocus maxLength={move === 'receive' ? 80 : 500} />
        </Form.Item>
        <Form.Item name="on" label={text.on} rules={[{ required: true }]}>
          <Input type="date" max={localToday()} style={{ width: 160 }} />
        </Form.Item>
      </Form>
    </Modal>
  )
}

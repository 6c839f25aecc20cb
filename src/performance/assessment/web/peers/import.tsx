// Importing a peer table: choose the file, see what is in it and every fault, say whose it is, and keep it.
import { InboxOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Input, InputNumber, Select, Upload } from 'antd'
import { useMemo, useState } from 'react'
import { api, client } from '../../../../core/web/client.ts'
import { useIsPhone } from '../../../../core/web/screen-size.ts'
import { ErrorState, Loading } from '../../../../core/web/status.tsx'
import { type Column, Table } from '../../../../core/web/table.tsx'
import { useText } from '../../../../core/web/text.ts'
import { currentYear } from '../../../../core/web/view.ts'
import type { PeerFault } from '../../peers/contract.ts'
import { oneLine } from '../entry.tsx'
import { peerText } from './words.ts'

type Fields = { name: string; year: number; peerGroup: string; source: string; own: string }
const notThere = '-'

type ImportProps = { unitId: string; close: () => void; done: (tableId: string) => void }

export function ImportDrawer({ unitId, close, done }: ImportProps) {
  const text = useText(peerText)
  const phone = useIsPhone()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const [file, setFile] = useState<File | null>(null)
  const check = useMutation({
    mutationFn: (chosen: File) => client.assessment.checkPeers({ unitId, file: chosen }),
    // The form keeps what was typed when another file is chosen; whose row it is must be found anew.
    onSuccess: ({ own }) => form.setFieldsValue({ own: own ?? notThere }),
  })
  const keep = useMutation({
    mutationFn: (fields: Fields & { file: File; acceptPartial: boolean }) =>
      client.assessment.importPeers({
        unitId,
        file: fields.file,
        acceptPartial: fields.acceptPartial,
        name: oneLine(fields.name),
        year: fields.year,
        peerGroup: oneLine(fields.peerGroup ?? ''),
        source: oneLine(fields.source),
        own: fields.own === notThere ? null : fields.own,
      }),
    onSuccess: async ({ tableId }) => {
      message.success(text.imported)
      await queries.invalidateQueries({ queryKey: api.assessment.key() })
      done(tableId)
    },
  })
  const found = check.data
  return (
    <Drawer open onClose={close} maskClosable={false} size={phone ? '100%' : 640} title={text.import}>
      <Upload.Dragger
        accept=".xlsx"
        showUploadList={false}
        height={112}
        beforeUpload={(chosen) => {
          setFile(chosen)
          keep.reset()
          check.mutate(chosen)
          return false
        }}
      >
        <p>
          <InboxOutlined aria-hidden /> {file?.name ?? text.choose}
        </p>
        <p className="third">{text.chooseHint}</p>
      </Upload.Dragger>
      {check.isPending && <Loading what={text.reading} />}
      {check.error !== null && <ErrorState error={check.error} />}
      {found && file && (
        <Form<Fields>
          form={form}
          layout="vertical"
          className="peer-import"
          initialValues={{
            name: file.name.replace(/\.xlsx$/i, ''),
            year: currentYear() - 1,
            peerGroup: '',
            source: '',
            own: found.own ?? notThere,
          }}
          onFinish={(fields) => keep.mutate({ ...fields, file, acceptPartial: found.faultCount > 0 })}
        >
          <p role="status">
            {text.found(found.hospitals, found.columns.length)}；
            {text.known(found.columns.filter(({ indicator }) => indicator !== null).length)}
          </p>
          {found.faultCount > 0 && <Faults faults={found.faults} count={found.faultCount} />}
          {found.hospitals > 0 && (
            <>
              <Form.Item
                name="name"
                label={text.name}
                rules={[{ required: true, whitespace: true, message: text.needName }]}
              >
                <Input maxLength={80} />
              </Form.Item>
              <div className="entry-fields">
                <Form.Item name="year" label={text.year} rules={[{ required: true, message: text.year }]}>
                  <InputNumber<number> min={1949} max={2200} precision={0} controls={false} />
                </Form.Item>
                <Form.Item name="own" label={text.own}>
                  <Select
                    showSearch={{ optionFilterProp: 'label' }}
                    options={[
                      { value: notThere, label: text.ownNone },
                      ...found.names.map((name) => ({ value: name, label: name })),
                    ]}
                  />
                </Form.Item>
              </div>
              <Form.Item name="peerGroup" label={text.peerGroup} extra={text.peerGroupHint}>
                <Input maxLength={80} />
              </Form.Item>
              <Form.Item
                name="source"
                label={text.source}
                rules={[{ required: true, whitespace: true, message: text.needSource }]}
              >
                <Input.TextArea
                  maxLength={500}
                  autoSize={{ minRows: 2, maxRows: 6 }}
                  placeholder={text.sourceHint}
                />
              </Form.Item>
              {keep.error !== null && <ErrorState error={keep.error} />}
              <div className="row">
                <Button type="primary" htmlType="submit" loading={keep.isPending}>
                  {found.faultCount > 0 ? text.importGood(found.hospitals) : text.importAll}
                </Button>
                <Button onClick={close}>{text.cancel}</Button>
              </div>
            </>
          )}
        </Form>
      )}
    </Drawer>
  )
}

function Faults({ faults, count }: { faults: readonly PeerFault[]; count: number }) {
  const text = useText(peerText)
  const rows = useMemo(() => faults.map((fault, index) => ({ ...fault, index })), [faults])
  const columns = useMemo<Column<PeerFault & { index: number }>[]>(
    () => [
      { key: 'row', title: text.row, text: ({ row }) => row, align: 'right', card: 'fact', width: 64 },
      { key: 'column', title: text.column, text: ({ column }) => column, card: 'fact', width: 150 },
      {
        key: 'code',
        title: text.problem,
        text: ({ code }) => (text.problems as Readonly<Record<string, string>>)[code] ?? code,
        card: 'title',
        width: 220,
      },
      { key: 'value', title: text.value, text: ({ value }) => value, card: 'fact', width: 140 },
    ],
    [text],
  )
  return (
    <>
      <Alert type="warning" showIcon role="alert" title={text.faults(count)} description={text.faultsHint} />
      <Table<PeerFault & { index: number }>
        name="figures.peer-faults"
        title={text.faults(count)}
        rows={rows}
        columns={columns}
        rowKey={({ index }) => String(index)}
        bare
        dense
      />
    </>
  )
}

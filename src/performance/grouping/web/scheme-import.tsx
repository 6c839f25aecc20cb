// A scheme from files: edition and source, one workbook or several CSV files, and every fault with its place.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Modal, Upload as AntUpload } from 'antd'
import { useMemo, useState } from 'react'
import { api, client, type Client } from '../../../core/web/client.ts'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { sheets } from '../file/columns.ts'
import { listKinds } from '../rules/scheme.ts'
import { schemeText } from './scheme-words.ts'

type Fault = Awaited<ReturnType<Client['grouping']['importScheme']>>['faults'][number]
type Given = { readonly edition: string; readonly source: string }

export function ImportScheme({ unitId, close }: { unitId: string; close: () => void }) {
  const text = useText(schemeText)
  const phone = useIsPhone()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [files, setFiles] = useState<readonly File[]>([])
  const [form] = Form.useForm<Given>()
  const bring = useMutation({
    mutationFn: ({ edition, source, first, more }: Given & { first: File; more: File[] }) =>
      client.grouping.importScheme({
        unitId,
        edition,
        source,
        file: first,
        ...(more.length === 0 ? {} : { more }),
      }),
    onSuccess: async ({ schemeId }) => {
      if (schemeId === null) return
      message.success(text.imported)
      await queries.invalidateQueries({ queryKey: api.grouping.key() })
      close()
    },
  })
  const [first, ...more] = files
  const answer = bring.data
  return (
    <Modal
      open
      title={text.importTitle}
      okText={text.import}
      cancelText={text.cancel}
      width={phone ? '100%' : 720}
      okButtonProps={{ disabled: first === undefined, loading: bring.isPending }}
      onCancel={close}
      onOk={() =>
        void form
          .validateFields()
          .then((given) => first !== undefined && bring.mutate({ ...given, first, more }))
          .catch(() => undefined)
      }
    >
      <Form form={form} layout="vertical" validateTrigger="onBlur" style={{ maxWidth: 480 }}>
        <Form.Item
          name="edition"
          label={text.edition}
          rules={[{ required: true, whitespace: true, message: text.editionNeeded }]}
        >
          <Input maxLength={100} placeholder={text.editionExample} />
        </Form.Item>
        <Form.Item
          name="source"
          label={text.source}
          rules={[{ required: true, whitespace: true, message: text.sourceNeeded }]}
        >
          <Input maxLength={500} placeholder={text.sourceExample} />
        </Form.Item>
        <Form.Item label={text.files} extra={text.filesHint} required>
          <div className="scheme-files">
            <AntUpload
              accept=".xlsx,.csv"
              multiple
              showUploadList={false}
              beforeUpload={(_, all) => {
                setFiles(all)
                bring.reset()
                return false
              }}
            >
              <Button>{text.choose}</Button>
            </AntUpload>
            {files.length > 0 && (
              <span className="second">{text.chosen(files.map(({ name }) => name).join('、'))}</span>
            )}
          </div>
        </Form.Item>
      </Form>
      {bring.error !== null && <ErrorState error={bring.error} />}
      {answer !== undefined && answer.faults.length > 0 && (
        <>
          <Alert
            type="error"
            showIcon
            title={text.faultsTitle(answer.faultCount)}
            {...(answer.faultCount > answer.faults.length
              ? { description: text.faultsMore(answer.faults.length) }
              : {})}
          />
          <Faults faults={answer.faults} />
        </>
      )}
    </Modal>
  )
}

function Faults({ faults }: { faults: readonly Fault[] }) {
  const text = useText(schemeText)
  const [language] = useLanguage()
  const columns = useMemo<readonly Column<Fault>[]>(() => {
    const sheetOf = (list: string | null) => {
      const kind = listKinds.find((each) => each === list)
      return kind === undefined ? undefined : sheets[kind]
    }
    const words: Readonly<Record<string, string>> = text.faults
    return [
      {
        key: 'list',
        title: text.list,
        text: ({ list }) => sheetOf(list)?.[language] ?? list ?? text.wholeFile,
        filter: true,
        width: 100,
        card: 'fact',
      },
      { key: 'row', title: text.row, text: ({ row }) => row, align: 'right', width: 56, card: 'fact' },
      {
        key: 'column',
        title: text.column,
        text: ({ list, column }) =>
          sheetOf(list)?.columns.find(({ key }) => key === column)?.[language] ?? column ?? '—',
        width: 110,
        card: 'fact',
      },
      { key: 'value', title: text.value, text: ({ value }) => value ?? '—', width: 110, card: 'fact' },
      {
        key: 'fault',
        title: text.fault,
        text: ({ code }) => words[code] ?? text.otherFault,
        filter: true,
        width: 250,
        card: 'title',
      },
    ]
  }, [text, language])
  return (
    <div className="scheme-faults">
      <Table<Fault>
        name="grouping-faults"
        title={text.faultsTitle(faults.length)}
        rows={faults}
        columns={columns}
        rowKey={(fault) => `${fault.list} ${fault.row} ${fault.column} ${fault.code} ${fault.value}`}
        dense
      />
    </div>
  )
}

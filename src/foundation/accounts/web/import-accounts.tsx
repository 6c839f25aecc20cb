// Accounts from an Excel sheet: template, what would be made, what is wrong in each row, and the first passwords once.
import { InboxOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Modal, Upload } from 'antd'
import { useState } from 'react'
import { api, client, readError } from '../../../core/web/client.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { accountsSheet } from '../sheet.ts'
import { importFaultSentence } from '../words.ts'
import { accountsText } from './words.ts'

export function ImportAccounts({ close }: { close: () => void }) {
  const text = useText(accountsText)
  const [language] = useLanguage()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const preview = useMutation(api.accounts.previewImport.mutationOptions())
  const run = useMutation({
    mutationFn: (chosen: File) => client.accounts.import({ file: chosen, language }),
    onSuccess: async (passwords) => {
      save(passwords.name, passwords)
      message.success(text.imported)
      await queries.invalidateQueries({ queryKey: api.accounts.key() })
      close()
    },
  })
  const choose = (chosen: File) => {
    setFile(chosen)
    preview.mutate({ file: chosen })
  }
  const template = async () => {
    const blank = await client.accounts.importTemplate({ language })
    save(blank.name, blank)
  }
  const ready = preview.data?.ready ?? 0
  return (
    <Modal
      open
      title={text.importTitle}
      width={640}
      okText={ready === 0 ? text.importTitle : text.importNow(ready)}
      okButtonProps={{ disabled: ready === 0 || file === null }}
      cancelText={text.back}
      confirmLoading={run.isPending}
      onOk={() => file && run.mutate(file)}
      onCancel={close}
    >
      <p className="second prose">{text.importHint}</p>
      <div className="import-template">
        <Button onClick={() => void template()}>{text.template}</Button>
      </div>
      <Upload.Dragger
        accept=".xlsx"
        showUploadList={false}
        multiple={false}
        beforeUpload={(chosen) => {
          choose(chosen)
          return false
        }}
      >
        <p className="drop-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{file?.name ?? text.drop}</p>
      </Upload.Dragger>
      <div className="import-result" role="status">
        {preview.isError &&
          (readError(preview.error).code === 'unreadable_file' ? (
            <Alert type="error" showIcon title={text.unreadable} description={text.unreadableNext} />
          ) : (
            <ErrorState error={preview.error} />
          ))}
        {preview.data && (
          <Alert
            type={preview.data.faults.length === 0 ? 'success' : 'warning'}
            showIcon
            title={text.ready(ready)}
            description={
              preview.data.faults.length === 0 ? text.importOnce : text.faulty(preview.data.faults.length)
            }
          />
        )}
        {preview.data && preview.data.faults.length > 0 && (
          <div className="import-faults">
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{text.row}</th>
                  <th scope="col">{text.column}</th>
                  <th scope="col">{text.reason}</th>
                </tr>
              </thead>
              <tbody>
                {preview.data.faults.map((fault) => (
                  <tr key={`${fault.row} ${fault.column} ${fault.code}`}>
                    <td>{fault.row ?? '—'}</td>
                    <td>
                      {accountsSheet.columns.find((column) => column.key === fault.column)?.[language] ??
                        fault.column}
                    </td>
                    <td>{importFaultSentence(fault, language)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {run.isError && <ErrorState error={run.error} />}
      </div>
    </Modal>
  )
}

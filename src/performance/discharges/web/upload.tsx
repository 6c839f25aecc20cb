// Where a file of front pages is chosen, with its encoding and, for another layout, its mapping.
import { InboxOutlined } from '@ant-design/icons'
import { Alert, Button, Progress, Select, Upload as AntUpload } from 'antd'
import { useState } from 'react'
import { readError } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { ErrorState } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { importText } from './import-words.ts'
import type { Run, Sending, Wish } from './sending.ts'

function Failure({ error }: { error: unknown }) {
  const text = useText(importText)
  if (error === null) return null
  const { facts } = readError(error)
  if (facts['reason'] !== 'disk_space') return <ErrorState error={error} />
  const words = text.diskFull(Number(facts['neededMb']), Number(facts['freeMb']))
  return <Alert type="error" showIcon role="alert" className="upload-failure" title={words} />
}

type UploadProps = { sending: Sending; last: Run | undefined }

export function Upload({ sending, last }: UploadProps) {
  const text = useText(importText)
  const [encoding, setEncoding] = useState<'auto' | 'utf-8' | 'gb18030'>('auto')
  const [mapping, setMapping] = useState<{ name: string; value: Wish['mapping'] } | null>(null)
  const [badMapping, setBadMapping] = useState(false)
  if (sending.progress !== null) return <SendingProgress sending={sending} />

  const readMapping = async (file: File) => {
    try {
      const value: unknown = JSON.parse(await file.text())
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError()
      setMapping({ name: file.name, value: value as Wish['mapping'] })
      setBadMapping(false)
    } catch {
      setMapping(null)
      setBadMapping(true)
    }
  }
  return (
    <Section title={text.choose} hint={text.chooseHint}>
      <Failure error={sending.error} />
      {last?.state === 'failed' && last.failure && (
        <Alert
          type="error"
          showIcon
          className="upload-failure"
          title={text.failedTitle(last.fileName)}
          description={text.failures(last.failure.reason, last.failure.columns.join('、'))}
        />
      )}
      <div className="import-fields">
        <div>
          <div className="third">{text.encoding}</div>
          <Select
            aria-label={text.encoding}
            value={encoding}
            onChange={setEncoding}
            style={{ width: '100%' }}
            options={[
              { value: 'auto', label: text.encodings.auto },
              { value: 'utf-8', label: 'UTF-8' },
              { value: 'gb18030', label: 'GB18030 / GBK' },
            ]}
          />
        </div>
        <div>
          <div className="third">{text.mapping}</div>
          <div className="import-choice">
            <AntUpload
              accept=".json,application/json"
              showUploadList={false}
              beforeUpload={(file) => {
                void readMapping(file)
                return false
              }}
            >
              <Button>{mapping ? mapping.name : text.chooseMapping}</Button>
            </AntUpload>
            {mapping && (
              <Button type="link" onClick={() => setMapping(null)}>
                {text.noMapping}
              </Button>
            )}
          </div>
          {badMapping && <p className="second">{text.badMapping}</p>}
        </div>
      </div>
      <AntUpload.Dragger
        accept=".csv,.txt,text/csv"
        showUploadList={false}
        multiple={false}
        beforeUpload={(file) => {
          void sending.send({
            file,
            encoding: encoding === 'auto' ? null : encoding,
            mapping: mapping?.value ?? null,
          })
          return false
        }}
      >
        <p>
          <InboxOutlined aria-hidden style={{ fontSize: 32 }} />
        </p>
        <p>{text.drop}</p>
        <p className="third">{text.dropHint}</p>
      </AntUpload.Dragger>
      <p className="third discharge-below">{text.mappingHint}</p>
    </Section>
  )
}

function SendingProgress({ sending }: { sending: Sending }) {
  const text = useText(importText)
  const { sent, size } = sending.progress ?? { sent: 0, size: 1 }
  return (
    <Section title={text.sending}>
      <div className="import-run" role="status">
        <Progress className="import-progress" percent={Math.floor((sent / size) * 100)} status="active" />
        <p className="second">{text.sent(megabytes(sent), megabytes(size))}</p>
        <p className="third">{text.sendingHint}</p>
      </div>
    </Section>
  )
}

export const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

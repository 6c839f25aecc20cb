// The place where a workbook is dropped or chosen, and why the last one could not be read.
import { InboxOutlined } from '@ant-design/icons'
import { Alert, Upload as AntUpload } from 'antd'
import { readError } from '../../../core/web/client.ts'
import { Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { fileSentence } from '../words.ts'
import { workbookText } from './words.ts'

type UploadProps = {
  /** The file that could not be read. */
  failed: File | null
  error: unknown
  choose: (file: File) => void
}

export function Upload({ failed, error, choose }: UploadProps) {
  const text = useText(workbookText)
  const phone = useIsPhone()
  return (
    <Section title={text.upload} hint={text.uploadHint}>
      {failed !== null && <Unreadable file={failed} error={error} />}
      <AntUpload.Dragger
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        showUploadList={false}
        multiple={false}
        beforeUpload={(file) => {
          choose(file)
          return false
        }}
      >
        <p className="drop-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{phone ? text.dropPhone : text.drop}</p>
        <p className="third">{text.dropHint}</p>
      </AntUpload.Dragger>
    </Section>
  )
}

function Unreadable({ file, error }: { file: File; error: unknown }) {
  const text = useText(workbookText)
  const [language] = useLanguage()
  const { code, facts } = readError(error)
  const sentence = fileSentence(code, facts, language)
  return (
    <div className="upload-failure">
      {sentence === null ? (
        <ErrorState error={error} />
      ) : (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={text.unreadable(file.name)}
          description={
            <>
              {sentence} {text.notUploaded}
            </>
          }
        />
      )}
    </div>
  )
}

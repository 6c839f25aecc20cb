// The page of the institution workbook: download, upload, see what would change, import, result.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress, Steps } from 'antd'
import { useState } from 'react'
import { type Client, client } from '../../../core/web/client.ts'
import { Page, Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useText } from '../../../core/web/text.ts'
import { Checked } from './checked.tsx'
import { Downloads } from './downloads.tsx'
import { Done } from './done.tsx'
import { Upload } from './upload.tsx'
import { workbookText } from './words.ts'
import './workbook.css'

export type Preview = Awaited<ReturnType<Client['exchange']['preview']>>
export type Result = Awaited<ReturnType<Client['exchange']['import']>>

type Stage =
  | { at: 'file'; file: File | null; error: unknown }
  | { at: 'reading'; file: File }
  | { at: 'checked'; file: File; preview: Preview; error: unknown }
  | { at: 'importing'; file: File; preview: Preview }
  | { at: 'done'; preview: Preview; result: Result }

const start: Stage = { at: 'file', file: null, error: null }
const numbers = { file: 0, reading: 1, checked: 2, importing: 2, done: 3 }

export function Workbook() {
  const text = useText(workbookText)
  const queries = useQueryClient()
  const phone = useIsPhone()
  const [stage, setStage] = useState<Stage>(start)

  const read = async (file: File) => {
    setStage({ at: 'reading', file })
    try {
      setStage({ at: 'checked', file, preview: await client.exchange.preview({ file }), error: null })
    } catch (error) {
      setStage({ at: 'file', file, error })
    }
  }
  const run = async (file: File, preview: Preview, acceptPartial: boolean) => {
    setStage({ at: 'importing', file, preview })
    try {
      const result = await client.exchange.import({ fileId: preview.fileId, acceptPartial })
      setStage({ at: 'done', preview, result })
      // Everything may rest on what was imported.
      await queries.invalidateQueries()
    } catch (error) {
      setStage({ at: 'checked', file, preview, error })
    }
  }
  return (
    <Page title={text.title} what={text.what}>
      <Steps
        size="small"
        current={numbers[stage.at]}
        orientation="horizontal"
        responsive={false}
        titlePlacement={phone ? 'vertical' : 'horizontal'}
        className="workbook-steps"
        items={[
          { title: text.steps.file },
          { title: text.steps.upload },
          { title: text.steps.check },
          { title: text.steps.done },
        ]}
      />
      {stage.at === 'file' && (
        <>
          <Downloads />
          <Upload failed={stage.file} error={stage.error} choose={(file) => void read(file)} />
        </>
      )}
      {stage.at === 'reading' && <Working title={text.reading(stage.file.name)} hint={text.readingHint} />}
      {stage.at === 'checked' && (
        <Checked
          file={stage.file}
          preview={stage.preview}
          error={stage.error}
          again={() => void read(stage.file)}
          other={<Button onClick={() => setStage(start)}>{text.otherFile}</Button>}
          run={(acceptPartial) => void run(stage.file, stage.preview, acceptPartial)}
        />
      )}
      {stage.at === 'importing' && <Working title={text.importing} hint={text.importingHint} />}
      {stage.at === 'done' && (
        <Done preview={stage.preview} result={stage.result} again={() => setStage(start)} />
      )}
    </Page>
  )
}

function Working({ title, hint }: { title: string; hint: string }) {
  return (
    <Section>
      <div role="status" className="working">
        <p>
          <strong>{title}</strong>
        </p>
        <p className="second">{hint}</p>
        <Progress percent={100} status="active" showInfo={false} aria-label={title} />
      </div>
    </Section>
  )
}

// The page of the institution workbook: download, upload, and the course of an import, found again by its address.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Steps } from 'antd'
import { useEffect, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { Checked } from './checked.tsx'
import { Done } from './done.tsx'
import { Downloads } from './downloads.tsx'
import { Ended, Forgotten } from './ended.tsx'
import { History } from './history.tsx'
import { Progressing, Uploading } from './progressing.tsx'
import { type Run, underWay } from './run.ts'
import { Upload } from './upload.tsx'
import { workbookText } from './words.ts'
import './workbook.css'

const stepOf: Readonly<Record<Run['state'], number>> = {
  reading: 1,
  checked: 2,
  importing: 2,
  done: 3,
  failed: 2,
  cancelled: 2,
}
const pollMilliseconds = 400

export function Workbook() {
  const text = useText(workbookText)
  const phone = useIsPhone()
  const [runId, setRunId] = useQueryPart('run')
  const [step, setStep] = useState(0)
  return (
    <Page title={text.title} what={text.what}>
      <Steps
        size="small"
        current={runId === null ? 0 : step}
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
      {runId === null ? (
        <Start open={setRunId} />
      ) : (
        <Course key={runId} runId={runId} leave={() => setRunId(null)} tell={setStep} />
      )}
    </Page>
  )
}

/** What one begins with, and the imports there have been. */
function Start({ open }: { open: (runId: string) => void }) {
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const upload = useMutation({
    mutationFn: (chosen: File) => client.exchange.upload({ file: chosen }),
    onSuccess: (run) => {
      queries.setQueryData(api.exchange.run.queryKey({ input: { runId: run.id } }), run)
      open(run.id)
    },
  })
  if (upload.isPending && file !== null) return <Uploading name={file.name} />
  return (
    <>
      <Downloads />
      <Upload
        failed={upload.isError ? file : null}
        error={upload.error}
        choose={(chosen) => {
          setFile(chosen)
          upload.mutate(chosen)
        }}
      />
      <History open={open} />
    </>
  )
}

type CourseProps = { runId: string; leave: () => void; tell: (step: number) => void }

/** One import from the check to its end. */
function Course({ runId, leave, tell }: CourseProps) {
  const text = useText(workbookText)
  const queries = useQueryClient()
  const failed = useFailure()
  const key = api.exchange.run.queryKey({ input: { runId } })
  const { data: run, error } = useQuery(
    api.exchange.run.queryOptions({
      input: { runId },
      refetchInterval: ({ state }) =>
        state.data !== undefined && !underWay(state.data) ? false : pollMilliseconds,
      // Who looks at another window comes back to a finished import.
      refetchIntervalInBackground: true,
      staleTime: 0,
    }),
  )
  const settled = { onSuccess: (next: Run) => queries.setQueryData(key, next), onError: failed }
  const order = useMutation({
    mutationFn: (acceptPartial: boolean) => client.exchange.import({ runId, acceptPartial }),
    ...settled,
  })
  const recheck = useMutation({ mutationFn: () => client.exchange.recheck({ runId }), ...settled })
  const cancel = useMutation({ mutationFn: () => client.exchange.cancel({ runId }), ...settled })

  const state = run?.state
  useEffect(() => {
    if (state !== undefined) tell(stepOf[state])
    // Everything may rest on what was imported.
    if (state === 'done') void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey !== key })
    // oxlint-disable-next-line react/exhaustive-deps -- told once for each state
  }, [state])

  if (run === undefined) return error === null ? <Loading what={text.title} /> : <ErrorState error={error} />
  const other = <Button onClick={leave}>{text.otherFile}</Button>
  if (underWay(run)) {
    return <Progressing run={run} cancel={() => cancel.mutate()} leave={leave} />
  }
  if (run.state === 'done') return <Done run={run} again={leave} />
  if (run.fileDeletedAt !== null) return <Forgotten run={run} other={other} />
  if (run.state === 'checked') {
    return (
      <Checked
        run={run}
        other={other}
        busy={order.isPending}
        order={(acceptPartial) => order.mutate(acceptPartial)}
      />
    )
  }
  return <Ended run={run} recheck={() => recheck.mutate()} busy={recheck.isPending} other={other} />
}

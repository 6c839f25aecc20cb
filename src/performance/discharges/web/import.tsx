// The import of front pages: choose a file, watch it being read, look at its faults, publish; and what was imported before.
import { useQuery } from '@tanstack/react-query'
import { Steps } from 'antd'
import { api } from '../../../core/web/client.ts'
import { usePathPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { ActiveRun } from './active-run.tsx'
import { History } from './history.tsx'
import { Lists } from './lists.tsx'
import { Upload } from './upload.tsx'
import { type Run, useSending } from './sending.ts'
import './discharges.css'
import { importText } from './import-words.ts'

const active: readonly Run['state'][] = [
  'uploading',
  'waiting',
  'checking',
  'checked',
  'publishing',
  'rolling_back',
]
const moving: readonly Run['state'][] = ['waiting', 'checking', 'publishing', 'rolling_back']
const stepOf: Partial<Record<Run['state'], number>> = {
  uploading: 0,
  waiting: 1,
  checking: 1,
  checked: 2,
  publishing: 3,
}

export function DischargeImport() {
  const unitId = usePathPart('unitId')
  const text = useText(importText)
  const phone = useIsPhone()
  const sending = useSending(unitId)
  const { data, error, refetch } = useQuery(
    api.discharges.runs.queryOptions({
      input: { unitId },
      // While a worker is at it, its progress is asked for every second.
      refetchInterval: (query) =>
        query.state.data?.runs.some((run) => moving.includes(run.state)) === true ? 1000 : false,
    }),
  )
  const current = data?.runs.find((run) => active.includes(run.state))
  const step = sending.progress !== null ? 0 : current === undefined ? 0 : (stepOf[current.state] ?? 3)
  return (
    <Page title={text.title} what={text.what} up={{ to: `/discharges/${unitId}`, label: text.up }}>
      {!data ? (
        error ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <Loading what={text.title} rows={8} />
        )
      ) : (
        <>
          {data.mayWrite && (
            <>
              <Steps
                size="small"
                current={step}
                orientation="horizontal"
                responsive={false}
                titlePlacement={phone ? 'vertical' : 'horizontal'}
                className="import-steps"
                items={[
                  { title: text.steps.file },
                  { title: text.steps.check },
                  { title: text.steps.faults },
                  { title: text.steps.publish },
                ]}
              />
              {current ? (
                <ActiveRun unitId={unitId} run={current} sending={sending} />
              ) : (
                <Upload sending={sending} last={data.runs[0]} />
              )}
            </>
          )}
          <History unitId={unitId} runs={data.runs} mayWrite={data.mayWrite && current === undefined} />
          <Lists unitId={unitId} />
        </>
      )}
    </Page>
  )
}

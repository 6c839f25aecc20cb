// The import under way: what it is doing, what was found, and the next step.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Popconfirm, Progress, Upload as AntUpload } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Columns, FactList, Figure, Section } from '../../../core/web/page.tsx'
import { ErrorState, useFailure } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { Faults } from './faults.tsx'
import { importText } from './import-words.ts'
import type { Run, Sending } from './sending.ts'
import { megabytes, Upload } from './upload.tsx'
import { dischargeText } from './words.ts'

type ActiveProps = { unitId: string; run: Run; sending: Sending }

export function ActiveRun({ unitId, run, sending }: ActiveProps) {
  if (sending.progress !== null) return <Upload sending={sending} last={undefined} />
  if (run.state === 'uploading') return <Interrupted unitId={unitId} run={run} sending={sending} />
  if (run.state === 'checked') return <Checked unitId={unitId} run={run} />
  return <Working unitId={unitId} run={run} />
}

function useCancel(unitId: string, runId: string) {
  const queries = useQueryClient()
  const failed = useFailure()
  return useMutation({
    mutationFn: () => client.discharges.cancel({ unitId, runId }),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: api.discharges.key() }),
  })
}

function GiveUp({ unitId, run }: { unitId: string; run: Run }) {
  const text = useText(importText)
  const cancel = useCancel(unitId, run.id)
  return (
    <Popconfirm
      title={text.cancelTitle}
      description={text.cancelHint}
      okText={text.cancel}
      cancelText={text.goOn}
      onConfirm={() => cancel.mutate()}
    >
      <Button loading={cancel.isPending || run.cancelling}>{text.cancel}</Button>
    </Popconfirm>
  )
}

function Working({ unitId, run }: { unitId: string; run: Run }) {
  const text = useText(importText)
  const share = run.state === 'checking' ? Math.floor((run.readBytes / run.size) * 100) : 0
  const reading = run.state === 'checking' && share < 100
  return (
    <Section title={text.states[run.state]} hint={run.fileName}>
      <div className="import-run" role="status">
        <Progress
          className="import-progress"
          percent={reading ? share : 100}
          status="active"
          showInfo={reading}
          aria-label={text.states[run.state]}
        />
        {run.state === 'checking' && (
          <p className="second">
            {text.read(megabytes(run.readBytes), megabytes(run.size), run.rows, run.bad)}
          </p>
        )}
        <p className="third">{text.workingHints[run.state === 'checking' ? 'checking' : 'other']}</p>
        {(run.state === 'checking' || run.state === 'waiting') && (
          <div>
            <GiveUp unitId={unitId} run={run} />
          </div>
        )}
      </div>
    </Section>
  )
}

/** The page was closed while sending: the same file goes on where it ended. */
function Interrupted({ unitId, run, sending }: ActiveProps) {
  const text = useText(importText)
  const [wrong, setWrong] = useState(false)
  return (
    <Section title={text.interrupted} hint={run.fileName}>
      <div className="import-run">
        {sending.error !== null && <ErrorState error={sending.error} />}
        <p className="second">{text.interruptedHint(megabytes(run.uploaded), megabytes(run.size))}</p>
        {wrong && <Alert type="warning" showIcon title={text.otherFile} />}
        <div className="import-choice">
          <AntUpload
            accept=".csv,.txt,text/csv"
            showUploadList={false}
            beforeUpload={(file) => {
              const same = file.name === run.fileName && file.size === run.size
              setWrong(!same)
              if (same) void sending.resume(run.id, file, run.uploaded)
              return false
            }}
          >
            <Button type="primary">{text.resume}</Button>
          </AntUpload>
          <GiveUp unitId={unitId} run={run} />
        </div>
      </div>
    </Section>
  )
}

function Checked({ unitId, run }: { unitId: string; run: Run }) {
  const text = useText(importText)
  const words = useText(dischargeText)
  const queries = useQueryClient()
  const failed = useFailure()
  const [accepted, setAccepted] = useState(false)
  const publish = useMutation({
    mutationFn: () => client.discharges.publish({ unitId, runId: run.id, acceptPartial: accepted }),
    onError: failed,
    onSettled: () => queries.invalidateQueries({ queryKey: api.discharges.key() }),
  })
  const { outcome } = run
  if (outcome === null) return null
  const { good, bad } = outcome
  const blocked = good === 0 || (bad > 0 && !accepted)
  return (
    <>
      <Section title={text.checkedTitle} hint={run.fileName}>
        <div className="import-run">
          <Columns min={140}>
            <Figure label={text.rows} value={outcome.rows} />
            <Figure label={text.good} value={good} />
            <Figure label={text.bad} value={bad} />
            <Figure label={text.replaces} value={outcome.replaces} change={text.replacesHint} />
          </Columns>
          <FactList
            facts={[
              { label: text.encoding, value: outcome.encoding.toUpperCase() },
              { label: text.organisation, value: outcome.organisation },
              {
                label: text.listsUsed,
                value: outcome.lists
                  .map(
                    (list) => `${words.lists[list.kind]} ${list.synthetic ? text.synthetic : list.edition}`,
                  )
                  .join('；'),
              },
              ...(outcome.unknown.length > 0
                ? [{ label: text.unknownColumns, value: outcome.unknown.join('、') }]
                : []),
              ...(outcome.absent.length > 0
                ? [
                    {
                      label: text.absentColumns(outcome.absent.length),
                      value: outcome.absent.slice(0, 30).join('、'),
                    },
                  ]
                : []),
            ]}
          />
          <p className="third prose">{text.uncheckedSets}</p>
          {bad > 0 && good > 0 && (
            <Checkbox checked={accepted} onChange={(event) => setAccepted(event.target.checked)}>
              {text.accept(good, bad)}
            </Checkbox>
          )}
          <div className="import-choice">
            <Button
              type="primary"
              disabled={blocked}
              loading={publish.isPending}
              onClick={() => publish.mutate()}
            >
              {text.publish(good)}
            </Button>
            <GiveUp unitId={unitId} run={run} />
          </div>
        </div>
      </Section>
      {outcome.faults > 0 && <Faults unitId={unitId} run={run} />}
    </>
  )
}

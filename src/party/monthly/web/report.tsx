// One report: figures, meetings and exceptions as submitted or as they stand, what has changed since, verdicts, and what to do next.
import { FileWordOutlined, RollbackOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go, usePathPart } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { ErrorState, Loading, useFailure, useUndo } from '../../../core/web/status.tsx'
import { save } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Report } from '../contract/report.ts'
import { MonthChoice, ReportState } from './marks.tsx'
import { lastDayOf, useMonth, useMonthWords } from './month.ts'
import './monthly.css'
import { Below, Exceptions, Meetings, Members, Summary } from './report/content.tsx'
import { Changes } from './report/changes.tsx'
import { History } from './report/history.tsx'
import { ReturnDialog } from './report/return-dialog.tsx'
import { monthlyText, reportText } from './words.ts'

export function ReportScreen() {
  const unitId = usePathPart('unitId')
  const [month, choose] = useMonth()
  return (
    <ReportPage
      unitId={unitId}
      month={month}
      filters={<MonthChoice month={month} choose={choose} />}
      up={{ to: `/monthly?month=${month}` }}
    />
  )
}

type Place = { unitId: string; month: string; filters: ReactNode; up?: { to: string } }

export function ReportPage({ unitId, month, filters, up }: Place) {
  const text = useText(reportText)
  const query = useQuery(api.monthly.get.queryOptions({ input: { unitId, month } }))
  if (query.data) return <Loaded report={query.data} filters={filters} {...(up ? { up } : {})} />
  return (
    <Page title={text.back} filters={filters} {...(up ? { up: { ...up, label: text.back } } : {})}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading what={text.back} rows={10} />
      )}
    </Page>
  )
}

function Loaded({ report, filters, up }: { report: Report; filters: ReactNode; up?: { to: string } }) {
  const text = useText(reportText)
  const general = useText(monthlyText)
  const words = useMonthWords()
  const [returning, setReturning] = useState(false)
  const acts = useActs(report)
  const { line, snapshot, moves } = report
  const submitted = line.state === 'submitted' || line.state === 'accepted'
  const content = submitted && snapshot !== null ? snapshot.content : report.now
  const judges = moves.includes('accept')
  return (
    <Page
      title={text.of(line.unitName, words(line.month))}
      what={general.ownWhat}
      filters={filters}
      {...(up ? { up: { ...up, label: text.back } } : {})}
      primary={usePrimary(report, acts)}
      extra={
        <>
          <Button icon={<FileWordOutlined />} onClick={acts.word}>
            {text.word}
          </Button>
          {moves.includes('withdraw') && !judges && (
            <Button icon={<RollbackOutlined />} loading={acts.busy} onClick={acts.withdraw}>
              {text.withdraw}
            </Button>
          )}
          {moves.includes('return') && <Button onClick={() => setReturning(true)}>{text.giveBack}</Button>}
        </>
      }
    >
      <div className="monthly-box">
        <ReportState line={line} />
        <span className="second">{general.dueOn(line.dueOn)}</span>
        {!line.dueCertain && <span className="third">{general.uncertain}</span>}
        <span className="third">
          {report.upperName === null ? text.noUpper : text.toUpper(report.upperName)}
        </span>
        {!report.monthOver && <span className="third">{text.notOver(lastDayOf(line.month))}</span>}
      </div>
      {moves.length > 0 && <Pending unitId={line.unitId} month={line.month} />}
      {line.returned !== null && <Returned report={report} />}
      <Changes report={report} />
      <Summary report={report} content={content} />
      <Below report={report} content={content} />
      <Meetings content={content} />
      <Exceptions content={content} />
      <Members content={content} />
      {moves.includes('prepare') && <Remark key={report.remark} report={report} keep={acts.keep} />}
      {!moves.includes('prepare') && content.remark !== '' && (
        <Section title={text.remark}>
          <p className="written prose">{content.remark}</p>
        </Section>
      )}
      <History report={report} />
      {returning && <ReturnDialog report={report} close={() => setReturning(false)} />}
    </Page>
  )
}

/** Other months of this unit that are still to be submitted. */
function Pending({ unitId, month }: { unitId: string; month: string }) {
  const text = useText(reportText)
  const words = useMonthWords()
  const may = useMay()
  const mine = useQuery(api.monthly.mine.queryOptions({ input: {}, enabled: may('report.submit') }))
  const others = mine.data?.reports.filter((line) => line.unitId === unitId && line.month !== month) ?? []
  if (others.length === 0) return null
  return (
    <div className="monthly-box">
      <span className="second">{text.pending}</span>
      {others.map((line) => (
        <Go key={line.month} to={`/monthly/reports/${unitId}?month=${line.month}`}>
          {words(line.month)}
        </Go>
      ))}
    </div>
  )
}

function Returned({ report }: { report: Report }) {
  const text = useText(reportText)
  const lines = report.verdicts.find(({ verdict }) => verdict === 'returned')?.lines ?? []
  return (
    <div className="monthly-box" role="status">
      <strong>{text.returnedBox(report.line.returned ?? '')}</strong>
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line.ref}>
              {line.label}: {line.note}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type Acts = ReturnType<typeof useActs>

/** The one thing to do next: to judge for the unit above, to submit for the unit itself. */
function usePrimary(report: Report, acts: Acts) {
  const text = useText(reportText)
  const { moves, line, monthOver } = report
  if (moves.includes('accept')) return { label: text.accept, act: acts.accept, busy: acts.busy }
  if (moves.includes('submit')) {
    const without = report.now.missing.length
    const label =
      without > 0 ? text.submitWithout(without) : line.number === null ? text.submit : text.resubmit
    return { label, act: acts.submit, busy: acts.busy }
  }
  const running = !monthOver && line.owed && line.state === 'due'
  return running
    ? { label: text.submit, act: acts.submit, blocked: text.notOver(lastDayOf(line.month)) }
    : undefined
}

function useActs(report: Report) {
  const text = useText(reportText)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const fail = useFailure()
  const offerUndo = useUndo()
  const { unitId, month, number } = report.line
  const at = { unitId, month }
  const refresh = () => queries.invalidateQueries({ queryKey: api.monthly.key() })
  const withdraw = async () => {
    await client.monthly.withdraw(at)
    await refresh()
  }
  // What is on the way is shown by the button, whichever act it is.
  const run = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onError: fail,
    onSettled: refresh,
  })
  return {
    busy: run.isPending,
    submit: () =>
      run.mutate(async () => {
        await client.monthly.submit(at)
        offerUndo({ message: text.submitted, undo: withdraw })
      }),
    withdraw: () =>
      run.mutate(async () => {
        await withdraw()
        message.success(text.withdrawn)
      }),
    accept: () =>
      run.mutate(async () => {
        await client.monthly.accept({ ...at, number: number ?? 0 })
        message.success(text.accepted)
      }),
    keep: (remark: string) =>
      run.mutate(async () => {
        await client.monthly.prepare({ ...at, remark })
        message.success(text.kept)
      }),
    word: () =>
      run.mutate(async () => {
        const file = await client.monthly.wordFile(at)
        save(file.name, file)
      }),
  }
}

function Remark({ report, keep }: { report: Report; keep: (remark: string) => void }) {
  const text = useText(reportText)
  const [remark, setRemark] = useState(report.remark)
  return (
    <Section title={text.remark}>
      <Input.TextArea
        aria-label={text.remark}
        placeholder={text.remarkHint}
        autoSize={{ minRows: 1, maxRows: 6 }}
        maxLength={500}
        value={remark}
        onChange={(event) => setRemark(event.target.value)}
        style={{ maxWidth: 640 }}
      />
      {remark.trim() !== report.remark && (
        <Button style={{ marginTop: 8 }} onClick={() => keep(remark.trim())}>
          {text.keepRemark}
        </Button>
      )}
    </Section>
  )
}

// The end of a month over all units below: five steps from reminders to the report upward, the sum, and the list.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Segmented } from 'antd'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { Rate } from '../../../core/web/state.tsx'
import { useFailure } from '../../../core/web/status.tsx'
import { Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { ReportLine } from '../contract/report.ts'
import { rateOf } from '../rules.ts'
import { FilesSection, useFiles } from './files.tsx'
import { useListColumns } from './list-columns.tsx'
import { ReportState } from './marks.tsx'
import { reportPath, useMonthWords } from './month.ts'
import { Step } from './step.tsx'
import { monthlyText, platformText } from './words.ts'

export type Inbox = Awaited<ReturnType<Client['monthly']['inbox']>>

const isOpen = ({ state }: ReportLine): boolean =>
  state === 'due' || state === 'prepared' || state === 'returned'
/** Nothing stands against it; of another institution that is found out when it is accepted. */
const isFine = (line: ReportLine): boolean => line.state === 'submitted' && line.obstacles?.length === 0
const needsLook = (line: ReportLine): boolean => line.state === 'submitted' && !isFine(line)

const shows = {
  all: () => true,
  open: isOpen,
  toJudge: ({ state }: ReportLine) => state === 'submitted',
  toLook: needsLook,
  done: ({ state }: ReportLine) => state === 'accepted',
} as const
type Show = keyof typeof shows

export function MonthEnd({ unitId, month, inbox }: { unitId: string; month: string; inbox: Inbox }) {
  const text = useText(monthlyText)
  const words = useMonthWords()
  const go = useGo()
  const [part, setPart] = useQueryPart('show')
  const show: Show = part !== null && part in shows ? (part as Show) : 'all'
  const acts = useActs(unitId, month)
  const columns = useListColumns(inbox)
  const { rows } = inbox
  const seen = useMemo(() => rows.filter(shows[show]), [rows, show])
  const count = (which: Show): number => rows.filter(shows[which]).length
  const options = (['all', 'open', 'toJudge', 'toLook', 'done'] as const).map((value) => ({
    value,
    label: `${text.list[value]} ${count(value)}`,
  }))
  return (
    <>
      <Steps inbox={inbox} unitId={unitId} month={month} acts={acts} show={setPart} />
      <Sums inbox={inbox} />
      <Section title={text.list.title}>
        <div className="monthly-show">
          <Segmented<Show>
            aria-label={text.list.filter}
            value={show}
            onChange={(value) => setPart(value === 'all' ? null : value)}
            options={options}
          />
        </div>
        <Table
          name="monthly"
          title={text.list.file(inbox.unitName, words(month))}
          rows={seen}
          columns={columns}
          rowKey={(line) => line.unitId}
          open={(line) => go(reportPath(line))}
          dense
          empty={{ title: text.list.empty }}
          {...(inbox.mayAccept
            ? {
                bulk: (chosen: ReportLine[], clear: () => void) => (
                  <>
                    <Button
                      disabled={!chosen.some(shows.toJudge)}
                      loading={acts.accepting}
                      onClick={() => void acts.accept(chosen.filter(shows.toJudge)).then(clear)}
                    >
                      {text.list.acceptChosen(chosen.filter(shows.toJudge).length)}
                    </Button>
                    <Button
                      disabled={!chosen.some(isOpen)}
                      loading={acts.reminding}
                      onClick={() => void acts.remind(chosen.filter(isOpen)).then(clear)}
                    >
                      {text.list.remindChosen(chosen.filter(isOpen).length)}
                    </Button>
                  </>
                ),
              }
            : {})}
        />
      </Section>
      {inbox.mayFile && <FilesSection unitId={unitId} month={month} />}
    </>
  )
}

type Acts = ReturnType<typeof useActs>

/** Accept and remind; what was not accepted is said with its number. */
function useActs(unitId: string, month: string) {
  const text = useText(monthlyText)
  const queries = useQueryClient()
  const { message } = App.useApp()
  const fail = useFailure()
  const accept = useMutation(api.monthly.acceptMany.mutationOptions())
  const remind = useMutation(api.monthly.remind.mutationOptions())
  const refresh = () => queries.invalidateQueries({ queryKey: api.monthly.key() })
  return {
    accepting: accept.isPending,
    reminding: remind.isPending,
    accept: async (lines: readonly ReportLine[]) => {
      const reports = lines.map((line) => ({ unitId: line.unitId, number: line.number ?? 0 }))
      try {
        const { accepted, left } = await accept.mutateAsync({ unitId, month, reports })
        message.open({
          type: left.length === 0 ? 'success' : 'info',
          content: text.steps.accepted(accepted.length, left.length),
        })
      } catch (error) {
        fail(error)
      }
      await refresh()
    },
    remind: async (lines: readonly ReportLine[]) => {
      try {
        const { reminded } = await remind.mutateAsync({
          unitId,
          month,
          unitIds: lines.map((line) => line.unitId),
        })
        message.success(text.steps.reminded(reminded.length))
      } catch (error) {
        fail(error)
      }
      await refresh()
    },
  }
}

function Steps(props: {
  inbox: Inbox
  unitId: string
  month: string
  acts: Acts
  show: (value: string | null) => void
}) {
  const { inbox, acts, show } = props
  const text = useText(monthlyText).steps
  const { rows, own } = inbox
  const open = rows.filter(isOpen)
  const late = rows.filter(({ missing }) => missing)
  const fine = rows.filter(isFine)
  const look = rows.filter(needsLook)
  const done = rows.filter(shows.done).length
  return (
    <ol className="monthly-steps" aria-label={text.title}>
      <Step
        number={1}
        title={text.missing}
        count={open.length}
        hint={open.length === 0 ? text.of(done, rows.length) : text.missingHint(late.length)}
        tone={late.length > 0 ? 'overdue' : open.length > 0 ? 'due' : 'done'}
      >
        {inbox.mayAccept && open.length > 0 && (
          <Button
            size="small"
            loading={acts.reminding}
            onClick={() => void acts.remind(late.length > 0 ? late : open)}
          >
            {text.remind(late.length > 0 ? late.length : open.length)}
          </Button>
        )}
      </Step>
      <Step
        number={2}
        title={text.fine}
        count={fine.length}
        hint={text.fineHint}
        tone={fine.length > 0 ? 'due' : 'done'}
      >
        {inbox.mayAccept && fine.length > 0 && (
          <Button size="small" type="primary" loading={acts.accepting} onClick={() => void acts.accept(fine)}>
            {text.accept(fine.length)}
          </Button>
        )}
      </Step>
      <Step
        number={3}
        title={text.look}
        count={look.length}
        hint={text.lookHint}
        tone={look.length > 0 ? 'late' : 'done'}
      >
        {look.length > 0 && (
          <Button size="small" onClick={() => show('toLook')}>
            {text.showThese}
          </Button>
        )}
      </Step>
      {inbox.mayFile && <FileStep {...props} />}
      {own && <OwnStep own={own} maySubmit={inbox.maySubmit} number={inbox.mayFile ? 5 : 4} />}
    </ol>
  )
}

function FileStep({ unitId, month }: { unitId: string; month: string }) {
  const text = useText(monthlyText).steps
  const { files, layouts, make, making } = useFiles(unitId, month)
  const newest = files?.[0]
  const words = useText(platformText).files
  const [only] = layouts ?? []
  return (
    <Step
      number={4}
      title={text.file}
      count={null}
      hint={
        newest ? `${words.states[newest.state]}${newest.receiptNumber ? ` ${newest.receiptNumber}` : ''}` : ''
      }
      tone={newest?.state === 'receipted' ? 'done' : newest?.state === 'rejected' ? 'late' : 'due'}
    >
      {layouts && layouts.length === 0 ? (
        <Go to="/monthly/layouts">{text.makeLayout}</Go>
      ) : newest === undefined || newest.state === 'rejected' ? (
        only && (
          <Button size="small" loading={making} onClick={() => make(only.id)}>
            {text.make}
          </Button>
        )
      ) : newest.state !== 'receipted' ? (
        <Button size="small" onClick={() => document.getElementById('monthly-files')?.scrollIntoView()}>
          {words.enter}
        </Button>
      ) : null}
    </Step>
  )
}

function OwnStep({ own, maySubmit, number }: { own: ReportLine; maySubmit: boolean; number: number }) {
  const text = useText(monthlyText).steps
  const done = own.state === 'submitted' || own.state === 'accepted'
  return (
    <Step
      number={number}
      title={text.upward}
      count={null}
      hint={<ReportState line={own} />}
      tone={done ? 'done' : own.missing ? 'overdue' : 'due'}
    >
      <Go to={reportPath(own)}>{done || !maySubmit ? text.seeOwn : text.openOwn}</Go>
    </Step>
  )
}

function Sums({ inbox }: { inbox: Inbox }) {
  const { sums: text, steps } = useText(monthlyText)
  const accepted = rateOf(inbox.accepted)
  const records = inbox.records === null ? null : rateOf(inbox.records)
  const goal = inbox.goal / 1000
  const equal =
    records !== null &&
    records.numerator === accepted.numerator &&
    records.denominator === accepted.denominator
  return (
    <p className="monthly-sums">
      <span>{steps.of(inbox.rows.filter(shows.done).length, inbox.rows.length)}</span>
      <span>
        {text.accepted} <Rate {...accepted} goal={goal} />
      </span>
      {records === null ? (
        <span className="third">{text.outside}</span>
      ) : (
        <>
          <span>
            {text.records} <Rate {...records} />
          </span>
          <span className={equal ? 'monthly-equal' : 'third'}>
            {equal ? `✓ ${text.equal}` : text.differs}
          </span>
        </>
      )}
    </p>
  )
}

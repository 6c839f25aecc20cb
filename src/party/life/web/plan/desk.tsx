// The desk of a year plan: its state and next act on top, twelve months, then the fixed day or the plans below.
import { PlusOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input } from 'antd'
import { useMemo, useState } from 'react'
import { monthsIn } from '../../../../core/calendar.ts'
import { api, client } from '../../../../core/web/client.ts'
import { useGo } from '../../../../core/web/go.tsx'
import { Page } from '../../../../core/web/page.tsx'
import { useMay } from '../../../../core/web/session.ts'
import { EmptyState, useUndo } from '../../../../core/web/status.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { PlanItemInput } from '../../contract.ts'
import { leftOver, mayWritePlan } from '../../rules.ts'
import { useLifeFailure } from '../failure.ts'
import { HoldDialog } from '../hold-dialog.tsx'
import { slotsOf } from '../layout.ts'
import { planText } from '../plan-words.ts'
import { PlansBelow } from './below.tsx'
import { allMonths, type Drafted, type Plan } from './drafted.ts'
import { FixedDay } from './fixed-day.tsx'
import { ItemDialog } from './item-dialog.tsx'
import { Month } from './month.tsx'

const asInput = (item: Drafted): PlanItemInput => ({
  ...(item.fresh ? {} : { id: item.id }),
  month: item.month,
  kind: item.kind as PlanItemInput['kind'],
  title: item.title,
  schemeId: item.schemeId,
  partId: item.partId,
  lecturer: item.lecturer,
  place: item.place,
})

export function PlanDesk({ unitId, year, data }: { unitId: string; year: number; data: Plan }) {
  const text = useText(planText)
  const { message, modal } = App.useApp()
  const fail = useLifeFailure()
  const offerUndo = useUndo()
  const go = useGo()
  const may = useMay()
  const queries = useQueryClient()
  const { plan, template } = data
  const kept = useMemo<Drafted[]>(
    () => (plan?.items ?? []).map((item) => ({ ...item, fresh: false })),
    [plan],
  )
  const [items, setItems] = useState<readonly Drafted[]>(kept)
  const [editing, setEditing] = useState<Drafted | number | null>(null)
  const [holding, setHolding] = useState<Drafted | null>(null)
  const [busy, setBusy] = useState(false)
  const state = plan?.state ?? 'draft'
  const writable = data.mayWrite && (plan === null || (state !== 'in_force' && mayWritePlan(state)))
  const dirty = items !== kept
  const table = useQuery(
    api.life.table.queryOptions({ input: { unitId, year }, enabled: !template && may('duty.read') }),
  )
  const due = useMemo(() => {
    const row = table.data?.rows.find((each) => each.unitId === unitId)
    const owed = new Set(row?.months.flat().map((mark) => mark.rhythm))
    const rhythms = (table.data?.rhythms ?? []).filter((rhythm) => owed.has(rhythm.id))
    return allMonths.map((month) =>
      slotsOf(month, rhythms).map((rhythm) => {
        const length = monthsIn[rhythm.every]
        const covered = items.some(
          (item) => item.kind === rhythm.id && item.month <= month && item.month > month - length,
        )
        const mark = row?.months[month - 1]?.find((each) => each.rhythm === rhythm.id)
        return { rhythm, covered, state: mark?.state ?? null }
      }),
    )
  }, [table.data, unitId, items])
  const now = data.today.startsWith(`${year}-`) ? Number(data.today.slice(5, 7)) : null
  const left = useMemo(() => {
    if (now === null || plan === null) return []
    const ids = new Set(
      leftOver(
        plan.items.map((item) => ({
          ...item,
          meetingId: item.meeting?.id ?? null,
          meetingState: item.meeting?.state ?? null,
        })),
        now,
      ),
    )
    return kept.filter((item) => ids.has(item.id))
  }, [plan, kept, now])

  const run = async (act: () => Promise<unknown>, said: string): Promise<void> => {
    setBusy(true)
    try {
      await act()
      void message.success(said)
      await queries.invalidateQueries({ queryKey: api.life.key() })
    } catch (error) {
      fail(error)
    }
    setBusy(false)
  }
  const write = () =>
    client.life.savePlan({ unitId, year, version: plan?.version ?? 0, items: items.map(asInput) })
  /** Saves what is typed and then acts on the plan as it is then. */
  const then = (act: (at: { planId: string; version: number }) => Promise<unknown>, said: string) =>
    run(async () => {
      const saved = dirty || plan === null ? await write() : { id: plan.id, version: plan.version }
      await act({ planId: saved.id, version: saved.version })
    }, said)
  const put = (item: Drafted) => {
    const there = items.some((each) => each.id === item.id)
    setItems(there ? items.map((each) => (each.id === item.id ? item : each)) : [...items, item])
    setEditing(null)
  }
  const remove = (item: Drafted) => {
    const before = items
    setItems(items.filter((each) => each.id !== item.id))
    offerUndo({ message: text.removed(item.title), undo: async () => setItems(before) })
  }
  const take = (source: Plan['sources'][number]) =>
    setItems([
      ...items,
      ...source.items.map((item) => ({
        ...item,
        id: crypto.randomUUID(),
        meeting: null,
        partName: data.parts.find((part) => part.partId === item.partId)?.name ?? null,
        fresh: true,
      })),
    ])
  const copyMonth = (from: number, to: number) =>
    setItems([
      ...items,
      ...items
        .filter((item) => item.month === from)
        .map((item) => ({
          ...item,
          id: crypto.randomUUID(),
          month: to,
          title: item.title.replace(new RegExp(`(?<!\\d)${from}( ?)月`), `${to}$1月`),
          meeting: null,
          fresh: true,
        })),
    ])
  const decide = (approve: boolean, reason: string | null, said: string) =>
    run(
      () => client.life.decidePlan({ planId: plan?.id ?? '', version: plan?.version ?? 0, approve, reason }),
      said,
    )
  const askReturn = () => {
    let reason = ''
    modal.confirm({
      title: text.returnTitle,
      content: (
        <Input.TextArea
          autoFocus
          aria-label={text.returnTitle}
          maxLength={500}
          autoSize={{ minRows: 2 }}
          onChange={(event) => {
            reason = event.target.value
          }}
        />
      ),
      okText: text.return,
      cancelText: text.cancel,
      onOk: () => decide(false, reason.trim() === '' ? null : reason.trim(), text.returnedDone),
    })
  }
  const primary = !writable
    ? data.mayDecide && state === 'submitted'
      ? { label: text.approve, act: () => void decide(true, null, text.approved), busy }
      : undefined
    : items.length === 0
      ? { label: text.add, icon: <PlusOutlined />, act: () => setEditing(now ?? 1) }
      : template
        ? {
            label: text.handDown,
            act: () => void then((at) => client.life.decidePlan({ ...at, approve: true }), text.handedDown),
            busy,
          }
        : {
            label: text.submit,
            act: () => void then((at) => client.life.submitPlan(at), text.submitted),
            busy,
          }
  return (
    <Page
      title={template ? text.titleTemplate : text.title}
      what={template ? text.whatTemplate : text.what}
      primary={primary}
      extra={
        <>
          {plan !== null && <span className={`chip plan-${state}`}>{text.states[state]}</span>}
          {writable && dirty && <span className="third">{text.unsaved}</span>}
          {writable && items.length > 0 && (
            <>
              <Button icon={<PlusOutlined />} onClick={() => setEditing(now ?? 1)}>
                {text.add}
              </Button>
              <Button disabled={!dirty} loading={busy} onClick={() => void run(write, text.saved)}>
                {text.save}
              </Button>
            </>
          )}
          {data.mayWrite && plan !== null && (state === 'approved' || state === 'in_force') && (
            <Button
              title={text.reviseHint}
              onClick={() =>
                void run(
                  () => client.life.revisePlan({ planId: plan.id, version: plan.version }),
                  text.states.draft,
                )
              }
            >
              {text.revise}
            </Button>
          )}
          {data.mayDecide && !template && state === 'submitted' && (
            <Button onClick={askReturn}>{text.return}</Button>
          )}
        </>
      }
    >
      {state === 'returned' && <Alert type="warning" showIcon title={text.returned(plan?.reason ?? '')} />}
      {writable && data.sources.length > 0 && items.length === 0 && (
        <div className="row plan-sources">
          {data.sources.map((source) => (
            <Button key={source.from} onClick={() => take(source)}>
              {text.from[source.from]}
              <span className="third">{text.fromHint(source.unitName, source.items.length)}</span>
            </Button>
          ))}
        </div>
      )}
      {left.length > 0 && now !== null && plan !== null && data.mayWrite && !dirty && (
        <Alert
          type="info"
          title={text.left(left.length)}
          description={
            <ul className="plan-left">
              {left.map((item) => (
                <li key={item.id}>
                  {text.months(item.month)} · {item.title}
                  <Button
                    size="small"
                    onClick={() =>
                      void run(
                        () => client.life.movePlanItem({ planId: plan.id, itemId: item.id, month: now }),
                        text.carried,
                      )
                    }
                  >
                    {text.carry}
                  </Button>
                </li>
              ))}
            </ul>
          }
        />
      )}
      {items.length === 0 && due.every((month) => month.length === 0) ? (
        <EmptyState title={text.empty} hint={writable ? text.emptyHint : text.emptyReader} />
      ) : (
        <div className="plan-months">
          {allMonths.map((month) => (
            <Month
              key={month}
              month={month}
              now={now}
              items={items.filter((item) => item.month === month)}
              due={due[month - 1] ?? []}
              proposal={data.proposals.find((each) => each.month === month)}
              writable={writable}
              mayHold={data.mayWrite && !template && !dirty && plan !== null}
              copyFrom={writable && month > 1 && items.some((item) => item.month === month - 1)}
              add={() => setEditing(month)}
              edit={setEditing}
              remove={remove}
              hold={setHolding}
              copy={() => copyMonth(month - 1, month)}
            />
          ))}
        </div>
      )}
      {template ? (
        <PlansBelow unitId={unitId} year={year} />
      ) : (
        <FixedDay unitId={unitId} fixed={data.fixed} mayWrite={data.mayWrite} />
      )}
      {editing !== null && (
        <ItemDialog
          item={typeof editing === 'number' ? null : editing}
          month={typeof editing === 'number' ? editing : editing.month}
          year={year}
          parts={data.parts}
          put={put}
          close={() => setEditing(null)}
        />
      )}
      {holding !== null && plan !== null && (
        <HoldDialog
          title={text.holdOf(holding.title)}
          unitId={unitId}
          month={holding.month}
          name={holding.title}
          fixedName
          place={holding.place}
          close={() => setHolding(null)}
          hold={async ({ plannedAt }) => {
            try {
              const { meetingId } = await client.life.holdPlanItem({
                planId: plan.id,
                itemId: holding.id,
                plannedAt,
              })
              void message.success(text.held)
              void queries.invalidateQueries({ queryKey: api.life.key() })
              void queries.invalidateQueries({ queryKey: api.meetings.key() })
              go(`/meetings/${meetingId}`)
            } catch (error) {
              fail(error)
            }
          }}
        />
      )}
    </Page>
  )
}

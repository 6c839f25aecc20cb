// Heart-to-heart talks of a branch: the year's coverage with the names still missing, the list, and recording one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, DatePicker, Input, Modal, Select } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useState } from 'react'
import { api, type Client, client } from '../../../core/web/client.ts'
import { Cite } from '../../../core/web/law.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { Rate, StateTag } from '../../../core/web/state.tsx'
import { EmptyState, ErrorState, Loading, useUndo } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import { useMeetingFailure } from './failure.ts'
import './meetings.css'
import './meeting.css'
import { today } from './moment.ts'
import { talkText } from './talk-words.ts'
import { usePlanUnits } from './use-defaults.ts'

type Year = Awaited<ReturnType<Client['meetings']['talks']>>
type Talk = Year['talks'][number]

export function Talks() {
  const text = useText(talkText)
  const view = useView()
  const { units } = usePlanUnits()
  const [chosen, setChosen] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const branches = units?.filter((unit) => unit.kind === 'branch')
  const unit =
    branches?.find((each) => each.id === chosen) ??
    branches?.find((each) => each.id === view.unit?.id) ??
    branches?.[0]
  const query = useQuery({
    ...api.meetings.talks.queryOptions({ input: { unitId: unit?.id ?? '', year: view.year } }),
    enabled: unit !== undefined,
  })
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={unit === undefined ? undefined : { label: text.record, act: () => setAsking(true) }}
      filters={
        branches !== undefined &&
        branches.length > 1 && (
          <Select
            aria-label={text.unit}
            className="plan-wide"
            showSearch={{ optionFilterProp: 'label' }}
            value={unit?.id ?? null}
            options={branches.map((each) => ({ value: each.id, label: each.label }))}
            onChange={setChosen}
          />
        )
      }
    >
      {branches !== undefined && unit === undefined ? (
        <EmptyState title={text.noUnit} hint={text.noUnitHint} />
      ) : query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : query.data === undefined || unit === undefined ? (
        <Loading what={text.loading} />
      ) : (
        <>
          <CoverageSection data={query.data} />
          <List data={query.data} unitId={unit.id} />
          {asking && <Record data={query.data} unitId={unit.id} close={() => setAsking(false)} />}
        </>
      )}
    </Page>
  )
}

function CoverageSection({ data }: { data: Year }) {
  const text = useText(talkText)
  return (
    <Section>
      <div className="coverage">
        {data.coverage.map((each) => (
          <div key={each.side} className="coverage-side">
            <div className="row">
              <strong>{text.sides[each.side]}</strong>
              {each.denominator === 0 ? (
                <span className="third">{text.nobody}</span>
              ) : (
                <Rate numerator={each.numerator} denominator={each.denominator} />
              )}
            </div>
            {each.denominator > 0 && (
              <p className="row">
                <StateTag state={each.missing.length === 0 ? 'done' : 'due'}>
                  {each.missing.length === 0 ? text.covered : text.missing(each.missing.length)}
                </StateTag>
              </p>
            )}
            {each.missing.length > 0 && (
              <p className="second prose">{each.missing.map((person) => person.name).join('、')}</p>
            )}
          </div>
        ))}
      </div>
      {/* What JSON leaves out is absent, never undefined. */}
      <Cite cite={data.cite as Parameters<typeof Cite>[0]['cite']} />
    </Section>
  )
}

function List({ data, unitId }: { data: Year; unitId: string }) {
  const text = useText(talkText)
  const queries = useQueryClient()
  const fail = useMeetingFailure()
  const offerUndo = useUndo()
  const columns = useMemo((): readonly Column<Talk>[] => {
    const remove = async (talk: Talk) => {
      const refresh = () => queries.invalidateQueries({ queryKey: api.meetings.talks.key() })
      try {
        await client.meetings.removeTalk({ unitId, talkId: talk.id })
        await refresh()
      } catch (error) {
        fail(error)
        return
      }
      offerUndo({
        message: text.removed,
        undo: async () => {
          const { on, first, second, place, notes } = talk
          await client.meetings.recordTalk({
            unitId,
            on,
            firstId: first.id,
            secondId: second.id,
            place,
            notes,
          })
          await refresh()
        },
      })
    }
    return [
      { key: 'on', title: text.day, text: (talk) => talk.on, sort: true, width: 120 },
      { key: 'who', title: text.who, text: (talk) => `${talk.first.name}、${talk.second.name}`, width: 160 },
      { key: 'side', title: text.side, text: (talk) => text.sides[talk.side], filter: true, width: 140 },
      { key: 'place', title: text.place, text: (talk) => talk.place ?? '', width: 140 },
      { key: 'notes', title: text.notes, text: (talk) => talk.notes },
      {
        key: 'remove',
        title: '',
        text: () => '',
        width: 80,
        render: (talk) => (
          <Button type="text" size="small" onClick={() => void remove(talk)}>
            {text.remove}
          </Button>
        ),
      },
    ]
  }, [text, unitId, queries, fail, offerUndo])
  return (
    <Table
      name="talks"
      title={text.title}
      rows={data.talks}
      columns={columns}
      rowKey={(talk) => talk.id}
      empty={{ title: text.empty, hint: text.emptyHint }}
    />
  )
}

function Record({ data, unitId, close }: { data: Year; unitId: string; close: () => void }) {
  const text = useText(talkText)
  const queries = useQueryClient()
  const fail = useMeetingFailure()
  const { message } = App.useApp()
  const [on, setOn] = useState(today())
  const [firstId, setFirst] = useState<string | null>(null)
  const [secondId, setSecond] = useState<string | null>(null)
  const [place, setPlace] = useState('')
  const [notes, setNotes] = useState('')
  const save = useMutation({
    mutationFn: () =>
      client.meetings.recordTalk({
        unitId,
        on,
        firstId: firstId ?? '',
        secondId: secondId ?? '',
        place: place.trim() === '' ? null : place.trim(),
        notes: notes.trim(),
      }),
    onError: fail,
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: api.meetings.talks.key() })
      void message.success(text.saved)
      close()
    },
  })
  const others = (taken: string | null) =>
    data.people
      .filter((person) => person.id !== taken)
      .map((person) => ({ value: person.id, label: person.name }))
  return (
    <Modal
      open
      title={text.record}
      okText={text.save}
      okButtonProps={{ disabled: firstId === null || secondId === null, loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={close}
    >
      <div className="meeting-form">
        <label className="plan-field">
          <span className="plan-label">{text.day}</span>
          <DatePicker
            value={dayjs(on)}
            allowClear={false}
            maxDate={dayjs(today())}
            onChange={(day) => day !== null && setOn(day.format('YYYY-MM-DD'))}
          />
        </label>
        <div className="plan-field">
          <label className="plan-label" htmlFor="talk-first">
            {text.first}
          </label>
          <Select
            id="talk-first"
            value={firstId}
            options={others(secondId)}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={setFirst}
          />
        </div>
        <div className="plan-field">
          <label className="plan-label" htmlFor="talk-second">
            {text.second}
          </label>
          <Select
            id="talk-second"
            value={secondId}
            options={others(firstId)}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={setSecond}
          />
        </div>
        <label className="plan-field">
          <span className="plan-label">{text.place}</span>
          <Input maxLength={120} value={place} onChange={(event) => setPlace(event.target.value)} />
        </label>
        <label className="plan-field">
          <span className="plan-label">{text.notes}</span>
          <Input.TextArea
            autoSize={{ minRows: 3, maxRows: 10 }}
            maxLength={4000}
            placeholder={text.notesHint}
            value={notes}
            onChange={(event) => setNotes(event.target.value)}
          />
        </label>
      </div>
    </Modal>
  )
}

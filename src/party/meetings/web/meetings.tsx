// The list of meetings: what was held in a unit and below, who came, and what is still open.
import { PlusOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useMemo } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import type { MeetingLine } from '../contract.ts'
import { Filters, useFilters } from './filters.tsx'
import { listText } from './list-words.ts'
import { MeetingMarks, MeetingState, isPast } from './marks.tsx'
import './meetings.css'
import { minuteOf, showMinute } from './moment.ts'
import { settingText } from './setting-words.ts'
import { meetingText, useKindName } from './words.ts'

const pageSize = 1000
/** Loaded without being asked, so that search and order are exact; beyond it a button does it. */
const pagesAtOnce = 10

const happened = (row: MeetingLine): string => row.startedAt ?? row.plannedAt
const opened = (row: MeetingLine): boolean => row.startedAt !== null

function useColumns(): Column<MeetingLine>[] {
  const text = useText(listText)
  const common = useText(meetingText)
  const phone = useIsPhone()
  const kind = useKindName()
  return useMemo(() => {
    const marks = (row: MeetingLine): string =>
      [
        ...(row.makeUpFor === null ? [] : [common.makeUp(row.makeUpFor.slice(0, 7))]),
        ...(row.recordedDaysLater === 0 ? [] : [common.laterDays(row.recordedDaysLater)]),
        ...(row.source === 'ledger' ? [common.ledger] : []),
      ].join('；')
    // Two numbers rather than '5 / 5', which Excel would take for a date; the card of a phone shows them as one.
    const attendance: Column<MeetingLine>[] = [
      {
        key: 'present',
        title: phone ? text.attendance : text.present,
        text: (row) => (opened(row) ? row.present : null),
        render: (row) =>
          !opened(row) ? (
            <span className="third">{text.notOpened}</span>
          ) : phone ? (
            `${row.present} / ${row.due}`
          ) : (
            row.present
          ),
        align: 'right',
        width: 88,
        sort: true,
        card: 'fact',
      },
      {
        key: 'due',
        title: text.due,
        text: (row) => (opened(row) ? row.due : null),
        render: (row) => (opened(row) ? row.due : ''),
        align: 'right',
        width: 72,
        sort: true,
        card: 'none',
      },
    ]
    return [
      {
        key: 'date',
        title: text.date,
        text: (row) => showMinute(happened(row)),
        width: 142,
        sort: true,
        card: 'fact',
      },
      { key: 'name', title: text.name, text: (row) => row.title, width: 250, sort: true, card: 'title' },
      { key: 'kind', title: text.kind, text: (row) => kind(row.kind), width: 136, sort: true, card: 'none' },
      { key: 'unit', title: text.unit, text: (row) => row.unitName, width: 160, sort: true, card: 'fact' },
      {
        key: 'state',
        title: text.state,
        text: (row) => common.states[row.state] + (isPast(row) ? ` · ${common.past}` : ''),
        render: (row) => <MeetingState meeting={row} />,
        width: 138,
        sort: true,
        card: 'fact',
      },
      ...attendance,
      {
        key: 'marks',
        title: text.marks,
        text: marks,
        render: (row) =>
          marks(row) === '' ? phone ? <span className="third">—</span> : '' : <MeetingMarks meeting={row} />,
        width: 180,
        sort: true,
        card: 'none',
      },
      { key: 'place', title: text.place, text: (row) => row.place, width: 160, hidden: true, card: 'none' },
      {
        key: 'recorded',
        title: text.recorded,
        text: (row) => minuteOf(row.recordedAt).slice(0, 10),
        width: 112,
        sort: true,
        hidden: true,
        card: 'none',
      },
    ]
  }, [text, common, kind, phone])
}

export function Meetings() {
  const text = useText(listText)
  const settings = useText(settingText)
  const go = useGo()
  const may = useMay()
  const view = useView()
  const filters = useFilters()
  const columns = useColumns()
  const { values } = filters
  const unitId = values.unit ?? view.unit?.id
  const list = useInfiniteQuery(
    api.meetings.list.infiniteOptions({
      input: (offset: number) => ({
        ...(unitId === undefined ? {} : { unitId }),
        ...(values.kind === null ? {} : { kind: values.kind }),
        ...(values.state === null ? {} : { state: values.state }),
        from: values.from,
        to: values.to,
        limit: pageSize,
        offset,
      }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const loaded = pages.reduce((sum, page) => sum + page.meetings.length, 0)
        return last.meetings.length > 0 && loaded < last.total ? loaded : undefined
      },
    }),
  )
  const { data, hasNextPage, isFetching, fetchNextPage } = list
  const rows = useMemo(() => data?.pages.flatMap((page) => page.meetings), [data])
  const pages = data?.pages.length ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetching && pages > 0 && pages < pagesAtOnce) void fetchNextPage()
  }, [hasNextPage, isFetching, pages, fetchNextPage])

  const mayPlan = may('meeting.write')
  const planAt = values.unit === null ? '/meetings/new' : `/meetings/new?unitId=${values.unit}`
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={mayPlan ? { label: text.plan, icon: <PlusOutlined />, to: planAt } : undefined}
      extra={
        <Go to="/meeting-settings" className="no-print">
          {settings.title}
        </Go>
      }
      filters={<Filters filters={filters} />}
    >
      {rows && hasNextPage && pages >= pagesAtOnce && (
        <div className="row" role="status">
          <span className="second">{text.more(rows.length, data?.pages[0]?.total ?? 0)}</span>
          <Button loading={isFetching} onClick={() => void fetchNextPage()}>
            {text.loadMore}
          </Button>
        </div>
      )}
      <Table<MeetingLine>
        name="meetings"
        title={text.title}
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        open={(row) => go(`/meetings/${row.id}`)}
        error={list.error}
        retry={() => void list.refetch()}
        empty={
          filters.narrowed > 0
            ? {
                title: text.emptyFiltered,
                hint: text.emptyFilteredHint,
                action: <Button onClick={filters.clear}>{text.clear}</Button>,
              }
            : { title: text.empty, hint: text.emptyHint }
        }
      />
    </Page>
  )
}

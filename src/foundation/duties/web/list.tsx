// Duties of a unit and all below it, by period, state and kind: the page that every number of duties leads to.
import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Select } from 'antd'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useMay } from '../../../core/web/session.ts'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { stateText } from '../../../core/web/state.tsx'
import { EmptyState } from '../../../core/web/status.tsx'
import { Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { dutyStates } from '../rules.ts'
import { useAddressView } from './address.ts'
import './duties.css'
import { DutyFacts } from './duty-facts.tsx'
import { useDutyColumns } from './list-columns.tsx'
import { localToday, periodText } from './period.ts'
import { useRhythms } from './rhythms.ts'
import { Impose } from './impose.tsx'
import { useDutyNames } from './names.ts'
import { dutyText, imposedText, listText } from './words.ts'

const limit = 5000

export function DutyList() {
  const text = useText(listText)
  const words = useText(dutyText)
  const periods = useText(periodText)
  const phone = useIsPhone()
  const { unit, year } = useAddressView()
  const filters = useFilters(year)
  const [openId, setOpenId] = useState<string | null>(null)
  const names = useDutyNames()
  const orders = useText(imposedText)
  const may = useMay()
  const [imposing, setImposing] = useState(false)
  const { state, rhythm, days, held } = filters
  const query = useQuery(
    api.duties.list.queryOptions({
      input: {
        unitId: unit?.id ?? '',
        ...days,
        limit,
        ...(state === null ? {} : { state }),
        ...(rhythm === null ? {} : { rhythm }),
        sort: filters.sort,
      },
      enabled: unit !== null,
    }),
  )
  const all = query.data?.duties
  const rows = held === null ? all : all?.filter((duty) => duty.happenedOn?.startsWith(held))
  const today = localToday()
  const columns = useDutyColumns(today, rows ?? [])
  const opened = rows?.find((duty) => duty.id === openId)
  if (!unit) return <EmptyState title={text.empty} hint={text.emptyHint} />
  return (
    <Page
      title={words.screens.duties}
      what={text.what}
      {...(may('duty.impose')
        ? { primary: { label: orders.impose, icon: <PlusOutlined />, act: () => setImposing(true) } }
        : {})}
      extra={
        <>
          <Go to={`/duties/rate?unit=${unit.id}&year=${year}`}>{text.rate}</Go>
          <Go to={`/life/table?unit=${unit.id}&year=${year}`}>{text.table}</Go>
        </>
      }
      filters={<Filters filters={filters} year={year} />}
    >
      {all?.length === limit && <p role="status">{text.cut(limit)}</p>}
      <Table
        name="duties"
        title={text.file(unit.name)}
        rows={rows}
        columns={columns}
        rowKey={(duty) => duty.id}
        open={(duty) => setOpenId(duty.id)}
        marked={(duty) => duty.id === openId}
        error={query.error}
        retry={() => void query.refetch()}
        empty={{
          title: text.empty,
          hint: text.emptyHint,
          ...(filters.any ? { action: <Button onClick={filters.clear}>{text.clear}</Button> } : {}),
        }}
        dense
        tools={
          held === null ? undefined : (
            <Button icon={<CloseOutlined />} iconPlacement="end" onClick={() => filters.setHeld(null)}>
              {text.held(periods.month(Number(held.slice(0, 4)), Number(held.slice(5, 7))))}
            </Button>
          )
        }
      />
      <Drawer
        open={opened !== undefined}
        onClose={() => setOpenId(null)}
        title={opened ? `${opened.unitName} · ${names.whole(opened)}` : ''}
        placement={phone ? 'bottom' : 'right'}
        size={phone ? '80%' : 440}
      >
        {opened && <DutyFacts duty={opened} today={today} />}
      </Drawer>
      <Impose unit={unit} open={imposing} close={() => setImposing(false)} />
    </Page>
  )
}

/** Days within which duties of a period fall due: '' the year, 'Q4', '11', 'all'. */
function periodDays(year: number, period: string | null): { from: string; to: string } {
  const quarter = /^Q([1-4])$/.exec(period ?? '')?.[1]
  const month = /^([1-9]|1[0-2])$/.exec(period ?? '')?.[1]
  if (period === 'all') return { from: '2000-01-01', to: '2100-12-31' }
  if (quarter) return { from: firstOf(year, Number(quarter) * 3 - 2), to: lastOf(year, Number(quarter) * 3) }
  if (month) return { from: firstOf(year, Number(month)), to: lastOf(year, Number(month)) }
  return { from: `${year}-01-01`, to: `${year}-12-31` }
}

const firstOf = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}-01`
const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)

const sorts = ['all', 'rhythms', 'imposed'] as const

function useFilters(year: number) {
  const [period, setPeriod] = useQueryPart('period')
  const [statePart, setState] = useQueryPart('state')
  const [rhythm, setRhythm] = useQueryPart('rhythm')
  const [sortPart, setSort] = useQueryPart('of')
  const [heldPart, setHeld] = useQueryPart('held')
  const held = heldPart !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(heldPart) ? heldPart : null
  const heldYear = Number((held ?? '').slice(0, 4))
  return {
    period,
    setPeriod,
    state: dutyStates.find((state) => state === statePart) ?? null,
    setState,
    rhythm,
    setRhythm,
    sort: sorts.find((sort) => sort === sortPart) ?? 'all',
    setSort,
    held,
    setHeld,
    // What was held in a month may make up for an earlier period or belong to one that ends later.
    days:
      held === null ? periodDays(year, period) : { from: `${heldYear - 1}-01-01`, to: `${heldYear}-12-31` },
    any: [period, statePart, rhythm, sortPart, heldPart].some((part) => part !== null),
    clear: () => {
      setPeriod(null)
      setState(null)
      setRhythm(null)
      setSort(null)
      setHeld(null)
    },
  }
}

function Filters({ filters, year }: { filters: ReturnType<typeof useFilters>; year: number }) {
  const text = useText(listText)
  const periods = useText(periodText)
  const states = useText(stateText)
  const rhythms = useRhythms()
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
  return (
    <>
      {filters.held === null && (
        <Select
          className="duty-filter"
          aria-label={text.period}
          value={filters.period ?? ''}
          onChange={(value: string) => filters.setPeriod(value)}
          listHeight={420}
          options={[
            { value: '', label: text.wholeYear(year) },
            {
              label: text.quarters,
              options: numbered(4).map((quarter) => ({
                value: `Q${quarter}`,
                label: periods.quarter(year, quarter),
              })),
            },
            {
              label: text.months,
              options: numbered(12).map((month) => ({
                value: String(month),
                label: periods.month(year, month),
              })),
            },
            { value: 'all', label: text.allYears },
          ]}
        />
      )}
      <Select
        className="duty-filter"
        aria-label={text.state}
        value={filters.state ?? ''}
        onChange={(value: string) => filters.setState(value)}
        options={[
          { value: '', label: text.anyState },
          ...dutyStates.map((state) => ({ value: state, label: states[state] })),
        ]}
      />
      <Select
        className="duty-filter"
        aria-label={text.sort}
        value={filters.sort}
        onChange={(value: string) => filters.setSort(value === 'all' ? null : value)}
        options={sorts.map((sort) => ({ value: sort, label: text.sorts[sort] }))}
      />
      <Select
        className="duty-filter"
        aria-label={text.rhythm}
        value={filters.rhythm ?? ''}
        onChange={(value: string) => filters.setRhythm(value)}
        popupMatchSelectWidth={false}
        options={[
          { value: '', label: text.anyRhythm },
          ...rhythms.list.map(({ id }) => ({ value: id, label: rhythms.name(id) })),
        ]}
      />
    </>
  )
}

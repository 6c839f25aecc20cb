// The filters of the list of meetings, kept in the address; without dates the year in view holds.
import { FilterOutlined } from '@ant-design/icons'
import { Button, DatePicker, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useState } from 'react'
import { useQueryPart } from '../../../core/web/go.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useText } from '../../../core/web/text.ts'
import { useView } from '../../../core/web/view.ts'
import { useUnitChoices } from '../../../foundation/org/web/index.ts'
import { type MeetingKind, meetingKinds, type MeetingState, meetingStates } from '../rules.ts'
import { listText } from './list-words.ts'
import { meetingText, useKindName } from './words.ts'

const day = (text: string | null): string | null =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && dayjs(text).isValid() ? text : null

export type Values = {
  unit: string | null
  kind: MeetingKind | null
  state: MeetingState | null
  from: string
  to: string
}

export function useFilters() {
  const { year } = useView()
  const [unit, setUnit] = useQueryPart('unit')
  const [kind, setKind] = useQueryPart('kind')
  const [state, setState] = useQueryPart('state')
  const [from, setFrom] = useQueryPart('from')
  const [to, setTo] = useQueryPart('to')
  const values: Values = {
    unit,
    kind: meetingKinds.find((each) => each === kind) ?? null,
    state: meetingStates.find((each) => each === state) ?? null,
    from: day(from) ?? `${year}-01-01`,
    to: day(to) ?? `${year}-12-31`,
  }
  return {
    values,
    narrowed: [unit, kind, state, from, to].filter((part) => part !== null).length,
    setUnit,
    setKind,
    setState,
    setFrom,
    setTo,
    clear: () => {
      for (const set of [setUnit, setKind, setState, setFrom, setTo]) set(null)
    },
  }
}

const meets = ['committee', 'general_branch', 'branch', 'group'] as const

/** The units below the one in view that hold meetings or stand above such. */
function useUnitOptions() {
  const { unit } = useView()
  const { units, whole, search } = useUnitChoices(meets)
  const options = useMemo(() => {
    return (units ?? [])
      .filter((each) => each.id !== unit?.id)
      .filter((each) => unit === null || each.path.includes(unit.id))
      .map((each) => ({
        value: each.id,
        // Groups of different branches share their names.
        label: each.kind === 'group' ? `${each.parentName ?? ''} · ${each.name}` : each.name,
      }))
  }, [units, unit])
  return { options, whole, search }
}

export function Filters({ filters }: { filters: ReturnType<typeof useFilters> }) {
  const text = useText(listText)
  const common = useText(meetingText)
  const kindName = useKindName()
  const phone = useIsPhone()
  const view = useView()
  const { options, whole, search } = useUnitOptions()
  const [open, setOpen] = useState(false)
  const { values, setUnit, setKind, setState, setFrom, setTo } = filters
  const known = options.some((option) => option.value === values.unit)
  // On a phone the list comes first: the filters open when they are wanted.
  if (phone && !open) {
    return (
      <div className="row">
        <Button icon={<FilterOutlined />} aria-expanded={false} onClick={() => setOpen(true)}>
          {text.filter(filters.narrowed)}
        </Button>
        {filters.narrowed > 0 && (
          <Button type="link" onClick={filters.clear}>
            {text.clear}
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className={phone ? 'meeting-filters phone' : 'meeting-filters'}>
      {(options.length > 0 || !whole) && (
        <Select
          className="meeting-filter-unit"
          allowClear
          showSearch={whole ? { optionFilterProp: 'label' } : { filterOption: false, onSearch: search }}
          aria-label={text.unit}
          placeholder={text.allUnits(view.unit?.name ?? '')}
          {...(known ? { value: values.unit } : { value: null })}
          options={options}
          popupMatchSelectWidth={false}
          onChange={(value: string | undefined) => setUnit(value ?? null)}
        />
      )}
      <Select
        className="meeting-filter"
        allowClear
        aria-label={text.kind}
        placeholder={text.kind}
        value={values.kind}
        options={meetingKinds.map((value) => ({ value, label: kindName(value) }))}
        popupMatchSelectWidth={false}
        onChange={(value: MeetingKind | undefined) => setKind(value ?? null)}
      />
      <Select
        className="meeting-filter"
        allowClear
        aria-label={text.state}
        placeholder={text.state}
        value={values.state}
        options={meetingStates.map((value) => ({ value, label: common.states[value] }))}
        popupMatchSelectWidth={false}
        onChange={(value: MeetingState | undefined) => setState(value ?? null)}
      />
      {phone ? (
        <>
          <Input
            type="date"
            aria-label={text.from}
            value={values.from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <Input
            type="date"
            aria-label={text.to}
            value={values.to}
            onChange={(event) => setTo(event.target.value)}
          />
        </>
      ) : (
        <DatePicker.RangePicker
          aria-label={text.period}
          className="meeting-filter-period"
          value={[dayjs(values.from), dayjs(values.to)]}
          allowClear={filters.narrowed > 0}
          onChange={(period) => {
            setFrom(period?.[0]?.format('YYYY-MM-DD') ?? null)
            setTo(period?.[1]?.format('YYYY-MM-DD') ?? null)
          }}
        />
      )}
    </div>
  )
}

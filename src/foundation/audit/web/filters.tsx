// The conditions of the log, kept in the address: time, account, act, kind, unit, and what to see only.
import { FilterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, DatePicker, Input, Select, Tag } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { useQueryPart } from '../../../core/web/go.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useText } from '../../../core/web/text.ts'
import { useNaming } from './naming.ts'
import { auditText } from './words.ts'

const day = (text: string | null): string | undefined =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && dayjs(text).isValid() ? text : undefined
const id = (text: string | null): string | undefined =>
  text !== null && /^[0-9a-f-]{36}$/.test(text) ? text : undefined

export function useFilters() {
  const parts = {
    from: useQueryPart('from'),
    to: useQueryPart('to'),
    actor: useQueryPart('actor'),
    endpoint: useQueryPart('act'),
    subjectKind: useQueryPart('kind'),
    subjectId: useQueryPart('subject'),
    below: useQueryPart('below'),
    only: useQueryPart('only'),
    search: useQueryPart('search'),
  }
  const only = parts.only[0]
  const given = {
    from: day(parts.from[0]),
    to: day(parts.to[0]),
    actor: parts.actor[0] ?? undefined,
    endpoint: parts.endpoint[0] ?? undefined,
    subjectKind: parts.subjectKind[0] ?? undefined,
    subjectId: parts.subjectId[0] ?? undefined,
    below: id(parts.below[0]),
    overridden: only === 'overridden' || undefined,
    reads: only === 'reads' || undefined,
    search: parts.search[0] ?? undefined,
  }
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof typeof given]?: NonNullable<(typeof given)[K]>
  }
  return {
    values,
    count: Object.keys(values).length,
    set: (name: keyof typeof parts, value: string | null | undefined) => parts[name][1](value ?? null),
    history: (kind: string, subject: string) => {
      for (const [, write] of Object.values(parts)) write(null)
      parts.subjectKind[1](kind)
      parts.subjectId[1](subject)
    },
    clear: () => {
      for (const [, write] of Object.values(parts)) write(null)
    },
  }
}
export type Filters = ReturnType<typeof useFilters>

export function FilterBar({ unitId, filters }: { unitId: string; filters: Filters }) {
  const text = useText(auditText)
  const words = text.filters
  const naming = useNaming()
  const phone = useIsPhone()
  const [open, setOpen] = useState(false)
  const choices = useQuery(api.audit.choices.queryOptions({ input: { unitId }, staleTime: 60_000 })).data
  const { values, set } = filters
  if (phone && !open) {
    return (
      <div className="row">
        <Button icon={<FilterOutlined />} aria-expanded={false} onClick={() => setOpen(true)}>
          {words.count(filters.count)}
        </Button>
        {filters.count > 0 && (
          <Button type="link" onClick={filters.clear}>
            {words.clear}
          </Button>
        )}
      </div>
    )
  }
  const select = (
    name: 'actor' | 'endpoint' | 'subjectKind' | 'below',
    label: string,
    options: { value: string; label: string }[],
  ) => (
    <Select
      className="audit-filter"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      value={values[name] ?? null}
      options={options}
      popupMatchSelectWidth={false}
      onChange={(value: string | null | undefined) => set(name, value)}
    />
  )
  return (
    <div className={phone ? 'audit-filters phone' : 'audit-filters'}>
      {phone ? (
        <>
          <Input
            type="date"
            aria-label={words.from}
            value={values.from ?? ''}
            onChange={(event) => set('from', event.target.value)}
          />
          <Input
            type="date"
            aria-label={words.to}
            value={values.to ?? ''}
            onChange={(event) => set('to', event.target.value)}
          />
        </>
      ) : (
        <DatePicker.RangePicker
          aria-label={words.period}
          className="audit-period"
          allowEmpty={[true, true]}
          value={[values.from ? dayjs(values.from) : null, values.to ? dayjs(values.to) : null]}
          onChange={(period) => {
            set('from', period?.[0]?.format('YYYY-MM-DD'))
            set('to', period?.[1]?.format('YYYY-MM-DD'))
          }}
        />
      )}
      {select(
        'actor',
        words.actor,
        (choices?.actors ?? []).map(({ id: value, name }) => ({
          value,
          label: name === value ? naming.actor(value) : `${name}（${value}）`,
        })),
      )}
      {select(
        'endpoint',
        words.act,
        (choices?.endpoints ?? []).map((value) => ({ value, label: naming.act(value) })),
      )}
      {select(
        'subjectKind',
        words.kind,
        (choices?.subjectKinds ?? []).map((value) => ({ value, label: naming.subject(value) })),
      )}
      {select(
        'below',
        words.below,
        (choices?.units ?? []).map(({ id: value, name }) => ({ value, label: name })),
      )}
      <Checkbox
        checked={values.overridden === true}
        onChange={({ target }) => set('only', target.checked ? 'overridden' : null)}
      >
        {words.overridden}
      </Checkbox>
      <Checkbox
        checked={values.reads === true}
        onChange={({ target }) => set('only', target.checked ? 'reads' : null)}
      >
        {words.reads}
      </Checkbox>
      {filters.count > 0 && (
        <Button type="link" onClick={filters.clear}>
          {words.clear}
        </Button>
      )}
    </div>
  )
}

/** Says whose history is shown, and lets go of it. */
export function SubjectTag({ filters, name }: { filters: Filters; name: string | undefined }) {
  const text = useText(auditText)
  const naming = useNaming()
  const { subjectKind, subjectId } = filters.values
  if (subjectKind === undefined || subjectId === undefined) return null
  return (
    <Tag closable onClose={() => filters.set('subjectId', null)}>
      {text.filters.subject(`${naming.subject(subjectKind)} ${name ?? subjectId.slice(-6)}`)}
    </Tag>
  )
}

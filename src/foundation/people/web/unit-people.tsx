// The people of a unit: found by name, pinyin or staff number, filtered by Party status; a row opens the person.
import { MoreOutlined, PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Select } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { useUnits } from '../../../core/web/view.ts'
import type { PersonLine } from '../contract.ts'
import { SearchField, type UnitPage, useName, useSearchPart } from '../../org/web/index.ts'
import { partyStatuses, postNames, services } from '../../org/words.ts'
import { situations } from '../words.ts'
import { AddPerson } from './add-person.tsx'
import { Appoint } from './appoint.tsx'
import { ExportIdentity, FindExact } from './find-exact.tsx'
import './people.css'
import { peopleText } from './words.ts'

const step = 100
const most = 1000

export function UnitPeople({ unit }: { unit: UnitPage }) {
  return unit.mayReadPeople ? <People unit={unit} /> : null
}

const holders: readonly string[] = ['branch', 'group', 'department']

function People({ unit }: { unit: UnitPage }) {
  const { id: unitId, name: unitName } = unit
  const text = useText(peopleText)
  const name = useName()
  const [typed, setTyped] = useSearchPart('person')
  const search = useDeferredValue(typed.trim())
  const [part, setPart] = useQueryPart('status')
  const status = partyStatuses.find((each) => each.value === part)?.value
  const [situationPart, setSituation] = useQueryPart('situation')
  const situation = situations.find((each) => each.value === situationPart)?.value
  const [limit, setLimit] = useState(step)
  const [act, setAct] = useState<'add' | 'find' | 'export' | null>(null)
  // A finding that asks for a post leads here (`?act=post`).
  const [named, setNamed] = useQueryPart('act')
  const may = useMay()
  const query = useQuery(
    api.people.list.queryOptions({
      input: {
        unitId,
        limit,
        ...(search === '' ? {} : { search }),
        ...(status ? { status } : {}),
        ...(situation ? { situation } : {}),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const go = useGo()
  const columns = useColumns()
  const total = query.data?.total ?? 0
  const shown = query.data?.people.length ?? 0
  const rest = Math.min(total, most) - shown
  const more = [
    ...(may('identity.read')
      ? [
          { key: 'find', label: text.findExact, onClick: () => setAct('find') },
          { key: 'export', label: text.exportIdentity, onClick: () => setAct('export') },
        ]
      : []),
    ...(may('person.write')
      ? [
          { key: 'post', label: text.appoint, onClick: () => setNamed('post') },
          { key: 'duplicates', label: text.duplicates, onClick: () => go(`/units/${unitId}/duplicates`) },
        ]
      : []),
  ]
  return (
    <div id="people">
      <Section
        title={text.people}
        hint={text.peopleHint}
        extra={
          <>
            <span className="third" role="status">
              {query.data && (rest > 0 ? text.peopleShown(shown, total) : text.peopleCount(total))}
            </span>
            {may('person.write') && holders.includes(unit.kind) && (
              <Button icon={<PlusOutlined />} onClick={() => setAct('add')}>
                {text.add}
              </Button>
            )}
            {more.length > 0 && (
              <Dropdown trigger={['click']} menu={{ items: more }}>
                <Button icon={<MoreOutlined />} aria-label={text.more} />
              </Dropdown>
            )}
          </>
        }
      >
        <div className="row people-filters no-print">
          <SearchField value={typed} onChange={setTyped} placeholder={text.peopleSearch} />
          <Select
            className="status-select"
            aria-label={text.status}
            value={status ?? ''}
            onChange={(value: string) => setPart(value === '' ? null : value)}
            options={[
              { value: '', label: text.allStatuses },
              ...partyStatuses.map(({ value }) => ({ value, label: name(partyStatuses, value) })),
            ]}
          />
          <Select
            className="status-select"
            aria-label={text.situationLabel}
            value={situation ?? ''}
            onChange={(value: string) => setSituation(value === '' ? null : value)}
            options={[
              { value: '', label: text.anySituation },
              ...situations.map(({ value }) => ({ value, label: name(situations, value) })),
            ]}
          />
        </div>
        <Table
          bare
          name="unit-people"
          title={`${unitName} ${text.people}`}
          rows={query.data?.people}
          columns={columns}
          rowKey={(person) => person.id}
          open={(person) => go(`/people/${person.id}`)}
          error={query.error}
          retry={() => void query.refetch()}
          empty={
            search === '' && !status && !situation
              ? { title: text.noPeople, hint: text.noPeopleHint }
              : { title: text.peopleNone, hint: text.peopleNoneHint }
          }
        />
        {rest > 0 && (
          <Button
            block
            className="people-more"
            loading={query.isFetching}
            onClick={() => setLimit(Math.min(most, limit + 3 * step))}
          >
            {text.peopleMore(Math.min(3 * step, rest))}
          </Button>
        )}
        {rest === 0 && total > most && <p className="third">{text.peopleNarrow}</p>}
      </Section>
      {act === 'add' && <AddPerson unit={unit} close={() => setAct(null)} />}
      {named === 'post' && may('person.write') && <Appoint unit={unit} close={() => setNamed(null)} />}
      {act === 'find' && <FindExact close={() => setAct(null)} />}
      {act === 'export' && <ExportIdentity unit={unit} close={() => setAct(null)} />}
    </div>
  )
}

function useColumns(): readonly Column<PersonLine>[] {
  const text = useText(peopleText)
  const name = useName()
  const { units } = useUnits()
  const phone = useIsPhone()
  return useMemo(() => {
    const within = new Set(units.map((unit) => unit.id))
    return [
      {
        key: 'name',
        title: text.name,
        text: (person) => person.name,
        // On a phone the whole card is the button; a link inside it would be a second one.
        render: (person) => (phone ? person.name : <Go to={`/people/${person.id}`}>{person.name}</Go>),
        sort: true,
        width: 110,
        card: 'title',
      },
      { key: 'staffNo', title: text.staffNo, text: (person) => person.staffNo, sort: true, width: 120 },
      {
        key: 'status',
        title: text.status,
        text: (person) => name(partyStatuses, person.status),
        sort: true,
        width: 150,
        card: 'fact',
      },
      {
        key: 'posts',
        title: text.posts,
        text: (person) => person.posts.map((post) => name(postNames, post)).join('、') || null,
        width: 150,
        card: 'fact',
      },
      {
        key: 'partyUnit',
        title: text.partyUnit,
        text: (person) => person.partyUnitName,
        render: (person) =>
          person.partyUnitId !== null && within.has(person.partyUnitId) ? (
            <Go to={`/units/${person.partyUnitId}`} className="door">
              {person.partyUnitName}
            </Go>
          ) : (
            (person.partyUnitName ?? '—')
          ),
        sort: true,
        width: 190,
        card: 'none',
      },
      {
        key: 'department',
        title: text.department,
        text: (person) => person.departmentName,
        sort: true,
        width: 160,
      },
      { key: 'title', title: text.title, text: (person) => person.title, width: 120 },
      { key: 'service', title: text.service, text: (person) => name(services, person.service), width: 100 },
      {
        key: 'situations',
        title: text.situations,
        text: (person) => person.situations.map((each) => name(situations, each)).join('、') || null,
        width: 110,
      },
      { key: 'phone', title: text.phone, text: (person) => person.phone, width: 130, hidden: true },
      { key: 'idNumber', title: text.idNumber, text: (person) => person.idNumber, width: 190, hidden: true },
    ]
  }, [text, name, units, phone])
}

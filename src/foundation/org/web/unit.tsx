// The page of one unit: where it stands, its numbers and leaders, what is not in order, its children and people.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { DownOutlined } from '@ant-design/icons'
import { Alert, Button, Dropdown } from 'antd'
import { useMemo, useState } from 'react'
import { api, client } from '../../../core/web/client.ts'
import { Go, useGo, usePathPart } from '../../../core/web/go.tsx'
import { Columns, Page, Section } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { ErrorState, Loading, useFailure } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { CountedUnit } from '../contract.ts'
import { unitForms, unitKinds } from '../words.ts'
import { today } from './day-field.tsx'
import { Form, History } from './history.tsx'
import { KindTag, partless, useName } from './names.tsx'
import './org.css'
import './unit.css'
import { UnitParts } from './parts.tsx'
import { useUnitActs } from './unit-acts.tsx'
import { Coverage, Facts, Leaders, Term, type UnitPage } from './unit-parts.tsx'
import { actText } from './act-words.ts'
import { treeText, unitText } from './words.ts'

export function Unit() {
  const unitId = usePathPart('unitId')
  const text = useText(treeText)
  const query = useQuery(api.org.unit.queryOptions({ input: { unitId } }))
  if (query.data) return <Whole key={unitId} unit={query.data} />
  return (
    <Page title={text.title} up={{ to: '/units', label: text.title }}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Page>
  )
}

function Whole({ unit }: { unit: UnitPage }) {
  const text = useText(unitText)
  const tree = useText(treeText)
  const act = useText(actText)
  const name = useName()
  const acts = useUnitActs(unit)
  const [language] = useLanguage()
  const kind = unit.form === 'plain' ? name(unitKinds, unit.kind) : name(unitForms, unit.form)
  const top = unit.kind === 'institution' || unit.kind === 'commission'
  const inMenu = (['merge', 'split', 'dissolve'] as const).filter(acts.may)
  const { covers, coveredBy } = unit
  return (
    <Page
      title={unit.name}
      what={top ? text.whatTop(kind, unit.code) : text.what(kind, unit.code, unit.institutionName)}
      up={{ to: '/units', label: tree.title }}
      primary={acts.may('found') ? { label: act.found, act: () => acts.show('found') } : undefined}
      extra={
        acts.may('rename') && (
          <>
            <Button onClick={() => acts.show('rename')}>{act.rename}</Button>
            {acts.may('move') && <Button onClick={() => acts.show('move')}>{act.move}</Button>}
            {inMenu.length > 0 && (
              <Dropdown
                menu={{
                  items: inMenu.map((key) => ({
                    key,
                    label: act[key],
                    danger: key === 'dissolve',
                    onClick: () => acts.show(key),
                  })),
                }}
                trigger={['click']}
              >
                <Button icon={<DownOutlined />} iconPlacement="end">
                  {act.more}
                </Button>
              </Dropdown>
            )}
          </>
        )
      }
    >
      <Way unit={unit} />
      {unit.dissolvedOn !== null && <Dissolved unit={unit} day={unit.dissolvedOn} />}
      <UnitParts place="above" unit={unit} />
      <Columns min={language === 'zh' ? 240 : 320}>
        <Facts unit={unit} />
        <Form unit={unit} />
        <Leaders unit={unit} />
        {unit.term !== null ||
        unit.kind === 'committee' ||
        unit.kind === 'general_branch' ||
        unit.kind === 'branch' ? (
          <Term unit={unit} />
        ) : null}
        {unit.kind === 'branch' && <Coverage title={text.covers} none={text.coversNone} units={covers} />}
        {unit.kind === 'department' && (
          <Coverage title={text.coveredBy} none={text.coveredByNone} units={coveredBy} />
        )}
      </Columns>
      {unit.children.length > 0 && <Children unit={unit} />}
      <History unit={unit} />
      <UnitParts place="below" unit={unit} />
      {acts.dialogs}
    </Page>
  )
}

function Way({ unit }: { unit: UnitPage }) {
  const text = useText(unitText)
  if (unit.above.length === 0) return null
  return (
    <nav className="way" aria-label={text.way}>
      {unit.above.map((above) => (
        <span key={above.id}>
          {above.within ? (
            <Go to={`/units/${above.id}`}>{above.name}</Go>
          ) : (
            <span title={text.outOfReach}>{above.name}</span>
          )}{' '}
          /
        </span>
      ))}
      <span aria-current="page">{unit.name}</span>
    </nav>
  )
}

function Dissolved({ unit, day }: { unit: UnitPage; day: string }) {
  const text = useText(unitText)
  const queries = useQueryClient()
  const failed = useFailure()
  const restore = () =>
    void client.org
      .dissolveUnit({ unitId: unit.id, on: null, version: unit.version })
      .then(() => queries.invalidateQueries(), failed)
  return (
    <Alert
      type="warning"
      showIcon
      title={day >= today() ? text.willDissolve(day) : text.dissolved(day)}
      description={text.dissolvedHint}
      action={unit.mayWrite ? <Button onClick={restore}>{text.restore}</Button> : undefined}
    />
  )
}

// A committee with a hundred departments: enough to see what kind they are, and the people stay near.
const firstChildren = 12

function Children({ unit }: { unit: UnitPage }) {
  const text = useText(unitText)
  const tree = useText(treeText)
  const name = useName()
  const go = useGo()
  const [all, setAll] = useState(false)
  const phone = useIsPhone()
  const columns = useMemo<readonly Column<CountedUnit>[]>(
    () => [
      {
        key: 'name',
        title: tree.name,
        text: (child) => child.name,
        // On a phone the whole card is the button; a link inside it would be a second one.
        render: (child) => (phone ? child.name : <Go to={`/units/${child.id}`}>{child.name}</Go>),
        sort: true,
        card: 'title',
      },
      {
        key: 'kind',
        title: tree.kind,
        text: (child) => name(unitKinds, child.kind),
        render: (child) => <KindTag kind={child.kind} form={child.form} />,
        width: 180,
        card: 'fact',
      },
      { key: 'code', title: tree.code, text: (child) => child.code, width: 160, sort: true },
      {
        key: 'members',
        title: tree.members,
        text: (child) => (partless.includes(child.kind) ? null : child.members),
        align: 'right',
        width: 100,
        sort: true,
        card: 'fact',
      },
    ],
    [tree, name, phone],
  )
  const count = unit.kids
  const rows = all ? unit.children : unit.children.slice(0, firstChildren)
  return (
    <Section title={text.children(count)}>
      <Table
        bare
        dense
        name="unit-children"
        title={text.children(count)}
        rows={rows}
        columns={columns}
        rowKey={(child) => child.id}
        open={(child) => go(`/units/${child.id}`)}
      />
      {rows.length < unit.children.length && (
        <Button block className="people-more" onClick={() => setAll(true)}>
          {text.childrenAll(unit.children.length)}
        </Button>
      )}
    </Section>
  )
}

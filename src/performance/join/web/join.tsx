// Party work and hospital results: the actions, the data packs of departments, and which department a code means.
import { DashboardOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { useIsPhone } from '../../../core/web/screen-size.ts'
import { useMay } from '../../../core/web/session.ts'
import { StateTag, stateText } from '../../../core/web/state.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { Tabs } from '../../../core/web/tabs.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Action } from '../contract.ts'
import { changeText, differenceUnit, figureText, outcomeWords, valueText } from '../words.ts'
import { Association } from './association.tsx'
import { Departments } from './departments.tsx'
import './join.css'
import { ActionForm } from './action-form.tsx'
import { Packs } from './packs.tsx'
import { joinText } from './words.ts'

const parts = ['actions', 'packs', 'departments'] as const

export function Join() {
  const text = useText(joinText)
  const may = useMay()
  const go = useGo()
  const [asked, choose] = useQueryPart('part')
  const [making, setMaking] = useState(false)
  const part = parts.find((each) => each === asked) ?? 'actions'
  return (
    <Page
      title={text.title}
      what={text.what}
      primary={
        may('duty.impose')
          ? { label: text.make, icon: <PlusOutlined />, act: () => setMaking(true) }
          : undefined
      }
      extra={
        <Button icon={<DashboardOutlined />} onClick={() => go('/cockpit')}>
          {text.cockpit}
        </Button>
      }
    >
      <Tabs
        label={text.title}
        tabs={parts.map((key) => ({ key, label: text.parts[key] }))}
        chosen={part}
        choose={choose}
      >
        {part === 'actions' && <Actions make={may('duty.impose') ? () => setMaking(true) : undefined} />}
        {part === 'packs' && <Packs />}
        {part === 'departments' && <Departments />}
      </Tabs>
      {making && <ActionForm close={() => setMaking(false)} />}
    </Page>
  )
}

function Actions({ make }: { make: (() => void) | undefined }) {
  const text = useText(joinText)
  const go = useGo()
  const columns = useColumns()
  const { data, error, refetch } = useQuery(api.join.actions.queryOptions({ input: {} }))
  return (
    <>
      <Table<Action>
        name="join-actions"
        title={text.actions}
        rows={data?.actions}
        columns={columns}
        rowKey={(action) => action.id}
        open={(action) => go(`/join/actions/${action.id}`)}
        error={error}
        retry={() => void refetch()}
        empty={{
          title: text.none,
          hint: text.noneHint,
          action: make && (
            <Button type="primary" onClick={make}>
              {text.make}
            </Button>
          ),
        }}
      />
      <Association />
    </>
  )
}

function useColumns(): Column<Action>[] {
  const text = useText(joinText)
  const states = useText(stateText)
  const [language] = useLanguage()
  const phone = useIsPhone()
  return useMemo(() => {
    const stateOf = (action: Action) => (action.withdrawn ? text.withdrawn : states[action.state])
    const unitOf = ({ indicator }: Action) => indicator?.unit ?? ''
    const sideOf = (action: Action, side: 'before' | 'after') =>
      valueText(unitOf(action), action.comparison?.[side].value ?? null, language)
    const changeOf = (action: Action) => {
      const { difference = null, low = null, high = null } = action.comparison ?? {}
      return { difference, low, high }
    }
    return [
      {
        key: 'what',
        title: text.action,
        text: (action) => action.what,
        // A card opens as a whole: no door within its door.
        render: (action) =>
          phone ? (
            action.what
          ) : (
            <Go
              to={`/join/actions/${action.id}`}
              className="door"
              onClick={(event) => event.stopPropagation()}
            >
              {action.what}
            </Go>
          ),
        sort: true,
        card: 'title',
        width: 260,
      },
      {
        key: 'owner',
        title: text.owner,
        text: (action) => [action.unitName, action.personName].filter(Boolean).join(' '),
        sort: true,
        filter: true,
        card: 'fact',
        width: 160,
      },
      {
        key: 'indicator',
        title: text.indicator,
        text: ({ indicator, indicatorId }) => indicator?.[language] ?? text.gone(indicatorId),
        sort: true,
        filter: true,
        card: 'fact',
        width: 180,
      },
      {
        key: 'scope',
        title: text.scope,
        text: (action) => action.departmentName ?? text.wholeHospital,
        sort: true,
        filter: true,
        width: 120,
      },
      {
        key: 'state',
        title: text.state,
        text: stateOf,
        render: (action) => <StateTag state={action.state}>{stateOf(action)}</StateTag>,
        filter: true,
        card: 'fact',
        width: 110,
      },
      { key: 'until', title: text.until, text: (action) => action.untilOn, sort: true, width: 110 },
      {
        key: 'before',
        title: text.before,
        text: (action) => sideOf(action, 'before'),
        align: 'right',
        width: 110,
      },
      {
        key: 'after',
        title: text.after,
        text: (action) => sideOf(action, 'after'),
        align: 'right',
        width: 110,
      },
      {
        key: 'change',
        title: text.change,
        text: (action) => changeText(unitOf(action), changeOf(action).difference),
        render: (action) => <ChangeCell unit={unitOf(action)} {...changeOf(action)} />,
        sort: (a, b) => (changeOf(a).difference ?? 0) - (changeOf(b).difference ?? 0),
        align: 'right',
        card: 'fact',
        width: 190,
      },
      {
        key: 'evaluation',
        title: text.evaluation,
        text: ({ outcome }) => (outcome === null ? text.notEvaluated : outcomeWords[outcome][language]),
        filter: true,
        width: 110,
      },
      {
        key: 'institution',
        title: text.institution,
        text: (action) => action.institutionName,
        filter: true,
        hidden: true,
        width: 180,
      },
      {
        key: 'from',
        title: text.from,
        text: (action) => action.fromOn,
        sort: true,
        hidden: true,
        width: 110,
      },
      { key: 'ground', title: text.ground, text: (action) => action.ground ?? '', hidden: true, width: 200 },
    ]
  }, [text, states, language, phone])
}

type Change = { unit: string; difference: number | null; low: number | null; high: number | null }

function ChangeCell({ unit, difference, low, high }: Change) {
  const text = useText(joinText)
  const [language] = useLanguage()
  if (difference === null) return <span title={text.hiddenFigures}>—</span>
  return (
    <>
      {changeText(unit, difference)} {differenceUnit(unit, language)}
      {low !== null && high !== null && (
        <div className="third">{text.interval(figureText(unit, low), figureText(unit, high))}</div>
      )}
    </>
  )
}

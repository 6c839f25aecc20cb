// The workbench: what I owe, what is late, what comes next; for those without duties, what they may do here.
import { AuditOutlined, CalendarOutlined, TeamOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Permission } from '../../../core/access.ts'
import { api } from '../../../core/web/client.ts'
import { Go } from '../../../core/web/go.tsx'
import { Page, Section } from '../../../core/web/page.tsx'
import { useMay, useMe } from '../../../core/web/session.ts'
import { EmptyState, ErrorState, Loading } from '../../../core/web/status.tsx'
import { useText } from '../../../core/web/text.ts'
import { useUnits } from '../../../core/web/view.ts'
import './duties.css'
import { OfficeBench } from './office-bench.tsx'
import { Item, OwnBench } from './own-bench.tsx'
import { periodText, weekdayOf } from './period.ts'
import { dutyText, workbenchText } from './words.ts'

/** From so many branches on, duties are shown by branch and not one by one. */
const manyBranches = 4
const limit = 500

export function Workbench() {
  const may = useMay()
  return may('duty.read') ? <Owed /> : <Helpful />
}

function Owed() {
  const text = useText(workbenchText)
  const words = useText(dutyText)
  const periods = useText(periodText)
  const me = useMe()
  const { units, complete } = useUnits()
  const mine = useQuery(api.duties.mine.queryOptions({ input: { limit } }))
  const { data } = mine
  const root = me.units[0]
  const branches = units.filter((unit) => unit.kind === 'branch').length
  return (
    <Page
      title={words.screens.home}
      {...(data ? { what: text.today(data.today, periods.weekday(weekdayOf(data.today))) } : {})}
    >
      {mine.error && !data ? (
        <ErrorState error={mine.error} retry={() => void mine.refetch()} />
      ) : !data || !complete || !root ? (
        <Loading what={words.screens.home} rows={8} />
      ) : branches >= manyBranches ? (
        <OfficeBench mine={data} rootId={root.id} cut={data.duties.length === limit} />
      ) : (
        <OwnBench mine={data} rootId={root.id} />
      )}
    </Page>
  )
}

type Help = { permission: Permission; to: string; icon: ReactNode; title: string; hint: string }

function Helpful() {
  const text = useText(workbenchText)
  const words = useText(dutyText)
  const may = useMay()
  const all: readonly Help[] = [
    {
      permission: 'account.manage',
      to: '/accounts',
      icon: <TeamOutlined />,
      title: text.accounts,
      hint: text.accountsHint,
    },
    {
      permission: 'calendar.write',
      to: '/calendar',
      icon: <CalendarOutlined />,
      title: text.calendar,
      hint: text.calendarHint,
    },
    {
      permission: 'audit.read',
      to: '/audit',
      icon: <AuditOutlined />,
      title: text.audit,
      hint: text.auditHint,
    },
  ]
  const mine = all.filter(({ permission }) => may(permission))
  // Whoever handles no Party work may still owe something by name or by post.
  const { data } = useQuery(api.duties.mine.queryOptions({ input: { limit } }))
  return (
    <Page title={words.screens.home} what={text.helpWhat}>
      {data !== undefined && data.duties.length > 0 && (
        <Section title={`${text.own} ${data.duties.length}`}>
          <ul className="duty-items">
            {data.duties.map((duty) => (
              <Item key={duty.id} duty={duty} today={data.today} withUnit />
            ))}
          </ul>
        </Section>
      )}
      {mine.length === 0 ? (
        <EmptyState title={text.helpNone} hint={text.helpNoneHint} />
      ) : (
        <ul className="help-links" aria-label={text.help}>
          {mine.map((help) => (
            <li key={help.to}>
              <Go to={help.to} className="section help-link">
                <span className="help-icon" aria-hidden="true">
                  {help.icon}
                </span>
                <span>
                  <strong>{help.title}</strong>
                  <span className="third">{help.hint}</span>
                </span>
              </Go>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

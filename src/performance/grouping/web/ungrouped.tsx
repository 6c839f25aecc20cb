// What has no group: how many for which reason, what to do about it, and the principal diagnoses that occur most.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { addressOf, countText, type Look, type Overview, scopeOf } from './look.ts'
import { groupingText } from './words.ts'

type Answer = Awaited<ReturnType<Client['grouping']['ungrouped']>>
type ReasonLine = Answer['reasons'][number]
type PrincipalLine = Answer['principals'][number]

export function Ungrouped({ overview, look }: { overview: Overview; look: Look }) {
  const text = useText(groupingText)
  const go = useGo()
  const { unitId, mayRead } = overview
  const { data, error, refetch } = useQuery(
    api.grouping.ungrouped.queryOptions({ input: scopeOf(unitId, look) }),
  )
  const reasons = useMemo<readonly Column<ReasonLine>[]>(
    () => [
      {
        key: 'reason',
        title: text.reason,
        text: ({ reason }) => text.reasons[reason],
        card: 'title',
        width: 320,
      },
      {
        key: 'cases',
        title: text.count,
        text: ({ cases }) => cases,
        render: ({ reason, cases }) =>
          mayRead ? (
            <Go
              to={addressOf(unitId, { ...look, reason })}
              className="door"
              onClick={(event) => event.stopPropagation()}
            >
              {countText(cases)}
            </Go>
          ) : (
            countText(cases)
          ),
        align: 'right',
        card: 'fact',
        width: 100,
      },
      {
        key: 'todo',
        title: text.todo,
        text: ({ reason }) => text.reasonTodo[reason],
        card: 'fact',
        width: 360,
      },
    ],
    [text, unitId, mayRead, look],
  )
  const principals = useMemo<readonly Column<PrincipalLine>[]>(
    () => [
      {
        key: 'principal',
        title: text.principal,
        text: ({ principal }) => (principal === '' ? text.none : principal),
        sort: true,
        card: 'title',
        width: 160,
      },
      {
        key: 'cases',
        title: text.count,
        text: ({ cases }) => cases,
        sort: true,
        align: 'right',
        card: 'fact',
        width: 100,
      },
      { key: 'mdc', title: text.mdc, text: ({ mdc }) => mdc ?? '—', filter: true, card: 'fact', width: 90 },
      {
        key: 'reason',
        title: text.reason,
        text: ({ reason }) => text.reasons[reason],
        filter: true,
        card: 'fact',
        width: 320,
      },
    ],
    [text],
  )
  return (
    <>
      <Section title={text.reasonsTitle} hint={text.reasonsHint}>
        <Table<ReasonLine>
          name="grouping-reasons"
          title={text.reasonsTitle}
          rows={data?.reasons}
          columns={reasons}
          rowKey={({ reason }) => reason}
          bare
          {...(mayRead
            ? { open: ({ reason }: ReasonLine) => go(addressOf(unitId, { ...look, reason })) }
            : {})}
          error={error}
          retry={() => void refetch()}
          empty={{ title: text.allGrouped }}
        />
      </Section>
      {data !== undefined && data.principals.length > 0 && (
        <Section title={text.principalsTitle} {...(mayRead ? {} : { hint: text.principalsHint })}>
          <Table<PrincipalLine>
            name="grouping-principals"
            title={text.principalsTitle}
            rows={data.principals}
            columns={principals}
            rowKey={({ principal, reason, mdc }) => `${principal} ${reason} ${mdc}`}
          />
        </Section>
      )}
    </>
  )
}

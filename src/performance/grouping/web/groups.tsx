// The DRGs of a time: cases, weight, mean stay and cost beside their reference, deaths and risk stratum.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import {
  addressOf,
  countText,
  fourPlaces,
  type Groups,
  type Look,
  type Overview,
  scopeOf,
  twoPlaces,
} from './look.ts'
import { Value } from './value.tsx'
import { groupingText } from './words.ts'

type Group = Awaited<ReturnType<Client['grouping']['groups']>>['groups'][number]

const meanOf = (sum: number | null, cases: number): number | null =>
  sum === null ? null : Math.round((sum / cases) * 100) / 100

export function GroupTable({ overview, groups, look }: { overview: Overview; groups: Groups; look: Look }) {
  const text = useText(groupingText)
  const go = useGo()
  const { unitId, mayRead } = overview
  const { data, error, refetch } = useQuery(
    api.grouping.groups.queryOptions({ input: scopeOf(unitId, look) }),
  )
  const { from, to: until, department } = look
  const columns = useMemo<readonly Column<Group>[]>(() => {
    const to = (drg: string) =>
      addressOf(unitId, { from, to: until, department, part: 'groups', drg, reason: null })
    const reference = (value: number | null): string | undefined =>
      value === null ? undefined : text.reference(twoPlaces(value))
    return [
      {
        key: 'code',
        title: text.drg,
        text: (group) => group.code,
        render: (group) =>
          mayRead ? (
            <Go to={to(group.code)} className="door" onClick={(event) => event.stopPropagation()}>
              {group.code}
            </Go>
          ) : (
            group.code
          ),
        sort: true,
        width: 88,
        card: 'title',
      },
      { key: 'name', title: text.name, text: (group) => group.name, sort: true, width: 260, card: 'title' },
      {
        key: 'mdc',
        title: text.mdc,
        text: (group) => group.mdc,
        filter: true,
        width: 90,
        hidden: true,
        card: 'none',
      },
      {
        key: 'kind',
        title: text.kind,
        text: (group) => text.kinds[group.kind],
        filter: true,
        width: 88,
        hidden: true,
        card: 'none',
      },
      {
        key: 'cases',
        title: text.stays,
        text: (group) => group.cases,
        render: (group) => countText(group.cases),
        sort: true,
        align: 'right',
        width: 88,
        card: 'fact',
      },
      {
        key: 'weight',
        title: text.weight,
        text: (group) => group.weight / 10_000,
        render: (group) => <Value text={fourPlaces(group.weight / 10_000)} />,
        sort: true,
        align: 'right',
        width: 100,
        card: 'fact',
      },
      {
        key: 'days',
        title: text.meanDays,
        text: (group) => meanOf(group.losDays, group.cases),
        render: (group) => (
          <Value
            text={twoPlaces(meanOf(group.losDays, group.cases))}
            hidden={group.hidden}
            more={reference(
              group.referenceDaysHundredths === null ? null : group.referenceDaysHundredths / 100,
            )}
          />
        ),
        sort: true,
        align: 'right',
        width: 156,
        card: 'fact',
      },
      {
        key: 'cost',
        title: text.meanCost,
        text: (group) => meanOf(group.costFen === null ? null : group.costFen / 100, group.cases),
        render: (group) => (
          <Value
            text={twoPlaces(meanOf(group.costFen === null ? null : group.costFen / 100, group.cases))}
            hidden={group.hidden}
            more={reference(group.referenceCostFen === null ? null : group.referenceCostFen / 100)}
          />
        ),
        sort: true,
        align: 'right',
        width: 216,
        card: 'fact',
      },
      {
        key: 'deaths',
        title: text.deaths,
        text: (group) => group.deaths,
        render: (group) => <Value text={countText(group.deaths ?? 0)} hidden={group.hidden} />,
        sort: true,
        align: 'right',
        width: 84,
        card: 'fact',
      },
      {
        key: 'stratum',
        title: text.stratum,
        text: (group) => (group.stratum === null ? text.noStratum : text.strata[group.stratum]),
        filter: true,
        width: 104,
        card: 'fact',
      },
    ]
  }, [text, unitId, mayRead, from, until, department])
  return (
    <Section title={text.groupsTitle} hint={`${text.groupsHint} ${text.strataSources[groups.strataSource]}`}>
      <Table<Group>
        name="grouping-groups"
        title={text.titled(text.drg)}
        rows={data?.groups}
        columns={columns}
        rowKey={(group) => group.code}
        {...(mayRead ? { open: (group: Group) => go(addressOf(unitId, { ...look, drg: group.code })) } : {})}
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.noGroups, hint: text.noStaysHint }}
      />
    </Section>
  )
}

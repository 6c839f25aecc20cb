// The gaps of the own hospital: how far to the next, the median, the best quartile, worth how much; later rooms add what to do.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { EmptyState } from '../../../../core/web/status.tsx'
import { type Column, Table } from '../../../../core/web/table.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { GapView } from '../../peers/contract.ts'
import type { Method } from '../../peers/methods/scoring.ts'
import { signed } from '../format.ts'
import { GapActions, hasGapActions } from './gap-actions.tsx'
import { MethodChoice, type PeerTable, writeScore, writeValue } from './look.tsx'
import { peerText } from './words.ts'

type Line = { gap: GapView; target: GapView['targets'][number]; first: boolean }
type GapListProps = { unitId: string; table: PeerTable; method: Method; setMethod: (method: Method) => void }

export function GapList({ unitId, table, method, setMethod }: GapListProps) {
  const text = useText(peerText)
  const { data, error, refetch } = useQuery(
    api.assessment.gaps.queryOptions({ input: { unitId, tableId: table.id, method } }),
  )
  const rows = useMemo(
    () =>
      data?.gaps.flatMap((gap) =>
        gap.targets.map((target, index): Line => ({ gap, target, first: index === 0 })),
      ),
    [data],
  )
  const nextGrade = data?.nextGrade ?? ''
  const columns = useMemo<Column<Line>[]>(() => {
    const aimOf = ({ target }: Line) =>
      target.aim === 'band' ? text.aims.band(nextGrade) : text.aims[target.aim]
    return [
      {
        key: 'name',
        title: text.indicator,
        text: ({ gap }) => gap.name,
        render: ({ gap }) => (
          <>
            {gap.name} <span className="third">{text.now(writeValue(gap.own, gap.unit))}</span>
          </>
        ),
        filter: true,
        card: 'title',
        width: 280,
      },
      { key: 'aim', title: text.aim, text: aimOf, filter: true, card: 'fact', width: 140 },
      {
        key: 'value',
        title: text.targetValue,
        text: ({ target }) => Number(target.value.toFixed(4)),
        render: ({ target, gap }) => writeValue(target.value, gap.unit),
        align: 'right',
        card: 'fact',
        width: 110,
      },
      {
        key: 'distance',
        title: text.distance,
        text: ({ target }) => Number(target.distance.toFixed(4)),
        render: ({ target }) => signed(target.distance, (value) => writeValue(value)),
        align: 'right',
        card: 'fact',
        width: 100,
      },
      {
        key: 'cases',
        title: text.caseCount,
        text: ({ target }) => target.cases,
        render: ({ target }) => (target.cases === null ? '—' : signed(target.cases, String)),
        sort: true,
        align: 'right',
        card: 'fact',
        width: 90,
      },
      {
        key: 'points',
        title: text.worth,
        text: ({ target }) => Number(target.points.toFixed(2)),
        render: ({ target }) => signed(target.points, writeScore),
        sort: true,
        align: 'right',
        card: 'fact',
        width: 110,
      },
      {
        key: 'places',
        title: text.places,
        text: ({ target }) => target.places,
        sort: true,
        align: 'right',
        card: 'fact',
        width: 100,
      },
      ...(hasGapActions()
        ? [
            {
              key: 'act',
              title: text.act,
              text: () => null,
              render: ({ gap, first }: Line) =>
                first ? <GapActions unitId={unitId} tableId={table.id} year={table.year} gap={gap} /> : null,
              card: 'fact' as const,
              width: 150,
            },
          ]
        : []),
    ]
  }, [text, nextGrade, unitId, table])
  if (table.ownNo === null) return <EmptyState title={text.chooseOwn} />
  return (
    <>
      <MethodChoice method={method} choose={setMethod} />
      <Section
        title={`${text.tabs.gaps}（${text.estimate}）`}
        hint={
          data?.rank === null || data === undefined
            ? text.gapsHint
            : `${text.standing(data.rank, data.ranked, writeScore(data.score))}。${text.gapsHint}`
        }
      >
        <Table<Line>
          name="figures.gaps"
          title={`${text.tabs.gaps}（${text.estimate}）`}
          rows={rows}
          columns={columns}
          rowKey={({ gap, target }) => `${gap.key}/${target.aim}`}
          error={error}
          retry={() => void refetch()}
          empty={{ title: text.noGaps, hint: text.noGapsHint }}
        />
      </Section>
    </>
  )
}

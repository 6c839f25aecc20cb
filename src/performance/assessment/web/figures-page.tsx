// The institutions within reach, each with its newest result; who has only one sees it at once.
import { useQuery } from '@tanstack/react-query'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo, useQueryPart } from '../../../core/web/go.tsx'
import { Page } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { Tabs } from '../../../core/web/tabs.tsx'
import { useText } from '../../../core/web/text.ts'
import { percentileText, ratioText, scoreText } from './format.ts'
import { numberWithChange } from './history.tsx'
import { InstitutionFigures } from './institution-page.tsx'
import './figures.css'
import { Rounds } from './rounds.tsx'
import { figureText } from './words.ts'

type Line = Awaited<ReturnType<Client['assessment']['institutions']>>['institutions'][number]

export function FiguresPage() {
  const text = useText(figureText)
  const go = useGo()
  const { data, error, refetch } = useQuery(api.assessment.institutions.queryOptions({ input: {} }))
  const institutions = data?.institutions
  const only = institutions?.length === 1 ? institutions[0] : undefined
  const columns = useColumns()
  const [tab, choose] = useQueryPart('tab')
  if (only) return <InstitutionFigures unitId={only.unitId} />
  return (
    <Page title={text.title} what={text.what}>
      <Tabs
        label={text.title}
        tabs={(['institutions', 'rounds'] as const).map((key) => ({ key, label: text.listTabs[key] }))}
        chosen={tab === 'rounds' ? 'rounds' : 'institutions'}
        choose={(key) => choose(key === 'rounds' ? key : null)}
      >
        {tab === 'rounds' ? (
          <Rounds />
        ) : (
          <Table<Line>
            name="figures"
            title={text.title}
            rows={institutions}
            columns={columns}
            rowKey={(line) => line.unitId}
            open={(line) => go(`/figures/${line.unitId}`)}
            error={error}
            retry={() => void refetch()}
            empty={{ title: text.none, hint: text.noneHint }}
          />
        )}
      </Tabs>
    </Page>
  )
}

function useColumns(): Column<Line>[] {
  const text = useText(figureText)
  const percentileOf = ({ newest }: Line) => newest?.percentile ?? null
  return [
    {
      key: 'name',
      title: text.institution,
      text: (line) => line.name,
      render: (line) => (
        <Go to={`/figures/${line.unitId}`} className="door" onClick={(event) => event.stopPropagation()}>
          {line.name}
        </Go>
      ),
      sort: true,
      card: 'title',
      width: 240,
    },
    {
      key: 'level',
      title: text.level,
      text: (line) => line.level,
      sort: true,
      filter: true,
      width: 104,
      card: 'none',
    },
    {
      key: 'newest',
      title: text.newest,
      text: ({ newest }) =>
        newest ? `${text.assessments[newest.assessment]} · ${text.yearOf(newest.year)}` : null,
      render: ({ newest }) =>
        newest ? (
          `${text.assessments[newest.assessment]} · ${text.yearOf(newest.year)}`
        ) : (
          <span className="third">{text.noNewest}</span>
        ),
      sort: true,
      filter: true,
      width: 280,
      card: 'fact',
    },
    {
      key: 'score',
      title: text.score,
      text: ({ newest }) => newest?.score ?? null,
      render: ({ newest }) => (newest ? numberWithChange(newest.score, newest.scoreChange, scoreText) : '—'),
      sort: true,
      align: 'right',
      width: 136,
      card: 'fact',
    },
    {
      key: 'rank',
      title: text.rank,
      text: ({ newest }) => newest?.rank ?? null,
      render: ({ newest }) => (newest ? <Rank rank={newest.rank} size={newest.groupSize} /> : '—'),
      sort: true,
      align: 'right',
      width: 112,
      card: 'fact',
    },
    {
      key: 'percentile',
      title: text.percentile,
      text: (line) => {
        const ratio = percentileOf(line)
        return ratio === null ? null : percentileText(ratio)
      },
      render: (line) => {
        const ratio = percentileOf(line)
        return ratio === null ? (
          '—'
        ) : (
          <span className="nowrap" title={ratioText(ratio)}>
            {percentileText(ratio)}
          </span>
        )
      },
      // By the share itself: as text, 9.8 % would stand behind 23.5 %.
      sort: (a, b) => share(percentileOf(a)) - share(percentileOf(b)),
      align: 'right',
      width: 104,
      card: 'none',
    },
    {
      key: 'grade',
      title: text.grade,
      text: ({ newest }) => newest?.grade ?? null,
      sort: true,
      filter: true,
      width: 88,
      card: 'none',
    },
  ]
}

function Rank({ rank, size }: { rank: number | null; size: number | null }) {
  if (rank === null) return '—'
  return (
    <span className="nowrap">
      {rank}
      {size !== null && <span className="third"> / {size}</span>}
    </span>
  )
}

const share = (ratio: { numerator: number; denominator: number } | null): number =>
  ratio === null ? Number.POSITIVE_INFINITY : ratio.numerator / ratio.denominator

// The rounds of assessment within reach: who has a result in each, at which place; a row opens the list.
import { useQuery } from '@tanstack/react-query'
import { Alert, Drawer } from 'antd'
import { useMemo, useState } from 'react'
import { api, type Client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import { BandGrade } from './band.tsx'
import { countText, percentileText, scoreText } from './format.ts'
import { numberWithChange } from './history.tsx'
import { roundText } from './round-words.ts'
import { seriesKey } from './series.ts'
import { figureText } from './words.ts'

type Round = Awaited<ReturnType<Client['assessment']['rounds']>>['rounds'][number]
type Line = Round['results'][number]

const keyOf = (round: Round): string => `${round.year}/${seriesKey(round)}`

export function Rounds() {
  const text = useText(roundText)
  const words = useText(figureText)
  const { data, error, refetch } = useQuery(api.assessment.rounds.queryOptions({ input: {} }))
  const [key, setKey] = useState<string | null>(null)
  const shown = data?.rounds.find((round) => keyOf(round) === key)
  const columns = useMemo<Column<Round>[]>(
    () => [
      { key: 'year', title: words.year, text: ({ year }) => year, sort: true, align: 'left', width: 80 },
      {
        key: 'assessment',
        title: words.assessment,
        text: ({ assessment }) => words.assessments[assessment],
        filter: true,
        card: 'title',
        width: 260,
      },
      { key: 'level', title: text.level, text: ({ level }) => text.levels[level], filter: true, width: 88 },
      {
        key: 'peerGroup',
        title: words.peerGroup,
        text: ({ peerGroup }) => peerGroup,
        filter: true,
        card: 'fact',
        width: 200,
      },
      {
        key: 'size',
        title: text.size,
        text: ({ groupSizes }) => groupSizes.join(' / ') || null,
        align: 'right',
        card: 'fact',
        width: 96,
      },
      {
        key: 'published',
        title: text.published,
        text: ({ publishedOn }) => publishedOn,
        sort: true,
        width: 112,
      },
      {
        key: 'count',
        title: text.count,
        text: ({ results }) => results.length,
        sort: true,
        align: 'right',
        card: 'fact',
        width: 96,
      },
    ],
    [text, words],
  )
  return (
    <>
      <Table<Round>
        name="figures.rounds"
        title={text.title}
        rows={data?.rounds}
        columns={columns}
        rowKey={keyOf}
        open={(round) => setKey(keyOf(round))}
        marked={(round) => keyOf(round) === key}
        error={error}
        retry={() => void refetch()}
        empty={{ title: text.empty, hint: text.emptyHint }}
      />
      <Drawer
        open={shown !== undefined}
        onClose={() => setKey(null)}
        title={
          shown &&
          [words.yearOf(shown.year), words.assessments[shown.assessment], shown.peerGroup]
            .filter(Boolean)
            .join(' · ')
        }
        size={720}
      >
        {shown && <RoundResults round={shown} />}
      </Drawer>
    </>
  )
}

function RoundResults({ round }: { round: Round }) {
  const text = useText(roundText)
  const words = useText(figureText)
  const go = useGo()
  const columns = useMemo<Column<Line>[]>(
    () => [
      {
        key: 'name',
        title: words.institution,
        text: ({ name }) => name,
        render: ({ name, unitId }) => (
          <Go to={`/figures/${unitId}`} className="door">
            {name}
          </Go>
        ),
        card: 'title',
        width: 200,
      },
      {
        key: 'rank',
        title: words.rank,
        text: ({ result }) => result.rank,
        render: ({ result }) => numberWithChange(result.rank, result.rankChange, countText),
        sort: true,
        align: 'right',
        card: 'fact',
        width: 110,
      },
      {
        key: 'percentile',
        title: words.percentile,
        text: ({ result }) => result.percentile && percentileText(result.percentile),
        align: 'right',
        card: 'fact',
        width: 88,
      },
      {
        key: 'score',
        title: words.score,
        text: ({ result }) => result.score,
        render: ({ result }) => numberWithChange(result.score, result.scoreChange, scoreText),
        sort: true,
        align: 'right',
        card: 'fact',
        width: 120,
      },
      { key: 'grade', title: words.grade, text: ({ result }) => result.grade, card: 'fact', width: 72 },
      {
        key: 'band',
        title: words.bandOf,
        text: ({ result }) => result.band?.grade ?? null,
        render: ({ result }) => (result.band === null ? '—' : <BandGrade band={result.band} />),
        card: 'fact',
        width: 96,
      },
    ],
    [words],
  )
  return (
    <>
      {round.groupSizes.length > 1 && (
        <Alert type="warning" showIcon title={text.sizesDiffer(round.groupSizes.map(countText).join('、'))} />
      )}
      <Table<Line>
        name="figures.round"
        title={text.title}
        rows={round.results}
        columns={columns}
        rowKey={({ unitId }) => unitId}
        open={({ unitId }) => go(`/figures/${unitId}`)}
        bare
      />
    </>
  )
}

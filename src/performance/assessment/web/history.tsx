// All results of an institution by year; a row opens with its derivation and source.
import { EditOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { Section } from '../../../core/web/page.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Result } from '../contract.ts'
import { percentileText, scoreText, signed } from './format.ts'
import { BandGrade } from './band.tsx'
import { ResultBody } from './result-card.tsx'
import { seriesKey } from './series.ts'
import { figureText } from './words.ts'

type HistoryProps = {
  results: readonly Result[]
  correct: (result: Result) => (() => void) | undefined
}

const keyOf = (result: Result): string => `${result.year}/${seriesKey(result)}`

export function History({ results, correct }: HistoryProps) {
  const text = useText(figureText)
  const [key, setKey] = useState<string | null>(null)
  const shown = results.find((result) => keyOf(result) === key)
  const edit = shown && correct(shown)
  const columns: Column<Result>[] = [
    { key: 'year', title: text.year, text: ({ year }) => year, sort: true, align: 'left', width: 80 },
    {
      key: 'assessment',
      title: text.assessment,
      text: ({ assessment }) => text.assessments[assessment],
      filter: true,
      card: 'title',
      width: 260,
    },
    {
      key: 'peerGroup',
      title: text.peerGroup,
      text: ({ peerGroup }) => peerGroup,
      filter: true,
      card: 'fact',
      width: 180,
    },
    {
      key: 'score',
      title: text.score,
      text: ({ score }) => score,
      render: ({ score, scoreChange }) => numberWithChange(score, scoreChange, scoreText),
      sort: true,
      align: 'right',
      width: 144,
    },
    {
      key: 'rank',
      title: text.rank,
      text: ({ rank }) => rank,
      render: ({ rank, rankChange }) => numberWithChange(rank, rankChange, String),
      sort: true,
      align: 'right',
      width: 128,
    },
    {
      key: 'percentile',
      title: text.percentile,
      text: ({ percentile }) => percentile && percentileText(percentile),
      align: 'right',
      width: 96,
    },
    { key: 'grade', title: text.grade, text: ({ grade }) => grade, width: 80 },
    {
      key: 'band',
      title: text.bandOf,
      text: ({ band }) => band?.grade ?? null,
      render: ({ band }) => (band === null ? '—' : <BandGrade band={band} />),
      width: 110,
    },
  ]
  return (
    <Section title={text.history}>
      <Table<Result>
        name="figures.history"
        title={text.history}
        rows={results}
        columns={columns}
        rowKey={keyOf}
        open={(result) => setKey(keyOf(result))}
        marked={(result) => keyOf(result) === key}
        bare
      />
      <Drawer
        open={shown !== undefined}
        onClose={() => setKey(null)}
        title={shown && `${text.assessments[shown.assessment]} · ${text.yearOf(shown.year)}`}
        size={480}
        extra={
          edit && (
            <Button
              icon={<EditOutlined />}
              onClick={() => {
                setKey(null)
                edit()
              }}
            >
              {text.correct}
            </Button>
          )
        }
      >
        {shown && <ResultBody result={shown} />}
      </Drawer>
    </Section>
  )
}

/** The change in front, quieter, so that the numbers stand below each other. */
export function numberWithChange(
  value: number | null,
  change: number | null,
  write: (value: number) => string,
) {
  if (value === null) return '—'
  return (
    <span className="nowrap">
      {change !== null && <span className="third">{signed(change, write)} </span>}
      {write(value)}
    </span>
  )
}

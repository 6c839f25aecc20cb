// All methods side by side: scores and places of every hospital, the first ones as a chart, and the weights that each method used.
import { Tag } from 'antd'
import { useMemo } from 'react'
import { Chart, type ChartData } from '../../../../core/web/chart.tsx'
import { Section } from '../../../../core/web/page.tsx'
import { percent } from '../../../../core/web/state.tsx'
import { type Column, Table } from '../../../../core/web/table.tsx'
import { useText } from '../../../../core/web/text.ts'
import { type Method, methods, scored } from '../../peers/methods/scoring.ts'
import { rsrBands } from '../../peers/methods/rsr.ts'
import { MethodChoice, type PeerTable, writeScore } from './look.tsx'
import { peerText } from './words.ts'

type Line = {
  no: number
  name: string
  own: boolean
  scores: Record<Method, number | null>
  ranks: Record<Method, number | null>
  band: number | null
  known: number
}

type CompareProps = { table: PeerTable; method: Method; setMethod: (method: Method) => void }

export function Compare({ table, method, setMethod }: CompareProps) {
  const text = useText(peerText)
  const { results, bands, lines } = useMemo(() => {
    const peers = { columns: table.columns, rows: table.rows.map(({ values }) => values) }
    const all = Object.fromEntries(methods.map((each) => [each, scored(peers, each)])) as Record<
      Method,
      ReturnType<typeof scored>
    >
    const grouped = rsrBands(all.rsr.scores)
    const of = (pick: (each: Method) => number | null) =>
      Object.fromEntries(methods.map((each) => [each, pick(each)])) as Record<Method, number | null>
    return {
      results: all,
      bands: grouped,
      lines: table.rows.map(
        ({ no, name }, index): Line => ({
          no,
          name,
          own: no === table.ownNo,
          scores: of((each) => all[each].scores[index] ?? null),
          ranks: of((each) => all[each].ranks[index] ?? null),
          band: grouped?.bands[index] ?? null,
          known: all.percentile.known[index] ?? 0,
        }),
      ),
    }
  }, [table])
  const ordered = useMemo(
    () => lines.toSorted((one, other) => (one.ranks[method] ?? Infinity) - (other.ranks[method] ?? Infinity)),
    [lines, method],
  )
  const columns = useMemo<Column<Line>[]>(
    () => [
      {
        key: 'name',
        title: text.hospital,
        text: ({ name }) => name,
        render: ({ name, own }) =>
          own ? (
            <strong>
              {name} <Tag>{text.ownBadge}</Tag>
            </strong>
          ) : (
            name
          ),
        card: 'title',
        pinned: true,
        width: 200,
      },
      ...methods.flatMap((each): Column<Line>[] => [
        {
          key: `${each}.score`,
          title: `${text.methods[each]} · ${text.score}`,
          text: ({ scores }) => (scores[each] === null ? null : Number(scores[each].toFixed(2))),
          render: ({ scores }) => writeScore(scores[each]),
          sort: true,
          align: 'right',
          card: each === method ? 'fact' : 'none',
          width: 184,
        },
        {
          key: `${each}.rank`,
          title: `${text.methods[each]} · ${text.rank}`,
          text: ({ ranks }) => ranks[each],
          sort: true,
          align: 'right',
          card: 'fact',
          width: 184,
        },
      ]),
      {
        key: 'band',
        title: text.rsrBand,
        text: ({ band }) => band,
        sort: true,
        filter: true,
        align: 'right',
        card: 'none',
        width: 90,
      },
      {
        key: 'known',
        title: text.knownShare,
        text: ({ known }) => percent(Math.round(known * 1000), 1000),
        align: 'right',
        card: 'none',
        width: 110,
      },
    ],
    [text, method],
  )
  const shown = ordered
    .filter((line, index) => index < 15 || line.own)
    .filter((line) => line.scores[method] !== null)
  const chart: ChartData = {
    kind: 'bar',
    lying: true,
    title: text.topChart(text.methods[method]),
    unit: text.points,
    what: text.tie,
    height: Math.max(160, shown.length * 26 + 40),
    categories: shown.map(({ name, own, ranks }) => `${ranks[method] ?? ''} ${name}${own ? ` ★` : ''}`),
    series: [
      {
        name: text.score,
        values: shown.map(({ scores }) => Number((scores[method] ?? 0).toFixed(2))),
        colour: 2,
      },
    ],
  }
  return (
    <>
      <MethodChoice method={method} choose={setMethod} />
      <Chart {...chart} />
      <Section title={`${text.tabs.compare}（${text.estimate}）`} hint={text.tie}>
        <Table<Line>
          name="figures.compare"
          title={`${table.name}（${text.estimate}）`}
          rows={ordered}
          columns={columns}
          rowKey={({ no }) => String(no)}
          marked={({ own }) => own}
          dense
        />
        {bands && (
          <p className="third">
            {text.bandsLine(
              (bands.intercept / 100).toFixed(4),
              (bands.slope / 100).toFixed(4),
              bands.fit.toFixed(3),
            )}
          </p>
        )}
      </Section>
      <Weights table={table} results={results} />
    </>
  )
}

type WeightLine = { key: string; name: string; shares: Record<Method, number> }

function Weights({
  table,
  results,
}: {
  table: PeerTable
  results: Record<Method, ReturnType<typeof scored>>
}) {
  const text = useText(peerText)
  const rows = useMemo(
    () =>
      table.columns.map(
        ({ key, name }, index): WeightLine => ({
          key,
          name,
          shares: Object.fromEntries(
            methods.map((each) => [each, results[each].yardstick.weights[index] ?? 0]),
          ) as Record<Method, number>,
        }),
      ),
    [table, results],
  )
  const columns = useMemo<Column<WeightLine>[]>(
    () => [
      { key: 'name', title: text.indicator, text: ({ name }) => name, card: 'title', width: 260 },
      ...methods.map(
        (each): Column<WeightLine> => ({
          key: each,
          title: `${text.methods[each]}（%）`,
          text: ({ shares }) => Number((100 * shares[each]).toFixed(2)),
          sort: true,
          align: 'right',
          card: 'fact',
          width: 150,
        }),
      ),
    ],
    [text],
  )
  return (
    <Section title={text.weights} hint={text.weightHow}>
      <Table<WeightLine>
        name="figures.weights"
        title={text.weights}
        rows={rows}
        columns={columns}
        rowKey={({ key }) => key}
        bare
        dense
      />
    </Section>
  )
}

// Yearly figures: value with unit, growth, and the year before with the mark of what was computed.
import { EditOutlined } from '@ant-design/icons'
import { Button, Popover, Tooltip } from 'antd'
import { EmptyState } from '../../../core/web/status.tsx'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Workload } from '../contract.ts'
import { shareText, unitText, valueText } from './format.ts'
import { Growth, Origin } from './result-card.tsx'
import { figureText } from './words.ts'

type YearlyProps = {
  workload: readonly Workload[]
  enter: (() => void) | undefined
  correct: ((figure: Workload) => void) | undefined
}

export const growthFormula = (figure: {
  item: Workload['item']
  value: number
  growth: number
  before: number
}): string => {
  const { item, value, growth, before } = figure
  const sign = growth < 0 ? '−' : '+'
  return `${valueText(item, value)} ÷ (1 ${sign} ${shareText(Math.abs(growth))}) ≈ ${valueText(item, before)}`
}

export function YearlyFigures({ workload, enter, correct }: YearlyProps) {
  const text = useText(figureText)
  if (workload.length === 0) {
    return (
      <EmptyState
        title={text.noYearly}
        hint={text.noYearlyHint}
        action={enter && <Button onClick={enter}>{text.addYearly}</Button>}
      />
    )
  }
  const columns: Column<Workload>[] = [
    {
      key: 'year',
      title: text.year,
      text: ({ year }) => year,
      sort: true,
      align: 'left',
      card: 'fact',
      width: 80,
    },
    {
      key: 'item',
      title: text.item,
      text: ({ item }) => text.items[item],
      filter: true,
      card: 'title',
      width: 140,
    },
    {
      key: 'value',
      title: text.value,
      text: ({ value }) => value,
      render: ({ item, value }) => (
        <span className="nowrap">
          <strong>{valueText(item, value)}</strong>{' '}
          <span className="third">{unitText(item, text.units)}</span>
        </span>
      ),
      sort: true,
      align: 'right',
      card: 'fact',
      width: 180,
    },
    {
      key: 'growth',
      title: text.growth,
      text: ({ growthPercent }) => growthPercent,
      render: ({ growthPercent }) =>
        growthPercent === null ? '—' : <Growth percent={growthPercent} text={shareText} />,
      sort: true,
      align: 'right',
      card: 'fact',
      width: 110,
    },
    {
      key: 'before',
      title: text.valueBefore,
      text: ({ valueBefore }) => valueBefore?.value ?? null,
      render: (figure) => <Before figure={figure} />,
      align: 'right',
      card: 'fact',
      width: 260,
    },
    {
      key: 'source',
      title: text.source,
      text: ({ source }) => source,
      render: (figure) => <SourceAndCorrect figure={figure} correct={correct} />,
      card: 'fact',
      width: 160,
    },
  ]
  return (
    <Table<Workload>
      name="figures.yearly"
      title={text.yearly}
      rows={workload}
      columns={columns}
      rowKey={({ year, item }) => `${year}/${item}`}
      bare
    />
  )
}

function Before({ figure }: { figure: Workload }) {
  const { item, value, growthPercent, valueBefore } = figure
  if (valueBefore === null) return '—'
  const formula =
    growthPercent === null
      ? ''
      : growthFormula({ item, value, growth: growthPercent, before: valueBefore.value })
  return (
    <span className="nowrap">
      <Origin from={valueBefore.from} formula={formula} short /> {valueText(item, valueBefore.value)}
    </span>
  )
}

function SourceAndCorrect({ figure, correct }: { figure: Workload; correct: YearlyProps['correct'] }) {
  const text = useText(figureText)
  const name = `${text.yearOf(figure.year)} ${text.items[figure.item]}`
  return (
    <span className="nowrap">
      <Popover content={<p className="prose">{figure.source}</p>} trigger={['hover', 'click', 'focus']}>
        <Button type="link" size="small" className="no-print">
          {text.show}
          <span className="visually-hidden">
            {text.source} {name}
          </span>
        </Button>
      </Popover>
      <span className="only-print">{figure.source}</span>
      {correct && (
        <Tooltip title={text.correctOf(name)}>
          <Button
            type="text"
            size="small"
            className="no-print"
            icon={<EditOutlined />}
            aria-label={text.correctOf(name)}
            onClick={() => correct(figure)}
          />
        </Tooltip>
      )}
    </span>
  )
}

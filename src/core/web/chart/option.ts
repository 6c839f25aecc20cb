// What a chart shows, and the same as ECharts' option and as a table: labels before legends, bars from zero.
import type { Palette } from '../palette.ts'
import type { Cell } from '../table/column.ts'

type Head = {
  title: string
  /** Stands behind the title: 'AMI door-to-balloon, min'. */
  unit: string
  /** What one should see in it: read aloud, and shown under the title. */
  what?: string
  height?: number
}

export type SeriesLine = {
  name: string
  values: readonly (number | null)[]
  /** The same unit, the same colour everywhere: its place in the series colours. Default: its place in the list. */
  colour?: number
}

export type CategoryChart = Head & {
  kind: 'bar' | 'line'
  categories: readonly string[]
  series: readonly SeriesLine[]
  target?: { value: number; label: string }
  /** Long names: bars lie, names at the left. */
  lying?: boolean
  stacked?: boolean
  /** The records behind a point. */
  open?: (category: string, seriesName: string) => void
}

export type ScatterChart = Head & {
  kind: 'scatter'
  x: { name: string; unit: string }
  y: { name: string; unit: string }
  points: readonly { name: string; x: number; y: number }[]
  target?: { value: number; label: string }
  open?: (name: string, seriesName: string) => void
}

export type ChartData = CategoryChart | ScatterChart

export type Look = { palette: Palette; colours: readonly string[]; fontFamily: string; phone: boolean }

export function isEmpty(data: ChartData): boolean {
  if (data.kind === 'scatter') return data.points.length === 0
  return data.series.every((line) => line.values.every((value) => value === null))
}

/** The numbers of the chart as head and rows: the table view and the exported file. */
export function chartTable(data: ChartData): { head: string[]; body: Cell[][] } {
  if (data.kind === 'scatter') {
    const axis = (side: { name: string; unit: string }) => `${side.name} (${side.unit})`
    return {
      head: ['', axis(data.x), axis(data.y)],
      body: data.points.map((point) => [point.name, point.x, point.y]),
    }
  }
  return {
    head: ['', ...data.series.map((line) => `${line.name} (${data.unit})`)],
    body: data.categories.map((category, index) => [
      category,
      ...data.series.map((line) => line.values[index] ?? null),
    ]),
  }
}

function targetLine(target: { value: number; label: string } | undefined, lying: boolean, look: Look) {
  if (!target) return {}
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      data: [lying ? { xAxis: target.value } : { yAxis: target.value }],
      lineStyle: { color: look.palette.textSecond, width: 1, type: 'solid' },
      label: {
        formatter: target.label,
        position: lying ? 'start' : 'insideEndTop',
        color: look.palette.textSecond,
        fontSize: 12,
      },
    },
  }
}

function base(look: Look) {
  const { palette } = look
  return {
    animation: !globalThis.matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 250,
    color: [...look.colours],
    textStyle: { fontFamily: look.fontFamily, color: palette.text },
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontSize: 13 },
      confine: true,
    },
  }
}

function axes(look: Look) {
  const { palette } = look
  return {
    names: {
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: palette.textSecond, fontSize: 12 },
      splitLine: { show: false },
    },
    numbers: {
      axisLine: { show: false },
      axisLabel: { color: palette.textSecond, fontSize: 12 },
      splitLine: { lineStyle: { color: palette.line } },
      nameTextStyle: { color: palette.textSecond, fontSize: 12 },
    },
  }
}

export function chartOption(data: ChartData, look: Look) {
  return data.kind === 'scatter' ? scatterOption(data, look) : categoryOption(data, look)
}

function categoryOption(data: CategoryChart, look: Look) {
  const { palette, colours } = look
  const lying = data.lying === true && data.kind === 'bar'
  const { names, numbers } = axes(look)
  const single = data.series.length === 1
  // With few bars each carries its number, and the axis of numbers says nothing more.
  const bars = data.categories.length * data.series.length
  const labelled = data.kind === 'bar' && !data.stacked && bars <= (single && !look.phone ? 16 : 8)
  const nameAxis = { type: 'category', data: [...data.categories], inverse: lying, ...names }
  const numberAxis = {
    type: 'value',
    // Bars start at zero; a line may show its own range.
    scale: data.kind === 'line',
    ...(data.kind === 'line' ? { boundaryGap: ['10%', '10%'] } : {}),
    ...numbers,
    ...(labelled ? { axisLabel: { show: false }, splitLine: { show: false } } : {}),
  }
  return {
    ...base(look),
    tooltip: {
      ...base(look).tooltip,
      trigger: 'axis',
      axisPointer: { type: data.kind === 'bar' ? 'shadow' : 'line' },
    },
    // A line names itself at its end; only several bars need a legend.
    legend: {
      show: !single && data.kind === 'bar',
      bottom: 0,
      itemWidth: 12,
      itemHeight: 12,
      textStyle: { color: palette.textSecond },
    },
    grid: {
      left: 8,
      right: data.kind === 'line' && !single ? (look.phone ? 64 : 88) : lying ? 40 : 16,
      top: lying && !data.target ? 8 : 28,
      bottom: !single && data.kind === 'bar' ? 36 : 8,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: lying ? numberAxis : nameAxis,
    yAxis: lying ? nameAxis : numberAxis,
    series: data.series.map((line, index) => {
      const colour = colours[(line.colour ?? index) % colours.length] ?? palette.ink
      return {
        name: line.name,
        type: data.kind,
        data: [...line.values],
        cursor: data.open ? 'pointer' : 'default',
        itemStyle: { color: colour, borderRadius: data.kind === 'bar' && !data.stacked ? 2 : 0 },
        ...(data.stacked ? { stack: 'all' } : {}),
        ...(data.kind === 'bar'
          ? {
              barMaxWidth: 32,
              label: {
                show: labelled,
                position: lying ? 'right' : 'top',
                color: palette.text,
                fontSize: 12,
              },
            }
          : {
              lineStyle: { width: index === 0 ? 2.5 : 1.75, color: colour },
              symbol: 'circle',
              symbolSize: 6,
              connectNulls: false,
              endLabel: { show: !single, formatter: '{a}', color: colour, fontSize: 12 },
              labelLayout: { moveOverlap: 'shiftY' },
            }),
        ...(index === 0 ? targetLine(data.target, lying, look) : {}),
      }
    }),
  }
}

function scatterOption(data: ScatterChart, look: Look) {
  const { palette, colours } = look
  const { numbers } = axes(look)
  const axis = (side: { name: string; unit: string }) => ({
    type: 'value',
    scale: true,
    name: `${side.name} (${side.unit})`,
    ...numbers,
  })
  return {
    ...base(look),
    tooltip: {
      ...base(look).tooltip,
      trigger: 'item',
      formatter: (point: { name: string; value: number[] }) =>
        `${escapeHtml(point.name)}<br>${escapeHtml(data.x.name)} ${point.value[0]} ${escapeHtml(data.x.unit)}<br>${escapeHtml(data.y.name)} ${point.value[1]} ${escapeHtml(data.y.unit)}`,
    },
    grid: {
      left: 8,
      right: 24,
      top: 36,
      bottom: 32,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { ...axis(data.x), nameLocation: 'middle', nameGap: 30 },
    yAxis: {
      ...axis(data.y),
      nameLocation: 'end',
      nameTextStyle: { ...numbers.nameTextStyle, align: 'left' },
    },
    series: [
      {
        name: data.title,
        type: 'scatter',
        symbolSize: 9,
        cursor: data.open ? 'pointer' : 'default',
        data: data.points.map((point) => ({ name: point.name, value: [point.x, point.y] })),
        itemStyle: { color: colours[0], opacity: 0.75 },
        label: {
          show: data.points.length <= (look.phone ? 10 : 30),
          formatter: '{b}',
          position: 'right',
          color: palette.textSecond,
          fontSize: 12,
        },
        labelLayout: { hideOverlap: true },
        ...targetLine(data.target, false, look),
      },
    ],
  }
}

// ECharts puts a tooltip's text into the page as HTML.
function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

// Where the marks of a control chart lie: scales, ticks and lanes, without drawing anything.
import type { Client } from '../../../core/web/client.ts'

export type ChartData = Awaited<ReturnType<Client['join']['chart']>>
export type ChartPoint = ChartData['points'][number]

export const margin = { left: 56, right: 20, top: 14, bottom: 26 } as const
export const lane = 22

export type Plot = {
  readonly x: (index: number) => number
  readonly y: (value: number) => number
  readonly ticks: readonly number[]
  readonly left: number
  readonly right: number
  readonly bottom: number
}

/** Round steps, about five of them. */
function ticksOf(low: number, high: number): readonly number[] {
  const rough = (high - low) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough
  const ticks: number[] = []
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step)
    ticks.push(Number(at.toPrecision(12)))
  return ticks
}

export function plotOf(data: ChartData, targets: readonly number[], width: number, height: number): Plot {
  const known = data.points.flatMap(({ value, limits }) => [
    ...(value === null ? [] : [value]),
    ...(limits === null ? [] : [limits.lower, limits.upper]),
  ])
  const all = [...known, ...targets]
  const [least, most] = all.length === 0 ? [0, 1] : [Math.min(...all), Math.max(...all)]
  const room = (most - least || Math.abs(most) || 1) * 0.08
  // Shares end at 0 and 100.
  const low = data.kind === 'p' ? Math.max(0, least - room) : least - room
  const high = data.kind === 'p' ? Math.min(data.indicator.scale, most + room) : most + room
  const [left, right] = [margin.left, width - margin.right]
  const bottom = height - margin.bottom
  const step = (right - left) / data.points.length
  return {
    x: (index) => left + step * (index + 0.5),
    y: (value) => bottom - ((value - low) / (high - low || 1)) * (bottom - margin.top),
    ticks: ticksOf(low, high),
    left,
    right,
    bottom,
  }
}

/** Where a day lies between the points: a month is as wide as a step. */
export function dayAt(data: ChartData, plot: Plot, day: string): number | null {
  const first = data.points[0]?.period
  if (first === undefined) return null
  const months =
    (Number(day.slice(0, 4)) - Number(first.slice(0, 4))) * 12 +
    Number(day.slice(5, 7)) -
    Number(first.slice(5, 7))
  const index = months + (Number(day.slice(8, 10)) - 1) / 31 - 0.5
  const at = plot.x(index)
  return Math.min(plot.right, Math.max(plot.left, at))
}

/** A line through values, broken where one is missing. */
export function brokenLine(values: readonly (number | null)[], plot: Plot): string {
  return values
    .map((value, index) => {
      if (value === null) return ''
      const before = index === 0 ? null : (values[index - 1] ?? null)
      return `${before === null ? 'M' : 'L'}${plot.x(index).toFixed(1)} ${plot.y(value).toFixed(1)}`
    })
    .join('')
}

/** A line in steps, each as wide as its month. */
export function steps(values: readonly (number | null)[], plot: Plot): string {
  const half = (plot.x(1) - plot.x(0)) / 2
  return values
    .map((value, index) => {
      if (value === null) return ''
      const before = index === 0 ? null : (values[index - 1] ?? null)
      const [x, y] = [plot.x(index), plot.y(value).toFixed(1)]
      return `${before === null ? 'M' : 'L'}${(x - half).toFixed(1)} ${y}H${(x + half).toFixed(1)}`
    })
    .join('')
}

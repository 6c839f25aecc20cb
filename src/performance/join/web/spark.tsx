// A small line of the last months: no axis, the newest point marked, gaps left open.

export function Spark({
  values,
  width = 96,
  height = 28,
}: {
  values: readonly (number | null)[]
  width?: number
  height?: number
}) {
  const known = values.flatMap((value) => value ?? [])
  if (known.length < 2) return <svg width={width} height={height} aria-hidden="true" className="spark" />
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const x = (index: number) => 3 + (index / Math.max(1, values.length - 1)) * (width - 6)
  const y = (value: number) =>
    high === low ? height / 2 : 3 + ((high - value) / (high - low)) * (height - 6)
  const line = values
    .map((value, index) => {
      if (value === null) return ''
      const before = index === 0 ? null : (values[index - 1] ?? null)
      return `${before === null ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`
    })
    .join('')
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
      className="spark"
    >
      <path d={line} fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="2.5" fill="currentColor" />
    </svg>
  )
}

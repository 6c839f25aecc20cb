// A control chart as a picture: values, limits, signals, the actions below on the same axis; as a table and as files too.
import { BarChartOutlined, DownloadOutlined, PictureOutlined, TableOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { series } from '../../../core/web/palette.ts'
import { save, saveCsv } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import { usePalette, useThemeName } from '../../../core/web/theme.ts'
import { figureText, unitWord, valueText } from '../words.ts'
import { chartText } from './chart-words.ts'
import { brokenLine, type ChartData, type ChartPoint, dayAt, lane, plotOf, steps } from './plot.ts'

type Shown = { data: ChartData; height?: number }

export function ControlChart({ data, height = 280 }: Shown) {
  const text = useText(chartText)
  const [language] = useLanguage()
  const { message } = App.useApp()
  const palette = usePalette()
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [asTable, setAsTable] = useState(false)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [asTable])
  const { indicator, points } = data
  const title = text.title(indicator[language], unitWord(indicator.unit, language) || data.name)
  const head = [text.month, text.value, '÷', text.centre, text.lower, text.upper, text.signal]
  const rows = points.map((point) => [
    point.period,
    point.value === null
      ? point.hidden
        ? text.hidden
        : text.missing
      : figureText(indicator.unit, point.value),
    point.denominator === null ? '' : text.count(String(point.numerator ?? ''), String(point.denominator)),
    figureText(indicator.unit, point.limits?.centre ?? null),
    figureText(indicator.unit, point.limits?.lower ?? null),
    figureText(indicator.unit, point.limits?.upper ?? null),
    point.signals.map((signal) => text.signals[signal]).join('；'),
  ])
  const savePicture = () => {
    const svg = place.current?.querySelector('svg')
    if (!svg) return
    pictureOf(svg, palette.surface).then(
      (blob) => save(`${indicator[language]}.png`, blob),
      () => message.error(text.picture),
    )
  }
  return (
    <figure className="section chart control-chart" aria-label={title}>
      <figcaption className="section-head">
        <div>
          <h2>
            {indicator[language]} <span className="chart-unit">{unitWord(indicator.unit, language)}</span>
          </h2>
          <p className="third">{text.kinds[data.kind]}</p>
        </div>
        <div className="chart-tools no-print">
          <Tool
            name={asTable ? text.chart : text.table}
            icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
            act={() => setAsTable(!asTable)}
          />
          {!asTable && <Tool name={text.picture} icon={<PictureOutlined />} act={savePicture} />}
          <Tool name={text.csv} icon={<DownloadOutlined />} act={() => saveCsv(title, head, rows)} />
        </div>
      </figcaption>
      {asTable ? (
        <div className="chart-table" role="region" tabIndex={0} aria-label={title}>
          <table className="plain-table">
            <thead>
              <tr>
                {head.map((cell) => (
                  <th key={cell} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([period, ...cells]) => (
                <tr key={period}>
                  <th scope="row">{period}</th>
                  {cells.map((cell, at) => (
                    <td key={head[at + 1]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div ref={place}>{width > 0 && <Picture data={data} width={width} height={height} />}</div>
      )}
      <p className="third control-rules">{text.rules}</p>
      {data.notes.length > 0 && (
        <ul className="control-notes">
          {data.notes.map((note) => (
            <li key={note}>{text.notes[note]}</li>
          ))}
        </ul>
      )}
    </figure>
  )
}

function Tool({ name, icon, act }: { name: string; icon: React.ReactNode; act: () => void }) {
  return (
    <Tooltip title={name}>
      <Button type="text" size="small" icon={icon} aria-label={name} onClick={act} />
    </Tooltip>
  )
}

function Picture({ data, width, height }: { data: ChartData; width: number; height: number }) {
  const text = useText(chartText)
  const [language] = useLanguage()
  const palette = usePalette()
  const colours = series[useThemeName()]
  const { points, indicator } = data
  const chosen = data.actions.find(({ id }) => id === data.divided?.actionId)
  const targets = chosen?.target === undefined || chosen.target === null ? [] : [chosen.target]
  const plot = plotOf(data, targets, width, height)
  const lanes = data.actions.slice(0, 6)
  const whole = height + lanes.length * lane + (lanes.length > 0 ? 8 : 0)
  const every = Math.max(1, Math.ceil(points.length / Math.floor((width - 80) / 64)))
  const estimate = data.divided && !('reason' in data.divided.segmented) ? data.divided.segmented : null
  // The fitted line is not drawn beyond the first and the last value.
  const first = points.findIndex(({ value }) => value !== null)
  const last = points.findLastIndex(({ value }) => value !== null)
  const known = (at: number): boolean => at >= first && at <= last
  const said = (point: ChartPoint): string =>
    [
      `${point.period} ${valueText(indicator.unit, point.value, language)}`,
      point.denominator === null ? '' : `${point.numerator} / ${point.denominator}`,
      ...point.signals.map((signal) => text.signals[signal]),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <svg
      viewBox={`0 0 ${width} ${whole}`}
      width="100%"
      role="img"
      aria-label={`${indicator[language]}, ${text.kinds[data.kind]}`}
      fontSize="12"
      fontFamily="inherit"
    >
      {plot.ticks.map((tick) => (
        <g key={tick}>
          <line x1={plot.left} x2={plot.right} y1={plot.y(tick)} y2={plot.y(tick)} stroke={palette.line} />
          <text x={plot.left - 8} y={plot.y(tick) + 4} textAnchor="end" fill={palette.textSecond}>
            {tick}
          </text>
        </g>
      ))}
      {points.map((point, index) =>
        index % every === 0 ? (
          <text
            key={point.period}
            x={plot.x(index)}
            y={plot.bottom + 18}
            textAnchor="middle"
            fill={palette.textSecond}
          >
            {point.period.slice(2)}
          </text>
        ) : null,
      )}
      {(['upper', 'lower'] as const).map((side) => (
        <path
          key={side}
          d={steps(
            points.map((point) => point.limits?.[side] ?? null),
            plot,
          )}
          fill="none"
          stroke={palette.lineStrong}
          strokeDasharray="4 3"
        />
      ))}
      <path
        d={steps(
          points.map((point) => point.limits?.centre ?? null),
          plot,
        )}
        fill="none"
        stroke={palette.lineStrong}
      />
      {targets.map((target) => (
        <g key={target}>
          <line
            x1={plot.left}
            x2={plot.right}
            y1={plot.y(target)}
            y2={plot.y(target)}
            stroke={palette.states.done.mark}
          />
          <text x={plot.right} y={plot.y(target) - 5} textAnchor="end" fill={palette.states.done.word}>
            {text.target} {figureText(indicator.unit, target)}
          </text>
        </g>
      ))}
      {estimate && (
        <>
          <path
            d={brokenLine(
              estimate.fitted.map(({ at, value }) => (known(at) ? value : null)),
              plot,
            )}
            fill="none"
            stroke={colours[1]}
            strokeWidth="1.5"
          />
          <path
            d={brokenLine(
              estimate.fitted.map(({ at, without }) => (known(at) ? without : null)),
              plot,
            )}
            fill="none"
            stroke={colours[1]}
            strokeDasharray="2 4"
            strokeWidth="1.5"
          />
        </>
      )}
      <path
        d={brokenLine(
          points.map(({ value }) => value),
          plot,
        )}
        fill="none"
        stroke={colours[0]}
        strokeWidth="2"
      />
      {points.map((point, index) => (
        <Mark key={point.period} point={point} x={plot.x(index)} plot={plot} said={said(point)} />
      ))}
      {lanes.map((action, index) => {
        const from = dayAt(data, plot, action.fromOn)
        const until = dayAt(data, plot, action.untilOn)
        if (from === null || until === null) return null
        const y = height + index * lane + 15
        const colour = action.state === 'overdue' ? palette.states.overdue.mark : palette.ink
        return (
          <g key={action.id} opacity={action.id === data.divided?.actionId ? 1 : 0.65}>
            <title>{`${action.fromOn} – ${action.untilOn} ${action.what}`}</title>
            <line x1={from} x2={from} y1={12} y2={y} stroke={colour} strokeDasharray="1 3" />
            <rect x={from} y={y} width={Math.max(6, until - from)} height={6} rx={3} fill={colour} />
            <text
              x={Math.min(from, plot.right - 8)}
              y={y - 3}
              textAnchor={from > width / 2 ? 'end' : 'start'}
              fill={palette.text}
            >
              {`${index + 1}  ${cut(action.what, Math.floor(width / 2 / 13))}`}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

const cut = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most - 1)}…` : words

type MarkProps = { point: ChartPoint; x: number; plot: ReturnType<typeof plotOf>; said: string }

/** A point; one that signals is larger and has another shape, not only another colour. */
function Mark({ point, x, plot, said }: MarkProps) {
  const palette = usePalette()
  const colours = series[useThemeName()]
  if (point.value === null) {
    if (!point.hidden) return null
    return (
      <text x={x} y={plot.bottom - 4} textAnchor="middle" fill={palette.textThird}>
        ×<title>{said}</title>
      </text>
    )
  }
  const y = plot.y(point.value)
  const beyond = point.signals.includes('WE1')
  const run = point.signals.includes('WE4')
  return (
    <g>
      <title>{said}</title>
      {beyond ? (
        <path
          d={`M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z`}
          fill={palette.states.overdue.mark}
        />
      ) : (
        <circle
          cx={x}
          cy={y}
          r={run ? 5 : 3.5}
          fill={run ? palette.surface : colours[0]}
          stroke={run ? palette.states.late.mark : colours[0]}
          strokeWidth={run ? 2.5 : 0}
        />
      )}
      <circle cx={x} cy={y} r={10} fill="transparent" />
    </g>
  )
}

/** The picture twice as fine as on screen, on the ground of the page. */
async function pictureOf(svg: SVGSVGElement, ground: string): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect()
  const copy = svg.cloneNode(true) as SVGSVGElement
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.setAttribute('font-family', getComputedStyle(svg).fontFamily)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No 2D canvas')
  context.fillStyle = ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture'))), 'image/png')
  })
}

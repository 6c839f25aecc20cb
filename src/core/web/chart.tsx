// A chart with its title and unit, a table of the same numbers, and both as files.
import { BarChartOutlined, DownloadOutlined, PictureOutlined, TableOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Drawing } from './chart/engine.ts'
import { type ChartData, chartOption, chartTable, isEmpty } from './chart/option.ts'
import { series } from './palette.ts'
import { useIsPhone } from './screen-size.ts'
import { EmptyState, Loading } from './status.tsx'
import { save, saveCsv } from './table/column.ts'
import { chartText } from './chart/words.ts'
import { useText } from './text.ts'
import { fontFamily, usePalette, useThemeName } from './theme.ts'

export type { ChartData } from './chart/option.ts'

export function Chart(props: ChartData) {
  const { title, unit, what, height = 280 } = props
  const text = useText(chartText)
  const { message } = App.useApp()
  const palette = usePalette()
  const [asTable, setAsTable] = useState(false)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const empty = isEmpty(props)
  const table = chartTable(props)
  const savePicture = async () => {
    if (!drawing) return
    try {
      const { picture } = await import('./chart/engine.ts')
      save(`${title}.png`, await picture(drawing, palette.surface))
    } catch {
      message.error(text.pictureFailed)
    }
  }
  return (
    <figure className="section chart" aria-label={title}>
      <figcaption className="section-head">
        <div>
          <h2>
            {title} <span className="chart-unit">{text.unit(unit)}</span>
          </h2>
          {what && <p className="third">{what}</p>}
        </div>
        {!empty && (
          <div className="chart-tools no-print">
            <Tool
              name={asTable ? text.chart : text.table}
              icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
              act={() => setAsTable(!asTable)}
            />
            {!asTable && (
              <Tool name={text.picture} icon={<PictureOutlined />} act={() => void savePicture()} />
            )}
            <Tool
              name={text.data}
              icon={<DownloadOutlined />}
              act={() => saveCsv(title, table.head, table.body)}
            />
          </div>
        )}
      </figcaption>
      {empty ? (
        <EmptyState title={text.empty} />
      ) : asTable ? (
        <ChartTable {...table} />
      ) : (
        <Canvas data={props} height={height} drawing={drawing} onDrawing={setDrawing} />
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

function ChartTable({ head, body }: ReturnType<typeof chartTable>) {
  return (
    <div className="chart-table" role="region" tabIndex={0} aria-label={head.slice(1).join(', ')}>
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
          {body.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={head[index + 1]}>{cell ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type CanvasProps = {
  data: ChartData
  height: number
  drawing: Drawing | null
  onDrawing: (drawing: Drawing | null) => void
}

function Canvas({ data, height, drawing, onDrawing }: CanvasProps) {
  const place = useRef<HTMLDivElement>(null)
  const theme = useThemeName()
  const palette = usePalette()
  const phone = useIsPhone()

  useEffect(() => {
    const element = place.current
    if (!element) return
    let made: Drawing | null = null
    let gone = false
    const observer = new ResizeObserver(() => made?.resize())
    void import('./chart/engine.ts').then(({ draw }) => {
      if (gone) return
      made = draw(element)
      observer.observe(element)
      onDrawing(made)
    })
    return () => {
      gone = true
      observer.disconnect()
      onDrawing(null)
      made?.dispose()
    }
  }, [onDrawing])

  useEffect(() => {
    if (!drawing || drawing.isDisposed()) return
    drawing.setOption(chartOption(data, { palette, colours: series[theme], fontFamily, phone }), true)
    drawing.off('click')
    const { open } = data
    if (open) drawing.on('click', ({ name, seriesName }) => open(name, seriesName ?? ''))
  }, [drawing, data, palette, theme, phone])

  return (
    <div className="chart-place" style={{ height }}>
      {!drawing && <Loading what={data.title} />}
      <div
        ref={place}
        className="chart-canvas"
        role="img"
        aria-label={[data.title, data.unit, data.what].filter(Boolean).join(', ')}
      />
    </div>
  )
}

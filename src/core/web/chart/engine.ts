// ECharts with only what the product draws; loaded when the first chart is shown.
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  LabelLayout,
  SVGRenderer,
])

export type Drawing = ReturnType<typeof draw>

export function draw(element: HTMLElement) {
  return init(element, null, { renderer: 'svg' })
}

/** The drawing as a picture, twice as fine as on screen, on the given ground. */
export async function picture(drawing: Drawing, ground: string): Promise<Blob> {
  const scale = 2
  const svg = drawing.getDom().querySelector('svg')
  if (!svg) throw new Error('Nothing drawn')
  const image = new Image()
  // Not ECharts' own data URL: it leaves the quotes in font names as they are, which is no valid XML.
  const source = new XMLSerializer().serializeToString(svg)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = drawing.getWidth() * scale
  canvas.height = drawing.getHeight() * scale
  const context = canvas.getContext('2d')
  if (!context) throw new Error('No 2D canvas')
  context.fillStyle = ground
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture'))), 'image/png')
  })
}

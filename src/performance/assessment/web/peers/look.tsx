// How peer tables are written everywhere: values, scores, the choice of a method, and the words that it is a local estimate.
import { Alert, Segmented, Select } from 'antd'
import type { Client } from '../../../../core/web/client.ts'
import { useIsPhone } from '../../../../core/web/screen-size.ts'
import { useText } from '../../../../core/web/text.ts'
import { type Method, methods } from '../../peers/methods/scoring.ts'
import { peerText } from './words.ts'

export type PeerTable = Awaited<ReturnType<Client['assessment']['peerTable']>>

const values = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 })
const scores = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

export const writeValue = (value: number, unit = ''): string =>
  `${values.format(value)}${unit === '' || unit.length > 4 ? '' : `\u00a0${unit}`}`
export const writeScore = (score: number | null): string => (score === null ? '—' : scores.format(score))

/** Stands above everything that is computed from a peer table. */
export function Estimate() {
  const text = useText(peerText)
  return (
    <Alert className="estimate" type="info" showIcon title={text.estimate} description={text.estimateWhat} />
  )
}

export function MethodChoice({ method, choose }: { method: Method; choose: (method: Method) => void }) {
  const text = useText(peerText)
  const phone = useIsPhone()
  const options = methods.map((value) => ({ value, label: text.methods[value] }))
  return (
    <div className="row beside-choice no-print">
      {phone ? (
        <Select
          aria-label={text.method}
          value={method}
          onChange={choose}
          options={options}
          style={{ flex: 1 }}
        />
      ) : (
        <Segmented aria-label={text.method} value={method} onChange={choose} options={options} />
      )}
      <p className="third">{text.methodWhat[method]}</p>
    </div>
  )
}

// The years as a table: the rate leads to its duties, what was computed says so, a gap says why.
import { Tooltip } from 'antd'
import { Rate } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import { besideText } from './beside-words.ts'
import { useWhy } from './beside-why.ts'
import type { YearLine } from './beside-years.ts'
import { countText, percentileText, ratioText, scoreText } from './format.ts'
import { dutiesOf } from './institution.ts'
import { figureText } from './words.ts'

export function BesideTable({ unitId, lines }: { unitId: string; lines: readonly YearLine[] }) {
  const text = useText(besideText)
  const words = useText(figureText)
  const why = useWhy(lines)
  return (
    <div className="beside-table" role="region" tabIndex={0} aria-label={text.title}>
      <table className="plain-table left">
        <thead>
          <tr>
            {[words.year, text.rate, words.score, words.rank, words.percentile, words.grade].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.toReversed().map((line) => (
            <tr key={line.year}>
              <th scope="row">{line.year}</th>
              <td>
                {line.rate === null ? (
                  <>
                    — <span className="third">{why(line.year)}</span>
                  </>
                ) : (
                  <Rate {...line.rate} to={dutiesOf(unitId, line.year)} />
                )}
              </td>
              <td>
                <Known value={line.score} write={scoreText} year={line.year} />
              </td>
              <td>
                <Known value={line.rank} write={countText} year={line.year} />
              </td>
              <td>
                {line.result?.percentile
                  ? `${ratioText(line.result.percentile)} = ${percentileText(line.result.percentile)}`
                  : '—'}
              </td>
              <td>{line.result?.grade ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type KnownProps = { value: YearLine['score']; write: (value: number) => string; year: number }

function Known({ value, write, year }: KnownProps) {
  const text = useText(figureText)
  if (value === null) return '—'
  if (value.entered) return write(value.value)
  return (
    <>
      {write(value.value)}{' '}
      <Tooltip title={`${text.yearOf(year + 1)}: ${text.computed}`}>
        <span className="computed" tabIndex={0}>
          {text.computedShort}
        </span>
      </Tooltip>
    </>
  )
}

// What will be shown once a result is saved: computed while typing by the same rules as on the server.
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '../../../core/web/text.ts'
import type { Result } from '../contract.ts'
import { type Before, compareRank, compareScore, percentileOf } from '../rules.ts'
import { entryText } from './entry-words.ts'
import { bandOf, countText, percentileText, ratioText, scoreText, signed } from './format.ts'
import { rankFormula, scoreFormula } from './result-card.tsx'
import { type ResultFields, seriesOf } from './result-fields.ts'
import { isSameSeries } from './series.ts'
import { figureText } from './words.ts'

export function ResultPreview({ fields, results }: { fields: ResultFields; results: readonly Result[] }) {
  const text = useText(entryText)
  const words = useText(figureText)
  const { year } = fields
  const of = (wanted: number) =>
    year === null
      ? undefined
      : results.find((result) => result.year === wanted && isSameSeries(result, seriesOf(fields)))
  const before = of((year ?? 0) - 1)
  const value = { score: fields.score ?? null, rank: fields.rank ?? null }
  const score = compareScore(
    { value: value.score, change: fields.scoreChange ?? null },
    before?.score ?? null,
  )
  const rank = compareRank({ value: value.rank, change: fields.rankChange ?? null }, before?.rank ?? null)
  const ratio = percentileOf(value.rank, fields.groupSize ?? null)
  // Beyond the group it is a fault at the field, not a percentile.
  const percentile = ratio !== null && ratio.numerator <= ratio.denominator ? ratio : null
  const band = percentile && bandOf(percentile)
  const lines: { label: string; shown: ReactNode }[] = []
  if (score.before && score.change !== null && value.score !== null) {
    const formula = scoreFormula(value.score, score.change, score.before.value)
    lines.push({
      label: text.scoreBefore,
      shown: <Base before={score.before} write={scoreText} change={score.change} formula={formula} />,
    })
  }
  if (rank.before && rank.change !== null && value.rank !== null) {
    const formula = rankFormula(value.rank, rank.change, rank.before.value)
    lines.push({
      label: text.rankBefore,
      shown: <Base before={rank.before} write={countText} change={rank.change} formula={formula} />,
    })
  }
  if (percentile) {
    lines.push({
      label: words.percentile,
      shown: (
        <>
          {ratioText(percentile)} = {percentileText(percentile)}
          <div className="third">{band ? words.band(band.percent, countText(band.limit)) : words.noBand}</div>
        </>
      ),
    })
  }
  const conflicts = [
    score.conflict &&
      words.conflict(words.score, scoreText(score.conflict.stated), scoreText(score.conflict.entered)),
    rank.conflict &&
      words.conflict(words.rank, countText(rank.conflict.stated), countText(rank.conflict.entered)),
  ].filter((sentence) => sentence !== null)
  return (
    <Preview lines={lines}>
      {conflicts.map((sentence) => (
        <Alert key={sentence} type="warning" showIcon title={words.conflictTitle} description={sentence} />
      ))}
      {year !== null && of(year + 1) && <p className="third">{text.next(year + 1)}</p>}
    </Preview>
  )
}

type PreviewProps = { lines: readonly { label: string; shown: ReactNode }[]; children?: ReactNode }

export function Preview({ lines, children }: PreviewProps) {
  const text = useText(entryText)
  return (
    <section className="entry-preview" aria-label={text.preview} aria-live="polite">
      <h3>{text.preview}</h3>
      {lines.length === 0 ? (
        <p className="third">{text.previewEmpty}</p>
      ) : (
        <dl>
          {lines.map(({ label, shown }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{shown}</dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </section>
  )
}

type BaseProps = { before: Before; write: (value: number) => string; change: number; formula: string }

/** The year before and how it is known: entered with the change that follows, or computed by the formula. */
export function Base({ before, write, change, formula }: BaseProps) {
  const text = useText(entryText)
  const words = useText(figureText)
  return before.from === 'entered' ? (
    <>
      {write(before.value)} <span className="third">{text.enteredChange(signed(change, write))}</span>
    </>
  ) : (
    <>
      {write(before.value)} <span className="third">{words.computed}</span>
      <div className="third">{formula}</div>
    </>
  )
}

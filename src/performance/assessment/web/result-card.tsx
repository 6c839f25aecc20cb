// One assessment result with everything that follows from it: change, year before, percentile, band, and its source.
import { CaretRightOutlined, EditOutlined } from '@ant-design/icons'
import { Alert, Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { Figure } from '../../../core/web/page.tsx'
import { useText } from '../../../core/web/text.ts'
import type { Result } from '../contract.ts'
import { dimensions } from '../rules.ts'
import { Graded } from './band.tsx'
import { bandOf, countText, percentileText, type Ratio, ratioText, scoreText, signed } from './format.ts'
import { figureText } from './words.ts'

type OriginProps = { from: 'entered' | 'stated_change'; formula: string; short?: boolean }

/** How the year before is known: entered, or computed with the formula on hover and focus. */
export function Origin({ from, formula, short = false }: OriginProps) {
  const text = useText(figureText)
  if (from === 'entered') return <span className="third">{text.entered}</span>
  return (
    <Tooltip title={text.computedHow(formula)}>
      <span className="computed" tabIndex={0}>
        {short ? text.computedShort : text.computed}
        <span className="only-print"> {formula}</span>
      </span>
    </Tooltip>
  )
}

export const scoreFormula = (score: number, change: number, before: number): string =>
  `${scoreText(score)} ${change < 0 ? '+' : '−'} ${scoreText(Math.abs(change))} = ${scoreText(before)}`

export const rankFormula = (rank: number, gained: number, before: number): string =>
  `${rank} ${gained < 0 ? '−' : '+'} ${Math.abs(gained)} = ${before}`

export function ResultCard({ result, correct }: { result: Result; correct?: (() => void) | undefined }) {
  const text = useText(figureText)
  const name = text.assessments[result.assessment]
  return (
    <section className="section result" aria-label={`${name} ${text.yearOf(result.year)}`}>
      <div className="section-head">
        <div>
          <h2>{name}</h2>
          <p className="third">
            {[
              text.yearOf(result.year),
              result.peerGroup,
              result.publishedOn && text.published(result.publishedOn),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        {correct && (
          <Button size="small" icon={<EditOutlined />} onClick={correct} className="no-print">
            {text.correct}
          </Button>
        )}
      </div>
      <ResultBody result={result} />
    </section>
  )
}

/** The numbers of a result and its source, without the heading. */
export function ResultBody({ result }: { result: Result }) {
  const text = useText(figureText)
  const { score, rank, grade } = result
  return (
    <>
      <Conflict about="score" conflict={result.scoreConflict} />
      <Conflict about="rank" conflict={result.rankConflict} />
      <div className="result-figures">
        {score !== null && (
          <Figure
            label={text.score}
            value={scoreText(score)}
            unit={text.points}
            change={<ScoreChange result={result} score={score} />}
          />
        )}
        {rank !== null && (
          <Figure
            label={text.rank}
            value={countText(rank)}
            unit={result.groupSize === null ? text.place : `/ ${result.groupSize}`}
            change={<RankChange result={result} rank={rank} />}
          />
        )}
        {rank !== null && <Percentile ratio={result.percentile} />}
        {grade !== null && (
          <Figure
            label={text.grade}
            value={result.gradeBefore === null ? grade : `${result.gradeBefore} → ${grade}`}
          />
        )}
      </div>
      <Graded result={result} />
      <Dimensions result={result} />
      <Source source={result.source} />
    </>
  )
}

/** The scores by dimension, where the source gives them. */
function Dimensions({ result }: { result: Result }) {
  const text = useText(figureText)
  const known = dimensions.flatMap((key) => {
    const score = result[key]
    return score === null ? [] : [`${text.dimensions[key]} ${scoreText(score)}`]
  })
  return known.length === 0 ? null : <p className="third">{known.join(' · ')}</p>
}

function ScoreChange({ result, score }: { result: Result; score: number }) {
  const text = useText(figureText)
  const { scoreChange: change, scoreBefore: before } = result
  if (change === null || before === null) return null
  const size = scoreText(Math.abs(change))
  return (
    <Change
      better={Math.sign(change)}
      word={change > 0 ? text.higher(size) : change < 0 ? text.lower(size) : text.same}
    >
      {text.before(scoreText(before.value))}{' '}
      <Origin from={before.from} formula={scoreFormula(score, change, before.value)} />
    </Change>
  )
}

function RankChange({ result, rank }: { result: Result; rank: number }) {
  const text = useText(figureText)
  const { rankChange: gained, rankBefore: before } = result
  if (gained === null || before === null) return null
  const size = countText(Math.abs(gained))
  return (
    <Change
      better={Math.sign(gained)}
      word={gained > 0 ? text.gained(size) : gained < 0 ? text.lost(size) : text.same}
    >
      {text.before(countText(before.value))}{' '}
      <Origin from={before.from} formula={rankFormula(rank, gained, before.value)} />
    </Change>
  )
}

/** A change in words with its direction, and below it the base it is measured from. */
function Change({ better, word, children }: { better: number; word: string; children: ReactNode }) {
  const sign = better > 0 ? '▲' : better < 0 ? '▼' : '＝'
  return (
    <>
      <div className={better > 0 ? 'better' : better < 0 ? 'worse' : ''}>
        <span aria-hidden="true">{sign}</span> {word}
      </div>
      <div>{children}</div>
    </>
  )
}

function Percentile({ ratio }: { ratio: Ratio | null }) {
  const text = useText(figureText)
  if (ratio === null) return <Figure label={text.percentile} value={null} change={text.noGroup} />
  const band = bandOf(ratio)
  return (
    <Figure
      label={text.percentile}
      value={percentileText(ratio)}
      change={
        <>
          <div>
            {ratioText(ratio)} = {percentileText(ratio)}
          </div>
          <div>{band === null ? text.noBand : text.band(band.percent, countText(band.limit))}</div>
        </>
      }
    />
  )
}

function Conflict({ about, conflict }: { about: 'score' | 'rank'; conflict: Result['scoreConflict'] }) {
  const text = useText(figureText)
  if (conflict === null) return null
  const write = about === 'score' ? scoreText : countText
  return (
    <Alert
      className="result-conflict"
      type="warning"
      showIcon
      title={text.conflictTitle}
      description={text.conflict(text[about], write(conflict.stated), write(conflict.entered))}
    />
  )
}

/** The source's own words: one line, open on demand, whole in print. */
export function Source({ source }: { source: string }) {
  const text = useText(figureText)
  return (
    <details className="source">
      <summary title={source}>
        <CaretRightOutlined aria-hidden className="source-caret no-print" />
        <span className="source-label">{text.source}</span>
        <span className="source-start no-print">{source}</span>
      </summary>
      <blockquote className="prose">{source}</blockquote>
    </details>
  )
}

/** '+8.42 %' with the direction as colour and sign. */
export function Growth({ percent, text }: { percent: number; text: (value: number) => string }) {
  return (
    <span className={percent > 0 ? 'better' : percent < 0 ? 'worse' : 'third'}>{signed(percent, text)}</span>
  )
}

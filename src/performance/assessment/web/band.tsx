// A computed grade with how sure its scheme is, and what grades say about a group of unknown size.
import { Tooltip } from 'antd'
import { useText } from '../../../core/web/text.ts'
import type { Result } from '../contract.ts'
import type { Certainty } from '../schemes/rules.ts'
import { countText } from './format.ts'
import { figureText } from './words.ts'

type Band = NonNullable<Result['band']>

/** A word with the mark of what was computed; hovering says how sure it is. */
export function BandGrade({ band }: { band: Pick<Band, 'grade' | 'certainty'> }) {
  return (
    <span className="nowrap">
      {band.grade} <CertaintyMark certainty={band.certainty} />
    </span>
  )
}

export function CertaintyMark({ certainty }: { certainty: Certainty }) {
  const text = useText(figureText)
  return (
    <Tooltip title={text.certainties[certainty]}>
      <span className={`certainty ${certainty}`} tabIndex={0}>
        <span aria-hidden="true">{signs[certainty]}</span>
        <span className="visually-hidden">{text.certainties[certainty]}</span>
        <span className="only-print"> {text.certainties[certainty]}</span>
      </span>
    </Tooltip>
  )
}
const signs: Readonly<Record<Certainty, string>> = {
  sourced: '●',
  inferred: '◐',
  recollection: '○',
  own: '✎',
}

/** The lines under a grade: what the scheme makes of the rank, or what the grade says about the size of the group. */
export function Graded({ result }: { result: Result }) {
  const text = useText(figureText)
  const { band, grade, sizesImplied } = result
  if (band !== null) {
    return (
      <div className="third">
        {text.bandLine(band.grade, band.upTo, countText(band.lastRank))}{' '}
        <CertaintyMark certainty={band.certainty} />
        {grade !== null && grade !== band.grade && <div className="worse">{text.bandDiffers(grade)}</div>}
      </div>
    )
  }
  if (sizesImplied === null) return null
  const { now, before, both } = sizesImplied
  const most = (sizes: { most: number | null }) => (sizes.most === null ? null : countText(sizes.most))
  return (
    <div className="third sizes">
      <p>{text.sizesTitle}</p>
      <ul>
        {now && (
          <li>{text.sizes(grade ?? '', countText(result.rank ?? 0), countText(now.least), most(now))}</li>
        )}
        {before && (
          <li>
            {text.yearOf(result.year - 1)}{' '}
            {text.sizes(
              result.gradeBefore ?? '',
              countText(result.rankBefore?.value ?? 0),
              countText(before.least),
              most(before),
            )}
          </li>
        )}
        {now && before && both && <li>{text.sizesBoth(countText(both.least), most(both))}</li>}
      </ul>
    </div>
  )
}

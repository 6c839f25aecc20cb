// The yearly table on a phone: a card for each branch with its twelve months, each a target for the thumb.
import { useLanguage, useText } from '../../../core/web/text.ts'
import { Rate } from '../../../core/web/state.tsx'
import { type Place, months } from './grid.tsx'
import { type Band, letterOf, type Rhythm, slotsOf } from './layout.ts'
import { Marks, marksLabel } from './marks.tsx'
import { lifeText } from './words.ts'

type CardsProps = {
  bands: readonly Band[]
  rhythms: readonly Rhythm[]
  year: number
  open: (place: Place) => void
}

export function LifeCards({ bands, rhythms, year, open }: CardsProps) {
  const text = useText(lifeText)
  const [language] = useLanguage()
  return bands.map((band) => (
    <section
      key={band.key}
      className="life-cards"
      {...(band.name === null ? {} : { 'aria-label': band.name })}
    >
      {band.name !== null && (
        <h2 className="row spread">
          {band.name}
          <Rate numerator={band.numerator} denominator={band.denominator} />
        </h2>
      )}
      {band.rows.map((row) => (
        <article key={row.unitId} className={row.unitKind === 'group' ? 'life-card group' : 'life-card'}>
          <header className="row spread">
            <h3>{row.unitName}</h3>
            <Rate {...row.rate} to={`/duties?unit=${row.unitId}&year=${year}`} />
          </header>
          <ul className="life-months">
            {months.map((month) => {
              const marks = row.months[month - 1] ?? []
              const slots = slotsOf(month, rhythms).filter((slot) =>
                marks.some((mark) => mark.rhythm === slot.id),
              )
              return (
                <li key={month}>
                  <button
                    type="button"
                    className="plain life-month"
                    disabled={marks.length === 0}
                    onClick={() => open({ row: row.index, column: month })}
                  >
                    <span className="third">{text.month(month)}</span>
                    <span className="visually-hidden">{marksLabel(marks, rhythms, language)}</span>
                    <span className="letters" aria-hidden="true">
                      {slots.map((slot) => (
                        <span key={slot.id}>{letterOf(slot, language)}</span>
                      ))}
                    </span>
                    <Marks marks={marks} slots={slots} />
                  </button>
                </li>
              )
            })}
          </ul>
        </article>
      ))}
    </section>
  ))
}
